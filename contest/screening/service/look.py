"""What a screener is shown before deciding: where the identity stands."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from contest.authors.models import Envelope
from contest.authors.queries import envelopes_of
from contest.entries.models import Entry
from contest.screening.rules import (
    TITLE,
    Clue,
    ClueKind,
    Finding,
    find_identity,
)


class Written(Protocol):
    """What the finder needs of a manuscript."""

    title: str
    paragraphs: list[str]


def clues_of(envelope: Envelope) -> Iterator[Clue]:
    """Everything the envelope knows that would tell who wrote the entry."""
    for author in envelope.authors:
        yield Clue(ClueKind.NAME, author.name)
        if author.pen_name:
            yield Clue(ClueKind.NAME, author.pen_name)
        if author.guardian_name:
            yield Clue(ClueKind.NAME, author.guardian_name)
        for phone in (author.phone, author.guardian_phone):
            if phone:
                yield Clue(ClueKind.PHONE, phone)
        if author.email:
            yield Clue(ClueKind.EMAIL, author.email)
        if author.unit_name:
            yield Clue(ClueKind.UNIT, author.unit_name)
    if envelope.collective_name:
        yield Clue(ClueKind.NAME, envelope.collective_name)
    if envelope.unit_name:
        yield Clue(ClueKind.UNIT, envelope.unit_name)


def found_in(written: Written, envelope: Envelope | None, *, figure_name: str) -> tuple[Finding, ...]:
    """Where the identity stands in the title and body of a manuscript; the figure's name stays."""
    if envelope is None:
        return ()
    texts: Sequence[tuple[int, str]] = [(TITLE, written.title), *enumerate(written.paragraphs)]
    return find_identity(texts, set(clues_of(envelope)), spared=[figure_name])


def findings(entry: Entry) -> tuple[Finding, ...]:
    """The same for an entry loaded with its manuscripts and figure."""
    envelope = envelopes_of([entry.id]).get(entry.id)
    return found_in(entry.manuscript, envelope, figure_name=entry.figure.name)


def findings_aside(entry: Entry, envelope: Envelope | None = None) -> list[tuple[str, str]]:
    """(place, text) of each header, property or comment of the original files that names an author."""
    envelope = envelope or envelopes_of([entry.id]).get(entry.id)
    aside = [(place, text) for file in entry.manuscript.files for place, text in file.aside]
    if envelope is None or not aside:
        return []
    texts = list(enumerate(text for _, text in aside))
    hits = {finding.paragraph for finding in find_identity(texts, set(clues_of(envelope)))}
    return [pair for number, pair in enumerate(aside) if number in hits]
