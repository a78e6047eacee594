"""What a screener is shown before deciding: where the identity stands."""

from collections.abc import Sequence
from typing import Protocol
from urllib.parse import unquote

from contest.authors.models import Envelope
from contest.authors.queries import envelopes_of
from contest.entries.models import Entry, ManuscriptPage
from contest.screening.rules import (
    TITLE,
    Finding,
    caption_at,
    find_identity,
)
from contest.screening.service.clues import clues_of


class Written(Protocol):
    """What the finder needs of a manuscript."""

    title: str
    paragraphs: list[str]
    pages: list[ManuscriptPage]


def found_in(written: Written, envelope: Envelope | None, *, figure_name: str) -> tuple[Finding, ...]:
    """Where the identity stands in the title, body and captions of a manuscript; the figure's name stays."""
    if envelope is None:
        return ()
    return find_identity(texts_of(written), set(clues_of(envelope)), spared=[figure_name])


def texts_of(written: Written) -> Sequence[tuple[int, str]]:
    """Everything a judge reads of a manuscript by its paragraph number: title, body, captions of photos."""
    captions = [(caption_at(page.position), page.caption) for page in written.pages if page.caption]
    return [(TITLE, written.title), *enumerate(written.paragraphs), *captions]


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
    texts = list(enumerate(unquote(text) for _, text in aside))
    hits = {finding.paragraph for finding in find_identity(texts, set(clues_of(envelope)))}
    return [pair for number, pair in enumerate(aside) if number in hits]
