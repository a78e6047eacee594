"""A text as signs: one number of 32 bits for each folded word, with its place in the text.

The folded words are those of ``contest.plumbing.vietnamese.search_key`` (no marks, đ as d, no case,
punctuation parts words), with two things more that people hide behind: Cyrillic and Greek letters that
look Latin count as Latin, and letters of other Latin alphabets (full width, mathematical) as plain.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

Signs = NDArray[np.uint32]
Places = NDArray[np.int64]

PARTS: Final = 0
"""What a character that parts words is folded to."""
UNSEEN: Final = 0xFFFF
"""What a character that is dropped is folded to: combining marks, signs nobody sees."""
_BMP: Final = 0x10000
_LATIN: Final = str.maketrans(
    "đðɖаеорсухіјѕԁһӏкмтвнαορνικτυχβ",
    "dddaeopcyxijsdhlkmtbhaopviktuxb",
)
_DROPPED: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200d\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_STEP: Final = 0x9E3779B97F4A7C15
_BASE: Final = 0xD6E8FEB86659FD93
_MASK: Final = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: their signs, and where each starts and stops in the text, in characters."""

    signs: Signs
    starts: Places
    stops: Places


def words_of(text: str) -> Words:
    """The folded words of one text, alike for whatever way its marks are encoded.

    Shapes  three arrays of one length, one place a word
    """
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    if codes.size != len(text):
        text = "".join(c if c < "\U00010000" else _in_the_plane(c) for c in text)
        codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    folded = _table()[codes]
    seen = np.flatnonzero(folded != UNSEEN)
    if seen.size != folded.size:
        folded = folded[seen]
    inside = np.empty(folded.size + 2, dtype=np.bool_)
    inside[0] = inside[-1] = False
    np.not_equal(folded, PARTS, out=inside[1:-1])
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    first, after = edges[0::2], edges[1::2]
    signs = _signs(folded, first, after)
    if seen.size == codes.size:
        return Words(signs, first, after)
    return Words(signs, seen[first], seen[after - 1] + 1)


def signs_of(paragraphs: Sequence[str]) -> Signs:
    """The signs of all words of a text in their order; how it is cut into paragraphs does not matter."""
    return words_of("\n".join(paragraphs)).signs


def _in_the_plane(character: str) -> str:
    """One character for one beyond the basic plane: the plain letter of a mathematical one, or a space."""
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 and plain < "\U00010000" else " "


def _signs(folded: NDArray[np.uint16], first: Places, after: Places) -> Signs:
    """One sign a word, from a rolling hash of its letters: differences of one running sum."""
    running = np.zeros(folded.size + 1, dtype=np.uint64)
    powers, inverse = _powers(_room(folded.size))
    np.cumsum(_values()[folded] * powers[: folded.size], out=running[1:])
    mixed = (running[after] - running[first]) * inverse[first]
    mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64(_STEP)
    return (mixed >> np.uint64(32)).astype(np.uint32)


def _room(size: int) -> int:
    return max(1 << 14, 1 << max(size - 1, 1).bit_length())


@cache
def _powers(size: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The powers of the base and of its inverse modulo 2^64, as many as the text has characters."""
    return _geometric(_BASE, size), _geometric(pow(_BASE, -1, 1 << 64), size)


def _geometric(ratio: int, size: int) -> NDArray[np.uint64]:
    series = np.ones(size, dtype=np.uint64)
    series[1:] = np.uint64(ratio)
    return np.multiply.accumulate(series)


@cache
def _table() -> NDArray[np.uint16]:
    """What each character of the basic plane is folded to."""
    return np.array([_fold(chr(code)) for code in range(_BMP)], dtype=np.uint16)


def _fold(character: str) -> int:
    if _DROPPED.match(character) or unicodedata.category(character) == "Mn":
        return UNSEEN
    bare = unicodedata.normalize("NFKD", character).casefold().translate(_LATIN)
    letter = next((c for c in bare if c.isalnum()), "")
    return ord(letter) if letter and ord(letter) < UNSEEN else PARTS


@cache
def _values() -> NDArray[np.uint64]:
    """A number of 64 scattered bits for each folded character, the same on every machine."""
    with np.errstate(over="ignore"):
        value = np.arange(1, _BMP + 1, dtype=np.uint64) * np.uint64(_STEP)
        value ^= value >> np.uint64(30)
        value *= np.uint64(0xBF58476D1CE4E5B9)
        value ^= value >> np.uint64(27)
        value *= np.uint64(0x94D049BB133111EB)
        return value ^ (value >> np.uint64(31))
