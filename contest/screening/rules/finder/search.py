"""Finding in a text what tells who wrote it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from contest.plumbing.vietnamese import search_key
from contest.screening.rules.finder.passages import Passage, Whole
from contest.screening.rules.finder.persons import is_anothers
from contest.screening.rules.finder.signs import Signs, ends_of, tells
from contest.screening.rules.finder.sought import Clue, ClueKind, Sought, as_words
from contest.screening.rules.finder.words import sought_of

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
    """What one essay is searched for: clues, signs, and the names that must stay."""

    sought: Sequence[Sought]
    signs: Signs
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
    passages = [(index, Passage(text)) for index, text in paragraphs]
    body = [(index, passage) for index, passage in passages if index >= 0]
    short = ends_of([passage.text for _, passage in body])
    ends = {index: passage for (index, passage), end in zip(body, short, strict=True) if end}
    whole = Whole.of([passage for _, passage in passages], list(ends.values()))
    sought = [
        one
        for clue in dict.fromkeys(clues)
        if search_key(clue.text) not in kept
        for one in sought_of(clue, whole)
        if not _shared(one, kept)
    ]
    names = "|".join(as_words(key.split()) for key in kept if whole.words.issuperset(key.split()))
    looking = _Looking(sought, Signs.of(whole), re.compile(names) if names else None)
    found: list[Finding] = []
    for index, passage in passages:
        found.extend(_in_paragraph(index, passage, looking, at_end=index in ends))
    return tuple(sorted(found, key=lambda f: (f.paragraph, f.start, -f.stop, f.kind)))


def places_of(paragraphs: Sequence[tuple[int, str]], phrase: str) -> tuple[tuple[int, int, int], ...]:
    """Every (paragraph, start, stop) where these words stand as words, whatever marks, capitals and spacing."""
    words = search_key(phrase).split()
    if not words:
        return ()
    pattern = re.compile(as_words(words))
    found: list[tuple[int, int, int]] = []
    for index, text in paragraphs:
        passage = Passage(text)
        found.extend((index, *passage.span(*match.span())) for match in pattern.finditer(passage.bare))
    return tuple(found)


def _shared(sought: Sought, kept: Sequence[str]) -> bool:
    """Whether a part of a name ends a name that must stay as well, so that it tells nobody."""
    part = search_key(sought.said or "")
    return sought.kind == ClueKind.PART and any(f" {name}".endswith(f" {part}") for name in kept if part)


def _in_paragraph(index: int, passage: Passage, looking: _Looking, *, at_end: bool) -> list[Finding]:
    text, bare = passage.text, passage.bare
    spans: dict[Span, bool] = {}
    for one in looking.sought:
        if one.needle not in bare or (one.at_ends and not at_end):
            continue
        for match in one.pattern.finditer(bare):
            start, stop = passage.span(*match.span(next((n for n, g in match.groupdict().items() if g), 0)))
            said = text[start:stop]
            if one.fits(said) and not (one.name and is_anothers(text[:start], one.name)):
                spans[start, stop, one.kind] = spans.get((start, stop, one.kind), False) or one.sure(said)
    for first, last, kind in looking.signs.found_in(passage, at_end=at_end):
        spans.setdefault((*passage.span(first, last), kind), False)
    spans = _without_those_who_stay(spans, passage, looking.stays)
    if any(spans.values()):
        spans = {span: sure or span[2] == ClueKind.UNIT for span, sure in spans.items()}
    return [
        Finding(index, start, stop, kind, text[start:stop], sure)
        for (start, stop, kind), sure in spans.items()
        if sure or not _told_already((start, stop, kind), spans, text)
    ]


def _without_those_who_stay(
    spans: dict[Span, bool], passage: Passage, stays: re.Pattern[str] | None
) -> dict[Span, bool]:
    """The spans but for those that lie inside a name that must stay, or tell of nobody but its bearer."""
    if stays is None or not spans:
        return spans
    kept = [passage.span(*match.span()) for match in stays.finditer(passage.bare)]
    return {span: sure for span, sure in spans.items() if not _is_of(span, kept, passage.text)}


def _is_of(span: Span, kept: Sequence[tuple[int, int]], text: str) -> bool:
    start, stop, kind = span
    near = [(begin, end) for begin, end in kept if start < end and begin < stop]
    if any(begin <= start and stop <= end for begin, end in near):
        return True
    return kind == ClueKind.SELF and bool(near) and not tells(_left(text, start, stop, near))


def _left(text: str, start: int, stop: int, without: Sequence[tuple[int, int]]) -> str:
    """What stands from start to stop, blank where one of these stretches lies."""
    rest = list(text[start:stop])
    for begin, end in without:
        rest[max(begin, start) - start : end - start] = " " * (min(end, stop) - max(begin, start))
    return "".join(rest)


def _told_already(span: Span, spans: dict[Span, bool], text: str) -> bool:
    """Whether an unsure place only frames what is found for sure, or is part of another place that is shown."""
    start, stop, kind = span
    near = []
    for (begin, end, other), sure in spans.items():
        if (begin, end, other) == span or (kind == ClueKind.UNIT and other != kind):
            continue
        if begin <= start and stop <= end and (sure or end - begin > stop - start or other < kind):
            return True
        if sure and start < end and begin < stop:
            near.append((begin, end))
    return bool(near) and not (kind == ClueKind.SELF and tells(_left(text, start, stop, near)))
