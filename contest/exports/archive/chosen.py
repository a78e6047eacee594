"""Which entries an archive takes: one function a choice, one line in CHOICES."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from sqlalchemy import select

from contest.awards.queries import live_awards, standing_decision
from contest.charter.models import Round
from contest.db import db
from contest.entries.models import Entry, Withdrawal
from contest.errors import N_
from contest.errors.shortlist import NotFrozen
from contest.screening.models import BlindCode
from contest.screening.queries import eligible_entry_ids
from contest.shortlist.queries import entries_taken, frozen_head

Choice = Callable[[Round], list[int]]


def of_the_round(round_: Round) -> list[int]:
    """The entries that the round judges: with its code, eligible, not withdrawn."""
    coded = set(db.session.scalars(select(BlindCode.entry_id).where(BlindCode.round_id == round_.id)))
    return sorted(coded.intersection(eligible_entry_ids(round_.contest_id)))


def shortlisted(round_: Round) -> list[int]:
    """Those on the frozen list that stands. Raises NotFrozen."""
    found = frozen_head(round_.id)
    if found is None:
        raise NotFrozen
    return sorted(entries_taken(found.id))


def winners(round_: Round) -> list[int]:
    """Those of the round that hold a prize which stands."""
    decision = standing_decision(round_.contest_id)
    prized = {award.entry_id for award in live_awards(decision) if award.entry_id is not None}
    return [entry_id for entry_id in of_the_round(round_) if entry_id in prized]


def received(round_: Round) -> list[int]:
    """Everything in the register of the round's contest that was not withdrawn."""
    withdrawn = select(Withdrawal.id).where(Withdrawal.entry_id == Entry.id).exists()
    question = select(Entry.id).where(Entry.contest_id == round_.contest_id, ~withdrawn)
    return list(db.session.scalars(question.order_by(Entry.id)))


CHOICES: Final[Mapping[str, tuple[str, Choice]]] = MappingProxyType(
    {
        "all": (N_("mọi bài của vòng"), of_the_round),
        "shortlisted": (N_("các bài trong danh sách đã chốt"), shortlisted),
        "winners": (N_("các bài đoạt giải"), winners),
        "received": (N_("mọi bài đã nhận"), received),
    }
)
"""Key -> how it is called, and the entries' ids in order."""

RECEIVED: Final = "received"
"""The one choice that goes beyond a round: for the secretary, by authors alone."""
