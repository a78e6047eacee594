"""How rounds feed rounds: whom the list of one sends into the next, and where the next has moved away from it."""

from dataclasses import dataclass

from sqlalchemy import select

from contest.assignment.models import Draw
from contest.assignment.queries import entries_in_round, reads_later, rounds_of_judge
from contest.charter.models import Round
from contest.db import db
from contest.scoring.models import RoundLock
from contest.screening.queries import eligible_entry_ids
from contest.shortlist.models import Shortlist
from contest.shortlist.queries.frozen import frozen


@dataclass(frozen=True, slots=True)
class Feeding:
    """A later round beside the list that feeds it.

    before    the round before
    list      its standing list, None while it has none
    drawn     whether judges of the later round have been given entries
    listed    the eligible entries of the list
    entering  listed, and given to nobody yet
    leaving   given to judges, and no longer listed
    """

    before: Round
    list: Shortlist | None
    drawn: bool
    listed: frozenset[int]
    entering: frozenset[int]
    leaving: frozenset[int]

    @property
    def moved(self) -> bool:
        """Whether the list has changed since the round was drawn, so that a top-up draw is owed."""
        return self.drawn and bool(self.entering or self.leaving)


def feeding_of(round_: Round) -> Feeding | None:
    """What feeds a round; None for the first, which reads every eligible entry."""
    before = round_before(round_)
    if before is None:
        return None
    standing = frozen(before.id)
    taken = {place.entry_id for place in standing.places if place.taken} if standing else set[int]()
    listed = frozenset(taken & set(eligible_entry_ids(round_.contest_id, among=taken)))
    has = entries_in_round(round_)
    return Feeding(
        before=before,
        list=standing,
        drawn=bool(has),
        listed=listed,
        entering=frozenset(listed - has),
        leaving=frozenset(has - listed),
    )


def round_before(round_: Round) -> Round | None:
    """The contest's round before this one."""
    question = select(Round).where(Round.contest_id == round_.contest_id, Round.number < round_.number)
    return db.session.scalar(question.order_by(Round.number.desc()).limit(1))


def round_after(round_: Round) -> Round | None:
    """The contest's round after this one, which its list feeds."""
    question = select(Round).where(Round.contest_id == round_.contest_id, Round.number > round_.number)
    return db.session.scalar(question.order_by(Round.number).limit(1))


def rounds_under_way_after(round_: Round) -> list[Round]:
    """The later rounds that have been drawn, published or not, and are not locked: whoever reads there is blind."""
    drawn = select(Draw.id).where(Draw.round_id == Round.id).exists()
    locked = select(RoundLock.id).where(RoundLock.round_id == Round.id).exists()
    question = select(Round).where(
        Round.contest_id == round_.contest_id, Round.number > round_.number, drawn, ~locked
    )
    return list(db.session.scalars(question.order_by(Round.number)))


def round_being_read_by(account_id: int, contest_id: int) -> Round | None:
    """The contest's first round under way that this account reads in: until it is locked no author is told it."""
    rounds = rounds_of_judge(account_id, contest_id)
    if not rounds:
        return None
    locked = select(RoundLock.id).where(RoundLock.round_id == Round.id).exists()
    question = select(Round).where(Round.id.in_(rounds), ~locked).order_by(Round.number)
    return db.session.scalar(question.limit(1))


def later_round_read_by(account_id: int, round_: Round) -> Round | None:
    """A later round that this account reads in and that is not locked, so that earlier marks would sway it."""
    locked = select(RoundLock.id).where(RoundLock.round_id == Round.id).exists()
    rounds = reads_later(account_id, round_)
    if not rounds:
        return None
    question = select(Round).where(Round.id.in_(rounds), ~locked).order_by(Round.number)
    return db.session.scalar(question.limit(1))
