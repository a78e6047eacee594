"""Questions about masks, blind copies and the rounds' codes."""

from collections.abc import Collection, Iterator
from typing import Final

import numpy as np
from sqlalchemy import Select, func, select

from contest.db import db, one_of
from contest.screening.models import BlindCode, BlindCopy, Mask

AT_ONCE: Final = 2_000


def masks_of(manuscript_id: int) -> list[Mask]:
    """Masks of a manuscript in reading order, lifted ones too."""
    return masks_of_all([manuscript_id]).get(manuscript_id, [])


def masks_of_all(manuscript_ids: Collection[int]) -> dict[int, list[Mask]]:
    """The same for each of these manuscripts that has any."""
    question = select(Mask).where(one_of(Mask.manuscript_id, manuscript_ids))
    masks: dict[int, list[Mask]] = {}
    for mask in db.session.scalars(question.order_by(Mask.paragraph, Mask.start, Mask.stop)):
        masks.setdefault(mask.manuscript_id, []).append(mask)
    return masks


def blind_copy_of(entry_id: int) -> BlindCopy | None:
    """The newest blind copy of an entry."""
    return blind_copies_of([entry_id]).get(entry_id)


def blind_copies_of(entry_ids: Collection[int]) -> dict[int, BlindCopy]:
    """The newest blind copy of each of these entries."""
    newest = (
        select(BlindCopy.entry_id, func.max(BlindCopy.version).label("newest"))
        .where(one_of(BlindCopy.entry_id, entry_ids))
        .group_by(BlindCopy.entry_id)
        .subquery()
    )
    question = select(BlindCopy).join(
        newest, (newest.c.entry_id == BlindCopy.entry_id) & (newest.c.newest == BlindCopy.version)
    )
    return {copy.entry_id: copy for copy in db.session.scalars(question)}


def blind_codes_of(round_id: int) -> dict[int, BlindCode]:
    """The round's codes by entry id."""
    question = select(BlindCode).where(BlindCode.round_id == round_id)
    return {code.entry_id: code for code in db.session.scalars(question)}


def coded_in_order(round_id: int) -> Iterator[tuple[str, int]]:
    """(code, entry id) of everything that has a code in the round, by code; some twenty bytes are held of each."""
    question = select(BlindCode.code, BlindCode.entry_id).where(BlindCode.round_id == round_id)
    codes, entries = [np.array([], "S1")], [np.array([], np.int64)]
    for some in db.session.execute(question.execution_options(yield_per=AT_ONCE)).partitions():
        codes.append(np.array([row.code.encode() for row in some]))
        entries.append(np.array([row.entry_id for row in some], np.int64))
    told, behind = np.concatenate(codes), np.concatenate(entries)
    for place in np.argsort(told, kind="stable"):
        yield told[place].decode(), int(behind[place])


def entry_behind(round_id: int, code: str) -> BlindCode | None:
    """The round's code as a row, which names its entry; for offices and imports, never for a judge's page."""
    return db.session.scalar(select(BlindCode).where(BlindCode.round_id == round_id, BlindCode.code == code))


def entries_coded_in(round_ids: Collection[int], entry_ids: Collection[int]) -> set[int]:
    """Which of these entries have a code in one of these rounds."""
    question = select(BlindCode.entry_id).where(
        BlindCode.round_id.in_(round_ids), one_of(BlindCode.entry_id, entry_ids)
    )
    return set(db.session.scalars(question))


def all_coded_in(round_ids: Collection[int]) -> Select[int]:
    """A selection of the ids of entries that have a code in one of these rounds."""
    return select(BlindCode.entry_id).where(BlindCode.round_id.in_(round_ids))
