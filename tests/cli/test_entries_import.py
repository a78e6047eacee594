"""Entries from a list: the samples, reruns, refusals, and names that lead out of the folder."""

import json
import os
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import read_csv, write_csv
from tests.cli.office import Shell

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
ROW = {
    "title": "Người giữ rừng",
    "category": "Ghi chép",
    "author_name": "Hoàng Thị Lanh",
    "author_birth": "09/05/1978",
    "author_unit": "Xã Nhân Lý",
    "author_phone": "0912 345 678",
    "author_email": "",
    "figure_name": "Nông Văn Slao",
    "figure_unit": "Thôn Làng Giàng, xã Nhân Lý",
    "channel": "post",
    "sent_on": "20/11/2026",
    "file": "bai.txt",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one essay in it, and one beside it."""
    inside = tmp_path / "files"
    inside.mkdir()
    (inside / "bai.txt").write_text("Ông Slao giữ rừng đầu nguồn đã ba mươi năm.\n", encoding="utf-8")
    (tmp_path / "ngoai.txt").write_text("Một tệp nằm ngoài thư mục.\n", encoding="utf-8")
    return inside


@pytest.fixture
def take(shell: Shell, contest: str, tmp_path: Path):
    """``take(rows, folder)`` imports rows and gives the exit code and the report."""

    def run(rows: list[dict[str, object]], folder: Path, *more: str) -> tuple[int, list[dict[str, str]]]:
        manifest, report = write_csv(tmp_path / "list.csv", rows), tmp_path / "report.csv"
        words = ("--contest", contest, "--manifest", manifest, "--files", folder, "--report", report)
        result = shell("entries", "import", *words, *more)
        assert "Traceback" not in result.output
        return result.exit_code, read_csv(report)

    return run


def register(shell: Shell) -> list[dict[str, object]]:
    """What the register holds."""
    return json.loads(shell("entries list --contest thi --json").output)


def test_the_samples_are_taken_or_refused_in_words(shell: Shell, take) -> None:
    files = {
        "01-bai-du-thi-unicode.docx": "taken",
        "02-co-ten-tac-gia.docx": "taken",
        "03-nfd.docx": "taken",
        "04-tcvn3-vntime.docx": "taken",
        "05-vni-times.docx": "taken",
        "06-van-ban-thuan.txt": "taken",
        "07-utf16.txt": "taken",
        "08-bai-du-thi.pdf": "taken",
        "09-bai-du-thi.odt": "taken",
        "10-word-97.doc": "taken",
        "11-bai-du-thi.rtf": "taken",
        "12-anh-trang-1.jpg; 12-anh-trang-2.jpg; 12-anh-trang-3.jpg": "taken",
        "13-ban-quet.pdf": "taken",
        "14-anh-dien-thoai.heic": "taken",
        "15-rong.docx": "refused",
        "16-bi-cat.docx": "refused",
        "17-doi-duoi.docx": "refused",
    }
    rows = [
        {**ROW, "title": f"Bài {n}", "author_name": f"Lô Văn {n}", "file": name}
        for n, name in enumerate(files)
    ]

    code, report = take(rows, SAMPLES)

    assert code == 0
    assert [row["outcome"] for row in report] == list(files.values())
    assert all(row["receipt"] and not row["reason"] for row in report if row["outcome"] == "taken")
    assert all(row["reason"] and not row["receipt"] for row in report if row["outcome"] == "refused")
    words = {entry["title"]: entry["words"] for entry in register(shell)}
    assert len(words) == 14
    assert len({words[f"Bài {n}"] for n in (0, *range(2, 11))}) == 1
    assert [words[f"Bài {n}"] for n in (11, 12, 13)] == [0, 0, 0]


def test_a_rerun_takes_no_row_twice(shell: Shell, take, folder: Path) -> None:
    _, first = take([ROW], folder)
    code, second = take([{**ROW, "author_phone": "0987 654 321"}], folder)

    assert code == 0
    assert [first[0]["outcome"], second[0]["outcome"]] == ["taken", "already"]
    assert first[0]["receipt"] == second[0]["receipt"]
    assert len(register(shell)) == 1


def test_a_row_that_stands_twice_in_the_list_is_taken_once(shell: Shell, take, folder: Path) -> None:
    _, report = take([ROW, dict(ROW)], folder)

    assert [row["outcome"] for row in report] == ["taken", "already"]


def test_another_author_of_the_same_file_is_another_entry(take, folder: Path) -> None:
    _, report = take([ROW, {**ROW, "author_name": "Nông Văn Khác"}], folder)

    assert [row["outcome"] for row in report] == ["taken", "taken"]


def test_the_title_comes_from_the_file_when_the_row_has_none(shell: Shell, take) -> None:
    take([{**ROW, "title": "", "file": "01-bai-du-thi-unicode.docx"}], SAMPLES)

    assert register(shell)[0]["title"]


@pytest.mark.parametrize(
    "name",
    [
        "../ngoai.txt",
        "/etc/hostname",
        "..\\ngoai.txt",
        "C:\\ngoai.txt",
        "C:ngoai.txt",
        "\\\\may\\ngoai.txt",
        "a/../../ngoai.txt",
        "./bai.txt/..",
    ],
)
def test_a_name_that_leads_out_of_the_folder_is_refused(shell: Shell, take, folder: Path, name: str) -> None:
    code, report = take([{**ROW, "file": name}], folder)

    assert code == 1
    assert "ngoài thư mục" in report[0]["reason"]
    assert register(shell) == []


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_is_refused_wherever_it_leads(take, folder: Path, tmp_path: Path) -> None:
    (folder / "noi.txt").symlink_to(tmp_path / "ngoai.txt")
    (folder / "quanh.txt").symlink_to(folder / "bai.txt")
    (folder / "thu-muc").symlink_to(tmp_path)
    names = ("noi.txt", "quanh.txt", "thu-muc/ngoai.txt")

    code, report = take([{**ROW, "file": name} for name in names], folder)

    assert code == 1
    assert all("ngoài thư mục" in row["reason"] for row in report)


def test_a_file_in_a_folder_below_and_a_name_in_decomposed_letters_are_found(take, folder: Path) -> None:
    below = folder / "Nhân Lý"
    below.mkdir()
    (below / "ba\u0300i.txt").write_text("Chuyện về một người thầy.", encoding="utf-8")

    _, report = take([{**ROW, "file": "Nhân Lý/b\u00e0i.txt"}], folder)

    assert report[0]["outcome"] == "taken"


def test_nothing_in_the_folder_is_moved_or_deleted(take, folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}

    take([ROW, {**ROW, "file": "khong-co.txt"}], folder)

    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"file": ""}, "chưa ghi tệp"),
        ({"file": "khong-co.txt"}, "Không thấy tệp"),
        ({"category": "thơ"}, "Không có thể loại"),
        ({"category": ""}, "chọn thể loại"),
        ({"author_name": ""}, "tác giả"),
        ({"author_birth": "hôm qua"}, "Ngày sinh"),
        ({"author_phone": "123"}, "Số điện thoại"),
        ({"author_email": "lanh"}, "thư điện tử"),
        ({"figure_name": ""}, "nhân vật"),
        ({"channel": "bồ câu"}, "hình thức gửi"),
        ({"sent_on": "tháng 5/2026"}, "ngày gửi"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason_and_the_good_ones_stay(
    take, folder: Path, changes: dict[str, str], said: str
) -> None:
    (folder / "khac.txt").write_text("Một bài khác hẳn về cô giáo vùng cao.", encoding="utf-8")

    code, report = take([{**ROW, **changes}, {**ROW, "title": "Bài tốt", "file": "khac.txt"}], folder)

    assert code == 0
    assert [row["outcome"] for row in report] == ["refused", "taken"]
    assert said in report[0]["reason"]
    assert report[0]["row"] == "2"


def test_strict_says_by_its_code_that_a_row_was_refused(take, folder: Path) -> None:
    assert take([ROW, {**ROW, "file": "khong-co.txt"}], folder, "--strict")[0] == 1


def test_what_paper_may_lack_a_row_may_lack(take, folder: Path) -> None:
    lacking = dict.fromkeys(
        ("author_birth", "author_unit", "author_phone", "figure_unit", "channel", "sent_on"), ""
    )

    assert take([{**ROW, **lacking}], folder)[1][0]["outcome"] == "taken"


@pytest.mark.parametrize(
    "channel", ["web", "hand", "post", "email", "unit", "Bưu điện", "trực tiếp", "qua đơn vị"]
)
def test_every_channel_is_taken_also_after_the_closing(
    shell: Shell, tmp_path: Path, folder: Path, channel: str
) -> None:
    shell("contests", "create", "--slug", "cu", "--opens", "01/01/2025", "--closes", "31/03/2025")
    manifest = write_csv(tmp_path / "list.csv", [{**ROW, "channel": channel, "sent_on": "30/03/2025"}])

    result = shell("entries", "import", "--contest", "cu", "--manifest", manifest, "--files", folder)

    assert result.exit_code == 0
    assert "nhận 1" in result.output


def test_several_authors_make_a_group_whose_first_leads(data: Path, take, folder: Path) -> None:
    take([{**ROW, "author_name": "Hoàng Thị Lanh; Nông Văn Hai", "author_birth": "1978; 1980"}], folder)

    with sqlite3.connect(data / "instance" / "contest.sqlite") as database:
        rows = database.execute("SELECT name, leads, birth_year FROM author ORDER BY position").fetchall()
    database.close()

    assert rows == [("Hoàng Thị Lanh", 1, 1978), ("Nông Văn Hai", 0, 1980)]


def test_a_workbook_is_read_like_a_list(shell: Shell, contest: str, tmp_path: Path, folder: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(list(ROW))
    book.active.append([*list(ROW.values())])
    book.save(tmp_path / "list.xlsx")

    result = shell(
        "entries", "import", "--contest", contest, "--manifest", tmp_path / "list.xlsx", "--files", folder
    )

    assert "nhận 1" in result.output


def test_a_list_without_its_columns_takes_nothing(
    shell: Shell, contest: str, tmp_path: Path, folder: Path
) -> None:
    manifest = write_csv(tmp_path / "list.csv", [{"title": "Bài"}])

    result = shell("entries", "import", "--contest", contest, "--manifest", manifest, "--files", folder)

    assert result.exit_code == 1
    assert "thiếu cột" in result.stderr


def test_the_list_of_a_unit_is_read_by_its_own_headings(shell: Shell, take, folder: Path) -> None:
    row = {
        "TT": "1",
        "Họ và tên tác giả": ROW["author_name"],
        "Ngày sinh": ROW["author_birth"],
        "Đơn vị": ROW["author_unit"],
        "Tên bài": ROW["title"],
        "Thể loại": ROW["category"],
        "Nhân vật được viết": ROW["figure_name"],
        "Tệp bài dự thi": ROW["file"],
    }
    _, first = take([row], folder)
    _, second = take([ROW], folder)

    assert [first[0]["outcome"], second[0]["outcome"]] == ["taken", "already"]
