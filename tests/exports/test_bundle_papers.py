"""The blank list of a unit as a spreadsheet opens it, and the receipt of its bundle as a paper."""

import io

import pytest
from openpyxl import load_workbook

from contest.authors.rules import ends_list, fits, guess_columns
from contest.charter.models import Contest
from contest.db import db
from contest.errors.bundles import BundleNotReady
from contest.exports.blanks import bundle_list
from contest.exports.formats import FORMATS
from contest.exports.papers import bundle_receipt
from contest.plumbing.spreadsheets import read_table
from tests.authors.bundled import a_bundle, a_list, a_row, essays, made_ready, taken
from tests.conftest import NOON


@pytest.fixture
def contest(house, cast) -> Contest:
    return db.session.get_one(Contest, cast.contest_id)


@pytest.fixture
def blank(contest) -> bytes:
    out = io.BytesIO()
    bundle_list.write(contest, "Xã Nhân Lý", out)
    return out.getvalue()


def test_every_column_of_the_blank_is_known_again(blank):
    table = read_table(blank, fits=fits)
    fields = [field for field in guess_columns(table.headings).values() if field]
    assert len(fields) == len(set(fields)) == len(bundle_list.COLUMNS)
    assert [cells[0] for _number, cells in table.rows][:2] == ["Ví dụ", "1"]
    assert any(ends_list(cells) for _number, cells in table.rows)


def test_the_blank_offers_choices_and_keeps_numbers_as_text(blank):
    book = load_workbook(io.BytesIO(blank))
    assert book.sheetnames == ["Danh sách", "Hướng dẫn", "Danh mục"]
    sheet = book["Danh sách"]
    offered = {v.formula1: str(v.sqref) for v in sheet.data_validations.dataValidation if v.type == "list"}
    assert offered == {"'Danh mục'!$B$2:$B$4": "H8:H22", "'Danh mục'!$A$2:$A$3": "J8:J22"}
    assert [cell.value for cell in book["Danh mục"]["A"]][:3] == ["Thể loại", "Ghi chép", "Bút ký"]
    assert {sheet[f"{column}9"].number_format for column in "CFN"} == {"@"}
    assert sheet["B7"].font.italic


def test_the_blank_prints_on_one_width_of_a4_with_the_cells_confirmation(blank):
    sheet = load_workbook(io.BytesIO(blank))["Danh sách"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    words = {cell.value for row in sheet.iter_rows() for cell in row if cell.value}
    assert {"XÁC NHẬN CỦA CẤP ỦY", "(ký, đóng dấu)", "Đơn vị gửi: Xã Nhân Lý"} <= words
    assert sheet.print_title_rows == "$6:$6"


def test_the_receipt_says_what_is_in_the_register(contest):
    bundle = a_bundle(contest, a_list(a_row(1), a_row(2)), essays(1, 2))
    made_ready(bundle)
    with pytest.raises(BundleNotReady):
        bundle_receipt.build(contest, bundle, at=NOON)
    taken(bundle)
    db.session.refresh(bundle)
    document = bundle_receipt.build(contest, bundle, at=NOON)
    rows = list(document.tables[0].checked_rows())
    assert [(row[0], row[3], row[4]) for row in rows] == [
        (1, "Lô Văn Một", "Bài số 1"),
        (2, "Hứa Thị Hai", "Bài số 2"),
    ]
    assert "Mã gói: CL26-G001" in document.lines
    assert bundle.digest in document.footnotes[0]
    assert not document.across
    for written in FORMATS.values():
        out = io.BytesIO()
        written.write(document, out)
        assert len(out.getvalue()) > 100
