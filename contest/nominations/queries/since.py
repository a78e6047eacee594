"""What has become of the works of a package since it was made, which the level above cannot know."""

from collections.abc import Mapping
from enum import StrEnum

from sqlalchemy import func, select

from contest.awards.queries import prizes_at
from contest.db import db, one_of
from contest.entries.models import Manuscript, Withdrawal
from contest.nominations.models import Package
from contest.nominations.queries.choosing import is_eligible
from contest.screening.queries import standing_decisions


class Since(StrEnum):
    """One thing that became of a work since."""

    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    REVISED = "revised"
    PRIZE = "prize"


def changes_since(package: Package) -> Mapping[int, tuple[Since, ...]]:
    """Entry id -> what became of it since the package was made; entries as they were are absent.

    Shapes  package: with its nominations
    """
    ids = [one.entry_id for one in package.nominations]
    gone = set(db.session.scalars(select(Withdrawal.entry_id).where(one_of(Withdrawal.entry_id, ids))))
    decided = standing_decisions(ids)
    newest = (
        select(Manuscript.entry_id)
        .where(one_of(Manuscript.entry_id, ids))
        .group_by(Manuscript.entry_id)
        .having(func.max(Manuscript.received_at) > package.made_at)
    )
    revised = set(db.session.scalars(newest))
    then, now = prizes_at(package.contest_id, package.made_at), prizes_at(package.contest_id)
    told = {
        id_: (
            *((Since.WITHDRAWN,) if id_ in gone else ()),
            *((Since.REJECTED,) if not is_eligible(id_, decided) and id_ not in gone else ()),
            *((Since.REVISED,) if id_ in revised else ()),
            *((Since.PRIZE,) if package.scores and then.get(id_) != now.get(id_) else ()),
        )
        for id_ in ids
    }
    return {id_: changes for id_, changes in told.items() if changes}
