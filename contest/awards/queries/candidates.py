"""Among whom prizes are given: the frozen list of the last round, with names, once both keys are turned."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select

from contest.assignment.models import Draw
from contest.authors.models import Author, Envelope
from contest.authors.queries import envelopes_of, names_known
from contest.awards.queries.standing import revoked_entries
from contest.awards.queries.verifying import verification_states
from contest.awards.rules import PassedBy, Standing, Verification
from contest.charter.models import Category, Contest, Round
from contest.charter.rules import AuthorshipKind
from contest.db import db, one_of
from contest.entries.models import Entry, Manuscript, Withdrawal
from contest.errors.awards import RoundStillOpen
from contest.errors.shortlist import NotFrozen, SealClosed
from contest.plumbing.vietnamese import fold
from contest.screening.models import VerdictKind
from contest.screening.queries import standing_decisions
from contest.shortlist.models import Place, Shortlist
from contest.shortlist.queries import frozen, signed_by, unit_of


@dataclass(frozen=True, slots=True)
class Basis:
    """What prizes follow from: a round and its frozen list that stands.

    last  whether this is the contest's last round; if not, later ones have not begun
    """

    round: Round
    shortlist: Shortlist
    last: bool


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as it is named once names are known.

    authors  as signed, a group's leader first; a collective's name alone
    """

    entry_id: int
    receipt: str
    title: str
    category: str
    authors: tuple[str, ...]
    unit: str
    unit_id: int | None
    signers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry of the list, as the meeting has it before it."""

    written: Written
    place: Place
    barred: PassedBy | None
    verification: Verification

    @property
    def entry_id(self) -> int:
        """The entry."""
        return self.place.entry_id

    @property
    def standing(self) -> Standing:
        """The same in plain values."""
        return Standing(
            self.place.entry_id, self.place.rank, self.place.mark, self.written.signers, self.barred
        )


def award_basis(contest: Contest, *, sealed: bool = False) -> Basis:
    """The list that prizes are given by: that of the last round that has one.

    sealed  also while the seal is closed, for what speaks of no author
    Raises  NotFrozen, RoundStillOpen (a later round is being read), SealClosed
    """
    begun = _rounds_begun(contest.id)
    later: list[Round] = []
    for round_ in sorted(contest.rounds, key=lambda one: one.number, reverse=True):
        shortlist = frozen(round_.id)
        if shortlist is None:
            later.append(round_)
            continue
        running = next((one for one in later if one.id in begun), None)
        if running is not None:
            raise RoundStillOpen(round=running.name)
        if not sealed and not names_known(round_.id):
            raise SealClosed
        return Basis(round_, shortlist, last=not later)
    raise NotFrozen


def candidates(basis: Basis, *, besides: Collection[int] = ()) -> list[Candidate]:
    """The entries that the list takes in, in its order; a fixed number of queries.

    besides  entries ranked below the line that are asked for too, as they hold or were given a prize
    """
    places = [one for one in basis.shortlist.places if one.taken or one.entry_id in besides]
    ids = [place.entry_id for place in places]
    written, barred = written_of(ids), _barred(basis.round.contest_id, ids)
    states = verification_states(ids)
    return [
        Candidate(written[place.entry_id], place, barred.get(place.entry_id), states[place.entry_id])
        for place in places
    ]


def written_of(entry_ids: Collection[int]) -> dict[int, Written]:
    """These entries with their titles and authors, by id: for whoever may know the names."""
    envelopes = envelopes_of(entry_ids)
    newest = (
        select(Manuscript.entry_id, func.max(Manuscript.version).label("newest"))
        .where(one_of(Manuscript.entry_id, entry_ids))
        .group_by(Manuscript.entry_id)
        .subquery()
    )
    question = (
        select(Entry.id, Entry.receipt, Manuscript.title, Category.name)
        .join(newest, newest.c.entry_id == Entry.id)
        .join(Manuscript, (Manuscript.entry_id == Entry.id) & (Manuscript.version == newest.c.newest))
        .join(Category, Category.id == Manuscript.category_id)
    )
    return {
        entry_id: Written(
            entry_id,
            receipt,
            title,
            category,
            signed_by(envelopes[entry_id]),
            unit_of(envelopes[entry_id]),
            envelopes[entry_id].unit_id,
            frozenset(signers_of(envelopes[entry_id])),
        )
        for entry_id, receipt, title, category in db.session.execute(question)
    }


def signers_of(envelope: Envelope) -> Iterable[str]:
    """Keys of whoever signed: two entries with one in common are of the same author, as the hand-in counts them."""
    if envelope.kind is AuthorshipKind.COLLECTIVE and envelope.collective_name:
        yield f"collective|{fold(envelope.collective_name)}|{_unit_key(envelope)}"
        return
    for author in envelope.authors:
        yield from _keys(author, envelope)


def _keys(author: Author, envelope: Envelope) -> Iterable[str]:
    yield f"{author.folded_name}|{author.birth_year}|{_unit_key(envelope)}"
    if author.phone:
        yield f"{author.folded_name}|{author.phone}"


def _unit_key(envelope: Envelope) -> str:
    return str(envelope.unit_id) if envelope.unit_id is not None else fold(envelope.unit_name)


def _barred(contest_id: int, entry_ids: Collection[int]) -> dict[int, PassedBy]:
    rejected = {
        entry_id: PassedBy.REJECTED
        for entry_id, decision in standing_decisions(entry_ids).items()
        if decision.verdict == VerdictKind.REJECTED
    }
    gone = db.session.scalars(select(Withdrawal.entry_id).where(one_of(Withdrawal.entry_id, entry_ids)))
    revoked = dict.fromkeys(revoked_entries(contest_id) & set(entry_ids), PassedBy.REVOKED)
    return revoked | rejected | dict.fromkeys(gone, PassedBy.WITHDRAWN)


def _rounds_begun(contest_id: int) -> set[int]:
    question = (
        select(Draw.round_id)
        .join(Round, Round.id == Draw.round_id)
        .where(Round.contest_id == contest_id, Draw.published_at.is_not(None))
    )
    return set(db.session.scalars(question))


def least(mark: Decimal, floor: Decimal | None) -> Decimal:
    """A mark, or the floor it was lifted to by a decision."""
    return mark if floor is None else max(mark, floor)
