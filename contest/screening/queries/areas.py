"""Questions about what is blacked out on pages, and about every version of a blind copy."""

from collections.abc import Collection

from sqlalchemy import select

from contest.db import db, one_of
from contest.entries.models import Channel, Entry, Manuscript, ManuscriptPage
from contest.errors import NotFound
from contest.screening.models import BlindCopy, PageArea, VerdictKind
from contest.screening.queries.decisions import entries_with_verdict


def areas_of(entry_id: int) -> list[PageArea]:
    """The areas ever drawn on an entry's pages, lifted ones too, oldest first."""
    return areas_of_all([entry_id]).get(entry_id, [])


def areas_of_all(entry_ids: Collection[int]) -> dict[int, list[PageArea]]:
    """The same for each of these entries that has any."""
    question = select(PageArea).where(one_of(PageArea.entry_id, entry_ids)).order_by(PageArea.id)
    areas: dict[int, list[PageArea]] = {}
    for area in db.session.scalars(question):
        areas.setdefault(area.entry_id, []).append(area)
    return areas


def area_on(entry_id: int, area_id: int) -> PageArea:
    """One area of this entry. Raises NotFound, also for an area of another entry."""
    area = db.session.get(PageArea, area_id)
    if area is None or area.entry_id != entry_id:
        raise NotFound
    return area


def copies_of(entry_id: int) -> list[BlindCopy]:
    """Every blind copy ever released of an entry, the newest first."""
    question = select(BlindCopy).where(BlindCopy.entry_id == entry_id)
    return list(db.session.scalars(question.order_by(BlindCopy.version.desc())))


def copy_of_version(entry_id: int, version: int) -> BlindCopy:
    """One version of the entry's blind copy. Raises NotFound."""
    question = select(BlindCopy).where(BlindCopy.entry_id == entry_id, BlindCopy.version == version)
    copy = db.session.scalar(question)
    if copy is None:
        raise NotFound
    return copy


def eligible_on_paper(contest_id: int, channels: Collection[Channel]) -> list[int]:
    """Ids of the accepted entries that came by these channels and have pictures of pages, in order of id."""
    pictured = select(Manuscript.entry_id).join(ManuscriptPage, ManuscriptPage.manuscript_id == Manuscript.id)
    accepted = entries_with_verdict(contest_id, VerdictKind.ELIGIBLE)
    chosen = accepted.where(Entry.channel.in_(channels), Entry.id.in_(pictured))
    return list(db.session.scalars(chosen.order_by(Entry.id)))
