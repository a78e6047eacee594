"""What one judge may be given in a round, before anything is drawn; and what the judge has said of it."""

from dataclasses import replace

from sqlalchemy import select

from contest.assignment.models import Conflict
from contest.assignment.queries import problem_for
from contest.charter.models import Round
from contest.db import db, one_of
from contest.overview.queries.dealing import entries_to_draw
from contest.people.models import Account


def entries_ahead(round_: Round, judge: Account) -> list[int]:
    """The round's entries by the judge's categories and languages; none for somebody who takes nothing.

    Those of the judge's own unit and those somebody keeps the judge from are among them, though no draw gives them:
    a title that is missing would tell the unit behind it, or what was said of the judge.
    """
    problem = problem_for(round_, entry_ids=entries_to_draw(round_))
    mine = next((one for one in problem.judges if one.id == judge.id), None)
    if mine is None or mine.maximum == 0:
        return []
    of_any_unit = replace(mine, units=frozenset())
    allowed = [of_any_unit.may_read(kind) for kind in problem.entries.kinds]
    rows = zip(problem.entries.ids.tolist(), problem.entries.kind_of.tolist(), strict=True)
    return [entry for entry, kind in rows if allowed[kind]]


def declared_by(round_: Round, judge: Account) -> list[int]:
    """The round's entries that the judge has said they cannot read; what others said of them is not told."""
    question = select(Conflict.entry_id).where(
        Conflict.judge_id == judge.id,
        Conflict.declared_by_id == judge.id,
        one_of(Conflict.entry_id, entries_to_draw(round_)),
    )
    return list(db.session.scalars(question))
