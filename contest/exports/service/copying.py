"""The office's own layouts of papers go along with a copied contest."""

from sqlalchemy import select

from contest.charter.service import Copy, copies_along, values_of
from contest.db import db
from contest.exports.models import PaperTemplate

FIRST = 1
LEFT = ("contest_id", "version", "loaded_by", "loaded_at", "retired_by", "retired_at")


@copies_along
def copy_templates(copy: Copy) -> None:
    """The template that stands for each paper, as its first version; files are kept by digest, so none is doubled."""
    standing = select(PaperTemplate).where(
        PaperTemplate.contest_id == copy.earlier, PaperTemplate.retired_at.is_(None)
    )
    newest = {row.paper: row for row in db.session.scalars(standing.order_by(PaperTemplate.id))}
    for row in newest.values():
        db.session.add(
            PaperTemplate(
                contest_id=copy.fresh,
                version=FIRST,
                loaded_by=copy.by,
                loaded_at=copy.at,
                **values_of(row, *LEFT),
            )
        )
    db.session.flush()
