"""The workbook that judges fill in: one row for each reading, headings that the import knows again."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from contest.assignment.queries import standing_assignments
from contest.charter.models import Round
from contest.errors.assignment import NothingToDraw
from contest.scoring.queries import sheets_of_round

SHEET, RUBRIC = "Phiếu chấm", "Tiêu chí"


def write_template(round_: Round, out: Path) -> int:
    """Write the round's workbook; returns the number of rows. Raises NothingToDraw while nothing is dealt."""
    rows = _rows(round_)
    if not rows:
        raise NothingToDraw
    keys = [criterion.key for criterion in round_.criteria]
    with xlsxwriter.Workbook(str(out), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        words = book.add_format({"num_format": "@"})
        points = book.add_format({"num_format": "0.00"})
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, ["blind_code", "judge", *keys, "remark"], head)
        sheet.set_column(0, 0, 12, words)
        sheet.set_column(1, 1, 32, words)
        sheet.set_column(2, 1 + len(keys), 11, points)
        sheet.set_column(2 + len(keys), 2 + len(keys), 60, words)
        sheet.freeze_panes(1, 2)
        for number, (code, judge, given, remark) in enumerate(rows, start=1):
            sheet.write_string(number, 0, code, words)
            sheet.write_string(number, 1, judge, words)
            for place, key in enumerate(keys, start=2):
                if key in given:
                    sheet.write_number(number, place, float(given[key]), points)
            if remark:
                sheet.write_string(number, 2 + len(keys), remark, words)
        for place, criterion in enumerate(round_.criteria, start=2):
            sheet.data_validation(1, place, len(rows), place, _limits(criterion.maximum))
        _write_rubric(book, round_, head)
    return len(rows)


def _rows(round_: Round) -> list[tuple[str, str, dict[str, str], str]]:
    """Blind code, judge's address, points and remark of each standing reading, by judge and reading order."""
    sheets = {s.assignment_id: s for found in sheets_of_round(round_.id).values() for s in found}
    dealt = sorted(standing_assignments(round_.id), key=lambda a: (a.judge.email, a.draw_id, a.reading_order))
    return [
        (
            assignment.blind_code.code,
            assignment.judge.email,
            sheets[assignment.id].points if assignment.id in sheets else {},
            sheets[assignment.id].remark if assignment.id in sheets else "",
        )
        for assignment in dealt
    ]


def _limits(maximum: Decimal) -> dict[str, Any]:
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": float(maximum),
        "error_title": "Điểm ngoài thang",
        "error_message": f"Điểm từ 0 đến {maximum.normalize():f}.",
    }


def _write_rubric(book: xlsxwriter.Workbook, round_: Round, head: Any) -> None:
    sheet = book.add_worksheet(RUBRIC)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 3, 12)
    sheet.write_row(0, 0, ["Cột", "Tiêu chí", "Điểm tối đa", "Bước điểm"], head)
    for number, criterion in enumerate(round_.criteria, start=1):
        sheet.write_string(number, 0, criterion.key)
        sheet.write_string(number, 1, criterion.name)
        sheet.write_number(number, 2, float(criterion.maximum))
        sheet.write_number(number, 3, float(criterion.step))
