"""Questions about conflicts, draws and assignments."""

from collections import Counter
from collections.abc import Collection
from itertools import combinations

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from contest.assignment.models import Assignment, Conflict, Draw, DrawKind, ReaderLimit, Recusal
from contest.assignment.rules import EntryToRead, JudgeAtHand, Problem
from contest.authors.queries import units_of_entries
from contest.charter.models import Round
from contest.db import db
from contest.entries.models import Withdrawal
from contest.entries.queries import categories_of_entries
from contest.errors import NotFound
from contest.people.models import Account
from contest.people.queries import judges_of
from contest.plumbing.vietnamese import name_sort_key
from contest.screening.models import BlindCode, ScreeningDecision, VerdictKind
from contest.screening.queries import eligible_entry_ids


def _still_judged() -> ColumnElement[bool]:
    """Whether an assignment's entry is still in the contest: eligible by its newest decision, not withdrawn."""
    verdict = (
        select(ScreeningDecision.verdict)
        .where(ScreeningDecision.entry_id == Assignment.entry_id, ScreeningDecision.undone_at.is_(None))
        .order_by(ScreeningDecision.id.desc())
        .limit(1)
        .correlate(Assignment)
        .scalar_subquery()
    )
    gone = select(Withdrawal.id).where(Withdrawal.entry_id == Assignment.entry_id).correlate(Assignment)
    return (verdict == VerdictKind.ELIGIBLE) & ~gone.exists()


def standing(round_id: int, *, published: bool = True) -> Select[Assignment]:
    """Assignments of a round that nobody has ended, of entries still judged; with ``published`` only those seen."""
    question = (
        select(Assignment)
        .join(Assignment.draw)
        .outerjoin(Assignment.recusal)
        .options(contains_eager(Assignment.draw))
        .where(Assignment.round_id == round_id, Recusal.id.is_(None), _still_judged())
    )
    return question.where(Draw.published_at.is_not(None)) if published else question


def standing_assignments(round_id: int) -> list[Assignment]:
    """All standing, published assignments of a round with their judges, by blind code."""
    question = standing(round_id).join(Assignment.blind_code).options(joinedload(Assignment.judge))
    return list(
        db.session.scalars(question.order_by(BlindCode.code, Assignment.is_third, Assignment.id)).unique()
    )


def standing_pairs(round_id: int) -> set[tuple[int, int]]:
    """(entry, judge) of the standing, published assignments."""
    pairs = standing(round_id).with_only_columns(Assignment.entry_id, Assignment.judge_id)
    return {(entry, judge) for entry, judge in db.session.execute(pairs)}


def assignment_of(judge_id: int, assignment_id: int) -> Assignment:
    """The judge's own standing, published assignment with its round.

    Raises  NotFound, the same for another judge's as for none
    """
    question = (
        select(Assignment)
        .join(Assignment.draw)
        .outerjoin(Assignment.recusal)
        .options(contains_eager(Assignment.draw), joinedload(Assignment.round))
        .where(
            Assignment.id == assignment_id,
            Assignment.judge_id == judge_id,
            Draw.published_at.is_not(None),
            Recusal.id.is_(None),
            _still_judged(),
        )
    )
    found = db.session.scalars(question).unique().one_or_none()
    if found is None:
        raise NotFound
    return found


def assignments_of_judge(judge_id: int, round_id: int) -> list[Assignment]:
    """A judge's standing, published assignments in the round, in the judge's own order."""
    question = standing(round_id).where(Assignment.judge_id == judge_id).options(joinedload(Assignment.round))
    return list(db.session.scalars(question.order_by(Assignment.draw_id, Assignment.reading_order)).unique())


def entries_in_round(round_: Round, *, among: Collection[int] | None = None) -> set[int]:
    """The entries a round has to judge: in the first all that are eligible, later those that were dealt.

    A later round's entries are the ones of its published draws, as long as they stay eligible.

    among  only these are asked about
    """
    eligible = set(eligible_entry_ids(round_.contest_id, among=among))
    if round_.number == 1:
        return eligible
    dealt = select(Assignment.entry_id).join(Assignment.draw)
    published = dealt.where(Assignment.round_id == round_.id, Draw.published_at.is_not(None)).distinct()
    return eligible & set(db.session.scalars(published))


def rounds_of_judge(judge_id: int, contest_id: int) -> set[int]:
    """Ids of the contest's rounds in which a published draw gave the judge something to read."""
    question = (
        select(Assignment.round_id)
        .join(Assignment.draw)
        .join(Assignment.round)
        .where(
            Assignment.judge_id == judge_id,
            Round.contest_id == contest_id,
            Draw.published_at.is_not(None),
        )
    )
    return set(db.session.scalars(question.distinct()))


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


def conflicts_of(contest_id: int) -> list[Conflict]:
    """Every declared conflict of the contest's judges."""
    judges = [role.account_id for role in judges_of(contest_id)]
    return list(
        db.session.scalars(select(Conflict).where(Conflict.judge_id.in_(judges)).order_by(Conflict.id))
    )


def limits_of(round_id: int) -> dict[int, ReaderLimit]:
    """The judges' own limits in a round, by account id."""
    return {
        row.judge_id: row
        for row in db.session.scalars(select(ReaderLimit).where(ReaderLimit.round_id == round_id))
    }


def problem_for(
    round_: Round, *, entry_ids: Collection[int] | None = None, readers: int | None = None
) -> Problem:
    """The round's draw as plain values: who waits, who can read, what stands, who must not meet.

    entry_ids  the entries in question; None for all that have a code in the round and are eligible
    readers    how many each needs in all; None for the charter's number
    """
    if entry_ids is None:
        coded = set(db.session.scalars(select(BlindCode.entry_id).where(BlindCode.round_id == round_.id)))
        entry_ids = coded & set(eligible_entry_ids(round_.contest_id))
    units, categories = units_of_entries(entry_ids), categories_of_entries(entry_ids)
    limits = limits_of(round_.id)
    judges = []
    for role in judges_of(round_.contest_id):
        limit = limits.get(role.account_id)
        judges.append(
            JudgeAtHand(
                id=role.account_id,
                units=frozenset({role.unit_id} if role.unit_id else ()),
                minimum=limit.minimum if limit else 0,
                maximum=limit.maximum if limit else None,
            )
        )
    conflicts = {(conflict.entry_id, conflict.judge_id) for conflict in conflicts_of(round_.contest_id)}
    return Problem(
        entries=tuple(
            EntryToRead(id=entry, units=units.get(entry, frozenset()), category=categories.get(entry))
            for entry in sorted(entry_ids)
        ),
        judges=tuple(judges),
        readers=readers or round_.readers,
        excluded=frozenset(conflicts | _recused_pairs(round_.id)),
        standing=frozenset(standing_pairs(round_.id)),
    )


def _recused_pairs(round_id: int) -> set[tuple[int, int]]:
    question = (
        select(Assignment.entry_id, Assignment.judge_id)
        .join(Recusal, Recusal.assignment_id == Assignment.id)
        .where(Assignment.round_id == round_id)
    )
    return {(entry, judge) for entry, judge in db.session.execute(question)}


def is_being_read(entry_id: int) -> bool:
    """Whether a published draw has given the entry to a judge, in any round."""
    given = (
        select(Assignment.id)
        .join(Assignment.draw)
        .where(Assignment.entry_id == entry_id, Draw.published_at.is_not(None))
    )
    return db.session.scalar(given.limit(1)) is not None
