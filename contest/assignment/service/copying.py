"""How rounds are dealt goes along with a copied contest; what was said of judges and entries does not."""

from sqlalchemy import select

from contest.assignment.models import CategoryReaders, DealingRule
from contest.charter.service import Copy, copies_along, values_of
from contest.db import db, one_of


@copies_along
def copy_dealing(copy: Copy) -> None:
    """The rules of each round and the numbers of readers by category; anchors chosen by hand are entries."""
    for rule in db.session.scalars(select(DealingRule).where(one_of(DealingRule.round_id, copy.rounds))):
        said = values_of(rule, "round_id", "named_anchors")
        db.session.add(DealingRule(round_id=copy.rounds[rule.round_id], named_anchors=[], **said))
    standing = select(CategoryReaders).where(one_of(CategoryReaders.round_id, copy.rounds))
    for own in db.session.scalars(standing):
        db.session.add(
            CategoryReaders(
                round_id=copy.rounds[own.round_id],
                category_id=copy.categories[own.category_id],
                readers=own.readers,
            )
        )
    db.session.flush()
