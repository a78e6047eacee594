"""Questions about masks, blind copies and the rounds' codes."""

from collections.abc import Collection

from sqlalchemy import Select, func, select

from contest.db import db, one_of
from contest.screening.models import BlindCode, BlindCopy, Mask


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
