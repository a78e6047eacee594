"""The list of an archive's files: kept beside it while it is made, told to people and to programs, read again."""

import tracemalloc
from collections.abc import Iterable

import pytest

from contest.exports.archive import listed as kept
from contest.exports.archive.listed import Listed
from contest.exports.archive.manifest import About, Filed, as_json, as_text, digest_of_list, read_json
from contest.exports.archive.zipped import ZipStream

ABOUT = About("Những tấm gương", "thu", 2026, "Vòng 1", "author", "all", "counts", 3)
WORDS = {"author": "Gói bài gốc", "all": "mọi bài"}
TEXT = Filed("DANH-MUC.txt", 12, "f" * 64)


def files(count: int) -> list[Filed]:
    return [Filed(f"Nông Văn Ánh - TH26-{n:04d}/bai 01.txt", n, f"{n:064x}") for n in range(count)]


def listing(filed: Iterable[Filed]) -> Listed:
    made = Listed()
    for file in filed:
        made.add(file)
    return made


@pytest.mark.parametrize("room", [1 << 20, 100], ids=["in memory", "on the disk"])
def test_files_come_back_in_their_order_as_often_as_asked(monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    monkeypatch.setattr(kept, "IN_MEMORY", room)
    with listing(files(7)) as made:
        assert list(made) == list(made) == files(7)
        assert (made.count, made.size, made.sha256) == (7, 21, digest_of_list(files(7)))


@pytest.mark.parametrize("count", [0, 1, 1_201])
def test_what_is_told_to_programs_is_read_again(count: int) -> None:
    with listing(files(count)) as made:
        data = b"".join(as_json(ABOUT, made, text=TEXT))
    said, read = read_json(data)
    assert read == [*files(count), TEXT]
    assert (said["entries"], said["bytes"]) == (3, sum(range(count)))
    assert said["list_sha256"] == digest_of_list(files(count))


def test_people_are_told_each_file_in_a_line() -> None:
    with listing(files(2)) as made:
        lines = b"".join(as_text(ABOUT, made, words=WORDS)).decode("utf-8-sig").split("\r\n")
    assert "Số tệp: 2, tổng cộng 1 byte" in lines
    assert lines[-3:] == [f"{f.sha256}  {f.size:>12}  {f.name}" for f in files(2)] + [""]


def test_an_archive_of_many_files_holds_little_of_each() -> None:
    """What stands at the end of a ZIP is the library's: names, sizes, places."""

    def peak(count: int) -> int:
        tracemalloc.start()
        with Listed() as made:
            pack = ZipStream(made.add)
            for number in range(count):
                for _ in pack.add_bytes(f"Nông Văn Ánh - TH26-{number:06d}/bai.webp", b"x"):
                    pass
            for _ in pack.add_list("manifest.json", lambda: as_json(ABOUT, made, text=TEXT)):
                pass
            for _ in pack.end():
                pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    few, many = peak(500), peak(2_500)
    assert (many - few) / 2_000 < 1_000
