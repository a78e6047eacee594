"""What holds for every format."""

import dataclasses
import io
import time
from datetime import UTC, datetime

import docx
import pypdfium2
import pytest
from openpyxl import load_workbook

from contest.exports.formats import FORMATS
from contest.exports.sheet import Column, Document, Kind, LetterheadStyle, Table
from tests.exports.papers import COLUMNS, MADE_AT, ROWS, paper, written


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("style", LetterheadStyle)
def test_the_same_document_gives_the_same_bytes_at_another_time(name, style):
    first = written(paper(style), name)
    time.sleep(2.1 if style is LetterheadStyle.PARTY else 0)  # the clock of a zip file steps by two seconds
    assert written(paper(style), name) == first


@pytest.mark.parametrize("name", FORMATS)
def test_a_document_without_tables_or_of_an_empty_table_is_written(name):
    empty = dataclasses.replace(paper(), tables=())
    assert written(empty, name) or name == "csv"
    assert written(paper(rows=()), name)


@pytest.mark.parametrize("name", ["docx", "pdf", "xlsx"])
def test_a_table_without_rows_says_so(name):
    empty = written(paper(rows=()), name)
    said = {
        "docx": lambda: [
            c.text for t in docx.Document(io.BytesIO(empty)).tables for r in t.rows for c in r.cells
        ],
        "xlsx": lambda: [c.value for row in load_workbook(io.BytesIO(empty)).active.iter_rows() for c in row],
        "pdf": lambda: pypdfium2.PdfDocument(empty)[0].get_textpage().get_text_range().splitlines(),
    }[name]()
    assert "Chưa có dòng nào." in said


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("row", "error"),
    [
        ((1, "0912"), ValueError),
        ((1, "a", "b", 85.5, 1, None, None), TypeError),
        ((True, "a", "b", None, 1, None, None), TypeError),
        ((1, 912, "b", None, 1, None, None), TypeError),
        ((1, "a", "b", None, 1, MADE_AT, None), TypeError),
        ((1, "a", "b", None, 1, None, datetime(2026, 1, 1)), ValueError),  # noqa: DTZ001
    ],
)
def test_a_row_that_does_not_fit_its_columns_is_refused(name, row, error):
    with pytest.raises(error):
        written(paper(rows=[row]), name)


@pytest.mark.parametrize("name", FORMATS)
def test_rows_may_come_from_a_generator(name):
    assert written(paper(rows=(row for row in ROWS)), name) == written(paper(), name)


@pytest.mark.parametrize(("name", "fmt"), FORMATS.items())
def test_a_format_tells_its_suffix_and_media_type(name, fmt):
    assert fmt.suffix == f".{name}"
    assert "/" in fmt.media_type


def test_a_document_needs_an_aware_moment_and_a_known_language():
    with pytest.raises(ValueError, match="zone"):
        Document("Thử", made_at=datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="language"):
        Document("Thử", made_at=datetime(2026, 1, 1, tzinfo=UTC), language="fr")


def test_a_column_is_never_narrower_than_its_headings_longest_word():
    assert Column("k", "Chức vụ/nghề nghiệp", width=3).characters == len("vụ/nghề") + 2
    assert Column("k", "TT", Kind.NUMBER, 5).characters == 5


def test_the_page_is_turned_for_a_wide_table_only():
    narrow = paper(columns=COLUMNS[:2], rows=[(1, "0912")])
    wide = dataclasses.replace(narrow, tables=(Table("", COLUMNS * 2, ()),))
    assert (narrow.across, wide.across) == (False, True)
