"""Finding in a text what tells who wrote it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from contest.plumbing.vietnamese import search_key
from contest.screening.rules.finder_signs import ends_of, is_of, may_sign, signs_in, tells
from contest.screening.rules.finder_words import Clue, ClueKind, Sought, as_words, places_in, plain, sought_of

__all__ = ["Clue", "ClueKind", "Finding", "find_identity", "places_of"]

Span = tuple[int, int, ClueKind]


@dataclass(frozen=True, slots=True)
class Finding:
    """One place: paragraph index (TITLE for the title), characters ``start`` up to ``stop``, and what stands there.

    certain  masked without asking; the others a person looks at
    """

    paragraph: int
    start: int
    stop: int
    kind: ClueKind
    said: str
    certain: bool


@dataclass(frozen=True, slots=True)
class _Looking:
    """What one essay is searched for: clues, and names that must stay as keys and as a pattern."""

    sought: Sequence[Sought]
    kept: Sequence[str]
    stays: re.Pattern[str] | None


def find_identity(
    paragraphs: Sequence[tuple[int, str]], clues: Iterable[Clue], *, spared: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """Every place where a clue stands, whatever its marks and spacing, and where the author speaks of himself.

    A name in small letters and with other marks is not certain: "lễ văn hóa" is no Lê Văn Hóa. Parts of a
    name, units, addresses and whoever speaks of himself are shown and never certain by themselves.

    Shapes   paragraphs: (index, text in NFC); clues: what is known of all authors of the entry
    spared   names that must stay, such as the figure's: a clue equal to one of them, or inside it, is left
    Returns  findings in reading order, the longest first where two begin together
    """
    kept = [key for key in map(search_key, spared) if key]
    given = {key.split()[-1] for key in kept}
    folded = [plain(text) for _, text in paragraphs]
    whole = "\n".join(folded)
    sought = [
        one
        for clue in dict.fromkeys(clues)
        if search_key(clue.text) not in kept
        for one in sought_of(clue, whole)
        if not (one.kind == ClueKind.PART and one.said is not None and search_key(one.said) in given)
    ]
    names = "|".join(as_words(key.split()) for key in kept)
    looking = _Looking(sought, kept, re.compile(names) if names else None)
    body = [text for index, text in paragraphs if index >= 0]
    ends = dict(zip((index for index, _ in paragraphs if index >= 0), ends_of(body), strict=True))
    found: list[Finding] = []
    for (index, text), bare in zip(paragraphs, folded, strict=True):
        found.extend(_in_paragraph(index, text, bare, looking, at_end=ends.get(index, False)))
    return tuple(sorted(found, key=lambda f: (f.paragraph, f.start, -f.stop, f.kind)))


def places_of(paragraphs: Sequence[tuple[int, str]], phrase: str) -> tuple[tuple[int, int, int], ...]:
    """Every (paragraph, start, stop) where these words stand as words, whatever marks, capitals and spacing."""
    words = search_key(phrase).split()
    if not words:
        return ()
    pattern = re.compile(as_words(words))
    found: list[tuple[int, int, int]] = []
    for index, text in paragraphs:
        places = places_in(text)
        matches = pattern.finditer(plain(text))
        found.extend((index, places[m.start()], places[m.end() - 1] + 1) for m in matches)
    return tuple(found)


def _in_paragraph(index: int, text: str, folded: str, looking: _Looking, *, at_end: bool) -> list[Finding]:
    hits = [
        (one, match)
        for one in looking.sought
        if one.needle in folded and (at_end or not one.at_ends)
        for match in one.pattern.finditer(folded)
    ]
    signed = at_end or may_sign(folded)
    if not hits and not signed:
        return []
    places = places_in(text)
    spans: dict[Span, bool] = {}
    for one, match in hits:
        first, last = match.span("said") if "said" in one.pattern.groupindex else match.span()
        start, stop = places[first], places[last - 1] + 1
        said = text[start:stop]
        if one.fits(said):
            sure = one.sure(said)
            spans[start, stop, one.kind] = spans.get((start, stop, one.kind), False) or sure
    for first, last, kind in signs_in(text, folded, places, at_end=at_end) if signed else ():
        start, stop = places[first], places[last - 1] + 1
        if not is_of(text[start:stop], looking.kept):
            spans.setdefault((start, stop, kind), False)
    spans = _without_those_who_stay(spans, folded, places, looking.stays)
    if any(spans.values()):
        spans = {span: sure or span[2] == ClueKind.UNIT for span, sure in spans.items()}
    return [
        Finding(index, start, stop, kind, text[start:stop], sure)
        for (start, stop, kind), sure in spans.items()
        if sure or not _told_already((start, stop, kind), spans, text)
    ]


def _without_those_who_stay(
    spans: dict[Span, bool], folded: str, places: Sequence[int], stays: re.Pattern[str] | None
) -> dict[Span, bool]:
    """The spans but for those that lie inside a name that must stay."""
    if stays is None or not spans:
        return spans
    kept = [(places[m.start()], places[m.end() - 1] + 1) for m in stays.finditer(folded)]
    return {
        span: sure
        for span, sure in spans.items()
        if not any(start <= span[0] and span[1] <= stop for start, stop in kept)
    }


def _told_already(span: Span, spans: dict[Span, bool], text: str) -> bool:
    """Whether an unsure place only frames what is found for sure, or is part of another place that is shown."""
    start, stop, kind = span
    rest = list(text[start:stop])
    for (begin, end, other), sure in spans.items():
        if (begin, end, other) == span or (kind == ClueKind.UNIT and other != kind):
            continue
        if begin <= start and stop <= end and (sure or end - begin > stop - start or other < kind):
            return True
        if sure and start < end and begin < stop:
            rest[max(begin, start) - start : end - start] = " " * (min(end, stop) - max(begin, start))
    left = "".join(rest)
    return left != text[start:stop] and not (kind == ClueKind.SELF and tells(left))
