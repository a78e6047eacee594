"""How many read what, changed in mid-round: previewed as a draw, in force once published; finished work never moves."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from contest.assignment.models import Draw, DrawKind
from contest.assignment.queries import dealing_of, entries_in_round, readers_wanted
from contest.assignment.rules.changes import NOTHING, ReadersWanted
from contest.assignment.service import check_readers, hold_draw, publish_draw, redraw
from contest.charter.models import Round
from contest.charter.queries import contest_of_round
from contest.charter.rules.fitness import method_unfit
from contest.charter.service import check_notice
from contest.entries.queries import categories_of_entries
from contest.errors import NotFound, Stale
from contest.errors.assignment import DealingUnfit
from contest.errors.changes import NothingToChange, WorkSince
from contest.plumbing.audit import Actor
from contest.plumbing.vietnamese import clean
from contest.scoring.queries.held import readings_held, work_since
from contest.scoring.queries.rechecks import who_knows_marks
from contest.scoring.queries.standing import standings
from contest.scoring.rules import Outcome
from contest.scoring.service.writing import hold_round


def set_readers(
    *,
    round_: Round,
    readers: int,
    by_category: Mapping[int, int],
    notice: str = "",
    seed: int,
    actor: Actor,
    at: datetime,
) -> Draw:
    """Preview another number of readers: who is missing is drawn, who is too many and has not begun is released.

    Entries of which more sheets are begun or finished than the new number keep them all.

    readers, by_category  the round's number, and those of categories that differ from it
    notice                what everybody may read of it, once the contest is announced and the draw published
    Raises                RoundLocked, DealingUnfit, NothingToChange, NoticeMissing, NoDrawPossible
    """
    held = hold_round(round_.id, alone=True)
    check_readers([readers, *by_category.values()])
    for number in (readers, *by_category.values()):
        if (why := method_unfit(held.method, number)) is not None:
            raise DealingUnfit(why=why)
    before = readers_wanted(held)
    after = ReadersWanted(readers, dict(by_category), before.by_entry)
    if (before.usual, dict(before.by_category)) == (after.usual, dict(after.by_category)):
        raise NothingToChange
    check_notice(contest_of_round(held), notice)
    wanted = _wanted(entries_in_round(held), after)
    found = [row for row in readings_held(held.id) if not row.is_third]
    count = Counter(row.entry_id for row in found)
    movable = {
        row.pair: row.assignment_id
        for row in found
        if not row.begun and count[row.entry_id] > wanted.get(row.entry_id, after.most)
    }
    change = replace(NOTHING, movable=movable, readers=readers, by_category=dict(by_category))
    asked = {
        "readers": readers,
        "by_category": {str(key): number for key, number in by_category.items()},
        "notice": clean(notice).strip(),
    }
    kind = DrawKind.FEWER_READERS if movable else DrawKind.MORE_READERS
    return redraw(
        round_=held,
        kind=kind,
        change=change,
        asked=asked,
        seed=seed,
        actor=actor,
        at=at,
    )


def add_readers(
    *, round_: Round, entry_ids: Collection[int], more: int, seed: int, actor: Actor, at: datetime
) -> Draw:
    """Preview a second look: so many more readers for each of these entries, new to it.

    Raises  RoundLocked, DealingUnfit, NothingToChange, NoDrawPossible
    """
    return give_readers(
        round_=round_,
        more=dict.fromkeys(entry_ids, more),
        kind=DrawKind.SECOND_LOOK,
        asked={"more": more, "entries": len(set(entry_ids) & entries_in_round(round_))},
        seed=seed,
        actor=actor,
        at=at,
    )


def give_readers(
    *,
    round_: Round,
    more: Mapping[int, int],
    kind: DrawKind,
    asked: Mapping[str, Any],
    seed: int,
    actor: Actor,
    at: datetime,
) -> Draw:
    """Preview further readers for entries, each as many as said besides all who read it, third readers among them.

    Nobody who learned an entry's mark, by settling it or by check-marking, reads it further.

    more    entry -> further readers; entries that the round does not judge are left out
    Raises  RoundLocked, DealingUnfit, NothingToChange, NoDrawPossible
    """
    held = hold_round(round_.id, alone=True)
    if dealing_of(held.id).everybody:
        raise NothingToChange
    chosen = set(more) & entries_in_round(held)
    if not chosen:
        raise NothingToChange
    check_readers([more[entry] for entry in chosen])
    count = Counter(row.entry_id for row in readings_held(held.id, entry_ids=chosen))
    wanted = _wanted(chosen, readers_wanted(held))
    needs = {entry: max(count[entry], wanted[entry]) + more[entry] for entry in chosen}
    return redraw(
        round_=held,
        kind=kind,
        change=replace(NOTHING, needs=needs, apart=who_knows_marks(held.id)),
        asked=asked,
        seed=seed,
        actor=actor,
        at=at,
        entry_ids=chosen,
    )


def preview_third_readers(*, round_: Round, seed: int, actor: Actor, at: datetime) -> Draw:
    """Preview a third reader for every entry that the charter owes one.

    Raises  RoundLocked, NothingToChange, NoDrawPossible
    """
    held = hold_round(round_.id, alone=True)
    owed = {
        s.entry_id: len(s.readings)
        for s in standings(held)
        if s.verdict.outcome == Outcome.THIRD and not s.waits
    }
    if not owed:
        raise NothingToChange
    change = replace(NOTHING, needs={entry: n + 1 for entry, n in owed.items()}, thirds=frozenset(owed))
    return redraw(
        round_=held,
        kind=DrawKind.THIRD,
        change=change,
        asked={"entries": len(owed)},
        seed=seed,
        actor=actor,
        at=at,
        entry_ids=set(owed),
    )


def publish_change(*, draw: Draw, seen: str | None = None, actor: Actor, at: datetime) -> None:
    """Publish a draw, unless somebody worked meanwhile on what it takes back; a second time changes nothing.

    seen    the draw's mark as it was shown; a further draw may have taken its place and its number
    Raises  RoundLocked, WorkSince, DrawOutdated, NotFound when it was thrown away, Stale when it is another
    """
    hold_round(draw.round_id, alone=True)
    held = hold_draw(draw)
    if held is None:
        raise NotFound
    if seen is not None and held.mark != seen:
        raise Stale
    if held.published_at is not None:
        return
    count = work_since(held.id, held.made_at)
    if count:
        raise WorkSince(count=count)
    publish_draw(draw=held, actor=actor, at=at)


def _wanted(entry_ids: Collection[int], wanted: ReadersWanted) -> dict[int, int]:
    categories = categories_of_entries(entry_ids) if wanted.by_category else {}
    return {entry: wanted.of(entry, categories.get(entry)) for entry in entry_ids}
