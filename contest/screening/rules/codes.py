"""Blind codes (số phách): what stands for an entry before its judges."""

import re
from collections.abc import Collection
from random import Random
from typing import Final

from contest.plumbing.codes import ALPHABET, check_sign, draw_signs

_SHORTEST: Final = 4
_SPARSE: Final = 20
"""Codes there should be for each one in use, so that a mistyped code is rarely another's."""

_TYPED: Final = re.compile(rf"([{ALPHABET}]{{{_SHORTEST},7}})([{ALPHABET}])")
_PARTING: Final = re.compile(r"[\s.\-\u2010-\u2015]+")


def draw_codes(count: int, *, taken: Collection[str], rng: Random) -> tuple[str, ...]:
    """New codes such as K7QF-3, by lot, without order and unlike any receipt; the last sign is a check.

    Four signs before the check for up to 46,000 codes, more for more.

    taken    codes that are in use, none of which is drawn again
    rng      secrets.SystemRandom() outside tests
    Returns  as many different codes as asked, in the order drawn
    Raises   ValueError for a count below 0
    """
    if count < 0:
        raise ValueError("a number of codes below 0")
    length = _SHORTEST
    while len(ALPHABET) ** length < _SPARSE * (count + len(taken)):
        length += 1
    used, drawn = set(taken), list[str]()
    while len(drawn) < count:
        signs = draw_signs(length, rng=rng)
        code = f"{signs}-{check_sign(signs)}"
        if code not in used:
            used.add(code)
            drawn.append(code)
    return tuple(drawn)


def normal_code(text: str) -> str | None:
    """The blind code that somebody typed, whatever the capitals, spaces and dashes; or None."""
    found = _TYPED.fullmatch(_PARTING.sub("", text).upper())
    if found is None or check_sign(found[1]) != found[2]:
        return None
    return f"{found[1]}-{found[2]}"
