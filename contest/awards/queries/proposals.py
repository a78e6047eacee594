"""What is proposed to the meeting: from the ranks at first, who moves up later."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from contest.awards.models import AwardDecision, Prize
from contest.awards.queries.candidates import Basis, Candidate, candidates, least
from contest.awards.queries.standing import live_awards, said_by, standing_decision
from contest.awards.queries.structure import prizes_of, terms_of
from contest.awards.rules import PassedBy, Places, PrizeKind, Proposal, Terms, move_up, propose
from contest.charter.models import Contest


@dataclass(frozen=True, slots=True)
class Proposed:
    """The table before the meeting.

    kept    special prizes that stand, by entry: the ranks say nothing about them
    moving  whether it starts from a decision that stands, so that others move up
    """

    basis: Basis
    terms: Terms
    prizes: tuple[Prize, ...]
    candidates: tuple[Candidate, ...]
    proposal: Proposal
    kept: Mapping[int, str]
    standing: AwardDecision | None
    moving: bool

    @property
    def seen(self) -> str:
        """A word for what this was made of: another list, decision or revocation makes another."""
        return f"{self.basis.shortlist.id}:{said_by(self.standing)}"

    @property
    def by_entry(self) -> dict[int, str]:
        """The key of the prize that each entry would get; an entry without one is absent."""
        return self.proposal.prizes | dict(self.kept)

    @property
    def number(self) -> int:
        """Which decision stands, 0 for none."""
        return self.standing.number if self.standing else 0


def proposed_awards(contest: Contest, basis: Basis) -> Proposed:
    """What the ranks, or the decision that stands, say about the personal prizes."""
    standing = standing_decision(contest.id)
    live = [award for award in live_awards(standing) if award.entry_id is not None]
    holders = {award.entry_id: award for award in live if award.entry_id is not None}
    prizes, terms = prizes_of(contest.id, PrizeKind.PERSONAL, PrizeKind.SPECIAL), terms_of(contest.id)
    found = candidates(basis, besides=set(holders))
    personal = [prize for prize in prizes if prize.kind == PrizeKind.PERSONAL]
    kept = {
        entry: award.prize.key for entry, award in holders.items() if award.prize.kind == PrizeKind.SPECIAL
    }
    open_to = [one for one in found if one.place.taken or one.entry_id in holders]
    moving = standing is not None and standing.shortlist_id == basis.shortlist.id
    if moving and standing is not None:
        proposal = _moved_up(standing, open_to, personal, terms, kept)
    else:
        proposal = propose(
            [one.standing for one in open_to if one.place.taken and one.entry_id not in kept],
            [Places(prize.key, prize.places, prize.least_mark) for prize in personal],
            most_per_author=terms.most_per_author,
            ties_share=terms.ties_share,
        )
    return Proposed(basis, terms, tuple(prizes), tuple(found), proposal, kept, standing, moving)


def _moved_up(
    standing: AwardDecision,
    found: Sequence[Candidate],
    personal: Sequence[Prize],
    terms: Terms,
    kept: Mapping[int, str],
) -> Proposal:
    """From the decision that stands: as many places of each prize as it gave, its holders in its order."""
    given = Counter(award.prize_id for award in standing.awards)
    by_id, by_entry = {prize.id: prize for prize in personal}, {one.entry_id: one for one in found}
    held = []
    for award in live_awards(standing):
        prize, one = by_id.get(award.prize_id), by_entry.get(award.entry_id or 0)
        if prize is not None and one is not None:
            plain = replace(one.standing, barred=None if one.barred is PassedBy.REVOKED else one.barred)
            held.append(replace(plain, mark=least(plain.mark, prize.least_mark)))
    holding = {one.entry for one in held}
    others = [
        one.standing
        for one in found
        if one.place.taken and one.entry_id not in holding and one.entry_id not in kept
    ]
    return move_up(
        held,
        others,
        [Places(prize.key, given[prize.id], prize.least_mark) for prize in personal],
        most_per_author=terms.most_per_author,
        ties_share=terms.ties_share,
    )
