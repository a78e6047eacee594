"""Two texts side by side cut into pieces: what stands in both is lit and numbered, the same number on either side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from contest.screening.rules.resemblance import Alignment, Passage, Place


@dataclass(frozen=True, slots=True)
class LitPiece:
    """A stretch of a paragraph.

    number   of the passage it belongs to, 0 when it stands in one text alone
    opens    whether the passage begins here
    altered  inside a passage, but other words than in the other text
    common   a quotation or set phrase of many entries, which does not count
    """

    text: str
    number: int = 0
    opens: bool = False
    altered: bool = False
    common: bool = False


def lit_pieces(paragraphs: Sequence[str], alignment: Alignment, *, first: bool) -> list[list[LitPiece]]:
    """Each paragraph of one of the two texts in pieces; first says whether it is the first of them."""
    by_paragraph: dict[int, list[tuple[Passage, Place, bool]]] = {}
    equal: dict[int, list[Place]] = {}
    for passage in alignment.passages:
        for n, place in enumerate(passage.a if first else passage.b):
            by_paragraph.setdefault(place.paragraph, []).append((passage, place, n == 0))
        for place in passage.equal_a if first else passage.equal_b:
            equal.setdefault(place.paragraph, []).append(place)
    return [
        list(_pieces(text, by_paragraph.get(number, ()), equal.get(number, ())))
        for number, text in enumerate(paragraphs)
    ]


def _pieces(
    text: str, passages: Sequence[tuple[Passage, Place, bool]], equal: Sequence[Place]
) -> Iterable[LitPiece]:
    edges = {0, len(text)}
    for place in (*(place for _, place, _ in passages), *equal):
        edges |= {place.start, place.stop}
    for start, stop in pairwise(sorted(edges)):
        said = text[start:stop]
        over = next((one for one in passages if one[1].start <= start and stop <= one[1].stop), None)
        if over is None:
            yield LitPiece(said)
            continue
        passage, place, begins = over
        same = any(one.start <= start and stop <= one.stop for one in equal)
        yield LitPiece(
            said,
            number=passage.number,
            opens=begins and start == place.start,
            altered=not same and any(letter.isalnum() for letter in said),
            common=passage.common,
        )
