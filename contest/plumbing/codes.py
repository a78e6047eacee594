"""Codes that people read aloud and type: an alphabet without look-alikes, and a check character."""

from collections.abc import Iterable
from random import Random
from typing import Final

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""31 signs, a prime number: the check finds each wrong sign and each swap of neighbours."""

_LOOK_ALIKES: Final = "IL01O"
_VALUES: Final = {sign: value for signs in (ALPHABET, _LOOK_ALIKES) for value, sign in enumerate(signs)}


def draw_signs(count: int, *, rng: Random) -> str:
    """That many signs of the alphabet by lot."""
    return "".join(rng.choices(ALPHABET, k=count))


def check_sign(signs: Iterable[str]) -> str:
    """The sign that guards the others: their weighted sum modulo 31.

    Shapes  signs: up to 30 capital letters and digits, look-alikes allowed
    """
    return ALPHABET[sum(place * _VALUES[sign] for place, sign in enumerate(signs, start=1)) % len(ALPHABET)]


TOKEN_SIGNS: Final = 16


def draw_token(*, rng: Random) -> str:
    """A token by lot with its check sign, 79 bits: nobody guesses one, and a misread one is no token.

    rng  secrets.SystemRandom() outside tests
    """
    body = draw_signs(TOKEN_SIGNS, rng=rng)
    return body + check_sign(body)


def is_token(text: str) -> bool:
    """Whether these signs can be a token."""
    body, check = text[:-1], text[-1:]
    return len(body) == TOKEN_SIGNS and not set(text) - set(ALPHABET) and check_sign(body) == check
