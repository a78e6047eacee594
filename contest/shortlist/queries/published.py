"""What everybody may read once a list is published: who, which unit, which essay; nothing else."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from contest.authors.models import Envelope
from contest.authors.queries import envelopes_of
from contest.charter.models import Category, Contest, Round
from contest.charter.rules import AuthorshipKind
from contest.db import db
from contest.entries.models import Manuscript
from contest.plumbing.vietnamese import sort_key
from contest.shortlist.models import Place, Publication, Shortlist


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One essay of a published list.

    authors  full names, a group's leader first; a collective's name alone
    """

    rank: int
    authors: tuple[str, ...]
    unit: str
    title: str
    category: str


@dataclass(frozen=True, slots=True)
class PublishedList:
    """A published list: of which round, since when, and its essays by rank and title."""

    round_name: str
    published_at: datetime
    rows: tuple[PublishedRow, ...]


def publication_of(contest: Contest) -> Publication | None:
    """The publication that stands: of the contest's last published round, its newest list."""
    question = (
        select(Publication)
        .join(Shortlist)
        .join(Round, Round.id == Shortlist.round_id)
        .where(Round.contest_id == contest.id)
        .order_by(Round.number.desc(), Shortlist.number.desc())
    )
    return db.session.scalar(question.limit(1))


def published_list(contest: Contest) -> PublishedList | None:
    """The contest's published list; None while nothing is published."""
    publication = publication_of(contest)
    if publication is None:
        return None
    places = _taken(publication.shortlist_id)
    envelopes = envelopes_of([entry_id for _, entry_id, _, _ in places])
    rows = [
        PublishedRow(rank, signed_by(envelopes[entry_id]), unit_of(envelopes[entry_id]), title, category)
        for rank, entry_id, title, category in places
    ]
    round_ = db.session.get_one(Round, publication.shortlist.round_id)
    in_order = sorted(rows, key=lambda row: (row.rank, sort_key(row.title)))
    return PublishedList(round_.name, publication.published_at, tuple(in_order))


def published_contests() -> set[int]:
    """Ids of the contests that have published a list."""
    question = (
        select(Round.contest_id)
        .join(Shortlist, Shortlist.round_id == Round.id)
        .join(Publication, Publication.shortlist_id == Shortlist.id)
    )
    return set(db.session.scalars(question))


def signed_by(envelope: Envelope) -> tuple[str, ...]:
    """Under which names an essay is published: a collective's, or its authors', the leader first."""
    if envelope.kind is AuthorshipKind.COLLECTIVE and envelope.collective_name:
        return (envelope.collective_name,)
    return tuple(author.name for author in sorted(envelope.authors, key=lambda a: (not a.leads, a.position)))


def unit_of(envelope: Envelope) -> str:
    """The unit an essay came from; that of its first author where the envelope names none."""
    return envelope.unit_name or next((a.unit_name for a in envelope.authors if a.unit_name), "")


def _taken(shortlist_id: int) -> list[tuple[int, int, str, str]]:
    newest = (
        select(Manuscript.entry_id, func.max(Manuscript.version).label("newest"))
        .group_by(Manuscript.entry_id)
        .subquery()
    )
    question = (
        select(Place.rank, Place.entry_id, Manuscript.title, Category.name)
        .join(newest, newest.c.entry_id == Place.entry_id)
        .join(
            Manuscript,
            (Manuscript.entry_id == newest.c.entry_id) & (Manuscript.version == newest.c.newest),
        )
        .join(Category, Category.id == Manuscript.category_id)
        .where(Place.shortlist_id == shortlist_id, Place.taken)
    )
    return [(rank, entry, title, category) for rank, entry, title, category in db.session.execute(question)]
