import dataclasses
import io
import os
import tracemalloc
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from contest.exports.formats.xlsx.page import lines_of, shares
from contest.exports.sheet import Column, Document, Kind, LetterheadStyle, Table
from tests.exports.papers import COLUMNS, HOSTILE, MADE_AT, ROWS, one_column, paper, written


def workbook(document: Document) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written(document, "xlsx")))


def heading_row(sheet) -> int:
    return next(cell.row for cell in sheet["A"] if cell.value == "TT")


def test_values_keep_their_types():
    sheet = workbook(paper()).active
    first = sheet[heading_row(sheet) + 1]
    assert [cell.data_type for cell in first] == ["n", "s", "s", "n", "n", "d", "d"]
    assert [cell.value for cell in first] == [
        1, "0912", "Người giữ lửa then", 85.5, 1_500_000, datetime(1978, 5, 9), datetime(2026, 5, 20, 0, 30),  # noqa: DTZ001
    ]  # fmt: skip
    assert [cell.number_format for cell in first] == [
        "#,##0", "@", "General", "0.00", "#,##0", "dd/mm/yyyy", "hh:mm dd/mm/yyyy",
    ]  # fmt: skip
    second = sheet[heading_row(sheet) + 2]
    assert [(cell.value, cell.number_format) for cell in second[3:5]] == [(85.13, "0.00"), (0.5, "#,##0.00")]
    assert second[2].value is None


def test_a_day_before_excel_counts_stays_readable():
    document = Document(
        "Thử", made_at=MADE_AT, tables=(Table("", (Column("d", "Ngày", Kind.DATE),), [(date(1890, 5, 19),)]),)
    )
    assert workbook(document).active["A4"].value == "19/05/1890"


def test_headings_are_bold_frozen_and_repeated_on_each_page():
    sheet = workbook(paper()).active
    row = heading_row(sheet)
    assert [cell.value for cell in sheet[row]] == [column.heading for column in COLUMNS]
    assert all(cell.font.b and cell.font.name == "Times New Roman" for cell in sheet[row])
    assert sheet.freeze_panes == f"A{row + 1}"
    assert sheet.print_title_rows == f"${row}:${row}"


def test_rows_of_several_lines_leave_nothing_behind_in_memory():
    def peak(count: int) -> int:
        rows = ((n, "0912", "Người giữ lửa then " * 4, None, None, None, None) for n in range(count))
        tracemalloc.start()
        written(paper(rows=rows), "xlsx")
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(2_000) - peak(200) < 300_000


def test_rows_of_several_lines_are_as_high_as_their_text():
    many = [(n, "0912", "Người giữ lửa then " * (1 + n % 3 * 3), None, None, None, None) for n in range(7)]
    sheet = workbook(paper(rows=many)).active
    first = heading_row(sheet) + 1
    heights = [sheet.row_dimensions[first + n].height for n in range(7)]
    assert [height is None for height in heights] == [n % 3 == 0 for n in range(7)]
    assert heights[1] < heights[2] == heights[5]


def test_a_long_preface_does_not_freeze_the_whole_screen():
    assert workbook(dataclasses.replace(paper(), paragraphs=("rất dài " * 400,))).active.freeze_panes is None


def test_the_page_is_a4_fit_to_its_width_with_the_columns_wide_as_asked():
    sheet = workbook(paper()).active
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == ("9", "landscape") or (
        sheet.page_setup.paperSize == 9 and sheet.page_setup.orientation == "landscape"
    )
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((None, 0), (1, 0))
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDEFG"]
    assert widths == pytest.approx([column.characters for column in COLUMNS], abs=0.8)


@pytest.mark.parametrize(
    ("style", "said"),
    [
        (
            LetterheadStyle.PARTY,
            {"ĐẢNG CỘNG SẢN VIỆT NAM", "*", "Số 12-BC/BTC", "T/M TỔ THƯ KÝ", "K/T TRƯỞNG BAN"},
        ),
        (
            LetterheadStyle.STATE,
            {"Độc lập - Tự do - Hạnh phúc", "Số: 12-BC/BTC", "TM. TỔ THƯ KÝ", "KT. TRƯỞNG BAN"},
        ),
    ],
)
def test_letterhead_title_and_signatures_stand_around_the_table(style, said):
    sheet = workbook(paper(style, total_row=(None, None, "Cộng", Decimal(170), None, None, None))).active
    texts = {cell.value for row in sheet for cell in row if cell.value}
    assert said <= texts
    assert {
        "DANH SÁCH",
        "HUYỆN ỦY CHI LĂNG",
        "Chi Lăng, ngày 05 tháng 02 năm 2026",
        "Cộng",
        "Nông Thị Mai",
    } <= texts
    assert {"Nơi nhận:", "- Lưu BTC.", "Điểm lấy đến hai chữ số thập phân."} <= texts


