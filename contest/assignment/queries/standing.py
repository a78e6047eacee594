"""Questions about assignments: who reads what now, and which entries a round has."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, false, func, select
from sqlalchemy.orm import contains_eager, joinedload

from contest.assignment.models import Assignment, Conflict, Draw, Recusal, TakenOut
from contest.charter.models import Round
from contest.db import db, one_of
from contest.entries.models import Withdrawal
from contest.errors import NotFound
from contest.screening.models import BlindCode, ScreeningDecision, VerdictKind
from contest.screening.queries import eligible_entry_ids


def _still_judged() -> ColumnElement[bool]:
    """Whether an assignment's entry is still judged: eligible by its newest decision, not withdrawn, in its round."""
    verdict = (
        select(ScreeningDecision.verdict)
        .where(ScreeningDecision.entry_id == Assignment.entry_id, ScreeningDecision.undone_at.is_(None))
        .order_by(ScreeningDecision.id.desc())
        .limit(1)
        .correlate(Assignment)
        .scalar_subquery()
    )
    gone = select(Withdrawal.id).where(Withdrawal.entry_id == Assignment.entry_id).correlate(Assignment)
    out = (
        select(TakenOut.out)
        .join(Draw, Draw.id == TakenOut.draw_id)
        .where(
            TakenOut.entry_id == Assignment.entry_id,
            Draw.round_id == Assignment.round_id,
            Draw.published_at.is_not(None),
        )
        .order_by(Draw.id.desc())
        .limit(1)
        .correlate(Assignment)
        .scalar_subquery()
    )
    return (verdict == VerdictKind.ELIGIBLE) & ~gone.exists() & func.coalesce(out, false()).is_(False)


def entries_with_third_reader(round_id: int) -> set[int]:
    """Entries of the round that have a third reader: two judges differed beyond the bands of the charter."""
    question = standing(round_id).where(Assignment.is_third).with_only_columns(Assignment.entry_id)
    return set(db.session.scalars(question))


def standing(round_id: int, *, published: bool = True, gone: bool = False) -> Select[Assignment]:
    """Assignments of a round that nobody has ended, of entries still judged; with ``published`` only those seen.

    gone  also those of entries that are withdrawn, or out of the round, since
    """
    question = (
        select(Assignment)
        .join(Assignment.draw)
        .outerjoin(Assignment.recusal)
        .options(contains_eager(Assignment.draw))
        .where(Assignment.round_id == round_id, Recusal.id.is_(None))
    )
    if not gone:
        question = question.where(_still_judged())
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


def entries_being_read(round_id: int) -> int:
    """How many entries of a round have a standing, published reader."""
    read = standing(round_id).with_only_columns(func.count(Assignment.entry_id.distinct())).order_by(None)
    return db.session.scalar(read) or 0


def unseen_pairs(round_id: int) -> frozenset[tuple[int, int]]:
    """(entry, judge) of the draw that waits to be published, if one does."""
    question = select(Assignment.entry_id, Assignment.judge_id).join(Assignment.draw)
    rows = question.where(Assignment.round_id == round_id, Draw.published_at.is_(None))
    return frozenset((entry, judge) for entry, judge in db.session.execute(rows))


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

    A later round's entries are the ones of its published draws, as long as they stay eligible and on the list.

    among  only these are asked about
    """
    eligible = set(eligible_entry_ids(round_.contest_id, among=among))
    if round_.number == 1:
        return eligible
    dealt = select(Assignment.entry_id).join(Assignment.draw)
    published = dealt.where(Assignment.round_id == round_.id, Draw.published_at.is_not(None)).distinct()
    return (eligible & set(db.session.scalars(published))) - entries_taken_out(round_.id)


def entries_taken_out(round_id: int) -> set[int]:
    """The entries that published draws have taken out of a round, and not back in."""
    question = (
        select(TakenOut.entry_id, TakenOut.out)
        .join(Draw, Draw.id == TakenOut.draw_id)
        .where(Draw.round_id == round_id, Draw.published_at.is_not(None))
        .order_by(Draw.id)
    )
    last: dict[int, bool] = dict(db.session.execute(question).all())
    return {entry for entry, out in last.items() if out}


def pairs_waiting(round_id: int, entry_ids: Collection[int]) -> frozenset[tuple[int, int]]:
    """(entry, judge) of published readings of these entries that nobody has ended, whether or not they count now."""
    question = (
        select(Assignment.entry_id, Assignment.judge_id)
        .join(Assignment.draw)
        .outerjoin(Assignment.recusal)
        .where(
            Assignment.round_id == round_id,
            one_of(Assignment.entry_id, entry_ids),
            Draw.published_at.is_not(None),
            Recusal.id.is_(None),
        )
    )
    return frozenset((entry, judge) for entry, judge in db.session.execute(question))


def reads_later(account_id: int, round_: Round) -> set[int]:
    """The contest's later rounds in which a published draw has given this account something to read."""
    question = (
        select(Assignment.round_id)
        .join(Assignment.draw)
        .join(Assignment.round)
        .where(
            Assignment.judge_id == account_id,
            Round.contest_id == round_.contest_id,
            Round.number > round_.number,
            Draw.published_at.is_not(None),
        )
    )
    return set(db.session.scalars(question.distinct()))


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


def entries_kept_from(account_id: int, entry_ids: Collection[int]) -> set[int]:
    """Those of these entries that an account has a conflict with, or was dealt in a published draw and taken off."""
    declared = select(Conflict.entry_id).where(
        Conflict.judge_id == account_id, one_of(Conflict.entry_id, entry_ids)
    )
    ended = (
        select(Assignment.entry_id)
        .join(Assignment.draw)
        .join(Recusal, Recusal.assignment_id == Assignment.id)
        .where(
            Assignment.judge_id == account_id,
            one_of(Assignment.entry_id, entry_ids),
            Draw.published_at.is_not(None),
        )
    )
    return set(db.session.scalars(declared.union(ended)))


def is_being_read(entry_id: int) -> bool:
    """Whether a published draw has given the entry to a judge, in any round."""
    given = (
        select(Assignment.id)
        .join(Assignment.draw)
        .where(Assignment.entry_id == entry_id, Draw.published_at.is_not(None))
    )
    return db.session.scalar(given.limit(1)) is not None
