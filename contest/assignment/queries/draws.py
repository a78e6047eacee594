"""Questions about draws: the newest, their loads, who meets whom."""

from collections import Counter
from itertools import combinations

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from contest.assignment.models import Assignment, Draw, DrawKind
from contest.charter.models import Round
from contest.db import db
from contest.errors import NotFound
from contest.people.models import Account
from contest.plumbing.vietnamese import name_sort_key


def newest_draw(round_id: int, kind: DrawKind | None = None) -> Draw | None:
    """The newest draw of a round (of that kind), published or not."""
    question = select(Draw).where(Draw.round_id == round_id)
    if kind is not None:
        question = question.where(Draw.kind == kind)
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


def pair_counts(draw_id: int) -> Counter[tuple[int, int]]:
    """How many entries each two judges share in a draw, by (lower, higher) account id."""
    readers: dict[int, list[int]] = {}
    rows = db.session.execute(
        select(Assignment.entry_id, Assignment.judge_id).where(Assignment.draw_id == draw_id)
    )
    for entry, judge in rows:
        readers.setdefault(entry, []).append(judge)
    return Counter(pair for judges in readers.values() for pair in combinations(sorted(judges), 2))
