"""Which entry somebody means who typed one thing: a receipt, a number of the register, a blind code."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import ColumnElement, select

from contest.charter.models import Round
from contest.db import db
from contest.entries.models import Entry
from contest.entries.rules import normal_receipt
from contest.screening.models import BlindCode
from contest.screening.rules import normal_code

MOST_DIGITS: Final = 9


def entry_meant(contest_id: int, typed: str, *, by_code: bool) -> int | None:
    """The entry of the contest that is named so, a receipt before a number before a code; or None.

    by_code  whether blind codes count: they join an entry to its marks
    """
    for way in _ways(contest_id, typed.strip(), by_code):
        found = db.session.scalars(select(Entry.id).where(Entry.contest_id == contest_id, way).limit(2)).all()
        if len(found) == 1:
            return found[0]
    return None


def _ways(contest_id: int, typed: str, by_code: bool) -> Iterator[ColumnElement[bool]]:
    receipt, code = normal_receipt(typed), normal_code(typed)
    if receipt is not None:
        yield Entry.receipt == receipt
    if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS:
        yield Entry.register_number == int(typed)
    if by_code and code is not None:
        rounds = select(Round.id).where(Round.contest_id == contest_id)
        coded = select(BlindCode.entry_id).where(BlindCode.round_id.in_(rounds), BlindCode.code == code)
        yield Entry.id.in_(coded)
