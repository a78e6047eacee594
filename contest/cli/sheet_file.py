"""Score sheets from a CSV file as plain values, checked line by line."""

import csv
import io
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Final, NoReturn
from unicodedata import category, normalize

import numpy as np

from contest.errors import N_
from contest.errors.shortlist import SheetsUnfit
from contest.errors.spreadsheets import NotASheet
from contest.plumbing.spreadsheets.separated import decoded, separator_of
from contest.shortlist.rules import Readings
from contest.shortlist.rules.readings import MOST_PLACES, MOST_POINTS, Whole

NEEDED: Final = ("entry", "judge", "total")
ORDER: Final = "order"
HEADINGS: Final = {
    **{name: name for name in (*NEEDED, ORDER)},
    **dict.fromkeys(("bài", "mã bài", "mã phách", "số phách"), "entry"),
    **dict.fromkeys(("giám khảo", "người chấm"), "judge"),
    **dict.fromkeys(("điểm", "tổng điểm"), "total"),
    **dict.fromkeys(("thứ tự", "thứ tự đọc"), ORDER),
}
"""What a column may be called, in small letters."""
NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
COUNT: Final = re.compile(r"\d{1,9}", re.ASCII)

NO_TEXT = N_("không phải văn bản (UTF-8, UTF-16 hoặc Windows-1258)")
NO_TABLE = N_("dòng %(line)s không đọc được như CSV: %(what)s")
NO_ROWS = N_("không có phiếu nào")
MISSING = N_("dòng đầu thiếu cột “%(column)s”")
UNKNOWN = N_("dòng đầu có cột lạ “%(column)s”")
COLUMN_TWICE = N_("dòng đầu ghi hai lần cột “%(column)s”")
CELLS = N_("dòng %(line)s có %(have)s ô, cần %(needed)s")
NO_ID = N_("dòng %(line)s: cột “%(column)s” phải là chữ hoặc số, không trống và không có ký tự điều khiển")
NO_NUMBER = N_("dòng %(line)s: điểm “%(said)s” không phải là số")
TOO_GREAT = N_("dòng %(line)s: điểm “%(said)s” nằm ngoài khoảng từ -%(most)s đến %(most)s")
NO_ORDER = N_("dòng %(line)s: thứ tự đọc “%(said)s” phải là số nguyên từ 1")
PAIR_TWICE = N_("dòng %(line)s: giám khảo “%(judge)s” đã có phiếu cho bài “%(entry)s”")
ORDER_TWICE = N_("dòng %(line)s: giám khảo “%(judge)s” đã có một bài đọc thứ %(said)s")


def unfit(sentence: str, **values: object) -> NoReturn:
    """Refuse the file for one reason."""
    raise SheetsUnfit(why=sentence % values)


class SheetFile:
    """The readings of a file, and the names of entries and judges in the order of their places."""

    def __init__(self, path: Path) -> None:
        rows = _rows(path)
        names = ([], [])  # type: tuple[list[str], list[str]]
        known = ({}, {})  # type: tuple[dict[str, int], dict[str, int]]
        columns: tuple[list[int], list[int]] = ([], [])
        totals, orders = list[Decimal](), list[int]()
        seen, read = set[tuple[int, int]](), set[tuple[int, int]]()
        numbers: dict[str, Decimal] = {}
        for line, cells in rows:
            for which in (0, 1):
                said = cells[which]
                if said not in known[which]:
                    known[which][_id(said, line, NEEDED[which])] = len(names[which])
                    names[which].append(said)
                columns[which].append(known[which][said])
            pair = columns[0][-1], columns[1][-1]
            if pair in seen:
                unfit(PAIR_TWICE, line=line, entry=cells[0], judge=cells[1])
            seen.add(pair)
            if (said := cells[2]) not in numbers:
                numbers[said] = _total(said, line)
            totals.append(numbers[said])
            if len(cells) > len(NEEDED):
                turn = pair[1], _order(cells[3], line)
                if turn in read:
                    unfit(ORDER_TWICE, line=line, judge=cells[1], said=turn[1])
                read.add(turn)
                orders.append(turn[1])
        if not totals:
            unfit(NO_ROWS)
        self.entries, entry = _in_order(names[0], columns[0])
        self.judges, judge = _in_order(names[1], columns[1])
        places = max(0, *(-int(number.as_tuple().exponent) for number in numbers.values()))
        points = np.array([int(total.scaleb(places)) for total in totals], dtype=np.int64)
        order = np.array(orders, dtype=np.int64) if orders else None
        self.readings = Readings(entry, judge, points, places, len(self.entries), len(self.judges), order)


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Line and cells of each sheet: entry, judge, total, and order when there is such a column."""
    try:
        text = decoded(path.read_bytes())
    except NotASheet:
        unfit(NO_TEXT)
    parted, told = separator_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=parted, strict=True)
    try:
        for _line in range(told):
            next(reader)
        head = [normalize("NFC", cell.strip()).lower() for cell in next(reader, [])]
        if not any(head):
            unfit(NO_ROWS)
        places = _places(head)
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(head):
                unfit(CELLS, line=reader.line_num, have=len(cells), needed=len(head))
            yield reader.line_num, [normalize("NFC", cells[place].strip()) for place in places]
    except csv.Error as error:
        raise SheetsUnfit(why=NO_TABLE % {"line": reader.line_num, "what": error}) from error


def _places(head: list[str]) -> list[int]:
    found: dict[str, int] = {}
    for place, heading in enumerate(head):
        column = HEADINGS.get(heading)
        if column is None:
            unfit(UNKNOWN, column=heading)
        if column in found:
            unfit(COLUMN_TWICE, column=heading)
        found[column] = place
    for column in NEEDED:
        if column not in found:
            unfit(MISSING, column=column)
    return [found[column] for column in (*NEEDED, ORDER) if column in found]


def _id(said: str, line: int, column: str) -> str:
    if not said or any(category(letter) in {"Cc", "Cs"} for letter in said):
        unfit(NO_ID, line=line, column=column)
    return said


def _total(said: str, line: int) -> Decimal:
    plain = said.replace(",", ".") if said.count(",") == 1 and "." not in said else said
    if not NUMBER.fullmatch(plain):
        unfit(NO_NUMBER, line=line, said=said)
    number = Decimal(plain)
    if abs(number) > MOST_POINTS:
        unfit(TOO_GREAT, line=line, said=said, most=MOST_POINTS)
    kept = number.quantize(Decimal(1).scaleb(-MOST_PLACES), rounding=ROUND_HALF_UP).normalize()
    return kept.quantize(Decimal(1)) if kept == kept.to_integral_value() else kept


def _order(said: str, line: int) -> int:
    if not COUNT.fullmatch(said) or int(said) < 1:
        unfit(NO_ORDER, line=line, said=said)
    return int(said)


def _in_order(names: list[str], places: list[int]) -> tuple[list[str], Whole]:
    """Names sorted, so that the order of lines decides nothing, and the places in that order."""
    order = sorted(range(len(names)), key=names.__getitem__)
    new = np.empty(len(names), dtype=np.int64)
    new[order] = np.arange(len(names))
    return [names[place] for place in order], new[np.array(places, dtype=np.int64)]
