import io
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from contest.errors import spreadsheets as refusals
from contest.plumbing.spreadsheets import Row, heading_key, read_rows, reading, workbooks

SAMPLES = Path(__file__).parent.parent / "samples"


def xlsx(*rows, sheets=("Sheet1",)) -> bytes:
    """A workbook whose every sheet holds the rows and, in A1 of the others, its own name."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for index, name in enumerate(sheets):
        sheet = book.create_sheet(name)
        if index:
            sheet.append([name])
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_sheet_xml(xml: bytes) -> bytes:
    """A workbook whose only sheet holds this XML."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx(["a"]))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, xml if name == "xl/worksheets/sheet1.xml" else old.read(name))
    return out.getvalue()


def sheet_of(cells: bytes) -> bytes:
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return with_sheet_xml(head + cells + b"</sheetData></worksheet>")


def read(data: bytes, **options) -> list[Row]:
    return list(read_rows(data, **options))


def test_a_workbook_gives_values_under_tidy_headings_with_excels_row_numbers():
    day = datetime(2026, 5, 19)  # noqa: DTZ001
    rows = read(xlsx([" Mã  phách *", "Điểm"], [], ["A001", 85.1], [None, None], [day, 0.1 + 0.2]))
    assert [(row.number, dict(row.values)) for row in rows] == [
        (3, {"mã_phách": "A001", "điểm": Decimal("85.1")}),
        (5, {"mã_phách": date(2026, 5, 19), "điểm": Decimal("0.3")}),
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (912345678.0, "912345678"),
        (85.5, "85.5"),
        (1e15, "1000000000000000"),
        (datetime(2026, 5, 9), "09/05/2026"),  # noqa: DTZ001
        (datetime(2026, 5, 9, 7, 30), "09/05/2026 07:30"),  # noqa: DTZ001
        (time(7, 30), "07:30"),
        (True, "TRUE"),
        ("0912 345 678", "0912 345 678"),
        ("  Ho\u0300a\u00a0Bi\u0300nh\u200b ", "Hòa Bình"),
        ("một\r\nhai", "một\nhai"),
        ("=1+1 là hai"[1:], "1+1 là hai"),
        ("   ", ""),
    ],
)
def test_text_is_given_as_a_person_types_it(value, text):
    (row,) = read(xlsx(["x", "y"], [value, "giữ dòng"]))
    assert row.text("x") == text


def test_a_column_that_is_not_there_is_empty():
    (row,) = read(xlsx(["x"], ["a"]))
    assert (row.get("z"), row.text("z")) == (None, "")


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Blind Code", "blind_code"),
        ("  MÃ\nPHÁCH: ", "mã_phách"),
        ("Ho\u0323 tên*", "họ_tên"),
        ("blind_code", "blind_code"),
    ],
)
def test_a_heading_has_one_key_however_it_is_typed(heading, key):
    assert heading_key(heading) == key


def test_the_headings_are_found_below_a_letterhead_by_the_columns_needed():
    data = xlsx(["HUYỆN ỦY CHI LĂNG"], ["PHIẾU ĐIỂM"], [], ["blind_code", "judge", "ghi chú"], ["A1", "gk1"])
    (row,) = read(data, needs={"judge", "blind_code"})
    assert (row.number, row.text("blind_code"), row.get("ghi_chú")) == (5, "A1", None)


def test_missing_columns_are_named():
    with pytest.raises(refusals.ColumnsMissing) as caught:
        read(xlsx(["title"], ["x"]), needs={"title", "category", "author_name"})
    assert caught.value.values == {"columns": "author_name, category"}


def test_a_heading_twice_is_refused_and_columns_without_one_are_dropped():
    with pytest.raises(refusals.HeadingTwice):
        read(xlsx(["Điểm", "điểm "], [1, 2]))
    (row,) = read(xlsx(["a", None, "b"], [1, 2, 3]))
    assert set(row.values) == {"a", "b"}


def test_a_sheet_is_chosen_by_name_and_the_first_otherwise():
    data = xlsx(["x"], [1], sheets=("Một", "Hai"))
    assert list(read(data)[0].values) == ["x"]
    assert list(read(data, sheet="Hai")[0].values) == ["hai"]
    with pytest.raises(refusals.NoSuchSheet) as caught:
        read(data, sheet="Ba")
    assert str(caught.value) == "Tệp không có trang tính “Ba”. Các trang tính đang có: Một, Hai."


