"""A ZIP that streams: whole for any program, the same bytes each time, never held whole."""

import io
import subprocess
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest

from contest.exports.archive.zipped import Member, ZipStream

FILES = (("Tập thể/bài.txt", b"chu " * 500), ("a.pdf", b"%PDF" * 100), ("trống.bin", b""))


def packed(files=FILES) -> bytes:
    pack = ZipStream()
    pieces = [piece for name, data in files for piece in pack.add_bytes(name, data)]
    return b"".join([*pieces, *pack.end()])


def test_what_goes_in_comes_out_in_order_with_names_as_written() -> None:
    with zipfile.ZipFile(io.BytesIO(packed())) as read:
        assert read.testzip() is None
        assert [(info.filename, read.read(info)) for info in read.infolist()] == list(FILES)


def test_the_same_files_give_the_same_bytes() -> None:
    assert packed() == packed()


def test_dates_tell_nothing_and_what_is_packed_already_is_stored() -> None:
    with zipfile.ZipFile(io.BytesIO(packed())) as read:
        infos = read.infolist()
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert [info.compress_type for info in infos] == [
        zipfile.ZIP_DEFLATED,
        zipfile.ZIP_STORED,
        zipfile.ZIP_STORED,
    ]


@pytest.mark.skipif(which("unzip") is None, reason="needs unzip")
def test_unzip_finds_it_whole(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed())

    told = subprocess.run(["unzip", "-t", "a.zip"], cwd=tmp_path, capture_output=True, check=False)

    assert told.returncode == 0, told.stdout


def test_a_file_of_another_size_than_was_said_is_an_error() -> None:
    with pytest.raises(ValueError, match="has 3 bytes, not 4"):
        list(ZipStream().add(Member("a.bin", 4, [b"abc"])))


def test_a_large_file_is_never_held_whole() -> None:
    piece, count = bytes(1 << 18), 400

    def pieces() -> Iterator[bytes]:
        for _ in range(count):
            yield piece

    pack, size = ZipStream(), 0
    tracemalloc.start()
    for part in pack.add(Member("a.bin", len(piece) * count, pieces())):
        size += len(part)
    for part in pack.end():
        size += len(part)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert size > 100_000_000
    assert peak < 3_000_000


def test_beyond_four_gigabytes_the_large_form_is_used() -> None:
    """Only the beginning is made: what is said of the size decides."""
    pack = ZipStream()
    begun = pack.add(Member("lớn.bin", 5_000_000_000, iter([b"x"])))

    head = next(begun)
    begun.close()

    assert int.from_bytes(head[4:6], "little") == 45
