"""What may be nominated: the entries of a frozen list and, for the record, all others whose names are known."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from contest.authors.queries import envelopes_of, names_known, rounds_unsealed
from contest.awards.queries import awards_of, verification_states
from contest.awards.rules import Verification
from contest.charter.models import Contest, Round
from contest.db import db
from contest.entries.models import Entry
from contest.entries.queries import entries_in
from contest.errors.nominations import ListNotFrozen, NamesSealed
from contest.nominations.queries.packages import packages_holding
from contest.screening.models import VerdictKind
from contest.screening.queries import all_coded_in, standing_decisions
from contest.shortlist.models import Shortlist
from contest.shortlist.queries import frozen, signed_by, unit_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry that could go up, best first; rank and mark None, code empty for one that the list does not rank.

    listed    the frozen list takes it in; award: the prize that it was given, if any
    verified  "", "asked", "confirmed" or "denied" by the locality of its figure
    sent      how many packages have held it so far
    """

    entry: Entry
    rank: int | None
    mark: Decimal | None
    code: str
    listed: bool
    award: str
    authors: str
    unit: str
    verified: str
    sent: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """The list that works are chosen from, and all that may be chosen."""

    round: Round
    shortlist: Shortlist
    rows: tuple[Candidate, ...]

    @property
    def listed(self) -> list[Candidate]:
        """Those that the frozen list takes in."""
        return [row for row in self.rows if row.listed]


def round_to_nominate_from(contest: Contest) -> Round | None:
    """The last round whose list is frozen and whose names are known."""
    ready = [r for r in contest.rounds if names_known(r.id) and frozen(r.id) is not None]
    return ready[-1] if ready else None


def list_to_nominate_from(round_: Round) -> Shortlist:
    """The frozen list that stands, once names are known. Raises ListNotFrozen, NamesSealed."""
    shortlist = frozen(round_.id)
    if shortlist is None:
        raise ListNotFrozen
    if not names_known(round_.id):
        raise NamesSealed
    return shortlist


def candidates(contest: Contest, round_: Round) -> Candidates:
    """Everything that may go up from this round. Raises ListNotFrozen, NamesSealed."""
    shortlist = list_to_nominate_from(round_)
    places = {place.entry_id: place for place in shortlist.places}
    open_ = set(db.session.scalars(all_coded_in(rounds_unsealed(contest.id))))
    entries = [entry for entry in entries_in(contest.id) if entry.id in open_]
    decided = standing_decisions([entry.id for entry in entries])
    entries = [entry for entry in entries if is_eligible(entry.id, decided)]
    ids = [entry.id for entry in entries]
    envelopes, verified, sent = envelopes_of(ids), verifications(ids), packages_holding(ids)
    awarded = {row.entry_id: row.prize for row in awards_of(contest)}
    rows = [
        Candidate(
            entry=entry,
            rank=place.rank if (place := places.get(entry.id)) else None,
            mark=place.mark if place else None,
            code=place.blind_code if place else "",
            listed=bool(place and place.taken),
            award=awarded.get(entry.id, ""),
            authors=", ".join(signed_by(envelopes[entry.id])),
            unit=unit_of(envelopes[entry.id]),
            verified=verified.get(entry.id, ""),
            sent=sent.get(entry.id, 0),
        )
        for entry in entries
    ]
    rows.sort(key=lambda row: (not row.listed, row.rank is None, row.rank or 0, row.entry.register_number))
    return Candidates(round_, shortlist, tuple(rows))


def is_eligible(entry_id: int, decided: Mapping[int, object]) -> bool:
    """Whether screening let the entry through, by the decisions that stand."""
    decision = decided.get(entry_id)
    return getattr(decision, "verdict", None) == VerdictKind.ELIGIBLE


def verifications(entry_ids: Collection[int]) -> dict[int, str]:
    """What the localities say of the figures of these entries, "" where nobody asked."""
    return {
        entry_id: "" if state is Verification.UNVERIFIED else state.value
        for entry_id, state in verification_states(entry_ids).items()
    }
