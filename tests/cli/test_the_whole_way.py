"""One contest from the first list to the export, by the shell alone; and what each step refuses."""

import csv
import io
import json
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Shell, write_csv

ORGANIZERS = ("an@thi.vn", "binh@thi.vn")
PASSWORDS = ("mot-mat-khau-that-dai", "mat-khau-khac-cung-dai")
WRITERS = ("Hoàng Thị Lanh", "Nông Văn Slao", "Lô Thị Mến", "Vi Văn Páo", "Hứa Thị Nga", "Triệu Văn Sinh")
SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "02-co-ten-tac-gia.docx"


@dataclass(frozen=True, slots=True)
class Office:
    """A contest with six entries, two organizers and four judges."""

    shell: Shell
    folder: Path

    def run(self, command: str, *more: object, code: int = 0, given: str | None = None) -> str:
        """Run a command on the contest; what it says, errors included."""
        result = self.shell(*command.split(), "--contest", "thi", *more, given=given)
        assert result.exit_code == code, result.output
        return result.output

    def receipts(self) -> list[str]:
        """The receipts in order of the register."""
        return [row["receipt"] for row in json.loads(self.run("entries list", "--json"))]

    def screen(self) -> None:
        """Accept everything."""
        self.run("screen", "--accept-all")

    def draw(self) -> None:
        """Screen and deal round 1."""
        self.screen()
        self.run("draw", "--round", "1", "--seed", "7")

    def sheet(self, name: str = "phieu.xlsx") -> tuple[Path, list[list[object]]]:
        """The template and its rows, headings first."""
        path = self.folder / name
        self.run("scores template", "--round", "1", "--out", path)
        book = load_workbook(path)
        rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
        book.close()
        return path, rows

    def fill(self, rows: list[list[object]], path: Path) -> Path:
        """Write rows back as a list of scores."""
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)
        return path

    def mark(self) -> list[list[object]]:
        """Deal, fill in every sheet so that judges agree, import; the filled rows."""
        self.draw()
        _, rows = self.sheet()
        codes = sorted({row[0] for row in rows[1:]})
        for row in rows[1:]:
            row[2:8] = [10, 12 + codes.index(row[0]), 20, 10, 10, 7]
            row[8] = "Bài có chi tiết thật."
        self.run("scores import", "--round", "1", self.fill(rows, self.folder / "diem.csv"))
        return rows


@pytest.fixture
def office(shell: Shell, contest: str, tmp_path: Path) -> Office:
    for email, password in zip(ORGANIZERS, PASSWORDS, strict=True):
        words = (
            "--contest",
            contest,
            "--role",
            "organizer",
            "--email",
            email,
            "--name",
            f"Tổ chức {email[0]}",
        )
        assert shell("people", "add", *words, "--password-stdin", given=password).exit_code == 0
    for n in range(1, 5):
        words = (
            "--contest",
            contest,
            "--role",
            "judge",
            "--email",
            f"gk{n}@thi.vn",
            "--name",
            f"Giám khảo {n}",
        )
        assert shell("people", "add", *words).exit_code == 0
    files = tmp_path / "files"
    files.mkdir()
    rows = []
    for n, writer in enumerate(WRITERS, start=1):
        (files / f"{n}.txt").write_text(f"Chuyện thứ {n} về một người tốt việc tốt.\n" * 30, encoding="utf-8")
        rows.append(
            {
                "title": f"Bài {n}",
                "category": "but-ky",
                "author_name": writer,
                "author_birth": 1980 + n,
                "author_phone": f"091234500{n}",
                "figure_name": f"Nhân vật {n}",
                "file": f"{n}.txt",
            }
        )
    manifest = write_csv(tmp_path / "list.csv", rows)
    words = ("--contest", contest, "--manifest", manifest, "--files", files)
    assert shell("entries", "import", *words).exit_code == 0
    return Office(shell, tmp_path)


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """A private file with both organizers' passwords."""
    file = tmp_path / "keys"
    file.write_text("\n".join(PASSWORDS), encoding="utf-8")
    file.chmod(0o600)
    return file


def test_the_whole_way_to_a_list_with_names(office: Office, keys: Path) -> None:
    office.mark()
    settled = office.run("settle", "--round", "1", "--lock")
    listed = json.loads(office.run("shortlist", "--round", "1", "--top", "3", "--json"))
    blind, named = office.folder / "blind.csv", office.folder / "named.csv"
    office.run("export", "--round", "1", "--as", "csv", "--out", blind)
    office.run(
        "unseal", "--round", "1", "--as", ORGANIZERS[0], "--and", ORGANIZERS[1], "--password-file", keys
    )
    for fmt in ("xlsx", "docx"):
        office.run("export", "--round", "1", "--as", fmt, "--out", office.folder / f"named.{fmt}")
    office.run("export", "--round", "1", "--as", "csv", "--out", named)

    assert "6 bài có điểm kết luận" in settled
    assert [place["mark"] for place in listed["places"]] == ["74.00", "73.00", "72.00"]
    assert not any(writer in blind.read_text(encoding="utf-8-sig") for writer in WRITERS)
    rows = list(csv.reader(io.StringIO(named.read_text(encoding="utf-8-sig"))))
    assert len(rows) == 4
    assert sum(any(cell in WRITERS for cell in row) for row in rows) == 3
    assert named.read_bytes().startswith(b"\xef\xbb\xbf")
    assert all((office.folder / f"named.{fmt}").stat().st_size for fmt in ("xlsx", "docx"))
    assert not list(office.folder.glob(".*"))


