"""How much of an A4 page a score sheet in Word takes, reckoned beforehand: Word lays it out where we cannot look.

Letters are reckoned as those of Times New Roman on the mean, rather wide than narrow, so that each keeps to its page.
"""

from dataclasses import dataclass
from math import ceil
from typing import Final

from contest.exports.score_sheets.said import MARGINS, SheetSaid, SheetsSaid
from contest.exports.sheet import Letterhead, LetterheadStyle

MM_PER_POINT: Final = 25.4 / 72
LETTER_EM: Final = 0.5
CAPITAL_EM: Final = 0.66
LINE_EM: Final = 1.17
LEFT_SHARE: Final = 0.44
ROOM: Final = 297.0 - MARGINS.top - MARGINS.bottom
WIDE: Final = 210.0 - MARGINS.left - MARGINS.right
NUMBER: Final = 9.0
MOST, STEP, WEIGHT, POINTS = 17.0, 14.0, 14.0, 24.0
QR: Final = 31.0
BESIDE_QR: Final = WIDE - QR - 6
INNER: Final = 2.8
"""What a cell takes at its left and right together, in millimetres."""

SMALLER: Final = 2
"""By how many points the letters of the head are smaller than on a paper."""

SIGNING: Final = 50.0
WRITING_LINE: Final = 7.5
FEWEST_LINES, MOST_LINES = 2, 12


@dataclass(frozen=True, slots=True)
class Look:
    """How the rubric stands: the size of its letters in points, whether it says what each criterion means."""

    size: int
    told: bool

    @property
    def padding(self) -> float:
        """What a row takes above and below its text, in millimetres."""
        return 2.6 if self.size > 10 else 1.6


LOOKS: Final = (
    Look(12, True),
    Look(11, True),
    Look(9, True),
    Look(11, False),
    Look(9, False),
    Look(7, False),
)
REMARKS: Final = (12, 11, 10, 9, 8)
"""The sizes of a filled remark, the first that leaves room to sign; a longer one goes on on the next page."""


def look_of(said: SheetsSaid) -> Look:
    """The first look that leaves room to write on every sheet; the smallest when none does."""
    left = min((_besides(said, one) for one in said.sheets), default=ROOM)
    wanted = left - FEWEST_LINES * WRITING_LINE
    return next((look for look in LOOKS if rubric_high(said, look) <= wanted), LOOKS[-1])


def left_for_remark(said: SheetsSaid, one: SheetSaid, look: Look) -> float:
    """What is left of the page for the remark, in millimetres."""
    return _besides(said, one) - rubric_high(said, look)


def writing_lines(left: float) -> int:
    """How many lines to write on fit into so many millimetres."""
    return max(FEWEST_LINES, min(MOST_LINES, int(left / WRITING_LINE)))


def remark_size(remark: str, left: float) -> int:
    """The size in which a filled remark fits into so many millimetres; the smallest when none does."""
    return next((size for size in REMARKS if lines_high(remark, size, WIDE) <= left), REMARKS[-1])


def title_size(title: str) -> int:
    """The size of an entry's title: smaller the longer it is."""
    return 8 if len(title) > 260 else 10 if len(title) > 130 else 13


def rubric_high(said: SheetsSaid, look: Look) -> float:
    """The height of the table, in millimetres."""
    wide = name_wide(said) - INNER
    rows = [
        lines_high(one.name, look.size, wide)
        + (lines_high(one.about, look.size - 1, wide) if look.told and one.about else 0)
        for one in said.rubric
    ]
    heads = 2 * look.size * LINE_EM * MM_PER_POINT
    total = (look.size + 3) * LINE_EM * MM_PER_POINT
    return sum(rows) + heads + total + (len(rows) + 2) * look.padding


def name_wide(said: SheetsSaid) -> float:
    """The width of the column of criteria."""
    return WIDE - NUMBER - MOST - STEP - POINTS - (WEIGHT if said.weighted else 0)


def lines_high(text: str, size: int, wide: float) -> float:
    """The height of a text set in so wide a column, in millimetres."""
    letter = size * LETTER_EM * MM_PER_POINT
    lines = sum(max(1, ceil(len(line) * letter / wide)) for line in text.split("\n"))
    return lines * size * LINE_EM * MM_PER_POINT


def _besides(said: SheetsSaid, one: SheetSaid) -> float:
    """What is left of the page for rubric and remark."""
    about = lines_high(said.about, 11, WIDE) + 3
    told = 12 + lines_high(f"Tên bài: {one.title}", title_size(one.title), BESIDE_QR)
    told += lines_high(one.category, 12, BESIDE_QR) + lines_high(one.judge, 12, BESIDE_QR) + 4
    words = lines_high(f"Bằng chữ: {one.total_words}", 12, WIDE) + 10
    draft = 7 if one.draft else 0
    return ROOM - _head_high(said.head) - 8 - about - max(told, QR + 6) - words - draft - SIGNING


def _head_high(head: Letterhead) -> float:
    """The height of the head: its organs in capitals, and what stands below them."""
    if head.style is LetterheadStyle.NONE:
        return 0.0
    size = (14 if head.style is LetterheadStyle.PARTY else 12) - SMALLER
    wide = WIDE * LEFT_SHARE * LETTER_EM / CAPITAL_EM
    organs = sum(lines_high(text, size, wide) for text in (head.upper_body, head.issuing_body) if text)
    return max(organs, 10.0) + 8
