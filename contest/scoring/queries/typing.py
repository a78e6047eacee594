"""Questions about sheets that two people type from paper: what each has read, and what waits for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from contest.assignment.models import Assignment, Draw
from contest.assignment.queries import standing
from contest.charter.models import Round
from contest.db import db
from contest.errors import NotFound
from contest.people.models import Account
from contest.scoring.models import ScoreSheet, SheetState, TypedSheet
from contest.scoring.queries.paper import sheets_among
from contest.scoring.rules import Typed, agreed_on, clashes, differences
from contest.screening.models import BlindCode


class TypingState(StrEnum):
    """Where the typing of one paper sheet stands.

    NONE     nobody has typed it, or what was typed has come to its end
    FIRST    one person has; another is to type it again
    DIFFERS  two have, and not the same: somebody other than the first decides by the paper
    AGREED   two agree, but something else is handed in already
    """

    NONE = "none"
    FIRST = "first"
    DIFFERS = "differs"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Typing:
    """One reading, what was typed of its paper sheet and still waits, and the sheet as it stands."""

    assignment: Assignment
    first: TypedSheet | None
    second: TypedSheet | None
    sheet: ScoreSheet | None

    @property
    def state(self) -> TypingState:
        """Where it stands."""
        if self.first is None:
            return TypingState.NONE
        if self.second is None:
            return TypingState.FIRST
        return TypingState.DIFFERS if self.differing else TypingState.AGREED

    @property
    def differing(self) -> tuple[str, ...]:
        """The keys on which the two typings differ, once there are two and nobody has settled them."""
        if self.first is None or self.second is None or self.second.settled:
            return ()
        return differences(typed(self.first), typed(self.second))

    @property
    def agreed(self) -> Typed | None:
        """What two people read, once they agree."""
        if self.first is None or self.second is None or self.differing:
            return None
        return agreed_on(typed(self.first), typed(self.second))

    @property
    def clashing(self) -> tuple[str, ...]:
        """The keys on which what two people read differs from a sheet that is handed in."""
        if self.agreed is None or self.sheet is None or self.sheet.state != SheetState.HANDED_IN:
            return ()
        return clashes(Typed(self.sheet.points, self.sheet.remark), self.agreed)


def typed(row: TypedSheet) -> Typed:
    """One typing as the rules compare it."""
    return Typed(row.points, row.remark)


def reading_in(round_id: int, assignment_id: int) -> Assignment:
    """One published assignment of the round with its judge, ended or not. Raises NotFound."""
    question = (
        select(Assignment)
        .join(Assignment.draw)
        .options(contains_eager(Assignment.draw), joinedload(Assignment.judge))
        .where(
            Assignment.id == assignment_id, Assignment.round_id == round_id, Draw.published_at.is_not(None)
        )
    )
    found = db.session.scalars(question).unique().one_or_none()
    if found is None:
        raise NotFound
    return found


def round_of_assignment(assignment_id: int) -> Round:
    """The round that an assignment belongs to."""
    question = select(Round).join(Assignment, Assignment.round_id == Round.id)
    return db.session.scalars(question.where(Assignment.id == assignment_id)).one()


def still_reads(assignment: Assignment) -> bool:
    """Whether the assignment stands: nobody ended it, and its entry is still judged."""
    question = standing(assignment.round_id).with_only_columns(Assignment.id)
    return db.session.scalar(question.where(Assignment.id == assignment.id)) is not None


def readings_coded(round_id: int, code: str) -> list[Assignment]:
    """The standing readings of the entry with that blind code, with their judges."""
    question = (
        standing(round_id)
        .join(Assignment.blind_code)
        .options(joinedload(Assignment.judge))
        .where(BlindCode.code == code)
        .order_by(Assignment.draw_id, Assignment.id)
    )
    return list(db.session.scalars(question).unique())


def open_typings(assignment_id: int) -> list[TypedSheet]:
    """What was typed of a sheet and still waits, the first person's before the second's, as it stands now."""
    question = select(TypedSheet).where(
        TypedSheet.assignment_id == assignment_id, TypedSheet.ended_at.is_(None)
    )
    return list(
        db.session.scalars(question.order_by(TypedSheet.turn).execution_options(populate_existing=True))
    )


def typing_of(assignment: Assignment) -> Typing:
    """Where the typing of one reading's sheet stands now."""
    turns = {row.turn: row for row in open_typings(assignment.id)}
    return Typing(assignment, turns.get(1), turns.get(2), sheets_among([assignment.id]).get(assignment.id))


def typings_waiting(round_id: int) -> list[Typing]:
    """What waits in a round for a second person or for a decision, the oldest first; two questions."""
    question = (
        select(TypedSheet)
        .join(TypedSheet.assignment)
        .join(Account, Account.id == Assignment.judge_id)
        .options(contains_eager(TypedSheet.assignment).contains_eager(Assignment.judge))
        .where(Assignment.round_id == round_id, TypedSheet.ended_at.is_(None))
        .order_by(TypedSheet.id)
    )
    return _gathered(db.session.scalars(question).unique())


def _gathered(rows: Iterable[TypedSheet]) -> list[Typing]:
    found: dict[int, dict[int, TypedSheet]] = {}
    for row in rows:
        found.setdefault(row.assignment_id, {})[row.turn] = row
    sheets = sheets_among(set(found))
    return [
        Typing(turns[min(turns)].assignment, turns.get(1), turns.get(2), sheets.get(key))
        for key, turns in found.items()
    ]
