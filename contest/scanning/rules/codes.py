"""What the QR codes of a cover sheet say: a token that means nothing by itself, and a mark that only says "cover"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from contest.plumbing.codes import is_token

OURS: Final = "TB:"
"""How every code of a cover sheet begins; a QR code that begins otherwise belongs to the page it stands on."""

MARK: Final = "TB:BIA"
"""The mark beside the token: short, so its squares are large and it outlives a smudge that spoils the token."""


@dataclass(frozen=True, slots=True)
class Cover:
    """A page that is a cover sheet; its token is None when none could be read, or two different ones were."""

    token: str | None


def payload_of(token: str) -> str:
    """What the token's QR code says: 20 signs that fit version 2 at the highest error correction."""
    return OURS + token


def cover_of(codes: Sequence[str]) -> Cover | None:
    """Whether a page with these codes is a cover sheet, and whose; None for a page of an essay."""
    said = [code.removeprefix(OURS) for code in codes if code.startswith(OURS)]
    if not said:
        return None
    tokens = {text for text in said if is_token(text)}
    return Cover(tokens.pop() if len(tokens) == 1 else None)
