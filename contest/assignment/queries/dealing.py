"""The round's draw as plain values: what was set, what stands, who must not meet."""

from collections.abc import Collection

from sqlalchemy import select

from contest.assignment.models import Assignment, Conflict, Recusal
from contest.assignment.queries.settings import limits_of
from contest.assignment.queries.standing import standing_pairs
from contest.assignment.rules import EntryToRead, JudgeAtHand, Problem
from contest.authors.queries import units_of_entries
from contest.charter.models import Round
from contest.db import db
from contest.entries.queries import categories_of_entries
from contest.people.queries import judges_of
from contest.screening.models import BlindCode
from contest.screening.queries import eligible_entry_ids


def conflicts_of(contest_id: int) -> list[Conflict]:
    """Every declared conflict of the contest's judges."""
    judges = [role.account_id for role in judges_of(contest_id)]
    return list(
        db.session.scalars(select(Conflict).where(Conflict.judge_id.in_(judges)).order_by(Conflict.id))
    )


def problem_for(
    round_: Round, *, entry_ids: Collection[int] | None = None, readers: int | None = None
) -> Problem:
    """The round's draw as plain values: who waits, who can read, what stands, who must not meet.

    entry_ids  the entries in question; None for all that have a code in the round and are eligible
    readers    how many each needs in all; None for the charter's number
    """
    if entry_ids is None:
        coded = set(db.session.scalars(select(BlindCode.entry_id).where(BlindCode.round_id == round_.id)))
        entry_ids = coded & set(eligible_entry_ids(round_.contest_id))
    units, categories = units_of_entries(entry_ids), categories_of_entries(entry_ids)
    limits = limits_of(round_.id)
    judges = []
    for role in judges_of(round_.contest_id):
        limit = limits.get(role.account_id)
        judges.append(
            JudgeAtHand(
                id=role.account_id,
                units=frozenset({role.unit_id} if role.unit_id else ()),
                minimum=limit.minimum if limit else 0,
                maximum=limit.maximum if limit else None,
            )
        )
    conflicts = {(conflict.entry_id, conflict.judge_id) for conflict in conflicts_of(round_.contest_id)}
    return Problem(
        entries=tuple(
            EntryToRead(id=entry, units=units.get(entry, frozenset()), category=categories.get(entry))
            for entry in sorted(entry_ids)
        ),
        judges=tuple(judges),
        readers=readers or round_.readers,
        excluded=frozenset(conflicts | _recused_pairs(round_.id)),
        standing=frozenset(standing_pairs(round_.id)),
    )


def _recused_pairs(round_id: int) -> set[tuple[int, int]]:
    question = (
        select(Assignment.entry_id, Assignment.judge_id)
        .join(Recusal, Recusal.assignment_id == Assignment.id)
        .where(Assignment.round_id == round_id)
    )
    return {(entry, judge) for entry, judge in db.session.execute(question)}
