"""Lists of scores as spreadsheets make them."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from openpyxl import load_workbook

from contest.charter.models import Contest
from contest.db import db
from contest.exports.blanks import score_list
from tests.jury import Jury, points_of


def blank(jury: Jury, *, judge_id: int | None = None) -> bytes:
    """The workbook as the site gives it."""
    out, contest = io.BytesIO(), db.session.get_one(Contest, jury.cast.contest_id)
    score_list.write(contest, jury.round, score_list.lines_of(jury.round, judge_id=judge_id), out)
    return out.getvalue()


def filled_in(book: bytes, rows: dict[str, dict[str, Any]]) -> bytes:
    """The same workbook with these cells typed in: blind code -> heading's beginning -> value; saved as Excel does."""
    opened = load_workbook(io.BytesIO(book))
    sheet = opened.worksheets[0]
    headings = {str(cell.value): cell.column for cell in sheet[score_list.TOP + 1]}
    for row in range(score_list.TOP + 2, sheet.max_row + 1):
        for heading, value in rows.get(sheet.cell(row, 2).value, {}).items():
            column = next(c for name, c in headings.items() if name.startswith(heading))
            sheet.cell(row, column).value = value
    out = io.BytesIO()
    opened.save(out)
    opened.close()
    return out.getvalue()


def a_row(total: str) -> dict[str, Any]:
    """Points of this total as numbers, by the beginnings of the headings."""
    return {
        f"{place}. ": float(said.replace(",", "."))
        for place, said in enumerate(points_of(total).values(), start=1)
    }


def made(rows: Sequence[Sequence[Any]]) -> bytes:
    """A plain workbook; a text that begins with "=" is a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if hasattr(value, "year"):
                    sheet.write_datetime(number, column, value, day)
                else:
                    sheet.write(number, column, value)
    return out.getvalue()


def separated(rows: Sequence[Sequence[Any]]) -> bytes:
    """The same as text with semicolons."""
    return "\n".join(";".join(str(cell) for cell in row) for row in rows).encode("utf-8-sig")
