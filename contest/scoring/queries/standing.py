"""Where the marking of each entry of a round stands."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from contest.assignment.models import Assignment
from contest.assignment.queries import entries_in_round, readers_wanted, standing
from contest.assignment.rules.changes import ReadersWanted
from contest.charter.models import Round
from contest.db import db, one_of
from contest.entries.queries import categories_of_entries
from contest.scoring.models import ScoreSheet, Settlement, SettlingCase, SheetState
from contest.scoring.queries.by_hand import ByHand, settled_by_hand
from contest.scoring.queries.cases import open_cases
from contest.scoring.queries.sheets import sheets_of_round
from contest.scoring.rules import Bands, CaseKind, Outcome, Verdict, sends_back, settle
from contest.screening.models import BlindCode

BY_MINUTES = frozenset({Outcome.MINUTES, Outcome.PANEL})
PAIR = 2
AT_ONCE = 2_000
DISPUTED = BY_MINUTES | {Outcome.THIRD}


@dataclass(frozen=True, slots=True)
class Reading:
    """One standing reader of one entry; the total is known once the sheet is handed in."""

    assignment_id: int
    judge_id: int
    sheet_id: int | None
    version: int | None
    total: Decimal | None
    is_third: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """One entry's marking: its readers, what their totals come to, and the mark agreed in minutes if any.

    looked    a second look was taken, so that the head concludes whatever is still to be settled
    reopened  that look differs from the mark by too much: only what is agreed then counts
    """

    entry_id: int
    readings: tuple[Reading, ...]
    verdict: Verdict
    agreed: Decimal | None = None
    looked: bool = False
    reopened: bool = False

    @property
    def handed_in(self) -> tuple[Reading, ...]:
        """The readings that are complete."""
        return tuple(reading for reading in self.readings if reading.total is not None)

    @property
    def waits(self) -> bool:
        """Whether a judge still owes a sheet: one of the charter's readers, or whoever else was given the entry."""
        return self.verdict.outcome == Outcome.WAITING or len(self.handed_in) < len(self.readings)

    @property
    def owed(self) -> Outcome:
        """What is still to be done before the entry has its mark; SETTLED when it has one."""
        outcome = self.verdict.outcome
        if outcome == Outcome.THIRD:
            return outcome
        if self.waits:
            return Outcome.WAITING
        if not self.reopened and outcome not in BY_MINUTES:
            return outcome
        if self.agreed is not None:
            return Outcome.SETTLED
        return Outcome.MINUTES if outcome == Outcome.SETTLED else outcome

    @property
    def mark(self) -> Decimal | None:
        """The entry's mark: settled by the rules, or agreed where minutes are asked for."""
        if self.owed != Outcome.SETTLED:
            return None
        return self.agreed if self.by_minutes else self.verdict.mark

    @property
    def by_minutes(self) -> bool:
        """Whether its judges and the head settle it, rather than the rules alone."""
        return self.reopened or self.verdict.outcome in BY_MINUTES

    @property
    def case_kind(self) -> CaseKind:
        """What a case of this entry is about; only where it is settled by minutes."""
        return CaseKind.RECHECK if self.looked else CaseKind(self.verdict.outcome)


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One entry whose judges differ, or whose second look differs, and whose mark is still open; by its blind code.

    case  where its judges and the head settle it, once it has been opened
    """

    entry_id: int
    code: str
    sheets: tuple[ScoreSheet, ...]
    verdict: Verdict
    owed: Outcome
    waits: bool
    case: SettlingCase | None = None

    @property
    def by_minutes(self) -> bool:
        """Whether its judges and the head settle it now, rather than a third reader."""
        return self.owed in BY_MINUTES


def bands_of(round_: Round) -> Bands:
    """How far two judges of the round may differ."""
    return Bands(agree=round_.band_agree, minutes=round_.band_minutes, panel=round_.band_panel)


def standings(
    round_: Round, *, entry_id: int | None = None, of: Collection[int] | None = None
) -> list[Standing]:
    """Where each entry of the round stands, or that one alone, by entry id; in a fixed number of questions.

    of  these entries instead, though some may be withdrawn, or out of the round, since
    """
    among = None if entry_id is None else {entry_id}
    entries = entries_in_round(round_, among=among) if of is None else set(of)
    readings: dict[int, list[Reading]] = {entry: [] for entry in entries}
    question = (
        standing(round_.id, gone=of is not None)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .with_only_columns(
            Assignment.entry_id,
            Assignment.id,
            Assignment.judge_id,
            Assignment.is_third,
            ScoreSheet.id,
            ScoreSheet.version,
            ScoreSheet.state,
            ScoreSheet.total,
        )
        .order_by(Assignment.draw_id, Assignment.id)
    )
    if entry_id is not None:
        question = question.where(Assignment.entry_id == entry_id)
    for entry, assignment, judge, third, sheet, version, state, total in db.session.execute(question):
        if entry in readings:
            counts = total if state == SheetState.HANDED_IN else None
            readings[entry].append(Reading(assignment, judge, sheet, version, counts, is_third=third))
    by_hand = settled_by_hand(round_.id, entry_id=entry_id)
    bands, wanted = bands_of(round_), readers_wanted(round_)
    categories = categories_of_entries(readings) if wanted.by_category else {}
    return [
        _standing(
            entry,
            tuple(found),
            _verdict(found, wanted, entry, categories.get(entry), round_.method, bands),
            by_hand.get(entry),
            bands.agree,
        )
        for entry, found in sorted(readings.items())
    ]


def discrepancies(round_: Round) -> list[Discrepancy]:
    """The entries whose judges differ too much and whose mark is still open, by blind code."""
    return discrepancies_among(round_, standings(round_))


def settlements(round_id: int) -> dict[int, Settlement]:
    """The settled marks of a round by entry id."""
    question = select(Settlement).where(Settlement.round_id == round_id)
    return {settled.entry_id: settled for settled in db.session.scalars(question)}


@dataclass(frozen=True, slots=True)
class SettledLine:
    """How one entry came to its mark, and of how many sheets."""

    entry_id: int
    outcome: Outcome
    sheets: int


def settled_lines(round_id: int) -> Iterator[SettledLine]:
    """The same in a line each, read some at a time."""
    columns = (Settlement.entry_id, Settlement.outcome, Settlement.sheets)
    question = select(*columns).where(Settlement.round_id == round_id).execution_options(yield_per=AT_ONCE)
    for entry_id, outcome, sheets in db.session.execute(question):
        yield SettledLine(entry_id, outcome, len(sheets))


def discrepancies_among(round_: Round, found: Sequence[Standing]) -> list[Discrepancy]:
    """The same, of standings already asked for."""
    open_ = {s.entry_id: s for s in found if s.owed in DISPUTED}
    if not open_:
        return []
    sheets = sheets_of_round(round_.id, list(open_))
    cases = open_cases(round_.id)
    question = select(BlindCode).where(BlindCode.round_id == round_.id, one_of(BlindCode.entry_id, open_))
    return [
        Discrepancy(
            entry_id=code.entry_id,
            code=code.code,
            sheets=tuple(sheets.get(code.entry_id, ())),
            verdict=open_[code.entry_id].verdict,
            owed=open_[code.entry_id].owed,
            waits=open_[code.entry_id].waits,
            case=cases.get(code.entry_id),
        )
        for code in db.session.scalars(question.order_by(BlindCode.code))
    ]


def _verdict(
    readings: list[Reading],
    wanted: ReadersWanted,
    entry: int,
    category: int | None,
    method: str,
    bands: Bands,
) -> Verdict:
    """What the totals come to; whoever was drawn besides, and is no third reader, is waited for as well.

    Where the charter plans for one or two readers and further ones were given, all sheets have the same say: the
    charter's way to combine three and more is for entries that have as many from the start.
    """
    totals = [reading.total for reading in readings if reading.total is not None]
    planned = max(wanted.of(entry, category), sum(1 for reading in readings if not reading.is_third))
    third = 1 if planned == PAIR else 0
    if len(totals) > planned + third:
        planned = len(totals)
    combine = method if wanted.plain(category) > PAIR else "mean"
    return settle(totals, readers=planned, bands=bands, combine=combine)


def _standing(
    entry_id: int, readings: tuple[Reading, ...], verdict: Verdict, by_hand: ByHand | None, band: Decimal
) -> Standing:
    """With what people settled of it: as far as that speaks of the sheets which count now."""
    if by_hand is None:
        return Standing(entry_id, readings, verdict)
    counting = {(r.sheet_id, r.version) for r in readings if r.total is not None}
    agreed, concluded = by_hand.agreed(counting), by_hand.concludes_look(counting)
    look, mark = by_hand.look, agreed if verdict.outcome in BY_MINUTES else verdict.mark
    anew = not concluded and look is not None and mark is not None and sends_back(look, mark, band=band)
    return Standing(
        entry_id,
        readings,
        verdict,
        agreed=None if anew else agreed,
        looked=look is not None,
        reopened=anew or concluded,
    )
