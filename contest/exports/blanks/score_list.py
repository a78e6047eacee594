"""Bảng điểm: the workbook that judges fill in, a row for each reading; ids are locked, points checked as typed."""

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, BinaryIO, Final

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from contest.assignment.models import Assignment
from contest.charter.models import Contest, Criterion, Round
from contest.errors.assignment import NothingToDraw
from contest.exports.formats.xlsx.styles import FONT, GRID, HEADING
from contest.exports.papers.heading import contest_line
from contest.plumbing.vietnamese import format_points
from contest.scoring.models import RETURNED, ScoreSheet, SheetState
from contest.scoring.queries import criteria_of, readings_on_paper, sheets_among
from contest.scoring.rules import scale
from contest.screening.queries import blind_copies_of

SHEET, HELP, RUBRIC = "Phiếu chấm", "Hướng dẫn", "Tiêu chí"
OPTIONS: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "default_format_properties": dict(FONT),
}
"""Each workbook gets a copy of its own: the library takes things out of what it is given."""

TOP: Final = 5
"""The row of the headings; the title stands above."""

HELP_LINES: Final = (
    "Mỗi dòng là một bài của một giám khảo. Chỉ nhập vào các ô trắng: điểm từng tiêu chí và nhận xét.",
    "Không sửa mã phách, giám khảo, bản phiếu và tên các cột; hệ thống nhận dòng theo mã phách và giám khảo.",
    "Điểm ghi bằng số, dấu phẩy hoặc dấu chấm đều được, trong thang và theo bước ghi ở đầu cột.",
    "Nếu Excel đổi điểm thành ngày (ví dụ 7.5 thành 07/05), đặt ô về dạng Số rồi gõ lại.",
    "Gõ điểm thành số, không dùng công thức: ô có công thức sẽ bị từ chối. Cột Tổng tự tính, chỉ để xem.",
    "Dòng chưa chấm cứ để trống. Dòng đã ghi thì ghi đủ mọi tiêu chí.",
    "Gửi lại bảng này trên trang chấm bài, hoặc đưa cho Tổ Thư ký. Hệ thống cho xem từng dòng trước khi nhận.",
    "Cột Bản phiếu ghi bảng lập từ bản nào. Phiếu nộp sau đó vẫn giữ nguyên, trừ khi ghi lý do lúc gửi bảng.",
    "Sửa điểm: sửa trong bảng rồi gửi lại. Dòng giữ nguyên không đổi gì, dòng khác thành bản sửa, bản cũ vẫn được lưu.",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: whose sheet, of which entry, what stands on it, and the version of it that the row tells."""

    assignment: Assignment
    title: str
    points: Mapping[str, str]
    remark: str
    version: int | None


def lines_of(
    round_: Round, *, judge_id: int | None = None, filled: bool = True, told: Collection[int] | None = None
) -> list[Line]:
    """The rows of a round or of one judge, judge by judge in reading order. Raises NothingToDraw while there is none.

    filled  with the points handed in
    told    ids of the only readings whose points may stand there; None for all
    """
    dealt = readings_on_paper(round_.id, judge_id=judge_id)
    if not dealt:
        raise NothingToDraw
    copies = blind_copies_of({assignment.entry_id for assignment in dealt})
    sheets = sheets_among({a.id for a in dealt})
    return [
        Line(
            assignment,
            copies[assignment.entry_id].title if assignment.entry_id in copies else "",
            *_standing(sheets.get(assignment.id), filled=filled and (told is None or assignment.id in told)),
        )
        for assignment in dealt
    ]


def _standing(sheet: ScoreSheet | None, *, filled: bool) -> tuple[Mapping[str, str], str, int | None]:
    """Points, remark, and the version only where the row tells what it says: handed in and shown, or open again."""
    if sheet is not None and sheet.state == SheetState.HANDED_IN and filled:
        return sheet.points, sheet.remark, sheet.version
    return {}, "", sheet.version if sheet is not None and sheet.state in RETURNED else None


def write_plain(round_: Round, lines: Sequence[Line], out: BinaryIO) -> None:
    """The workbook for machines and the shell: our keys as headings in the first row, nothing above, nothing locked."""
    with Workbook(out, deepcopy(OPTIONS)) as book:
        head = book.add_format(FONT | {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        words, points = (
            book.add_format(FONT | {"num_format": "@"}),
            book.add_format(FONT | {"num_format": "0.00"}),
        )
        sheet = book.add_worksheet(SHEET)
        keys = [criterion.key for criterion in round_.criteria]
        sheet.write_row(0, 0, ["blind_code", "judge", *keys, "remark"], head)
        sheet.set_column(0, 0, 12, words)
        sheet.set_column(1, 1, 32, words)
        sheet.set_column(2, 1 + len(keys), 11, points)
        sheet.set_column(2 + len(keys), 2 + len(keys), 60, words)
        sheet.freeze_panes(1, 2)
        for row, line in enumerate(lines, start=1):
            sheet.write_string(row, 0, line.assignment.blind_code.code, words)
            sheet.write_string(row, 1, line.assignment.judge.email, words)
            _write_points(sheet, row, 2, line, round_.criteria, points)
            if line.remark:
                sheet.write_string(row, 2 + len(keys), line.remark, words)
        _check_points(sheet, 1, len(lines), 2, round_.criteria)
        _write_rubric(book, round_)


def write(contest: Contest, round_: Round, lines: Sequence[Line], out: BinaryIO) -> None:
    """The workbook for people: what is asked stands above, ids are locked, white cells are to be filled."""
    with Workbook(out, deepcopy(OPTIONS)) as book:
        book.set_properties({"title": "Bảng điểm chấm", "created": round_.opens_at})
        _List(book, contest, round_, lines).write()
        _write_help(book)
        _write_rubric(book, round_)


class _List:
    """The sheet to be filled in."""

    def __init__(self, book: Workbook, contest: Contest, round_: Round, lines: Sequence[Line]) -> None:
        self._book, self._contest, self._round, self._lines = book, contest, round_, lines
        self._sheet: Worksheet = book.add_worksheet(SHEET)
        self._first = 5
        self._total = self._first + len(round_.criteria)

    def write(self) -> None:
        """Head, table, what is locked, and how it prints."""
        sheet, last = self._sheet, TOP + len(self._lines)
        self._head()
        for row, line in enumerate(self._lines, start=TOP + 1):
            self._row(row, line)
        _check_points(sheet, TOP + 1, last, self._first, self._round.criteria)
        sheet.protect("", {"format_columns": True, "format_rows": True, "format_cells": True})
        sheet.freeze_panes(TOP + 1, 3)
        sheet.autofilter(TOP, 0, last, self._total + 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(TOP)
        sheet.set_footer("&C&P/&N")
        sheet.hide_gridlines(2)

    def _head(self) -> None:
        sheet, book = self._sheet, self._book
        judges = {line.assignment.judge.name for line in self._lines}
        whose = judges.pop() if len(judges) == 1 else f"{len(judges)} giám khảo"
        bold = book.add_format(FONT | {"bold": True})
        sheet.write_string(0, 0, contest_line(self._contest), bold)
        sheet.write_string(1, 0, "BẢNG ĐIỂM CHẤM", book.add_format(FONT | {"bold": True, "font_size": 15}))
        sheet.write_string(2, 0, f"{self._round.name} · {whose} · {len(self._lines)} bài", bold)
        how = f"Chỉ nhập vào các ô trắng. Cách ghi ở trang “{HELP}”."
        sheet.write_string(3, 0, how, book.add_format(FONT | {"italic": True}))
        sheet.set_row(1, 24)
        heading = book.add_format(FONT | HEADING)
        names = [
            "TT",
            "Mã phách",
            "Tên bài",
            "Giám khảo",
            "Thư điện tử",
            *(f"{number}. {c.name} ({_range(c)})" for number, c in enumerate(self._round.criteria, start=1)),
            f"Tổng (/{format_points(scale(criteria_of(self._round)))})",
            "Nhận xét",
            "Bản phiếu",
        ]
        widths = [6, 11, 30, 20, 24, *([13] * len(self._round.criteria)), 10, 40, 8]
        for column, (name, width) in enumerate(zip(names, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(TOP, column, name, heading)
        sheet.set_row(TOP, 66)

    def _row(self, row: int, line: Line) -> None:
        sheet, styles = self._sheet, self._styles
        sheet.set_row(row, 34)
        sheet.write_number(row, 0, row - TOP, styles["locked"])
        for column, text in enumerate(
            (
                line.assignment.blind_code.code,
                line.title,
                line.assignment.judge.name,
                line.assignment.judge.email,
            ),
            start=1,
        ):
            sheet.write_string(row, column, text, styles["locked"])
        for column in range(self._first, self._total):
            sheet.write_blank(row, column, None, styles["points"])
        _write_points(sheet, row, self._first, line, self._round.criteria, styles["points"])
        sheet.write_formula(row, self._total, self._sum(row), styles["total"], self._value(line))
        sheet.write_string(row, self._total + 1, line.remark, styles["words"])
        sheet.write(row, self._total + 2, line.version, styles["version"])

    @cached_property
    def _styles(self) -> dict[str, Any]:
        cell = FONT | GRID | {"valign": "vcenter", "text_wrap": True}
        grey: dict[str, Any] = {"bg_color": "#F2F2F2", "num_format": "@"}
        kinds: dict[str, dict[str, Any]] = {
            "locked": grey,
            "total": grey | {"num_format": "0.##", "bold": True},
            "points": {"num_format": "0.##", "locked": False, "align": "center"},
            "version": grey | {"num_format": "0", "align": "center"},
            "words": {"num_format": "@", "locked": False},
        }
        return {kind: self._book.add_format(cell | said) for kind, said in kinds.items()}

    def _sum(self, row: int) -> str:
        cells = [xl_rowcol_to_cell(row, column) for column in range(self._first, self._total)]
        terms = "+".join(
            f"{cell}*{c.weight.normalize():f}" for cell, c in zip(cells, self._round.criteria, strict=True)
        )
        return f'=IF(COUNT({cells[0]}:{cells[-1]})={len(cells)},{terms},"")'

    def _value(self, line: Line) -> Any:
        if not line.points:
            return ""
        return float(sum(Decimal(line.points[c.key]) * c.weight for c in self._round.criteria))


def _write_points(
    sheet: Worksheet, row: int, first: int, line: Line, criteria: Sequence[Criterion], style: Any
) -> None:
    for column, criterion in enumerate(criteria, start=first):
        if criterion.key in line.points:
            sheet.write_number(row, column, float(line.points[criterion.key]), style)


def _check_points(sheet: Worksheet, top: int, last: int, first: int, criteria: Sequence[Criterion]) -> None:
    """Excel refuses what is off the scale or off the step, and says what is asked."""
    for column, criterion in enumerate(criteria, start=first):
        cell = f"{xl_col_to_name(column)}{top + 1}"
        step, most = f"{criterion.step * 100:f}", f"{criterion.maximum:f}"
        fits = f"=AND(ISNUMBER({cell}),{cell}>=0,{cell}<={most},ROUND(MOD(ROUND({cell}*100,4),{step}),4)=0)"
        said = f"Điểm từ 0 đến {format_points(criterion.maximum)}, bước {format_points(criterion.step)}."
        limits = {
            "validate": "custom",
            "value": fits,
            "input_title": criterion.name[:32],
            "input_message": said,
            "error_title": "Điểm chưa đúng",
            "error_message": said,
        }
        sheet.data_validation(top, column, last, column, limits)


def _range(criterion: Criterion) -> str:
    return f"0–{format_points(criterion.maximum)}, bước {format_points(criterion.step)}"


def _write_help(book: Workbook) -> None:
    sheet = book.add_worksheet(HELP)
    sheet.set_column(0, 0, 4)
    sheet.set_column(1, 1, 104)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, "Cách ghi bảng điểm", book.add_format(FONT | {"bold": True, "font_size": 14}))
    words = book.add_format(FONT | {"text_wrap": True, "valign": "top"})
    for number, line in enumerate(HELP_LINES, start=1):
        sheet.write_number(number + 1, 0, number, words)
        sheet.write_string(number + 1, 1, line, words)
        sheet.set_row(number + 1, 20)
    sheet.protect()


def _write_rubric(book: Workbook, round_: Round) -> None:
    sheet = book.add_worksheet(RUBRIC)
    head = book.add_format(FONT | {"bold": True, "bottom": 1, "text_wrap": True})
    words = book.add_format(FONT | {"text_wrap": True, "valign": "top"})
    for column, width in enumerate((14, 34, 12, 12, 10, 70)):
        sheet.set_column(column, column, width)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.write_row(0, 0, ["Cột", "Tiêu chí", "Điểm tối đa", "Bước điểm", "Hệ số", "Giải thích"], head)
    for number, criterion in enumerate(round_.criteria, start=1):
        sheet.write_string(number, 0, criterion.key, words)
        sheet.write_string(number, 1, criterion.name, words)
        for column, value in enumerate((criterion.maximum, criterion.step, criterion.weight), start=2):
            sheet.write_number(number, column, float(value), words)
        sheet.write_string(number, 5, criterion.description, words)
