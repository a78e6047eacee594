"""Titles as papers may show them: with what names an author masked, or as written once names are known."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from contest.db import db, one_of
from contest.entries.models import Entry, Manuscript
from contest.screening.service import shown_titles


def masked_titles(entry_ids: Sequence[int]) -> dict[int, str]:
    """The newest title of each entry by its id, masked; for as many as one question takes."""
    question = select(Entry).where(Entry.id.in_(entry_ids))
    versions = selectinload(Entry.manuscripts).defer(Manuscript.paragraphs, raiseload=True)
    whole = question.options(versions, selectinload(Entry.figure), selectinload(Entry.withdrawal))
    return shown_titles(list(db.session.scalars(whole)))


def plain_titles(entry_ids: Sequence[int]) -> dict[int, str]:
    """The newest title of each entry by its id as its author wrote it, for whoever may know the author."""
    newest = (
        select(Manuscript.entry_id, func.max(Manuscript.version).label("newest"))
        .where(one_of(Manuscript.entry_id, entry_ids))
        .group_by(Manuscript.entry_id)
        .subquery()
    )
    question = select(Manuscript.entry_id, Manuscript.title).join(
        newest, (Manuscript.entry_id == newest.c.entry_id) & (Manuscript.version == newest.c.newest)
    )
    titles: dict[int, str] = dict(db.session.execute(question).all())
    return titles
