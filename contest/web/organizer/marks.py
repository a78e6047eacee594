"""What a screener sees of the places that tell the author: each with its state, and the text lit accordingly."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from contest.entries.models import Entry, Manuscript
from contest.screening.models import Mask
from contest.screening.queries import masks_of
from contest.screening.rules import ClueKind, Finding
from contest.screening.service import findings
from contest.screening.service.look import texts_of


class Shown(StrEnum):
    """What becomes of a place in the judges' copy."""

    MASKED = "masked"
    OPEN = "open"
    LIFTED = "lifted"


STRONGEST = (Shown.MASKED, Shown.OPEN, Shown.LIFTED)


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the text: where, what stands there, what sort of thing, and what becomes of it.

    kind  None for one that a person masked
    """

    paragraph: int
    start: int
    stop: int
    said: str
    kind: ClueKind | None
    shown: Shown
    because: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with one light on it, or none."""

    text: str
    shown: Shown | None = None


def places_in(entry: Entry) -> list[Place]:
    """Every place the finder or a person marked in the newest version, in reading order."""
    told = {(mask.paragraph, mask.start, mask.stop): mask for mask in masks_of(entry.manuscript.id)}
    found = {(f.paragraph, f.start, f.stop): f for f in reversed(findings(entry))}
    return [
        _place(entry.manuscript, where, found.get(where), told.get(where))
        for where in sorted({*told, *found})
    ]


def pieces_of(text: str, paragraph: int, places: Sequence[Place]) -> list[Piece]:
    """One paragraph cut where the light changes; where places overlap, the strongest wins."""
    here = [place for place in places if place.paragraph == paragraph]
    cuts = sorted({0, len(text), *(edge for place in here for edge in (place.start, place.stop))})
    pieces = []
    for start, stop in pairwise(cuts):
        lights = {place.shown for place in here if place.start <= start and stop <= place.stop}
        pieces.append(Piece(text[start:stop], next((light for light in STRONGEST if light in lights), None)))
    return pieces


def _place(
    manuscript: Manuscript, where: tuple[int, int, int], finding: Finding | None, mask: Mask | None
) -> Place:
    paragraph, start, stop = where
    text = dict(texts_of(manuscript))[paragraph]
    if mask is not None:
        shown = Shown.MASKED if mask.lifted_at is None else Shown.LIFTED
    else:
        shown = Shown.MASKED if finding is not None and finding.certain else Shown.OPEN
    return Place(
        paragraph=paragraph,
        start=start,
        stop=stop,
        said=text[start:stop],
        kind=finding.kind if finding else None,
        shown=shown,
        because=mask.lifted_because if mask else "",
    )
