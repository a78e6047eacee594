"""Add a round, put rounds in another order, remove one: wherever nothing stands yet.

Once the contest is announced, each of these is an amendment with a notice.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from contest.charter.models import Contest, Round
from contest.charter.queries import contest_of_round, rounds_begun
from contest.charter.rules.fitness import runs_backwards
from contest.charter.rules.order import displaced
from contest.charter.service.amending import note
from contest.charter.service.founding import round_like
from contest.db import db
from contest.errors import N_, Stale
from contest.errors.charter import CalendarBackwards, OnlyRound, RoundBegun, ValueUnfit
from contest.plumbing.audit import Actor, record
from contest.plumbing.following import changed
from contest.plumbing.pointing import drop_along
from contest.plumbing.vietnamese import clean

NEW = 0
"""Stands for a round that has no id yet."""


def add_round(
    *,
    contest: Contest,
    name: str,
    number: int,
    like: Round,
    opens_at: datetime,
    closes_at: datetime,
    notice: str = "",
    actor: Actor,
    at: datetime,
) -> Round:
    """Add a round in its place; those from there on come one later. It begins with another round's rubric and rules.

    number  the place it gets, from 1 to one more than there are rounds
    Raises  ValueUnfit, CalendarBackwards, RoundBegun where it would come before one that has begun, NoticeMissing;
            and before the commit NamesOutAlready where the names of an earlier round are out
    """
    _hold(contest)
    standing = list(contest.rounds)
    said = clean(name).strip()
    if not 1 <= len(said) <= 120:
        raise ValueUnfit(field=N_("Tên vòng"), why=N_("cần từ một đến 120 ký tự"))
    if not 1 <= number <= len(standing) + 1:
        raise ValueUnfit(field=N_("Thứ tự"), why=N_("không có chỗ này trong các vòng"))
    if runs_backwards(opens_at, closes_at):
        raise CalendarBackwards
    ids = [round_.id for round_ in standing]
    _check_places(contest, [*ids[: number - 1], NEW, *ids[number - 1 :]])
    before = _names(standing)
    fresh = round_like(like)
    fresh.name, fresh.opens_at, fresh.closes_at = said, opens_at, closes_at
    wanted = [*standing[: number - 1], fresh, *standing[number - 1 :]]
    changes = {"rounds": [before, _names(wanted)]}
    note(contest, changes, notice, actor, at)
    _number(contest, wanted)
    changed("round", fresh.id)
    record("round.added", actor=actor, at=at, contest_id=contest.id, subject=fresh, changes=changes)
    return fresh


def order_rounds(
    *, contest: Contest, order: Sequence[int], notice: str = "", actor: Actor, at: datetime
) -> None:
    """Put a contest's rounds in another order; the list of each feeds the one after it.

    order   ids of all its rounds
    Raises  Stale where these are not its rounds any more, RoundBegun, NoticeMissing
    """
    _hold(contest)
    standing = {round_.id: round_ for round_ in contest.rounds}
    if sorted(order) != sorted(standing):
        raise Stale
    if list(order) == list(standing):
        return
    _check_places(contest, order)
    wanted = [standing[one] for one in order]
    changes = {"rounds": [_names(contest.rounds), _names(wanted)]}
    note(contest, changes, notice, actor, at)
    _number(contest, wanted)
    record("rounds.ordered", actor=actor, at=at, contest_id=contest.id, subject=contest, changes=changes)


def remove_round(*, round_: Round, notice: str = "", actor: Actor, at: datetime) -> None:
    """Remove a round with its rubric and settings; those after it come one earlier.

    Raises  Stale where it is gone already, RoundBegun where anything stands in it or in a later one, OnlyRound,
            NoticeMissing
    """
    contest = contest_of_round(round_)
    _hold(contest)
    if round_ not in contest.rounds:
        raise Stale
    kept = [one for one in contest.rounds if one is not round_]
    if not kept:
        raise OnlyRound
    _check_places(contest, [one.id for one in kept])
    changes = {"rounds": [_names(contest.rounds), _names(kept)]}
    note(contest, changes, notice, actor, at)
    record("round.removed", actor=actor, at=at, contest_id=contest.id, subject=round_, changes=changes)
    name = round_.name
    try:
        with db.session.begin_nested():
            drop_along(round_)
            db.session.delete(round_)
    except IntegrityError as error:
        raise RoundBegun(round=name) from error
    db.session.refresh(contest, ["rounds"])
    _number(contest, kept)


def _hold(contest: Contest) -> None:
    """Change a contest's rounds one at a time, as they stand now; meanwhile nothing begins in any of them."""
    db.session.execute(select(Contest.id).where(Contest.id == contest.id).with_for_update(key_share=True))
    standing = select(Round.id).where(Round.contest_id == contest.id).order_by(Round.id)
    db.session.execute(standing.with_for_update())
    db.session.refresh(contest, ["rounds"])


def _check_places(contest: Contest, wanted: Sequence[int]) -> None:
    standing = [round_.id for round_ in contest.rounds]
    held = displaced(standing, wanted, rounds_begun(contest))
    if held is not None:
        raise RoundBegun(round=next(one.name for one in contest.rounds if one.id == held))


def _number(contest: Contest, order: Sequence[Round]) -> None:
    """Number the rounds anew, by way of numbers that none has: no two may have one even for a moment."""
    for place, round_ in enumerate(order, start=1):
        if round_.number != place:
            round_.number = -place
    contest.rounds = list(order)
    db.session.flush()
    for place, round_ in enumerate(order, start=1):
        round_.number = place
    db.session.flush()


def _names(rounds: Sequence[Round]) -> list[str]:
    return [round_.name for round_ in rounds]
