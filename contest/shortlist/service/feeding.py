"""One round's list into the next round's draw, and no lock of a round that has moved away from the list it rests on."""

from collections.abc import Collection
from datetime import datetime
from random import Random

from contest.assignment.models import Draw
from contest.assignment.queries import draws_of
from contest.assignment.service import discard_draw, preview_draw
from contest.authors.queries import rounds_unsealed
from contest.charter.models import Round
from contest.db import db
from contest.errors.feeding import ListMoved, ListOwed, NamesOutAlready, NextRoundLocked
from contest.plumbing.audit import Actor
from contest.plumbing.following import follows
from contest.scoring.queries import round_lock
from contest.screening.queries import eligible_entry_ids
from contest.shortlist.queries.feeding import feeding_of, round_after, round_before


def draw_round(
    *, round_: Round, seed: int, actor: Actor, at: datetime, codes_rng: Random | None = None
) -> Draw:
    """Preview a round's draw: the first reads all eligible entries, a later one those on the list before it.

    Where that list changed since the round was drawn, entries that came in get their readers, and those that
    fell out leave the round; their sheets are kept and count no more.

    Raises  ListOwed, NamesOutAlready when the blindness of a later round is broken, and as preview_draw
    """
    feeding = feeding_of(round_)
    wanted: Collection[int]
    if feeding is None:
        wanted, out = eligible_entry_ids(round_.contest_id), frozenset[int]()
    else:
        if feeding.list is None:
            raise ListOwed(round=feeding.before.name)
        _check_blindness(round_)
        wanted, out = feeding.listed, feeding.leaving
    return preview_draw(
        round_=round_, seed=seed, entry_ids=wanted, out=out, codes_rng=codes_rng, actor=actor, at=at
    )


def give_way(*, round_: Round, actor: Actor, at: datetime) -> None:
    """Before a round's list is frozen anew: what the next round previewed by the old one goes.

    Raises  NextRoundLocked once the next round's scores rest on the list
    """
    after = round_after(round_)
    if after is None:
        return
    if round_lock(after.id) is not None:
        raise NextRoundLocked(round=after.name)
    for draw in draws_of(after.id):
        if draw.published_at is None:
            discard_draw(draw=draw, actor=actor, at=at)


def _check_blindness(round_: Round) -> None:
    known = rounds_unsealed(round_.contest_id)
    before = round_before(round_)
    while before is not None:
        if before.id in known and not before.names_early:
            raise NamesOutAlready(round=before.name)
        before = round_before(before)


@follows("round")
def _is_blind_in_its_place(round_ids: Collection[int]) -> None:
    """No round comes after one whose names are out, where nobody could judge it blind."""
    for round_id in round_ids:
        _check_blindness(db.session.get_one(Round, round_id))


@follows("round_lock")
def _rests_on_its_list(round_ids: Collection[int]) -> None:
    """A round is not locked while entries of its list wait for readers, or while it judges what is not listed."""
    for round_id in round_ids:
        feeding = feeding_of(db.session.get_one(Round, round_id))
        if feeding is not None and feeding.moved:
            raise ListMoved(
                round=feeding.before.name, entering=len(feeding.entering), leaving=len(feeding.leaving)
            )