def test_screening_by_a_list_rejects_accepts_and_repeats_nothing(office: Office) -> None:
    first, second, third, *_ = office.receipts()
    verdicts = [
        {"receipt": first.lower(), "verdict": "eligible", "code": "", "reason": ""},
        {"receipt": second, "verdict": "bị loại", "code": "QH", "reason": "Gửi sau hạn."},
        {"receipt": third, "verdict": "more_needed", "code": "", "reason": "Thiếu địa chỉ nhân vật."},
        {"receipt": "GS26-0000-0", "verdict": "eligible", "code": "", "reason": ""},
        {"receipt": third, "verdict": "hay", "code": "", "reason": ""},
    ]
    file = write_csv(office.folder / "verdicts.csv", verdicts)

    said, again = office.run("screen", "--file", file), office.run("screen", "--file", file)

    assert "ghi 3, giữ nguyên 0, từ chối 2" in said
    assert "ghi 0, giữ nguyên 3, từ chối 2" in again
    assert "Dòng 5" in said
    assert "Dòng 6" in said
    assert "Đã nhận 3 bài" in office.run("screen", "--accept-all")
    assert "Đã nhận 0 bài" in office.run("screen", "--accept-all")
    states = [row["state"] for row in json.loads(office.run("entries list", "--json"))]
    assert states == ["eligible", "rejected", "more_needed", "eligible", "eligible", "eligible"]


def test_a_rejection_without_code_or_reason_is_refused(office: Office) -> None:
    receipt = office.receipts()[0]
    rows = [
        {"receipt": receipt, "verdict": "rejected", "code": "", "reason": "vì thế"},
        {"receipt": receipt, "verdict": "rejected", "code": "QH", "reason": ""},
    ]

    office.run("screen", "--file", write_csv(office.folder / "v.csv", rows), code=1)


def test_a_preview_shows_loads_and_nothing_to_judges(office: Office) -> None:
    office.screen()

    previewed = json.loads(office.run("draw", "--round", "1", "--seed", "7", "--preview", "--json"))
    office.run("scores template", "--round", "1", "--out", office.folder / "x.xlsx", code=1)
    published = json.loads(office.run("draw", "--round", "1", "--seed", "7", "--json"))

    assert previewed["published"] is False
    assert published["published"] is True
    assert previewed["judges"] == published["judges"]
    assert sum(judge["entries"] for judge in published["judges"]) == 12
    loads = [judge["entries"] for judge in published["judges"]]
    assert max(loads) - min(loads) <= 1


def test_a_draw_of_nothing_and_a_second_draw_are_refused(office: Office) -> None:
    assert "Chưa có bài hợp lệ" in office.run("draw", "--round", "1", "--seed", "7", code=1)
    office.draw()

    office.run("draw", "--round", "1", "--seed", "8", code=1)


def test_the_template_has_one_row_for_each_reading_and_the_keys_of_the_criteria(office: Office) -> None:
    office.draw()

    _, rows = office.sheet()

    assert rows[0] == [
        "blind_code",
        "judge",
        *["chu-de", "chan-thuc", "tieu-bieu", "giao-duc", "ngon-ngu", "trinh-bay"],
        "remark",
    ]
    assert len(rows) == 13
    assert not any(writer in str(row) for row in rows for writer in WRITERS)


def test_the_filled_template_is_taken_as_it_is(office: Office) -> None:
    office.draw()
    path, rows = office.sheet()
    book = load_workbook(path)
    for number in range(2, len(rows) + 1):
        for column, points in enumerate((10, 12.5, 20, 10, 10, 7), start=3):
            book.worksheets[0].cell(number, column, points)
    book.save(path)
    book.close()

    assert "thêm 12" in office.run("scores import", "--round", "1", path)
    assert "giữ nguyên 12" in office.run("scores import", "--round", "1", path)


def test_a_correction_is_a_further_version_and_a_bad_row_leaves_the_good_ones(
    office: Office, data: Path
) -> None:
    rows = office.mark()
    rows[1][2] = 11
    rows[2][2] = 99
    rows[3][1] = "khong-co@thi.vn"
    rows[4][0] = "ZZZZ-Z"

    said = office.run("scores import", "--round", "1", office.fill(rows, office.folder / "sua.csv"))

    assert "sửa 1" in said
    assert "giữ nguyên 8" in said
    assert "từ chối 3" in said
    assert all(f"Dòng {number}:" in said for number in (3, 4, 5))
    with sqlite3.connect(data / "instance" / "contest.sqlite") as database:
        versions = database.execute("SELECT max(number), count(*) FROM sheet_version").fetchone()
    database.close()
    assert versions == (2, 13)


