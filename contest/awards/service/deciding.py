"""The meeting's word on personal and special prizes: within what the charter allows, with reasons where it departs."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from contest.awards.models import AwardDecision
from contest.awards.queries import Candidate, Proposed, award_basis, proposed_awards
from contest.awards.rules import PassedBy, PrizeKind, Terms, Verification
from contest.awards.service.writing import DecisionSaid, Table, told_terms, write_decision
from contest.charter.models import Contest
from contest.entries.service import lock_register
from contest.errors.awards import AuthorOverLimit, EntryBarred, EntryNotOnList, FigureUnconfirmed
from contest.plumbing.audit import Actor

BARRED = frozenset({PassedBy.WITHDRAWN, PassedBy.REJECTED})


def decide_awards(*, contest: Contest, said: DecisionSaid, actor: Actor, at: datetime) -> AwardDecision:
    """Record who gets which personal or special prize; an earlier decision is superseded and stays in the trace.

    Raises  NotFrozen, RoundStillOpen, SealClosed, NoPrizes, Stale, PrizeUnknown, EntryNotOnList, EntryBarred,
            AuthorOverLimit, FigureUnconfirmed (where the charter asks for it), AwardReasonMissing
    """
    lock_register(contest.id)
    proposed = proposed_awards(contest, award_basis(contest))
    wanted = {entry: key for entry, key in said.prizes.items() if key}
    on_list = {place.entry_id for place in proposed.basis.shortlist.places}
    if not wanted.keys() <= on_list:
        raise EntryNotOnList
    _check_entries(wanted, proposed)
    places = {place.entry_id: place for place in proposed.basis.shortlist.places}
    order = sorted(wanted, key=lambda entry: places[entry].position)
    table = Table(
        contest=contest,
        kind=PrizeKind.PERSONAL,
        shortlist_id=proposed.basis.shortlist.id,
        prizes=proposed.prizes,
        proposal=proposed.proposal,
        by_one=proposed.by_entry,
        seen=proposed.seen,
        recipe={
            "list": [
                proposed.basis.round.number,
                proposed.basis.shortlist.number,
                proposed.basis.shortlist.digest,
            ],
            "terms": told_terms(proposed.terms),
            "moved_up": proposed.moving,
        },
    )
    return write_decision(table, said, order, actor=actor, at=at)


def _check_entries(wanted: Mapping[int, str], proposed: Proposed) -> None:
    """Refuse winners whom the charter rules out: withdrawn, rejected, over the limit, not confirmed where needed."""
    found = {one.entry_id: one for one in proposed.candidates}
    missing = wanted.keys() - found.keys()
    if missing:
        raise EntryNotOnList
    had: Counter[str] = Counter()
    personal = {prize.key for prize in proposed.prizes if prize.kind == PrizeKind.PERSONAL}
    for entry, key in wanted.items():
        one = found[entry]
        if one.barred in BARRED:
            raise EntryBarred(title=one.written.title)
        if proposed.terms.verification_required and one.verification is not Verification.CONFIRMED:
            raise FigureUnconfirmed(title=one.written.title)
        if key in personal:
            _count(one, had, proposed.terms)


def _count(one: Candidate, had: Counter[str], terms: Terms) -> None:
    had.update(one.written.signers)
    if any(had[signer] > terms.most_per_author for signer in one.written.signers):
        raise AuthorOverLimit(title=one.written.title, limit=terms.most_per_author)
