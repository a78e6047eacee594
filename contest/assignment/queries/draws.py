"""Questions about draws: the newest, their loads, who meets whom."""

from collections import Counter

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager

from contest.assignment.models import Assignment, Draw, DrawEnding, DrawKind, Recusal
from contest.charter.models import Round
from contest.db import db
from contest.errors import NotFound
from contest.people.models import Account
from contest.plumbing.vietnamese import name_sort_key


def newest_draw(round_id: int) -> Draw | None:
    """The newest draw of a round, published or not."""
    question = select(Draw).where(Draw.round_id == round_id)
    return db.session.scalar(question.order_by(Draw.id.desc()).limit(1))


def draws_of(round_id: int) -> list[Draw]:
    """Every draw of a round, oldest first."""
    return list(db.session.scalars(select(Draw).where(Draw.round_id == round_id).order_by(Draw.id)))


def draw_of(contest_id: int, draw_id: int) -> Draw:
    """One draw of the contest with its round; raises NotFound."""
    question = select(Draw).join(Draw.round).options(contains_eager(Draw.round))
    found = db.session.scalar(question.where(Draw.id == draw_id, Round.contest_id == contest_id))
    if found is None:
        raise NotFound
    return found


def loads(draw_id: int) -> list[tuple[Account, int]]:
    """How many entries a draw gives each judge, by given name."""
    question = (
        select(Account, func.count(Assignment.id))
        .join(Assignment, Assignment.judge_id == Account.id)
        .where(Assignment.draw_id == draw_id)
        .group_by(Account.id)
    )
    found = [(account, count) for account, count in db.session.execute(question)]
    return sorted(found, key=lambda pair: name_sort_key(pair[0].name))


def pair_counts(draw: Draw) -> Counter[tuple[int, int]]:
    """How many entries each two judges share once the draw is published, by (lower, higher) account id.

    A published draw alone tells of its own readings and of those that stand; the database does the counting.
    """
    one, other = _readings_after(draw).subquery(), _readings_after(draw).subquery()
    question = (
        select(one.c.judge_id, other.c.judge_id, func.count())
        .join(other, (one.c.entry_id == other.c.entry_id) & (one.c.judge_id < other.c.judge_id))
        .group_by(one.c.judge_id, other.c.judge_id)
    )
    return Counter({(first, second): count for first, second, count in db.session.execute(question)})


def judge_groups(round_id: int) -> int:
    """How many sets of judges the round's draws leave that no common entry connects; more than 1 marks a ranking."""
    question = select(Draw.recipe).where(Draw.round_id == round_id, Draw.published_at.is_not(None))
    recipe = db.session.scalar(question.order_by(Draw.published_at.desc(), Draw.id.desc()).limit(1))
    return int(recipe.get("groups", 1)) if recipe else 1


def judges_left(round_id: int) -> frozenset[int]:
    """Judges whom a published draw replaced in the round and none let in again: they take nothing more."""
    question = (
        select(Draw.kind, Draw.recipe)
        .where(
            Draw.round_id == round_id,
            Draw.published_at.is_not(None),
            Draw.kind.in_((DrawKind.REPLACEMENT, DrawKind.JOINING)),
        )
        .order_by(Draw.published_at, Draw.id)
    )
    left: set[int] = set()
    for kind, recipe in db.session.execute(question):
        judge = recipe.get("asked", {}).get("judge")
        if judge is not None:
            (left.add if kind == DrawKind.REPLACEMENT else left.discard)(int(judge))
    return frozenset(left)


def loads_before(draw: Draw) -> dict[int, int]:
    """How many entries each judge reads without the draw, by account id."""
    question = (
        select(Assignment.judge_id, func.count())
        .join(Assignment.draw)
        .outerjoin(Assignment.recusal)
        .where(
            Assignment.round_id == draw.round_id,
            Assignment.draw_id != draw.id,
            Draw.published_at.is_not(None),
            Recusal.id.is_(None),
        )
        .group_by(Assignment.judge_id)
    )
    return dict(db.session.execute(question).all())


def _readings_after(draw: Draw) -> Select[int, int]:
    ended = select(DrawEnding.assignment_id).where(DrawEnding.draw_id == draw.id)
    return (
        select(Assignment.entry_id, Assignment.judge_id)
        .join(Assignment.draw)
        .outerjoin(Assignment.recusal)
        .where(
            Assignment.round_id == draw.round_id,
            Draw.published_at.is_not(None) | (Assignment.draw_id == draw.id),
            Recusal.id.is_(None),
            Assignment.id.not_in(ended),
        )
    )
