import csv
import io
from decimal import Decimal

import pytest

from contest.exports.sheet import Document, Table
from contest.plumbing.formulas import restored
from tests.exports.papers import COLUMNS, HOSTILE, MADE_AT, ROWS, one_column, paper, written


def lines(document: Document) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written(document, "csv").decode("utf-8-sig"), newline="")))


def test_it_begins_with_the_mark_that_tells_excel_it_is_utf_8():
    assert written(paper(), "csv").startswith(b"\xef\xbb\xbfTT,M\xc3\xa3 ph\xc3\xa1ch,")


def test_headings_stand_in_the_first_line_and_values_read_alike_in_every_country():
    assert lines(paper(total_row=(None, None, "Cộng", Decimal(170), None, None, None))) == [
        ["TT", "Mã phách", "Tên bài", "Điểm kết luận", "Tiền thưởng", "Ngày sinh", "Nộp lúc"],
        ["1", "0912", "Người giữ lửa then", "85.50", "1500000", "1978-05-09", "2026-05-20 00:30:00"],
        ["2", "0007", "", "85.13", "0.5", "", ""],
    ]


def test_further_tables_follow_after_an_empty_line_under_their_captions():
    first, second = Table("Một", COLUMNS, ROWS), Table("=Hai", COLUMNS[:1], [(1,)])
    found = lines(Document("Thử", made_at=MADE_AT, tables=(first, second)))
    assert found[0] == ["Một"]
    assert found[-4:] == [[], ["'=Hai"], ["TT"], ["1"]]


def test_at_least_fifty_hostile_texts_are_tried():
    assert len(HOSTILE) >= 150


@pytest.mark.parametrize("text", HOSTILE)
def test_text_like_a_formula_gets_an_apostrophe_and_can_be_read_back(text):
    cell = lines(one_column([text]))[1][0]
    assert cell.startswith("'")
    assert restored(cell).lstrip("\n\t ")[:1] in "=+-@＝＋－＠1"


@pytest.mark.parametrize("separator", [";", "\t", "\n"])
def test_a_reader_with_another_separator_finds_no_formula_inside_a_text(separator):
    text = f"hiền lành{separator} =cmd|' /C calc'!A0"
    cell = lines(one_column([text]))[1][0]
    assert cell == f"hiền lành{separator} '=cmd|' /C calc'!A0"
    assert restored(cell) == text


@pytest.mark.parametrize("text", ["Hoàng Thị Hòa", "a=b", "5-10", "'nháy'", "3 + 4", "“=”", ""])
def test_ordinary_text_stays_as_it_is(text):
    assert lines(one_column([text, "x"]))[1] == [text]


def test_negative_numbers_stay_numbers():
    table = Table("", COLUMNS[3:5], [(Decimal(-5), -7)])
    assert lines(Document("Thử", made_at=MADE_AT, tables=(table,)))[1] == ["-5.00", "-7"]


def test_controls_and_decomposed_letters_do_not_reach_the_file():
    assert lines(one_column(["Ho\u0300a\x00 \x0bBi\u0300nh\r\nx"]))[1] == ["Hòa \nBình\nx"]
