"""Receipts: the code by which an author asks after an entry, in a form fit for the telephone; and flags."""

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from itertools import product
from random import Random
from typing import Final

from contest.plumbing.codes import ALPHABET, check_sign, draw_signs


class Flag(StrEnum):
    """What a screener should look at in an entry that was taken in all the same."""

    LATE = "late"
    OVER_CAP = "over-cap"
    TOO_LONG = "too-long"
    TOO_SHORT = "too-short"
    GUARDIAN_MISSING = "guardian-missing"
    CONSENT_MISSING = "consent-missing"
    NOT_SCANNED = "not-scanned"


class FileRole(StrEnum):
    """What a file is for: the essay itself, a photo of the figure, or a signed statement for the office alone."""

    ESSAY = "essay"
    PHOTO = "photo"
    STATEMENT = "statement"


_LENGTH: Final = 4
_PREFIX: Final = re.compile(r"(?=.{1,6}$)[A-Z]+[0-9]{0,2}")
_TYPED: Final = re.compile(rf"([A-Z0-9]{{1,6}})([{ALPHABET}]{{{_LENGTH}}})([{ALPHABET}])")
_MISREAD: Final = {"0": "0O", "O": "O0", "1": "1IL", "I": "I1L", "L": "LI1"}
_PARTING: Final = re.compile(r"[\s.\-\u2010-\u2015]+")


def new_receipt(prefix: str, *, rng: Random) -> str:
    """A new code such as CL26-7KQ4-9: the contest's prefix, four signs by lot, a check sign.

    About 920,000 codes a prefix; the caller draws again when the code is taken. The last two parts never
    make a valid blind code, so that the two cannot be mistaken for each other.

    prefix  capital letters, then up to two digits, at most six signs, such as CL26
    rng     secrets.SystemRandom() outside tests
    Raises  ValueError for another prefix
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"a receipt's prefix is letters, then up to two digits, not {prefix!r}")
    while True:
        body = draw_signs(_LENGTH, rng=rng)
        check = check_sign(prefix + body)
        if check != check_sign(body):
            return f"{prefix}-{body}-{check}"


def digest_of_version(
    title: str, paragraphs: Iterable[str], files: Iterable[str], pages: Iterable[str]
) -> str:
    """The SHA-256 of a version whose pages the office scanned, in hex: of its title, paragraphs and digests, by line.

    files, pages  digests of the originals and of the page pictures, in order
    """
    lines = (title, *paragraphs, *files, *pages)
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def normal_receipt(text: str) -> str | None:
    """The receipt that somebody typed, whatever the capitals, spaces, dashes, O for 0, 1 for I or L; or None.

    Of several readings of the prefix the check sign decides, the one as typed coming first.
    """
    found = _TYPED.fullmatch(_PARTING.sub("", text).upper())
    if found is None:
        return None
    typed, body, check = found.groups()
    readings = ("".join(signs) for signs in product(*(_MISREAD.get(sign, sign) for sign in typed)))
    fitting = (p for p in readings if _PREFIX.fullmatch(p) and check_sign(p + body) == check)
    prefix = next(fitting, None)
    return None if prefix is None else f"{prefix}-{body}-{check}"


def is_late(*, sent_on: date, received_on: date, closes_on: date, by_sent_date: bool) -> bool:
    """Whether a paper entry came too late, by its postmark or by the day it was received.

    Source  the charter's late rule; a postmark of the last day is in time
    """
    return (sent_on if by_sent_date else received_on) > closes_on


def length_flags(words: int, *, least: int, most: int, tolerance_percent: int) -> tuple[Flag, ...]:
    """Whether a counted essay is shorter or longer than the charter tolerates; nothing for an uncounted one.

    Units   words as written syllables; the tolerance is a share of each limit
    """
    if words == 0:
        return ()
    if words * 100 < least * (100 - tolerance_percent):
        return (Flag.TOO_SHORT,)
    return (Flag.TOO_LONG,) if words * 100 > most * (100 + tolerance_percent) else ()