def test_hostile_text_stays_text_and_is_quoted_for_excel():
    sheet = workbook(one_column(HOSTILE)).active
    cells = [cell for cell in sheet["A"] if cell.row > 3 and cell.value != "Chữ"]
    assert len(cells) == len(HOSTILE) >= 50
    for cell in cells:
        assert cell.data_type == "s", cell.value
        assert cell.quotePrefix, cell.value
        assert cell.hyperlink is None


def test_hostile_headings_titles_and_captions_stay_text():
    table = Table("=1+1", (Column("k", "=2+2"),), [("x",)], ("=3+3",))
    book = workbook(Document("=4+4", made_at=MADE_AT, lines=("@x",), tables=(table,), footnotes=("+1",)))
    cells = [cell for row in book.active for cell in row if cell.value]
    assert len(cells) == 7
    assert {cell.data_type for cell in cells} == {"s"}


def test_each_table_has_its_sheet_named_by_its_caption():
    captions = (
        "Danh sách: rất/dài [tới] mức không vừa một tên",
        "Danh sách: rất/dài [tới] mức không vừa một tên",
        "'",
    )
    tables = tuple(Table(caption, COLUMNS, ROWS) for caption in captions)
    names = workbook(Document("Thử", made_at=MADE_AT, tables=tables)).sheetnames
    assert len({name.casefold() for name in names}) == 3
    assert all(0 < len(name) <= 31 for name in names)


def test_more_than_a_hundred_units_whose_long_names_begin_alike_each_have_their_sheet():
    alike = "Chi bộ Trường Trung học cơ sở xã 🌸"
    columns = (Column("c", "Tên"),)
    tables = tuple(Table(f"{alike} {n}", columns, [("Bài",)]) for n in range(101))
    names = workbook(Document("Thử", made_at=MADE_AT, tables=tables)).sheetnames
    assert names[0].startswith("Chi bộ Trường Trung học cơ sở")
    assert names[-1].endswith(" (101)")
    assert len({name.casefold() for name in names}) == 101
    blooming = tuple(Table(caption, columns, [("Bài",)]) for caption in ("🌸" * 40, "🌸" * 40))
    assert len(set(workbook(Document("Thử", made_at=MADE_AT, tables=blooming)).sheetnames)) == 2


def test_a_text_longer_than_a_cell_is_shortened_not_dropped():
    value = workbook(one_column(["a" * 40_000])).active["A4"].value
    assert (len(value), value[-1]) == (32_767, "…")


def test_the_properties_name_the_documents_moment_and_nobody():
    properties = workbook(paper()).properties
    assert properties.created == datetime(2026, 6, 1, 3)  # noqa: DTZ001
    assert (properties.creator or "", properties.title) == ("", "DANH SÁCH bài dự thi vào vòng chung khảo")


@pytest.mark.parametrize(
    ("widths", "needs", "spans"),
    [
        ([10, 10, 10, 10], [5, 5], [(0, 1), (2, 3)]),
        ([5, 10, 40, 9, 7], [25, 20], [(0, 2), (3, 4)]),
        ([30], [5, 5], None),
        ([5, 5], [90, 90], None),
    ],
)
def test_columns_are_dealt_to_neighbours(widths, needs, spans):
    assert shares(widths, needs) == spans


@pytest.mark.parametrize(("text", "lines"), [("", 1), ("ngắn", 1), ("a\nb", 2), ("từ " * 20, 3)])
def test_lines_of_a_text(text, lines):
    assert lines_of(text, 25) == lines


def test_a_sheet_for_each_of_very_many_units_needs_no_file_open_for_each():
    limits = pytest.importorskip("resource")
    tables = tuple(Table(f"Chi bộ {n}", (Column("c", "Tên"),), [(f"Bài {n}",)]) for n in range(60))
    document = Document("Danh sách", made_at=MADE_AT, tables=tables)
    soft, hard = limits.getrlimit(limits.RLIMIT_NOFILE)
    free = [os.open(os.devnull, os.O_RDONLY) for _ in range(20)]
    for number in free:
        os.close(number)
    limits.setrlimit(limits.RLIMIT_NOFILE, (max(free) + 1, hard))
    try:
        data = written(document, "xlsx")
    finally:
        limits.setrlimit(limits.RLIMIT_NOFILE, (soft, hard))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [sheet.title for sheet in book] == [f"Chi bộ {n}" for n in range(60)]
    assert all(any(cell.value == f"Bài {n}" for cell in sheet["A"]) for n, sheet in enumerate(book))
