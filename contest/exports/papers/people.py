"""The authors of an essay in the cells of a paper."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select

from contest.authors.models import Author, Envelope
from contest.authors.queries import envelopes_of
from contest.charter.rules import AuthorshipKind
from contest.db import db
from contest.entries.models import Entry
from contest.shortlist.queries import signed_by, unit_of

AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Signed:
    """Whom a row names: the authors, the leader first, their years of birth, unit, and whom to ring.

    A collective has no year of birth; of several people, one who gave none has a dash in its place.
    """

    authors: str
    born: str
    unit: str
    phone: str


def signed(envelope: Envelope | None) -> Signed:
    """The people behind an envelope; empty cells for an entry that has none."""
    if envelope is None:
        return Signed("", "", "", "")
    people = sorted(envelope.authors, key=lambda author: (not author.leads, author.position))
    return Signed(
        authors=", ".join(signed_by(envelope)),
        born="" if is_collective(envelope) else ", ".join(births(people, birth_year)),
        unit=unit_of(envelope),
        phone=next((person.phone for person in people if person.phone), ""),
    )


def is_collective(envelope: Envelope) -> bool:
    """Whether a row names the collective instead of those who are in it."""
    return envelope.kind is AuthorshipKind.COLLECTIVE and bool(envelope.collective_name)


def births(people: Sequence[Author], told: Callable[[Author], str]) -> list[str]:
    """When each was born, in the order of the names; nothing where nobody said so."""
    said = [told(person) for person in people]
    return [birth or "–" for birth in said] if any(said) else []


def birth_year(author: Author) -> str:
    """The year of birth, or nothing."""
    return str(author.birth_year or "")


def persons(contest_id: int) -> tuple[int, int]:
    """How many persons wrote what was not taken back, and the most entries of one.

    People are told apart by name and year of birth.
    """
    each = (
        select(func.count(func.distinct(Envelope.entry_id)).label("entries"))
        .join(Author, Author.envelope_id == Envelope.id)
        .join(Entry, Entry.id == Envelope.entry_id)
        .where(Entry.contest_id == contest_id, ~Entry.withdrawal.has())
        .group_by(Author.folded_name, Author.birth_year)
        .subquery()
    )
    people, most = db.session.execute(select(func.count(), func.max(each.c.entries)).select_from(each)).one()
    return people, most or 0


def people_behind(entry_ids: Sequence[int]) -> Iterator[tuple[int, Signed]]:
    """Each of these entries with the people behind it; envelopes are opened some at a time, none is kept."""
    for place in range(0, len(entry_ids), AT_ONCE):
        some = entry_ids[place : place + AT_ONCE]
        envelopes = envelopes_of(some)
        yield from ((entry, signed(envelopes.get(entry))) for entry in some)


def born_on(author: Author) -> str:
    """The day of birth as far as it is known: 09/05/1978, 05/1978 or 1978."""
    if not author.birth_year:
        return ""
    parts = [author.birth_day, author.birth_month] if author.birth_month else []
    return "/".join([*(f"{part:02d}" for part in parts if part), str(author.birth_year)])
