"""Where the words that were asked for stand in a text, for lighting them up. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from contest.plumbing.search.asking import Question

BEFORE, LENGTH = 60, 220
"""How much an excerpt shows in front of the first word found, and in all; in characters."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and whether it was asked for."""

    text: str
    lit: bool


def lit(text: str, question: Question | None) -> tuple[Piece, ...]:
    """The text in pieces, the words asked for lit, whatever their marks."""
    return _pieces(text, _pattern(question)) if question else (Piece(text, lit=False),)


def excerpt(texts: Sequence[str], question: Question | None) -> tuple[Piece, ...]:
    """The stretch of these texts that holds the most of what is asked for; nothing when none holds any of it."""
    if not question:
        return ()
    pattern, best, most = _pattern(question), None, 0
    for text in texts:
        found = list(pattern.finditer(_plain(text)))
        kinds = len({match[0] for match in found})
        if kinds > most:
            best, most = (text, found), kinds
    if best is None:
        return ()
    text, found = best
    return _pieces(_cut(text, _densest(found)), pattern)


def _densest(found: Sequence[re.Match[str]]) -> int:
    """Where the stretch begins that holds the most different words."""
    near = [
        (len({other[0] for other in found[n:] if other.end() - match.start() < LENGTH - BEFORE}), match)
        for n, match in enumerate(found[:200])
    ]
    return max(near, key=lambda pair: pair[0])[1].start()


def _cut(text: str, place: int) -> str:
    start = 0 if place <= BEFORE else text.find(" ", place - BEFORE, place) + 1 or place
    stop = len(text) if start + LENGTH >= len(text) else text.rfind(" ", start, start + LENGTH)
    stop = start + LENGTH if stop <= start else stop
    return f"{'… ' if start else ''}{text[start:stop].strip()}{' …' if stop < len(text) else ''}"


def _pieces(text: str, pattern: re.Pattern[str]) -> tuple[Piece, ...]:
    pieces, place = [], 0
    for match in pattern.finditer(_plain(text)):
        pieces += [Piece(text[place : match.start()], lit=False)] if match.start() > place else []
        pieces.append(Piece(text[match.start() : match.end()], lit=True))
        place = match.end()
    return (*pieces, Piece(text[place:], lit=False)) if place < len(text) else tuple(pieces)


def _pattern(question: Question) -> re.Pattern[str]:
    ways = [
        r"(?<![^\W_])"
        + r"[\W_]+".join(map(re.escape, term.words))
        + (r"\w*" if term.prefix else r"(?![^\W_])")
        for term in sorted(question.terms, key=lambda term: (-len(term.words), term.words))
    ]
    return re.compile("|".join(ways))


class _Plain(dict[int, str]):
    """Each sign without marks and capitals, where that is one sign too, so that places stay."""

    def __missing__(self, sign: int) -> str:
        bare = [c for c in unicodedata.normalize("NFD", chr(sign)) if unicodedata.category(c) != "Mn"]
        folded = _STROKES.get(chr(sign)) or "".join(bare).casefold()
        self[sign] = folded if len(folded) == 1 else chr(sign)
        return self[sign]


_STROKES: Final = dict.fromkeys("đĐðÐƉɖ", "d")
_PLAIN: Final = _Plain()


def _plain(text: str) -> str:
    return text.translate(_PLAIN)