def test_rows_beyond_the_limit_refuse_the_whole_sheet():
    data = xlsx(["x"], [1], [None], [2])
    assert len(read(data, limit=2)) == 2
    with pytest.raises(refusals.TooManyRows):
        read(data, limit=1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separated_text_is_read_in_every_dress(encoding, separator):
    lines = [
        ["Tên bài", "Điểm", "Tác giả"],
        ["Gương sáng", "85.5", "Hoàng Văn Dân"],
        ["", "", ""],
        ["Cây đa", "7", ""],
    ]
    text = "\r\n".join(separator.join(line) for line in lines)
    if encoding == "cp1258":
        text = text.replace("ể", "ê\u0309").replace("ả", "a\u0309")  # its way: the letter, then the tone
    rows = read(text.encode(encoding))
    assert [row.number for row in rows] == [2, 4]
    assert rows[0].values == {"tên_bài": "Gương sáng", "điểm": "85.5", "tác_giả": "Hoàng Văn Dân"}
    assert rows[1].get("tác_giả") is None


def test_separators_inside_quotes_and_a_told_separator_are_minded():
    assert read(b'a;b\r\n"1,2,3,4";x\r\n')[0].values == {"a": "1,2,3,4", "b": "x"}
    (row,) = read(b"sep=;\r\na,b;c\r\n1;2\r\n")
    assert (row.number, dict(row.values)) == (3, {"a,b": "1", "c": "2"})


def test_an_apostrophe_that_an_export_put_before_a_formula_is_taken_away_again():
    assert read(b"x\r\n'=1+1\r\n")[0].text("x") == "=1+1"


def test_a_quoted_line_end_stays_one_row_as_in_excel():
    assert [(row.number, row.text("x")) for row in read(b'x\n"a\nb"\nc')] == [(2, "a\nb"), (3, "c")]


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", refusals.NoHeadings),
        (b"\r\n\r\n", refusals.NoHeadings),
        (xlsx(), refusals.NoHeadings),
        (b"PK\x03\x04 broken", refusals.NotASheet),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, refusals.OldOrLockedSheet),
        (b"%PDF-1.7\n", refusals.NotASheet),
        (b"<html><table></table></html>", refusals.NotASheet),
        (b"a,b\n\0\0", refusals.NotASheet),
        (b"\xff\xfea", refusals.NotASheet),
        (b'x\n"' + b"a" * 200_000, refusals.NotASheet),
    ],
)
def test_what_is_no_sheet_is_refused(data, refusal):
    with pytest.raises(refusal):
        read(data)


@pytest.mark.parametrize(
    "name", ["01-bai-du-thi-unicode.docx", "08-bai-du-thi.pdf", "09-bai-du-thi.odt", "12-anh-trang-1.jpg"]
)
def test_essays_and_photos_are_no_sheets(name):
    with pytest.raises(refusals.NotASheet):
        list(read_rows(SAMPLES / name))


def test_an_old_document_is_sent_back_to_be_saved_anew():
    with pytest.raises(refusals.OldOrLockedSheet):
        list(read_rows(SAMPLES / "10-word-97.doc"))


FAR = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


@pytest.mark.parametrize(
    "cells",
    [
        FAR,
        FAR.replace(b"<", b"<x:").replace(b"<x:/", b"</x:"),
        FAR.replace(b'"', b"'"),
        FAR.replace(b'<c r="XFD', b'<c s=">" r="XFD'),
        FAR.replace(b"XFD", b"xfd"),
        b" " * (workbooks.CHUNK - 120) + FAR,
        b'<c s="' + b"x" * (workbooks.CHUNK + 70_000) + b'" r="XFD1048576"><v>1</v></c>',
        b'<row r="1048576">' + b"<c><v>1</v></c>" * 10 + b"</row>",
    ],
)
def test_two_cells_in_far_corners_do_not_claim_all_memory(cells):
    with pytest.raises(refusals.SheetTooBig):
        read(sheet_of(cells))


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="1"><c r="&#88;FD1"><v>1</v></c></row>',
        b'<row r="1"><c r=""><v>1</v></c></row>',
        b'<row r="x"><c><v>1</v></c></row>',
    ],
)
def test_places_that_cannot_be_read_are_refused(cells):
    with pytest.raises(refusals.NotASheet):
        read(sheet_of(cells))


def test_a_far_cell_that_only_has_a_border_does_no_harm():
    cells = b'<row r="1"><c r="A1"><v>7</v></c></row><row r="2"><c r="A2"><v>8</v></c></row>'
    (row,) = read(sheet_of(cells + b'<row r="1048576"><c r="XFD1048576" s="0"/></row>'))
    assert row.values == {"7": Decimal(8)}


def test_parts_that_unpack_beyond_reason_or_lie_are_refused(monkeypatch):
    data = xlsx(["a"], ["b"])
    monkeypatch.setattr(workbooks, "LARGEST_UNPACKED", 100)
    with pytest.raises(refusals.SheetTooBig):
        read(data)
    monkeypatch.setattr(reading, "LARGEST", 100)
    with pytest.raises(refusals.SheetTooBig):
        read(data)


def test_a_sheet_in_wide_letters_is_refused_rather_than_guessed():
    with pytest.raises(refusals.NotASheet):
        read(with_sheet_xml("<worksheet/>".encode("utf-16")))


def test_a_path_reads_as_its_bytes(tmp_path):
    path = tmp_path / "bảng.xlsx"
    path.write_bytes(xlsx(["x"], [1]))
    assert list(read_rows(path)) == read(path.read_bytes())
