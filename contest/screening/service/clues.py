"""What an envelope knows that would tell who wrote an entry."""

from collections.abc import Iterator
from typing import Final

from contest.authors.models import Author, Envelope
from contest.db import db
from contest.plumbing.vietnamese import search_key
from contest.screening.rules import Clue, ClueKind
from contest.units.queries import every_name_of_units

KNOWN: Final = "names of units"
LEAST_OF_ADDRESS: Final = 2
PLAIN_PLACE: Final = 2
"""A short name of so many words is a place where many people live, such as Nhân Lý for Xã Nhân Lý."""


def clues_of(envelope: Envelope) -> Iterator[Clue]:
    """Everything the envelope knows that would tell who wrote the entry."""
    for author in envelope.authors:
        yield from _of_author(author, envelope)
    if envelope.collective_name:
        yield Clue(ClueKind.NAME, envelope.collective_name)
    yield from _of_unit(envelope.unit_id, envelope.unit_name)


def _of_author(author: Author, envelope: Envelope) -> Iterator[Clue]:
    yield Clue(ClueKind.NAME, author.name, person=True)
    if author.pen_name:
        yield Clue(ClueKind.NAME, author.pen_name)
    if author.guardian_name:
        yield Clue(ClueKind.NAME, author.guardian_name, person=True)
    for phone in (author.phone, author.guardian_phone):
        if phone:
            yield Clue(ClueKind.PHONE, phone)
    if author.email:
        yield Clue(ClueKind.EMAIL, author.email)
    yield from _of_unit(author.unit_id, author.unit_name)
    for place in dict.fromkeys((author.unit_name or envelope.unit_name, envelope.unit_name)):
        if author.occupation and place:
            yield Clue(ClueKind.WORK, f"{author.occupation}|{place}")
    if author.occupation:
        yield Clue(ClueKind.WORK, author.occupation)
    parts = [part.strip() for part in author.address.split(",") if part.strip()]
    yield from (Clue(ClueKind.ADDRESS, ", ".join(parts[:n])) for n in {len(parts), LEAST_OF_ADDRESS} if parts)


def _of_unit(unit_id: int | None, said: str) -> Iterator[Clue]:
    """A unit by the name that was said and by every name of the directory, former ones too."""
    names = [said, *(_names_of(unit_id) if unit_id else ())]
    for name in dict.fromkeys(names):
        if name and (name == said or len(search_key(name).split()) > PLAIN_PLACE):
            yield Clue(ClueKind.UNIT, name)


def _names_of(unit_id: int) -> tuple[str, ...]:
    """The directory is read once in a session, and once more when a unit is not in what was read."""
    info = db.session().info
    if unit_id not in info.get(KNOWN, {}):
        info[KNOWN] = every_name_of_units()
    known: dict[int, tuple[str, ...]] = info[KNOWN]
    return known.get(unit_id, ())
