"""Titles as papers may show them: with what names an author masked."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from contest.db import db
from contest.entries.models import Entry, Manuscript
from contest.screening.service import shown_titles


def masked_titles(entry_ids: Sequence[int]) -> dict[int, str]:
    """The newest title of each entry by its id, masked; for as many as one question takes."""
    question = select(Entry).where(Entry.id.in_(entry_ids))
    versions = selectinload(Entry.manuscripts).defer(Manuscript.paragraphs, raiseload=True)
    whole = question.options(versions, selectinload(Entry.figure), selectinload(Entry.withdrawal))
    return shown_titles(list(db.session.scalars(whole)))
