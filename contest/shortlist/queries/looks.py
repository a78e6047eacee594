"""Which entries near the cut line further readings should go to, and what earlier ones came to; before the lock."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from sqlalchemy import func, select

from contest.assignment.models import Assignment, Draw, DrawKind
from contest.assignment.queries import draws_of, entries_in_round, problem_for, readers_wanted
from contest.assignment.rules import spare_readers
from contest.assignment.rules.changes import NOTHING, Change
from contest.charter.models import Round
from contest.db import db
from contest.entries.queries import categories_of_entries
from contest.errors import Refusal
from contest.errors.looks import (
    LookNotAnnounced,
    LookOfNoList,
    LookOfSums,
    LookSpent,
    LookTooEarly,
    LookUncomparable,
    LookUseless,
    NamesKnownAlready,
)
from contest.errors.scoring import RoundLocked
from contest.scoring.models import ScoreSheet, SheetState
from contest.scoring.queries import round_lock, standings, who_knows_marks
from contest.scoring.queries.standing import PAIR
from contest.screening.queries import blind_codes_of
from contest.shortlist.queries.cuts import cut_of
from contest.shortlist.queries.figures import fit_for, seed_of
from contest.shortlist.queries.frozen import publications_of
from contest.shortlist.queries.lean import lean_ranking
from contest.shortlist.queries.readings import RoundReadings, readings_of
from contest.shortlist.queries.sealing import names_known
from contest.shortlist.rules import METHODS, Outlook, Unfit, outlook, second_look, why_not

BY_SUM: Final = "sum"


@dataclass(frozen=True, slots=True)
class Budget:
    """How many further readings the charter allows in all, and how many were given by published draws."""

    allowed: int
    used: int

    @property
    def left(self) -> int:
        """What may still be given."""
        return max(0, self.allowed - self.used)


@dataclass(frozen=True, slots=True)
class LineLook:
    """What further readings are proposed, told by blind code and without any mark.

    more             entry id -> further readings
    rows             (blind code, further readings), by code, so that their order tells nothing
    open_entries     how many entries' fate is open
    expected_change  how many members of the list these readings are expected to replace
    outlook          how many members are expected to be others than the true best, now and afterwards
    worth_while      whether the expected change reaches the charter's threshold
    """

    more: Mapping[int, int]
    rows: tuple[tuple[str, int], ...]
    open_entries: int
    expected_change: float
    outlook: Outlook
    worth_while: bool

    @property
    def readings(self) -> int:
        """Further readings in all."""
        return sum(self.more.values())


@dataclass(frozen=True, slots=True)
class PastLook:
    """An earlier look: the draw, its readings handed in, and how many members it replaced once all were."""

    draw: Draw
    readings: int
    handed_in: int
    replaced: int | None


def why_no_look(round_: Round) -> Refusal | None:
    """What forbids further readings near the line, whatever the sheets say; None when nothing does."""
    if not round_.look_percent:
        return LookNotAnnounced()
    if names_known(round_.id) or publications_of(round_.id):
        return NamesKnownAlready()
    if round_lock(round_.id) is not None:
        return RoundLocked()
    return None


def look_budget(round_: Round) -> Budget:
    """The charter's share of the round's own readings, rounded down, and what published draws gave of it."""
    entries, wanted = entries_in_round(round_), readers_wanted(round_)
    categories = categories_of_entries(entries) if wanted.by_category else {}
    planned = sum(wanted.plain(categories.get(entry)) for entry in entries)
    given = select(func.count(Assignment.id)).join(Draw, Draw.id == Assignment.draw_id)
    used = given.where(
        Draw.round_id == round_.id, Draw.kind == DrawKind.LINE_LOOK, Draw.published_at.is_not(None)
    )
    return Budget(planned * round_.look_percent // 100, db.session.scalar(used) or 0)


def line_look(round_: Round, *, budget: int) -> LineLook:
    """Spread a budget where it betters the list most, as the sheets stand.

    Judges who cannot read an entry, or know its mark, count for none; nobody reads an entry twice.

    Raises  LookTooEarly, LookOfSums, LookUncomparable, LookOfNoList
    """
    found, top = _to_look_at(round_)
    readings = found.readings
    whole = fit_for(round_, readings)
    ids = found.entry_ids
    spare = spare_readers(problem_for(round_, entry_ids=ids, change=_knowing(round_)))
    had = _had(round_)
    room = np.array([min(spare.get(e, 0), round_.look_most - had[e]) for e in ids], dtype=np.int64)
    look = second_look(
        readings,
        whole,
        top=top,
        budget=budget,
        most=round_.look_most,
        threshold=float(round_.look_stop),
        room=np.maximum(room, 0),
    )
    codes = blind_codes_of(round_.id)
    more = {ids[place]: int(look.more[place]) for place in np.flatnonzero(look.more).tolist()}
    return LineLook(
        more=more,
        rows=tuple(sorted((codes[entry].code, count) for entry, count in more.items())),
        open_entries=len(look.open),
        expected_change=round(look.expected_change, 2),
        outlook=outlook(readings, whole, look.more, top=top, seed=seed_of(round_)),
        worth_while=look.worth_while,
    )


def check_worth(look: LineLook, budget: Budget) -> None:
    """Raises LookSpent, LookUseless."""
    if not budget.left:
        raise LookSpent
    if not look.worth_while:
        raise LookUseless


def past_looks(round_: Round) -> list[PastLook]:
    """The looks that were published, oldest first."""
    draws = [d for d in draws_of(round_.id) if d.kind == DrawKind.LINE_LOOK and d.published_at is not None]
    if not draws:
        return []
    handed = ScoreSheet.state == SheetState.HANDED_IN
    question = (
        select(Assignment.draw_id, func.count(Assignment.id), func.count(ScoreSheet.id).filter(handed))
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(Assignment.draw_id.in_([draw.id for draw in draws]))
        .group_by(Assignment.draw_id)
    )
    counts = {draw: (all_, done) for draw, all_, done in db.session.execute(question)}
    top = _top(round_)
    found = []
    for place, draw in enumerate(draws):
        all_, done = counts.get(draw.id, (0, 0))
        later = [one.id for one in draws[place:]]
        replaced = _replaced(round_, before=later, after=later[1:], top=top) if done == all_ else None
        found.append(PastLook(draw, all_, done, replaced))
    return found


def _to_look_at(round_: Round) -> tuple[RoundReadings, int]:
    open_ = sum(1 for one in standings(round_) if one.mark is None)
    ranked = lean_ranking(round_)
    without_mark = len(entries_in_round(round_).difference(ranked.entries.tolist()))
    if open_ or without_mark:
        raise LookTooEarly(count=max(open_, without_mark))
    if round_.method == BY_SUM and readers_wanted(round_).planned > PAIR:
        raise LookOfSums
    found = readings_of(round_)
    if why_not(found.readings) is not None or not found.readings.connected:
        raise LookUncomparable
    top = ranked.places
    if not 0 < top < found.readings.entries:
        raise LookOfNoList
    return found, top


def _top(round_: Round) -> int:
    cut = cut_of(round_)
    return cut.top if cut.top is not None and cut.share is None else lean_ranking(round_).places


def _knowing(round_: Round) -> Change:
    return replace(NOTHING, apart=who_knows_marks(round_.id))


def _had(round_: Round) -> Counter[int]:
    """Entry id -> further readings that published looks gave it."""
    question = (
        select(Assignment.entry_id, func.count(Assignment.id))
        .join(Assignment.draw)
        .where(
            Assignment.round_id == round_.id,
            Draw.kind == DrawKind.LINE_LOOK,
            Draw.published_at.is_not(None),
        )
        .group_by(Assignment.entry_id)
    )
    return Counter(dict(db.session.execute(question).all()))


def _replaced(round_: Round, *, before: Collection[int], after: Collection[int], top: int) -> int | None:
    """How many of the best by adjusted marks go when the sheets between these two sets of draws come in."""
    one, other = (_best(readings_of(round_, without_draws=draws), top) for draws in (before, after))
    return None if one is None or other is None else len(one - other)


def _best(found: RoundReadings, top: int) -> set[int] | None:
    marks = METHODS["adjusted"](found.readings)
    if isinstance(marks, Unfit):
        return None
    ranks = marks.ranks
    return {found.entry_ids[place] for place in np.flatnonzero((ranks > 0) & (ranks <= top)).tolist()}
