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

from contest.plumbing.vietnamese import LOOK_ALIKES

Signs = NDArray[np.uint32]
Places = NDArray[np.int64]

PARTS: Final = 0
"""What a character that parts words is folded to."""
UNSEEN: Final = 0xFFFF
"""What a character that is dropped is folded to: combining marks, signs nobody sees."""
LONGEST_WORD: Final = 64
"""Letters of a word that tell it from others: nobody writes longer ones to be read."""
_BMP: Final = 0x10000
_DROPPED: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200d\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_FIRST_LETTERS: Final = np.array([0, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF], dtype=np.uint64)


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
    unseen = folded == UNSEEN
    seen = np.flatnonzero(~unseen) if unseen.any() else None
    if seen is not None:
        folded = folded[seen]
    inside = np.empty(folded.size + 2, dtype=np.bool_)
    inside[0] = inside[-1] = False
    np.not_equal(folded, PARTS, out=inside[1:-1])
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    first, after = edges[0::2], edges[1::2]
    signs = _signs(folded, first, after)
    if seen is None:
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
    """One sign a word, from its letters taken four at a time, and thereby the same on every machine."""
    room = np.zeros(folded.size + 4, dtype="<u2")
    room[: folded.size] = folded
    fours: NDArray[np.uint64] = np.ndarray(folded.size + 1, dtype="<u8", buffer=room.data, strides=(2,))
    left = np.minimum(after - first, LONGEST_WORD)
    mixed = _mixed(fours[first] & _FIRST_LETTERS[np.minimum(left, 4)])
    words = np.flatnonzero(left > 4)
    at, left = first[words] + 4, left[words] - 4
    while words.size:
        mixed[words] = _mixed(mixed[words] + (fours[at] & _FIRST_LETTERS[np.minimum(left, 4)]))
        more = np.flatnonzero(left > 4)
        words, at, left = words[more], at[more] + 4, left[more] - 4
    return (mixed >> np.uint64(32)).astype(np.uint32)


def _mixed(number: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """A number of which every bit depends on all of the given one; no two give the same."""
    number = number * np.uint64(0x9E3779B97F4A7C15)
    number ^= number >> np.uint64(32)
    number *= np.uint64(0xD6E8FEB86659FD93)
    number ^= number >> np.uint64(29)
    return number


@cache
def _table() -> NDArray[np.uint16]:
    """What each character of the basic plane is folded to."""
    return np.array([_fold(chr(code)) for code in range(_BMP)], dtype=np.uint16)


def _fold(character: str) -> int:
    if _DROPPED.match(character) or unicodedata.category(character) == "Mn":
        return UNSEEN
    bare = unicodedata.normalize("NFKD", character).casefold().translate(LOOK_ALIKES)
    letter = next((c for c in bare if c.isalnum()), "")
    return ord(letter) if letter and ord(letter) < UNSEEN else PARTS
