"""Questions about sheets on paper: which to print, and which one a code names."""

from collections.abc import Collection

from sqlalchemy import select

from contest.assignment.models import Assignment
from contest.assignment.queries import standing_assignments
from contest.charter.models import Round
from contest.db import db, one_of
from contest.errors import NotFound
from contest.plumbing.vietnamese import name_sort_key
from contest.scoring.models import PaperSheet, ScoreSheet, SheetState
from contest.scoring.rules import token_in


def tokens_of(assignment_ids: Collection[int]) -> dict[int, str]:
    """The tokens of the paper sheets made before, by assignment id."""
    question = select(PaperSheet.assignment_id, PaperSheet.token)
    question = question.where(one_of(PaperSheet.assignment_id, assignment_ids))
    return dict(db.session.execute(question).all())


def assignment_on_paper(contest_id: int, typed: str) -> int:
    """The assignment whose paper sheet carries the token that was scanned or typed. Raises NotFound."""
    token = token_in(typed)
    question = (
        select(PaperSheet.assignment_id)
        .join(PaperSheet.assignment)
        .join(Round, Round.id == Assignment.round_id)
        .where(PaperSheet.token == token, Round.contest_id == contest_id)
    )
    found = db.session.scalar(question) if token is not None else None
    if found is None:
        raise NotFound
    return found


def readings_on_paper(
    round_id: int,
    *,
    judge_id: int | None = None,
    owed: bool = False,
    among: Collection[int] | None = None,
) -> list[Assignment]:
    """The standing readings of a round to print sheets for, judge by judge in the order of reading.

    judge_id  this judge's alone
    owed      only those whose sheet is not handed in
    among     only these assignments
    """
    found = [
        assignment
        for assignment in standing_assignments(round_id)
        if judge_id in {None, assignment.judge_id} and (among is None or assignment.id in among)
    ]
    done = _handed_in(round_id) if owed else set()
    return sorted(
        (assignment for assignment in found if assignment.id not in done),
        key=lambda a: (name_sort_key(a.judge.name), a.judge_id, a.draw_id, a.reading_order),
    )


def sheets_among(assignment_ids: Collection[int]) -> dict[int, ScoreSheet]:
    """The sheets of these assignments as they stand, by assignment id."""
    question = select(ScoreSheet).where(one_of(ScoreSheet.assignment_id, assignment_ids))
    return {sheet.assignment_id: sheet for sheet in db.session.scalars(question)}


def _handed_in(round_id: int) -> set[int]:
    question = (
        select(ScoreSheet.assignment_id)
        .join(ScoreSheet.assignment)
        .where(Assignment.round_id == round_id, ScoreSheet.state == SheetState.HANDED_IN)
    )
    return set(db.session.scalars(question))
