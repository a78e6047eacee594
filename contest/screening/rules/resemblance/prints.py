"""The print of one text: all that is kept of it for comparing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from contest.screening.rules.resemblance.shingles import LAST_PLACE, Hashes, shingles, winnow
from contest.screening.rules.resemblance.words import Signs, signs_of

VERSION: Final = 1
"""Of the algorithm; raised whenever the print of an unchanged text would change."""
_HEAD: Final = np.dtype([("magic", "S2"), ("version", "<u2"), ("words", "<u4")])
_MAGIC: Final = b"GS"


class OtherVersion(ValueError):
    """The bytes are no print, or one of another VERSION: make it anew from the text."""


@dataclass(frozen=True, eq=False)
class Print:
    """The folded words of one text as numbers, from which its fingerprints follow.

    signs  one number of 32 bits a word, in the order of the text; two texts are counted word by word
           on these alone, so the text itself need not be read again
    """

    signs: Signs = field(repr=False)

    @property
    def words(self) -> int:
        """Folded words of the text."""
        return int(self.signs.size)

    @cached_property
    def fingerprints(self) -> tuple[Hashes, NDArray[np.uint16]]:
        """The kept hashes of the text's shingles, ascending, each once; and the first word of each."""
        hashes = shingles(self.signs)
        kept = np.flatnonzero(winnow(hashes))
        found, first = np.unique(hashes[kept], return_index=True)
        return found, np.minimum(kept[first], LAST_PLACE).astype(np.uint16)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Print) and np.array_equal(self.signs, other.signs)

    def __hash__(self) -> int:
        return hash(self.signs.tobytes())

    def to_bytes(self) -> bytes:
        """The print for keeping: a head of 8 bytes with the version, then 4 bytes a word."""
        head = np.array((_MAGIC, VERSION, self.words), dtype=_HEAD)
        return head.tobytes() + self.signs.astype("<u4", copy=False).tobytes()

    @classmethod
    def from_bytes(cls, kept: bytes) -> Self:
        """The print that to_bytes gave.

        Raises  OtherVersion when the bytes are cut short, no print at all, or of another VERSION
        """
        if len(kept) < _HEAD.itemsize:
            raise OtherVersion("too short for a print")
        head = np.frombuffer(kept, dtype=_HEAD, count=1)[0]
        if head["magic"] != _MAGIC or head["version"] != VERSION:
            raise OtherVersion(f"not a print of version {VERSION}")
        if len(kept) != _HEAD.itemsize + 4 * int(head["words"]):
            raise OtherVersion("a print cut short")
        return cls(np.frombuffer(kept, dtype="<u4", offset=_HEAD.itemsize).astype(np.uint32, copy=False))


def print_of(paragraphs: Sequence[str]) -> Print:
    """The print of one text, the same on every machine and whatever way its marks are encoded.

    Shapes  paragraphs: the body alone, in order; how it is cut into paragraphs does not matter
    """
    return Print(signs_of(paragraphs))
