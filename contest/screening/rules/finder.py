"""Finding in a text what tells who wrote it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from contest.plumbing.vietnamese import fold, one_tone_place, search_key

LEAST_WORDS: Final = {"name": 2, "unit": 2}
LEAST_DIGITS: Final = 8
UNSEEN: Final = frozenset("\u00ad")
"""Signs that a reader does not see and that must not part a name."""


class ClueKind(StrEnum):
    """What sort of thing tells."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    UNIT = "unit"
    SELF = "self"


CERTAIN: Final = frozenset({ClueKind.NAME, ClueKind.PHONE, ClueKind.EMAIL})
"""Kinds that are masked without asking; a unit only where one of these stands in the same paragraph."""


@dataclass(frozen=True, slots=True)
class Clue:
    """Something known of an author that must not stand in the text: a name, a number, an address, a unit."""

    kind: ClueKind
    text: str


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


_SELF: Final = re.compile(
    r"(?<!\w)(?:toi|em|chau|minh|con) (?:ten )?la (?P<who>[^.,;:!?()\n]{2,60})"
    r"|(?<!\w)(?:nguoi viet|tac gia|ho va ten|ho ten|bai viet cua)\s*:\s*(?P<signed>[^;\n]{2,120})"
)


def find_identity(
    paragraphs: Sequence[tuple[int, str]], clues: Iterable[Clue], *, spared: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """Every place where a clue stands, whatever its marks and spacing, and where the author speaks of himself.

    A name in small letters and with other marks is not certain: "lễ văn hóa" is no Lê Văn Hóa.

    Shapes   paragraphs: (index, text in NFC); clues: what is known of all authors of the entry
    spared   names that must stay, such as the figure's: a clue equal to one of them is not looked for
    Returns  findings in reading order, the longest first where two begin together
    """
    kept = {search_key(name) for name in spared}
    looked_for = [_looked_for(clue) for clue in clues if search_key(clue.text) not in kept]
    sought = [one for one in looked_for if one is not None]
    found: list[Finding] = []
    for index, text in paragraphs:
        found.extend(_in_paragraph(index, text, sought))
    return tuple(sorted(found, key=lambda f: (f.paragraph, f.start, -f.stop, f.kind)))


def places_of(paragraphs: Sequence[tuple[int, str]], phrase: str) -> tuple[tuple[int, int, int], ...]:
    """Every (paragraph, start, stop) where these words stand as words, whatever marks, capitals and spacing."""
    words = search_key(phrase).split()
    if not words:
        return ()
    pattern = re.compile(_as_words(words))
    found: list[tuple[int, int, int]] = []
    for index, text in paragraphs:
        places = [place for place, sign in enumerate(text) for _ in _PLAIN[sign]]
        matches = pattern.finditer("".join(map(_PLAIN.__getitem__, text)))
        found.extend((index, places[m.start()], places[m.end() - 1] + 1) for m in matches)
    return tuple(found)


def _in_paragraph(index: int, text: str, sought: Sequence["_Sought"]) -> list[Finding]:
    folded = "".join(map(_PLAIN.__getitem__, text))
    hits = [
        (one.clue, match) for one in sought if one.needle in folded for match in one.pattern.finditer(folded)
    ]
    selves = list(_SELF.finditer(folded)) if " la " in folded or ":" in folded else []
    if not hits and not selves:
        return []
    places = [place for place, sign in enumerate(text) for _ in _PLAIN[sign]]
    spans: dict[tuple[int, int, ClueKind], bool] = {}
    for clue, match in hits:
        span = (places[match.start()], places[match.end() - 1] + 1, clue.kind)
        sure = clue.kind in CERTAIN and not _other_words(clue, text[span[0] : span[1]])
        spans[span] = spans.get(span, False) or sure
    for match in selves:
        part = "who" if match["who"] else "signed"
        start, stop = places[match.start(part)], places[match.end(part) - 1] + 1
        if part == "signed" or _names_somebody(text[start:stop]):
            spans[places[match.start()], stop, ClueKind.SELF] = False
    sure_here = any(spans.values())
    certain = [span for span, sure in spans.items() if sure]
    spans = {span: sure for span, sure in spans.items() if not _told_already(span, certain)}
    return [
        Finding(index, start, stop, kind, text[start:stop], sure or (sure_here and kind == ClueKind.UNIT))
        for (start, stop, kind), sure in spans.items()
    ]


def _told_already(span: tuple[int, int, ClueKind], certain: Sequence[tuple[int, int, ClueKind]]) -> bool:
    """Whether somebody's speaking of himself only frames a name that is found for sure."""
    start, stop, kind = span
    return kind == ClueKind.SELF and any(start < end and begin < stop for begin, end, _ in certain)


def _other_words(clue: Clue, said: str) -> bool:
    """Whether a name's letters stand here as other words: no name's capitals, and marks that are not the name's."""
    if clue.kind != ClueKind.NAME or said.isascii() or all(word[:1].isupper() for word in said.split()):
        return False
    return one_tone_place(said).casefold() != one_tone_place(clue.text).casefold()


def _names_somebody(said: str) -> bool:
    """Whether two words with capitals follow each other, as in a person's or an office's name."""
    capital = [word[:1].isupper() for word in said.split()]
    return any(one and other for one, other in pairwise(capital))


@dataclass(frozen=True, slots=True)
class _Sought:
    """A clue with its pattern in folded text, and a part that must stand there for the pattern to fit."""

    clue: Clue
    needle: str
    pattern: re.Pattern[str]


def _looked_for(clue: Clue) -> _Sought | None:
    if clue.kind == ClueKind.PHONE:
        digits = re.sub(r"\D", "", clue.text)
        if len(digits) < LEAST_DIGITS:
            return None
        national = digits.removeprefix("84") if digits.startswith("84") else digits.removeprefix("0")
        number = r"(?<!\d)(?:\+?84|0)?[\s.\-]*" + r"[\s.\-]*".join(national) + r"(?!\d)"
        return _Sought(clue, national[0], re.compile(number))
    if clue.kind == ClueKind.EMAIL:
        address = fold(clue.text)
        return _Sought(clue, address, re.compile(re.escape(address))) if "@" in address else None
    words = search_key(clue.text).split()
    if len(words) < LEAST_WORDS.get(clue.kind, 1):
        return None
    return _Sought(clue, max(words, key=len), re.compile(_as_words(words)))


def _as_words(words: Sequence[str]) -> str:
    return r"(?<!\w)" + r"[\W_]+".join(map(re.escape, words)) + r"(?!\w)"


class _Plain(dict[str, str]):
    """Each sign as the search sees it: without marks and capitals, đ as d; nothing for what is not seen."""

    def __missing__(self, sign: str) -> str:
        parts = (p for p in unicodedata.normalize("NFD", sign) if not unicodedata.combining(p))
        self[sign] = "" if sign in UNSEEN else "".join(parts).casefold().replace("đ", "d")
        return self[sign]


_PLAIN: Final = _Plain()
