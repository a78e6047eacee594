"""Frozen lists, and who reads on in the next round."""

from array import array
from collections.abc import Collection
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from contest.charter.models import Round
from contest.db import db, one_of
from contest.errors.shortlist import ListUnknown
from contest.shortlist.models import Place, Publication, Shortlist

READ_AT_ONCE: Final = 2_000


def frozen(round_id: int) -> Shortlist | None:
    """The frozen list that stands: the round's newest, with its places."""
    question = select(Shortlist).where(Shortlist.round_id == round_id).options(selectinload(Shortlist.places))
    return db.session.scalar(question.order_by(Shortlist.number.desc()).limit(1))


def frozen_head(round_id: int) -> Shortlist | None:
    """The same list without its places: who was ranked beside those it takes may be a hundred thousand."""
    question = select(Shortlist).where(Shortlist.round_id == round_id)
    return db.session.scalar(question.order_by(Shortlist.number.desc()).limit(1))


def entries_taken(shortlist_id: int) -> "array[int]":
    """The ids of the entries that a list takes in, best first; eight bytes are held of each."""
    question = select(Place.entry_id).where(Place.shortlist_id == shortlist_id, Place.taken)
    some_at_once = question.order_by(Place.position).execution_options(yield_per=READ_AT_ONCE)
    return array("q", db.session.scalars(some_at_once))


def places_taken(shortlist_id: int, *, among: Collection[int]) -> dict[int, Place]:
    """The places of these entries, by their ids, as far as the list takes them in."""
    question = select(Place).where(Place.shortlist_id == shortlist_id, Place.taken)
    found = db.session.scalars(question.where(one_of(Place.entry_id, among)))
    return {place.entry_id: place for place in found}


def count_taken(shortlist_id: int) -> int:
    """How many entries a list takes in."""
    question = select(func.count(Place.id)).where(Place.shortlist_id == shortlist_id, Place.taken)
    return db.session.scalar(question) or 0


def frozen_numbered(round_id: int, number: int) -> Shortlist:
    """The round's frozen list of that number, superseded or not, with its places. Raises ListUnknown."""
    question = select(Shortlist).where(Shortlist.round_id == round_id, Shortlist.number == number)
    found = db.session.scalar(question.options(selectinload(Shortlist.places)))
    if found is None:
        raise ListUnknown
    return found


def frozen_lists(round_id: int) -> list[Shortlist]:
    """Every frozen list of the round, newest first, without places."""
    question = select(Shortlist).where(Shortlist.round_id == round_id)
    return list(db.session.scalars(question.order_by(Shortlist.number.desc())))


def publications_of(round_id: int) -> dict[int, Publication]:
    """The publications of the round's lists, by shortlist id."""
    question = select(Publication).join(Shortlist).where(Shortlist.round_id == round_id)
    return {row.shortlist_id: row for row in db.session.scalars(question)}


def next_round_entries(round_: Round) -> list[int] | None:
    """The entries a round reads: those on the standing list of the round before, by id.

    Returns  None for the contest's first round, which reads every eligible entry; an empty list while
             the round before has no frozen list
    """
    before = (
        select(Round.id)
        .where(Round.contest_id == round_.contest_id, Round.number < round_.number)
        .order_by(Round.number.desc())
        .limit(1)
    )
    previous = db.session.scalar(before)
    if previous is None:
        return None
    newest = (
        select(Shortlist.id)
        .where(Shortlist.round_id == previous)
        .order_by(Shortlist.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    chosen = select(Place.entry_id).where(Place.shortlist_id == newest, Place.taken)
    return sorted(db.session.scalars(chosen))
