"""Essays that resemble each other and essays that do not, handed in by people of given units."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from random import Random
from zlib import crc32

from contest.authors.rules import EssaySaid
from contest.rehearsal.copies import CopyKind, copy_of
from contest.rehearsal.essays import Essay, write_essay
from tests.authors.said import an_author
from tests.cast import Cast
from tests.conftest import NOON
from tests.office import an_entry


@cache
def essay(seed: int) -> Essay:
    """An essay of its own, the same for the same seed."""
    return write_essay(Random(f"essay-{seed}"), words=(600, 900))


@cache
def copied(seed: int, kind: CopyKind = CopyKind.WHOLE) -> Essay:
    """A copy of that essay."""
    return copy_of(essay(seed), Random(f"copy-{seed}"), kind=kind)


def sent(
    cast: Cast,
    text: Essay | Sequence[str],
    *,
    name: str = "Lô Thị Na",
    unit: str = "Xã Nhân Lý",
    title: str = "Một tấm gương",
    at: datetime = NOON,
) -> int:
    """An entry with this text; returns its id."""
    paragraphs = tuple(text.paragraphs if isinstance(text, Essay) else text)
    return an_entry(
        cast,
        at=at,
        essay=EssaySaid(title, cast.category_id, paragraphs=paragraphs, typed=True),
        authors=(an_author(name=name, phone=f"09{crc32(name.encode()) % 10**8:08}"),),
        unit_name=unit,
    )
