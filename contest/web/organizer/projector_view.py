"""What a meeting sees on the wall: entries by their blind codes, never more than may be known in that room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Final

from contest.charter.models import Round
from contest.errors import Refusal
from contest.scoring.queries import criteria_of, round_lock
from contest.scoring.rules import scale
from contest.shortlist.models import Meeting, Motion
from contest.shortlist.queries import CountedSheet, RankedRow, Ranking, ranking

AROUND: Final = 5
"""Rows above and below the line, or the entry at hand: what is still read from five metres."""


@dataclass(frozen=True, slots=True)
class Part:
    """One criterion of an entry: its judges' mean, and the most it can be."""

    name: str
    mean: Decimal
    most: Decimal

    @property
    def percent(self) -> int:
        """The length of its bar."""
        return round(100 * self.mean / self.most)


@dataclass(frozen=True, slots=True)
class Slide:
    """One entry on the wall; totals lowest first, so that no judge is told from another."""

    row: RankedRow
    place: int
    totals: tuple[Decimal, ...]
    parts: tuple[Part, ...]
    scale: Decimal
    before: str
    after: str

    @property
    def spread(self) -> Decimal:
        """From the lowest total to the highest."""
        return self.totals[-1] - self.totals[0] if self.totals else Decimal(0)

    @property
    def dots(self) -> list[float]:
        """Where each total stands on a line of 100."""
        return [round(float(total / self.scale) * 100, 2) for total in self.totals]


@dataclass(frozen=True, slots=True)
class Wall:
    """Everything a projector shows of a meeting at one moment.

    found    the round's ranking; None while its scores may change, or where it cannot be made
    rows     those around the line or the entry at hand, with their places from 1
    slide    the entry at hand
    motion   what is being voted on, else what was decided last
    token    changes whenever the meeting does
    """

    found: Ranking | None
    rows: Sequence[tuple[int, RankedRow]]
    slide: Slide | None
    motion: Motion | None
    token: str


def wall_of(meeting: Meeting, *, code: str) -> Wall:
    """The wall of a meeting, with one entry at hand if a code of the ranking is given."""
    round_, found = meeting.round, _ranking(meeting.round)
    at = next((n for n, row in enumerate(found.rows) if row.blind_code == code), None) if found else None
    rows: list[tuple[int, RankedRow]] = []
    if found is not None:
        middle = found.last_taken - 1 if at is None else at
        first = max(0, min(middle - AROUND, len(found.rows) - 2 * AROUND))
        rows = list(enumerate(found.rows[first : first + 2 * AROUND], start=first + 1))
    return Wall(
        found=found,
        rows=rows,
        slide=_slide(round_, found.rows, at) if found is not None and at is not None else None,
        motion=_at_hand(meeting),
        token=token_of(meeting),
    )


def token_of(meeting: Meeting) -> str:
    """A short word that changes with whatever a wall tells of the meeting itself."""
    said = [
        (one.id, one.text, one.in_favour, one.against, one.abstained, one.outcome, one.by_chair)
        for one in meeting.motions
    ]
    whole = (meeting.title, meeting.closed_at is None, meeting.voters, said)
    return sha256(repr(whole).encode()).hexdigest()[:12]


def _ranking(round_: Round) -> Ranking | None:
    if round_lock(round_.id) is None:
        return None
    try:
        found = ranking(round_)
    except Refusal:
        return None
    return found if found.rows else None


def _at_hand(meeting: Meeting) -> Motion | None:
    waiting = [motion for motion in meeting.motions if motion.outcome is None]
    return waiting[0] if waiting else (meeting.motions[-1] if meeting.motions else None)


def _slide(round_: Round, rows: Sequence[RankedRow], at: int) -> Slide:
    row, criteria = rows[at], criteria_of(round_)
    return Slide(
        row=row,
        place=at + 1,
        totals=tuple(sorted(sheet.total for sheet in row.sheets)),
        parts=tuple(Part(line.name, _mean(row.sheets, line.key), line.maximum) for line in round_.criteria)
        if row.sheets
        else (),
        scale=scale(criteria),
        before=rows[at - 1].blind_code if at else "",
        after=rows[at + 1].blind_code if at + 1 < len(rows) else "",
    )


def _mean(sheets: Sequence[CountedSheet], key: str) -> Decimal:
    given: list[Decimal] = [points[key] for points in _points(sheets) if key in points]
    return sum(given, Decimal(0)) / len(given) if given else Decimal(0)


def _points(sheets: Sequence[CountedSheet]) -> list[Mapping[str, Decimal]]:
    return [sheet.points for sheet in sheets]
