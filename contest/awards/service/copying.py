"""The prizes and what the charter says about them go along with a copied contest."""

from sqlalchemy import select

from contest.awards.models import AwardTerms, Prize
from contest.charter.service import Copy, copies_along, values_of
from contest.db import db


@copies_along
def copy_structure(copy: Copy) -> None:
    """The structure of prizes and the terms of giving them; nothing that was decided."""
    for table in (Prize, AwardTerms):
        for row in db.session.scalars(select(table).where(table.contest_id == copy.earlier)):
            db.session.add(table(contest_id=copy.fresh, **values_of(row, "contest_id")))
    db.session.flush()
