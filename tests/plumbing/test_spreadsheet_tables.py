"""Sheets whose columns nobody has named: ODS, headings below a letterhead, cells as people type them."""

import io
import zipfile

import pytest

from contest.errors.spreadsheets import NoHeadings, NoSuchSheet, NotASheet, SheetTooBig, TooManyRows
from contest.plumbing.spreadsheets import column_letter, read_rows, read_table

NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def ods(*sheets: str, before: str = "", names: tuple[str, ...] = ("Một", "Hai")) -> bytes:
    """An ODS file of these rows."""
    tables = "".join(
        f'<table:table table:name="{name}">{rows}</table:table>'
        for name, rows in zip(names, sheets, strict=False)
    )
    inside = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = f"{before}<office:document-content {NAMES}>{inside}</office:document-content>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def cell(text: str = "", **attributes: str) -> str:
    told = "".join(
        f' {name.replace("_", ":", 1).replace("_", "-")}="{value}"' for name, value in attributes.items()
    )
    return f"<table:table-cell{told}>{f'<text:p>{text}</text:p>' if text else ''}</table:table-cell>"


def row(*cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def test_an_ods_sheet_gives_cells_as_people_type_them():
    data = ods(
        row(cell("Họ tên"), cell("Sinh"), cell("Điện thoại"), cell("Lúc"))
        + row(times=3)
        + row(
            cell("Hoàng<text:s/>Thị <text:span>Lanh</text:span>"),
            cell("9/5/78", office_value_type="date", office_date_value="1978-05-09"),
            cell("912345678", office_value_type="float", office_value="912345678"),
            cell("x", office_value_type="date", office_date_value="2026-10-27T14:05:32.9996"),
        )
        + row(times=1_048_000)
    )
    table = read_table(data)
    assert table.headings == ("Họ tên", "Sinh", "Điện thoại", "Lúc")
    assert table.rows == ((5, ("Hoàng Thị Lanh", "09/05/1978", "912345678", "27/10/2026 14:05:33")),)
    assert [r.number for r in read_rows(data)] == [5]


def test_repeated_cells_and_rows_are_there_as_often():
    data = ods(
        row(cell("A", table_number_columns_repeated="2"), cell("B"))
        + row(cell("x"), cell("", table_number_columns_repeated="16000"), times=2)
    )
    assert read_table(data).headings == ("A", "A", "B")
    assert [number for number, _cells in read_table(data).rows] == [2, 3]


def test_a_sheet_is_found_by_its_name():
    data = ods(row(cell("một")), row(cell("hai")))
    assert read_table(data, sheet="Hai").headings == ("hai",)
    with pytest.raises(NoSuchSheet):
        read_table(data, sheet="Ba")


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (ods(row(cell("x"), times=9_000_000)), SheetTooBig),
        (ods(row(cell("x", table_number_columns_repeated="900000000"))), SheetTooBig),
        (ods(row(times=10**15) + row(cell("x"))), SheetTooBig),
        (ods(row(cell("&a;")), before='<!DOCTYPE x [<!ENTITY a "aaaa">]>'), NotASheet),
        (ods(row(cell("x"), times=2))[:-60], NotASheet),
        (ods("<table:table-row>"), NotASheet),
        (ods(row(cell("x", office_value_type="float", office_value="chín"))), NotASheet),
        (ods(""), NoHeadings),
    ],
    ids=["rows", "columns", "blank", "entity", "cut", "broken", "number", "empty"],
)
def test_what_is_refused(data, refusal):
    with pytest.raises(refusal):
        read_table(data)


def test_a_part_that_unpacks_beyond_reason_is_left():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", b"<a>" + b" " * (65 * 1024 * 1024), compress_type=zipfile.ZIP_DEFLATED)
    with pytest.raises(SheetTooBig):
        read_table(out.getvalue())


def test_the_row_that_fits_best_is_the_headings():
    data = "ĐẢNG BỘ;;\n;;\nTT;Họ tên;Bài\n1;Lanh;Đường\n".encode()
    table = read_table(data, fits=lambda cells: sum(cell in ("TT", "Họ tên", "Bài") for cell in cells))
    assert table.headings == ("TT", "Họ tên", "Bài")
    assert table.rows == ((4, ("1", "Lanh", "Đường")),)


def under(above: str, heading: str) -> str:
    return f"{above}/{heading}"


def named(cells) -> int:
    known = ("TT", "Họ tên", "Sinh", "Bài", "Tác giả", "Tác giả/Họ tên", "Tác giả/Sinh", "Ngày")
    return len({cell for cell in cells if cell in known})


@pytest.mark.parametrize(
    ("sheet", "headings", "first"),
    [
        (
            "TT;Tác giả;;Bài\n;Họ tên;Sinh;\n1;Lanh;1978;Đường\n",  # merged across and down
            ("TT", "Tác giả/Họ tên", "Tác giả/Sinh", "Bài"),
            (3, ("1", "Lanh", "1978", "Đường")),
        ),
        (
            "DANH SÁCH;;;\nTT;Họ tên;Sinh;Bài\n1;Lanh;1978;Đường\n",  # a title is no heading
            ("TT", "Họ tên", "Sinh", "Bài"),
            (3, ("1", "Lanh", "1978", "Đường")),
        ),
        (
            "TT;Họ tên;;Bài\n1;Lanh;1978;Đường\n",  # a column without heading, a row of entries below
            ("TT", "Họ tên", "", "Bài"),
            (2, ("1", "Lanh", "1978", "Đường")),
        ),
        (
            "TT;Họ tên;Sinh;Bài\n(1);(2);(3);(4)\n1;Lanh;1978;Đường\n",  # columns numbered
            ("TT", "Họ tên", "Sinh", "Bài"),
            (3, ("1", "Lanh", "1978", "Đường")),
        ),
    ],
)
def test_headings_of_two_rows_are_read_together_and_nothing_else_is(sheet, headings, first):
    table = read_table(sheet.encode(), fits=named, under=under)
    assert table.headings == headings
    assert table.rows == (first,)


def test_more_rows_than_allowed_are_refused():
    with pytest.raises(TooManyRows):
        read_table(b"a\n1\n2\n3\n", limit=2)


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_a_column_is_called_as_in_excel(index, letters):
    assert column_letter(index) == letters
