"""Drawing lots: preview, publish, discard; third readers and replacements."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from random import Random
from secrets import SystemRandom

from sqlalchemy import delete, select

from contest.assignment.models import Assignment, Draw, DrawKind, Recusal
from contest.assignment.queries import entries_in_round, problem_for
from contest.assignment.rules import NoPlan, Plan, Problem, solve, supply_of
from contest.assignment.service.readings import write_readings
from contest.assignment.service.wording import in_words
from contest.charter.models import Round
from contest.charter.service import freeze_round_rules
from contest.db import db
from contest.errors.assignment import AlreadyPublished, NothingToDraw
from contest.plumbing.audit import Actor, record
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
) -> Draw:
    """Draw the round's readers where nobody sees it yet; an unpublished draw of the round gives way.

    The round's blind codes are drawn first for entries that have none. Readers that stand from published
    draws stay and count.

    seed       reproduces the plan from the recipe
    entry_ids  the round's entries; None for all eligible ones
    codes_rng  a seeded source for rehearsals; the operating system's chance otherwise
    Raises     NothingToDraw, NoDrawPossible
    """
    _discard_unpublished(round_.id)
    wanted = set(eligible_entry_ids(round_.contest_id))
    if entry_ids is not None:
        wanted &= set(entry_ids)
    draw_blind_codes(round_=round_, entry_ids=wanted, rng=codes_rng or SystemRandom())
    problem = problem_for(round_, entry_ids=wanted)
    if not problem.entries:
        raise NothingToDraw
    kind = DrawKind.TOP_UP if problem.standing else DrawKind.MAIN
    return _draw(round_, problem, kind, seed, actor, at)


def publish_draw(*, draw: Draw, actor: Actor, at: datetime) -> None:
    """Show a draw to its judges, and fix the rules they read by; a second time changes nothing."""
    if draw.published_at is not None:
        return
    draw.published_at, draw.published_by = at, actor.name
    db.session.flush()
    record("draw.published", actor=actor, at=at, contest_id=_contest_id(draw), subject=draw, seed=draw.seed)
    freeze_round_rules(round_=db.session.get_one(Round, draw.round_id), actor=actor, at=at)


def discard_draw(*, draw: Draw, actor: Actor, at: datetime) -> None:
    """Throw away a draw nobody has seen. Raises AlreadyPublished."""
    if draw.published_at is not None:
        raise AlreadyPublished
    contest_id, seed, name = _contest_id(draw), draw.seed, f"draw:{draw.id}"
    _discard_unpublished(draw.round_id)
    record("draw.discarded", actor=actor, at=at, contest_id=contest_id, subject=name, seed=seed)


def top_up(*, round_: Round, seed: int, actor: Actor, at: datetime) -> Draw | None:
    """Draw and publish readers for entries that have too few: after recusals or late acceptances.

    Returns  the draw, or None when no entry lacks a reader. Raises NoDrawPossible.
    """
    _discard_unpublished(round_.id)
    wanted = entries_in_round(round_)
    draw_blind_codes(round_=round_, entry_ids=wanted, rng=SystemRandom())
    problem = problem_for(round_, entry_ids=wanted)
    read = Counter(entry for entry, _ in problem.standing)
    if all(read[entry.id] >= problem.readers for entry in problem.entries):
        return None
    draw = _draw(round_, problem, DrawKind.REPLACEMENT, seed, actor, at)
    publish_draw(draw=draw, actor=actor, at=at)
    return draw


def draw_third_readers(
    *, round_: Round, entry_ids: Collection[int], seed: int, actor: Actor, at: datetime
) -> Draw | None:
    """Draw and publish one more reader for each of these entries, by the same rules.

    Returns  the draw, or None for no entries. Raises NoDrawPossible.
    """
    if not entry_ids:
        return None
    problem = problem_for(round_, entry_ids=entry_ids, readers=round_.readers + 1)
    draw = _draw(round_, problem, DrawKind.THIRD, seed, actor, at)
    publish_draw(draw=draw, actor=actor, at=at)
    return draw


def _draw(round_: Round, problem: Problem, kind: DrawKind, seed: int, actor: Actor, at: datetime) -> Draw:
    try:
        plan = solve(problem, seed=seed)
    except NoPlan as no_plan:
        raise in_words(no_plan) from no_plan
    draw = Draw(
        round_id=round_.id,
        kind=kind,
        seed=seed,
        recipe=_recipe(problem, plan),
        made_at=at,
        made_by=actor.name,
    )
    db.session.add(draw)
    db.session.flush()
    written = write_readings(draw=draw, plan=plan)
    record(
        "draw.made",
        actor=actor,
        at=at,
        contest_id=round_.contest_id,
        subject=draw,
        kind=kind,
        seed=seed,
        assignments=written,
    )
    return draw


def _recipe(problem: Problem, plan: Plan) -> dict[str, object]:
    """What was given to the solver, in numbers that tell no author, and how the plan came out."""
    used = sorted(plan.loads.values())
    return {
        "entries": len(problem.entries),
        "judges": len(problem.judges),
        "readers": problem.readers,
        "standing": len(problem.standing),
        "excluded": sorted([entry, judge] for entry, judge in problem.excluded),
        "same_unit": supply_of(problem).apart_by_unit,
        "limits": {
            str(j.id): [j.minimum, j.maximum] for j in problem.judges if j.minimum or j.maximum is not None
        },
        "least_load": used[0] if used else 0,
        "most_load": used[-1] if used else 0,
        "groups": plan.groups,
    }


def _discard_unpublished(round_id: int) -> None:
    unseen = select(Draw.id).where(Draw.round_id == round_id, Draw.published_at.is_(None))
    dealt = select(Assignment.id).where(Assignment.draw_id.in_(unseen))
    db.session.execute(delete(Recusal).where(Recusal.assignment_id.in_(dealt)))
    db.session.execute(delete(Assignment).where(Assignment.draw_id.in_(unseen)))
    db.session.execute(delete(Draw).where(Draw.round_id == round_id, Draw.published_at.is_(None)))


def _contest_id(draw: Draw) -> int:
    return db.session.get_one(Round, draw.round_id).contest_id
