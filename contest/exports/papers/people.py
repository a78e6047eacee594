"""The authors of an essay in the cells of a paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from contest.authors.models import Author, Envelope
from contest.authors.queries import envelopes_of
from contest.shortlist.queries import signed_by, unit_of

AT_ONCE: Final = 500


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