def test_points_may_be_typed_with_a_comma_and_judges_by_name(office: Office) -> None:
    office.draw()
    _, rows = office.sheet()
    rows[1][1] = f"Giám khảo {str(rows[1][1])[2]}"
    rows[1][2:8] = ["10,5", "12", "20", "10", "10", "7"]

    said = office.run("scores import", "--round", "1", office.fill(rows, office.folder / "diem.csv"))

    assert "thêm 1" in said
    assert "còn trống 11" in said


def test_a_list_of_bad_rows_alone_ends_with_code_1_and_a_report(office: Office) -> None:
    office.draw()
    _, rows = office.sheet()
    rows[1][2:8] = ["nhiều", 12, 20, 10, 10, 7]
    report = office.folder / "report.csv"

    office.run(
        "scores import",
        "--round",
        "1",
        office.fill(rows[:2], office.folder / "d.csv"),
        "--report",
        report,
        code=1,
    )

    assert "refused" in report.read_text(encoding="utf-8-sig")


def test_judges_who_differ_are_settled_by_minutes(office: Office) -> None:
    rows = office.mark()
    rows[1][2:8] = [value - most for value, most in zip(rows[1][2:8], (0, 0, 6, 2, 2, 2), strict=True)]
    office.run("scores import", "--round", "1", office.fill(rows, office.folder / "sua.csv"))
    report = json.loads(office.run("settle", "--round", "1", "--json"))
    minutes = [{"blind_code": rows[1][0], "mark": "70,25", "minutes": "Đọc lại cùng nhau."}]

    office.run("settle", "--round", "1", "--lock", code=1)
    office.run("settle", "--round", "1", "--minutes", write_csv(office.folder / "bb.csv", minutes), "--lock")

    assert (report["settled"], report["minutes"]) == (5, 1)
    assert "đã khóa" in office.run("settle", "--round", "1", code=1)


def test_a_list_waits_for_every_mark(office: Office) -> None:
    office.draw()

    assert "Chưa khóa được điểm" in office.run("shortlist", "--round", "1", "--top", "3", code=1)


def test_the_same_cut_is_printed_again_and_another_takes_its_place(office: Office) -> None:
    office.mark()
    office.run("settle", "--round", "1")

    first = office.run("shortlist", "--round", "1", "--top", "2")
    again = office.run("shortlist", "--round", "1", "--top", "2")
    other = office.run("shortlist", "--round", "1", "--threshold", "71,5")

    assert first == again
    assert "số 1: 2 bài" in first
    assert "số 2: 3 bài" in other


def test_the_next_round_reads_the_shortlist(office: Office) -> None:
    office.mark()
    office.run("settle", "--round", "1")
    office.run("shortlist", "--round", "1", "--top", "2")

    dealt = json.loads(office.run("draw", "--round", "2", "--seed", "1", "--json"))

    assert sum(judge["entries"] for judge in dealt["judges"]) == 2 * 3


def test_unsealing_needs_two_people_with_their_own_passwords(office: Office, keys: Path) -> None:
    office.mark()
    office.run("settle", "--round", "1")
    both = ("--as", ORGANIZERS[0], "--and", ORGANIZERS[1])
    early = office.run("unseal", "--round", "1", *both, "--password-file", keys, code=1)
    office.run("shortlist", "--round", "1", "--top", "2")

    same = office.run("unseal", "--round", "1", "--as", "an@thi.vn", "--and", "AN@thi.vn", code=1)
    wrong = office.run("unseal", "--round", "1", *both, given="sai\nsai\n", code=1)
    judge = office.run(
        "unseal",
        "--round",
        "1",
        "--as",
        ORGANIZERS[0],
        "--and",
        "gk1@thi.vn",
        "--password-file",
        keys,
        code=1,
    )
    names = office.run(
        "export", "--round", "1", "--as", "csv", "--out", office.folder / "x.csv", "--names", code=1
    )

    assert "chưa chốt danh sách" in early
    assert "người khác" in same
    assert "chưa đúng" in wrong
    assert "chưa đúng" in judge
    assert "chưa ghép" in names
    assert not (office.folder / "x.csv").exists()
    assert "Đã ghép phách" in office.run("unseal", "--round", "1", *both, given="\n".join(PASSWORDS) + "\n")
    office.run("unseal", "--round", "1", *both, "--password-file", keys, code=1)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")
def test_a_password_file_that_others_read_is_refused(office: Office, keys: Path) -> None:
    keys.chmod(0o644)

    said = office.run(
        "unseal",
        "--round",
        "1",
        "--as",
        ORGANIZERS[0],
        "--and",
        ORGANIZERS[1],
        "--password-file",
        keys,
        code=1,
    )

    assert "chmod 600" in said


@pytest.mark.parametrize(
    ("paper", "code"),
    [("intake-register", 0), ("judge-progress", 0), ("score-summary", 1), ("shortlist", 1), ("thơ", 1)],
)
def test_a_paper_is_written_once_it_can_be(office: Office, paper: str, code: int) -> None:
    office.draw()
    out = office.folder / "paper.csv"

    office.run("export", "--round", "1", "--as", "csv", "--paper", paper, "--out", out, code=code)

    assert out.exists() is (code == 0)
