"""Score sheets as a spreadsheet, out and in: corrections are versions, bad rows leave the good ones."""

import sqlite3
from pathlib import Path

from openpyxl import load_workbook

from tests.cli.office import WRITERS, Office


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
