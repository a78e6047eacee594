"""The authors of an essay in the cells of a paper."""

from dataclasses import dataclass

from contest.authors.models import Author, Envelope
from contest.shortlist.queries import signed_by, unit_of


@dataclass(frozen=True, slots=True)
class Signed:
    """Whom a row names: the authors, the leader first, their years of birth, unit, and whom to ring."""

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
        born=", ".join(str(person.birth_year) for person in people if person.birth_year),
        unit=unit_of(envelope),
        phone=next((person.phone for person in people if person.phone), ""),
    )


def born_on(author: Author) -> str:
    """The day of birth as far as it is known: 09/05/1978, 05/1978 or 1978."""
    if not author.birth_year:
        return ""
    parts = [author.birth_day, author.birth_month] if author.birth_month else []
    return "/".join([*(f"{part:02d}" for part in parts if part), str(author.birth_year)])
