"""What the QR codes of a cover sheet say: a token that means nothing by itself, and a mark that only says "cover"."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from contest.plumbing.codes import ALPHABET, check_sign, draw_signs

OURS: Final = "TB:"
"""How every code of a cover sheet begins; a QR code that begins otherwise belongs to the page it stands on."""

MARK: Final = "TB:BIA"
"""The mark beside the token: short, so its squares are large and it outlives a smudge that spoils the token."""

_SIGNS: Final = 16


@dataclass(frozen=True, slots=True)
class Cover:
    """A page that is a cover sheet; its token is None when none could be read, or two different ones were."""

    token: str | None


def new_token(*, rng: Random) -> str:
    """A token by lot with its check sign, 79 bits: nobody guesses one, and a misread one is no token.

    rng  secrets.SystemRandom() outside tests
    """
    body = draw_signs(_SIGNS, rng=rng)
    return body + check_sign(body)


def payload_of(token: str) -> str:
    """What the token's QR code says: 20 signs that fit version 2 at the highest error correction."""
    return OURS + token


def cover_of(codes: Sequence[str]) -> Cover | None:
    """Whether a page with these codes is a cover sheet, and whose; None for a page of an essay."""
    said = [code.removeprefix(OURS) for code in codes if code.startswith(OURS)]
    if not said:
        return None
    tokens = {text for text in said if _is_token(text)}
    return Cover(tokens.pop() if len(tokens) == 1 else None)


def _is_token(text: str) -> bool:
    body, check = text[:-1], text[-1:]
    return len(body) == _SIGNS and not set(text) - set(ALPHABET) and check_sign(body) == check
