"""Drawing lots: preview, publish, discard; third readers and replacements."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from random import Random
from secrets import SystemRandom
from typing import Any

from contest.assignment.models import Draw, DrawKind, PanelRule
from contest.assignment.queries import (
    dealing_of,
    entries_in_round,
    entries_taken_out,
    pairs_waiting,
    problem_for,
    readers_wanted,
    unseen_pairs,
)
from contest.assignment.rules import Problem, supply_of
from contest.assignment.rules.anchors import choose_anchors
from contest.assignment.rules.changes import NOTHING, Change
from contest.assignment.rules.rest import of_the_rest
from contest.assignment.rules.terms import Dealing
from contest.assignment.service.holding import hold_for_draws
from contest.assignment.service.making import discard_unseen, make_draw
from contest.assignment.service.publishing import show_draw
from contest.charter.models import Round
from contest.charter.rules.fitness import method_unfit
from contest.entries.queries import categories_of_entries
from contest.errors import N_
from contest.errors.assignment import DealingUnfit, NothingToDraw
from contest.plumbing.audit import Actor
from contest.screening.queries import eligible_entry_ids
from contest.screening.service import draw_blind_codes


def preview_draw(
    *,
    round_: Round,
    seed: int,
    actor: Actor,
    at: datetime,
    entry_ids: Collection[int] | None = None,
    codes_rng: Random | None = None,
    out: Collection[int] = (),
) -> Draw:
    """Draw the round's readers where nobody sees it yet; an unpublished draw of the round gives way.

    The round's blind codes are drawn first for entries that have none. Readers that stand from published
    draws stay and count.

    seed       reproduces the plan from the recipe
    entry_ids  the round's entries; None for all eligible ones
    codes_rng  a seeded source for rehearsals; the operating system's chance otherwise
    out        entries that leave the round with this draw; one that had left comes back when it is drawn again
    Raises     NothingToDraw, NoDrawPossible, DealingUnfit for panels that nobody is in, and for readers
               too few for the way marks are made
    """
    hold_for_draws(round_.id)
    discard_unseen(round_.id)
    wanted = set(eligible_entry_ids(round_.contest_id))
    if entry_ids is not None:
        wanted &= set(entry_ids)
    draw_blind_codes(round_=round_, entry_ids=wanted, rng=codes_rng or SystemRandom())
    change = _entries_moving(round_, wanted, out)
    problem = problem_for(round_, entry_ids=wanted, change=change)
    if not len(problem.entries):
        raise NothingToDraw
    kind = DrawKind.TOP_UP if len(problem.standing) or out else DrawKind.MAIN
    dealing = dealing_of(round_.id)
    _check_dealing(round_, dealing, problem)
    if not dealing.everybody:
        if named := dealing.named_anchors & wanted - problem.anchors:
            change = replace(change, anchors=named)
            problem = problem_for(round_, entry_ids=wanted, change=change)
        if anchors := choose_anchors(problem, number=dealing.anchors, seed=seed):
            change = replace(change, anchors=named | anchors)
            problem = problem_for(round_, entry_ids=wanted, change=change)
    return make_draw(round_=round_, problem=problem, kind=kind, change=change, seed=seed, actor=actor, at=at)


def redraw(
    *,
    round_: Round,
    kind: DrawKind,
    change: Change,
    asked: Mapping[str, Any],
    seed: int,
    actor: Actor,
    at: datetime,
    entry_ids: Collection[int] | None = None,
    level_rest: bool = False,
) -> Draw:
    """Draw a later change where nobody sees it yet; an unpublished draw of the round gives way.

    Entries accepted meanwhile get their blind codes first.
    What stands stays, except what the change ends or may move; what is ended ends when the draw is published.

    asked       what the change was asked to do, in values that JSON keeps
    entry_ids   the entries in question; None for all of the round
    level_rest  whether what is left to read is levelled, rather than what each reads in all
    Raises      NoDrawPossible
    """
    hold_for_draws(round_.id)
    discard_unseen(round_.id)
    wanted = entries_in_round(round_) if entry_ids is None else entry_ids
    draw_blind_codes(round_=round_, entry_ids=wanted, rng=SystemRandom())
    problem = problem_for(round_, entry_ids=wanted, change=change)
    if level_rest:
        problem = of_the_rest(problem)
    return make_draw(
        round_=round_,
        problem=problem,
        kind=kind,
        change=change,
        asked=asked,
        seed=seed,
        actor=actor,
        at=at,
    )


def fill_entries(*, round_: Round, entry_ids: Collection[int], seed: int, actor: Actor, at: datetime) -> Draw:
    """Preview the readers that these entries lack, and no others: after recusals.

    Raises  NothingToDraw, NoDrawPossible
    """
    hold_for_draws(round_.id)
    entries = entries_in_round(round_) & set(entry_ids)
    wanted, categories = readers_wanted(round_), categories_of_entries(entries)
    needs = {entry: wanted.of(entry, categories.get(entry)) for entry in entries}
    change = replace(NOTHING, needs=needs)
    if not entries or not supply_of(problem_for(round_, entry_ids=entries, change=change)).lacking:
        raise NothingToDraw
    return redraw(
        round_=round_,
        kind=DrawKind.REPLACEMENT,
        change=change,
        asked={"entries": len(entries)},
        seed=seed,
        actor=actor,
        at=at,
        entry_ids=entries,
    )


def draw_third_readers(
    *, round_: Round, entry_ids: Collection[int], seed: int, actor: Actor, at: datetime
) -> Draw | None:
    """Draw and publish one more reader for each of these entries, by the same rules.

    Returns  the draw, or None for no entries. Raises NoDrawPossible.
    """
    if not entry_ids:
        return None
    hold_for_draws(round_.id)
    wanted, categories = readers_wanted(round_), categories_of_entries(entry_ids)
    needs = {entry: wanted.of(entry, categories.get(entry)) + 1 for entry in entry_ids}
    change = replace(NOTHING, needs=needs, thirds=frozenset(needs), apart=unseen_pairs(round_.id))
    problem = problem_for(round_, entry_ids=entry_ids, change=change)
    draw = make_draw(
        round_=round_, problem=problem, kind=DrawKind.THIRD, change=change, seed=seed, actor=actor, at=at
    )
    show_draw(draw, actor=actor, at=at)
    return draw


def _entries_moving(round_: Round, wanted: set[int], out: Collection[int]) -> Change:
    """What becomes of a round whose list changed: some leave, some that had left come back with their readings."""
    returning = entries_taken_out(round_.id) & wanted
    if not out and not returning:
        return NOTHING
    back = pairs_waiting(round_.id, returning)
    return replace(NOTHING, out=frozenset(out), returning=frozenset(returning), back=back)


def _check_dealing(round_: Round, dealing: Dealing, problem: Problem) -> None:
    """Raises DealingUnfit for panels that nobody is in, and readers too few for the way marks are made."""
    for readers in (round_.readers, *dealing.readers.values()):
        if (why := method_unfit(round_.method, readers)) is not None:
            raise DealingUnfit(why=why)
    if dealing.panels != PanelRule.NONE and problem.panels is None and not dealing.everybody:
        raise DealingUnfit(why=N_("cần ít nhất hai ban chấm có giám khảo."))
