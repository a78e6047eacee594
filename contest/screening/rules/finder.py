"""Finding in a text what tells who wrote it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from contest.plumbing.vietnamese import fold, search_key

LEAST_WORDS = {"name": 2, "unit": 2}


class ClueKind(StrEnum):
    """What sort of thing tells."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    UNIT = "unit"
    SELF = "self"


CERTAIN = frozenset({ClueKind.NAME, ClueKind.PHONE, ClueKind.EMAIL})
"""Kinds that are masked without asking; a unit only where one of these stands in the same paragraph."""


@dataclass(frozen=True, slots=True)
class Clue:
    """Something known of an author that must not stand in the text: a name, a number, an address, a unit."""

    kind: ClueKind
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One place: paragraph index (TITLE for the title), characters ``start`` up to ``stop``, and what stands there."""

    paragraph: int
    start: int
    stop: int
    kind: ClueKind
    said: str
    certain: bool


_SELF = re.compile(
    r"(?<!\w)(?:toi|em|chau|minh) (?:ten )?la (?P<who>[^.,;:!?\n]{2,60})"
    r"|(?<!\w)(?:nguoi viet|tac gia|ho va ten|ho ten|bai viet cua)\s*:\s*(?P<signed>[^;\n]{2,120})"
)


def find_identity(
    paragraphs: Sequence[tuple[int, str]], clues: Iterable[Clue], *, spared: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """Every place where a clue stands, whatever its marks and spacing, and where the author speaks of himself.

    Shapes   paragraphs: (index, text in NFC); clues: what is known of all authors of the entry
    spared   names that must stay, such as the figure's: a clue equal to one of them is not looked for
    Returns  findings in reading order, the longest first where two begin together
    """
    kept = {search_key(name) for name in spared}
    looked_for = [(clue.kind, _pattern(clue)) for clue in clues if search_key(clue.text) not in kept]
    patterns = [(kind, pattern) for kind, pattern in looked_for if pattern is not None]
    found: list[Finding] = []
    for index, text in paragraphs:
        found.extend(_in_paragraph(index, text, patterns))
    return tuple(sorted(found, key=lambda f: (f.paragraph, f.start, -f.stop)))


def _in_paragraph(
    index: int, text: str, patterns: Sequence[tuple[ClueKind, re.Pattern[str]]]
) -> list[Finding]:
    quick = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    quick = quick.casefold().replace("đ", "d")
    hits = [(kind, pattern) for kind, pattern in patterns if pattern.search(quick)]
    speaks = _SELF.search(quick)
    if not hits and not speaks:
        return []
    folded, places = _folded_with_places(text)
    spans = {
        (places[match.start()], places[match.end() - 1] + 1, kind)
        for kind, pattern in hits
        for match in pattern.finditer(folded)
    }
    if speaks:
        spans |= {
            (places[match.start()], places[match.end() - 1] + 1, ClueKind.SELF)
            for match in _SELF.finditer(folded)
        }
    sure = any(kind in CERTAIN for _, _, kind in spans)
    return [
        Finding(
            index, start, stop, kind, text[start:stop], kind in CERTAIN or (sure and kind == ClueKind.UNIT)
        )
        for start, stop, kind in spans
    ]


def _pattern(clue: Clue) -> re.Pattern[str] | None:
    if clue.kind == ClueKind.PHONE:
        digits = re.sub(r"\D", "", clue.text)
        if len(digits) < 8:
            return None
        national = digits.removeprefix("84") if digits.startswith("84") else digits.removeprefix("0")
        return re.compile(r"(?<!\d)(?:\+?84|0)?[\s.\-]*" + r"[\s.\-]*".join(national) + r"(?!\d)")
    if clue.kind == ClueKind.EMAIL:
        return re.compile(re.escape(fold(clue.text))) if "@" in clue.text else None
    words = search_key(clue.text).split()
    if len(words) < LEAST_WORDS.get(clue.kind, 1):
        return None
    return re.compile(r"(?<!\w)" + r"[\W_]+".join(map(re.escape, words)) + r"(?!\w)")


def _folded_with_places(text: str) -> tuple[str, list[int]]:
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in unicodedata.normalize("NFD", character):
            if unicodedata.combining(part):
                continue
            for plain in part.casefold().replace("đ", "d"):
                letters.append(plain)
                places.append(place)
    return "".join(letters), places
