"""One draw, from a problem to rows: the plan, its recipe, what it gives and what it takes back."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import delete, insert, select, update

from contest.assignment.models import (
    Anchor,
    Assignment,
    Draw,
    DrawEnding,
    DrawKind,
    EntryReaders,
    Recusal,
    TakenOut,
)
from contest.assignment.queries import dealing_of, standing_pairs
from contest.assignment.rules import NoPlan, Plan, Problem, column, solve, supply_of
from contest.assignment.rules.changes import NOTHING, Change
from contest.assignment.rules.measuring import compare
from contest.assignment.rules.terms import USUAL
from contest.assignment.service.readings import write_readings
from contest.assignment.service.wording import in_words
from contest.charter.models import Round
from contest.db import db, one_of
from contest.plumbing.audit import Actor, record

Pair = tuple[int, int]


def make_draw(
    *,
    round_: Round,
    problem: Problem,
    kind: DrawKind,
    seed: int,
    actor: Actor,
    at: datetime,
    change: Change = NOTHING,
    asked: Mapping[str, Any] | None = None,
) -> Draw:
    """Solve and keep the plan where nobody sees it.

    asked   what the change was asked to do, in values that JSON keeps
    Raises  NoDrawPossible
    """
    try:
        plan = solve(problem, seed=seed)
    except NoPlan as no_plan:
        raise in_words(no_plan) from no_plan
    fresh, ended = _changed(plan, change)
    draw = Draw(
        round_id=round_.id,
        kind=kind,
        seed=seed,
        recipe={
            **_recipe(problem, plan, everybody=dealing_of(round_.id).everybody),
            **(_plain_outcome(plan) if _is_plain(change) else _outcome(round_.id, fresh, ended)),
            **_difference(fresh, ended),
            "out": len(change.out),
            "returning": len(change.returning),
            "asked": dict(asked or {}),
        },
        made_at=at,
        made_by=actor.name,
    )
    db.session.add(draw)
    db.session.flush()
    written = write_readings(draw=draw, plan=fresh)
    _write_change(draw, change, ended.values())
    record(
        "draw.made",
        actor=actor,
        at=at,
        contest_id=round_.contest_id,
        subject=draw,
        kind=kind,
        seed=seed,
        assignments=written,
        **({"ended": len(ended)} if ended else {}),
    )
    return draw


def discard_unseen(round_id: int) -> None:
    """Every draw of the round that is not published goes, with all it gave and took."""
    unseen = select(Draw.id).where(Draw.round_id == round_id, Draw.published_at.is_(None))
    dealt = select(Assignment.id).where(Assignment.draw_id.in_(unseen))
    db.session.execute(delete(Recusal).where(Recusal.assignment_id.in_(dealt)))
    for table in (DrawEnding, Anchor, EntryReaders, TakenOut, Assignment):
        db.session.execute(delete(table).where(table.draw_id.in_(unseen)))
    db.session.execute(delete(Draw).where(Draw.round_id == round_id, Draw.published_at.is_(None)))


def _is_plain(change: Change) -> bool:
    """Whether the plan speaks of the whole round, and nothing moves."""
    return not (change.is_partial or change.movable)


def _changed(plan: Plan, change: Change) -> tuple[Plan, dict[Pair, int]]:
    """The readings that are new, and the assignments that end: what may move and did not stays as it is."""
    if _is_plain(change):
        return plan, {}
    dealt = set(plan)
    left = {pair: id_ for pair, id_ in change.movable.items() if pair not in dealt}
    fresh = [pair for pair in plan if pair not in change.movable]
    fresh = sorted([*fresh, *sorted(change.given)], key=lambda pair: pair[1])
    entries, judges = column(entry for entry, _ in fresh), column(judge for _, judge in fresh)
    return replace(plan, entries=entries, judges=judges), {**change.ended, **left}


def _write_change(draw: Draw, change: Change, ended: Iterable[int]) -> None:
    if change.thirds and draw.kind != DrawKind.THIRD:
        dealt = (Assignment.draw_id == draw.id) & one_of(Assignment.entry_id, change.thirds)
        db.session.execute(update(Assignment).where(dealt).values(is_third=True))
    endings = [{"draw_id": draw.id, "assignment_id": id_} for id_ in sorted(ended)]
    if endings:
        db.session.execute(insert(DrawEnding), endings)
    if change.anchors:
        anchors = [{"draw_id": draw.id, "entry_id": entry} for entry in sorted(change.anchors)]
        db.session.execute(insert(Anchor), anchors)
    moved = [
        {"draw_id": draw.id, "entry_id": entry, "out": entry in change.out}
        for entry in sorted(change.out | change.returning)
    ]
    if moved:
        db.session.execute(insert(TakenOut), moved)
    if change.needs and draw.kind in (DrawKind.SECOND_LOOK, DrawKind.LINE_LOOK):
        needs = [
            {"draw_id": draw.id, "entry_id": entry, "readers": number}
            for entry, number in sorted(change.needs.items())
        ]
        db.session.execute(insert(EntryReaders), needs)


def _recipe(problem: Problem, plan: Plan, *, everybody: bool) -> dict[str, Any]:
    """What was given to the solver, in numbers that tell no author, and how the plan came out."""
    supply = supply_of(problem)
    return {
        "entries": len(problem.entries),
        "judges": len(problem.judges),
        "readers": problem.readers,
        "standing": len(problem.standing),
        "anchors": 0 if everybody else len(problem.anchors),
        "everybody": everybody,
        "apart_by_word": supply.apart_by_word,
        "apart_by_unit": supply.apart_by_unit,
        "never_together": len(problem.never_together),
        "panels": len(problem.panels.members) if problem.panels else 0,
        "insisted": problem.insist,
        "limits": {
            str(j.id): [j.minimum, j.maximum] for j in problem.judges if j.minimum or j.maximum is not None
        },
        "capacities": {str(j.id): j.capacity for j in problem.judges if j.capacity != USUAL},
        "wish_share": plan.measures.wish_share,
        "at_maximum": list(plan.near.at_maximum),
        "tight": plan.near.tight,
    }


def _plain_outcome(plan: Plan) -> dict[str, Any]:
    used, measured = sorted(plan.loads.values()), plan.measures
    return {
        "least_load": used[0] if used else 0,
        "most_load": used[-1] if used else 0,
        "groups": measured.groups,
        "connectivity": measured.connectivity,
        "efficiency": measured.efficiency,
    }


def _outcome(round_id: int, fresh: Plan, ended: Iterable[Pair]) -> dict[str, Any]:
    """The same for the whole round, when the plan itself speaks of a part of it."""
    pairs = sorted((standing_pairs(round_id) - set(ended)) | set(fresh))
    loads = Counter(judge for _, judge in pairs)
    places = {judge: place for place, judge in enumerate(sorted(loads))}
    entries, judges = column(e for e, _ in pairs), column(places[judge] for _, judge in pairs)
    groups, connectivity, efficiency = compare(entries, judges, len(places))
    return {
        "least_load": min(loads.values(), default=0),
        "most_load": max(loads.values(), default=0),
        "groups": groups,
        "connectivity": round(connectivity, 6),
        "efficiency": round(efficiency, 6),
    }


def _difference(fresh: Plan, ended: Iterable[Pair]) -> dict[str, Any]:
    gained, lost = np.unique(fresh.judges, return_counts=True), Counter(judge for _, judge in ended)
    return {
        "gained": {str(judge): count for judge, count in zip(*map(np.ndarray.tolist, gained), strict=True)},
        "lost": {str(judge): count for judge, count in sorted(lost.items())},
    }
