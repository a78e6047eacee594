"""Lists of scores that were filled in: kept as they came, looked through, and taken row by row."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from contest.assignment.models import Assignment
from contest.assignment.queries import standing_assignments
from contest.charter.models import Round
from contest.db import db
from contest.errors import Refusal
from contest.errors.paper import (
    JudgeNotNamed,
    ListTaken,
    NotYourRow,
    RowTwice,
    TypistReads,
)
from contest.errors.people import AccountUnknown
from contest.errors.scoring import SheetUnassigned
from contest.people.models import Account
from contest.people.queries import judges_of, normal_email
from contest.plumbing.audit import Actor, record
from contest.scoring.models import ScoreSheet, SentScores, SheetState
from contest.scoring.queries import entries_not_to_see, sheets_among, sheets_from_lists_of
from contest.scoring.service.imports import import_sheet, is_unseen
from contest.scoring.service.list_rows import SentRow
from contest.scoring.service.writing import Content, content_of
from contest.screening.rules import normal_code

ADDED, CORRECTED, SAME, BLANK, REFUSED = "added", "corrected", "same", "blank", "refused"
UNSEEN = "unseen"
"""It would take the place of a hand-in that the list does not know; taken for a reason only."""


@dataclass(frozen=True, slots=True)
class Look:
    """What would become of one row now: the outcome, why it is refused, whose sheet it is and what stands on it."""

    row: SentRow
    outcome: str
    refusal: Refusal | None = None
    assignment: Assignment | None = None
    content: Content | None = None
    before: ScoreSheet | None = None


def send_scores(
    *,
    round_: Round,
    rows: Sequence[SentRow],
    data: bytes,
    name: str,
    judge: Account | None,
    actor: Actor,
    at: datetime,
) -> SentScores:
    """Keep a list as it came; nothing of it counts yet."""
    sent = SentScores(
        round_id=round_.id,
        judge_id=judge.id if judge else None,
        name=name[:255],
        digest=hashlib.sha256(data).hexdigest(),
        rows=[row.kept() for row in rows],
        sent_at=at,
        sent_by=actor.name,
        fates={},
    )
    db.session.add(sent)
    db.session.flush()
    record(
        "scores.sent",
        actor=actor,
        at=at,
        contest_id=round_.contest_id,
        subject=sent,
        count=len(rows),
        digest=sent.digest,
    )
    return sent


def look_through(
    round_: Round, rows: Sequence[SentRow], *, judge: Account | None = None, viewer: Account | None = None
) -> list[Look]:
    """What would become of each row if the list were taken now; reads alone, the same questions for any length.

    judge   whose own list it is; rows of others are refused
    viewer  who looks: rows of others on entries they read themselves are refused while their own sheet may change
    """
    return _Looking(round_, judge, viewer).through(rows)


@dataclass(slots=True)
class _Looking:
    """What is asked once for all rows."""

    round: Round
    judge: Account | None
    viewer: Account | None
    readings: dict[tuple[str, int], Assignment] = field(init=False)
    sheets: dict[int, ScoreSheet] = field(init=False)
    judges: list[Account] = field(init=False)
    blind: set[int] = field(init=False)
    own: set[int] = field(init=False)
    seen: dict[int, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        dealt = standing_assignments(self.round.id)
        self.readings = {(a.blind_code.code, a.judge_id): a for a in dealt}
        self.sheets = sheets_among({a.id for a in dealt})
        self.judges = [role.account for role in judges_of(self.round.contest_id)]
        viewer = self.viewer
        self.blind = entries_not_to_see(viewer.id, self.round.id) if viewer else set()
        self.own = sheets_from_lists_of(viewer.name, self.round.id) if viewer else set()

    def through(self, rows: Sequence[SentRow]) -> list[Look]:
        return [self._look(row) for row in rows]

    def _look(self, row: SentRow) -> Look:
        if not row.points:
            return Look(row, BLANK)
        assignment: Assignment | None = None
        try:
            assignment = self._assignment(row)
            content = content_of(self.round, row.points, row.remark, complete=True)
        except Refusal as refusal:
            return Look(row, REFUSED, refusal, assignment)
        sheet = self.sheets.get(assignment.id)
        handed_in = sheet is not None and sheet.state == SheetState.HANDED_IN
        outcome = CORRECTED if handed_in else ADDED
        if sheet is not None and handed_in and content.is_on(sheet):
            outcome = SAME
        elif is_unseen(sheet, row.version, own=sheet is not None and sheet.id in self.own):
            outcome = UNSEEN
        return Look(row, outcome, None, assignment, content, sheet)

    def _assignment(self, row: SentRow) -> Assignment:
        judge = self._judge(row.judge)
        found = self.readings.get((normal_code(row.code) or "", judge.id))
        if found is None:
            raise SheetUnassigned(code=row.code, judge=judge.name)
        if found.entry_id in self.blind and self.viewer is not None and self.viewer.id != judge.id:
            raise TypistReads
        first = self.seen.setdefault(found.id, row.number)
        if first != row.number:
            raise RowTwice(row=first)
        return found

    def _judge(self, said: str) -> Account:
        if self.judge is not None:
            if said and said != self.judge.name and normal_email(said) != self.judge.email:
                raise NotYourRow(judge=said)
            return self.judge
        if not said:
            raise JudgeNotNamed
        found = [a for a in self.judges if a.email == normal_email(said) or a.name == said]
        if len(found) != 1:
            raise AccountUnknown(email=said)
        return found[0]


def take_rows(
    *,
    round_: Round,
    looks: Sequence[Look],
    reason: str = "",
    actor: Actor,
    at: datetime,
    by_judge: bool,
) -> dict[int, tuple[str, Refusal | None]]:
    """Take rows that were looked through, each by itself: what one is refused for costs the others nothing.

    reason   why rows take the place of hand-ins that the list does not know; without one these are refused
    Returns  number -> what became of it
    """
    fates: dict[int, tuple[str, Refusal | None]] = {}
    for look in looks:
        if look.outcome not in {ADDED, CORRECTED, UNSEEN} or look.assignment is None:
            fates[look.row.number] = (look.outcome, look.refusal)
            continue
        try:
            with db.session.begin_nested():
                done = import_sheet(
                    round_=round_,
                    blind_code=look.row.code,
                    judge=look.assignment.judge,
                    points=look.row.points,
                    remark=look.row.remark,
                    version=look.row.version,
                    reason=reason,
                    actor=actor,
                    at=at,
                    by_judge=by_judge,
                )
            fates[look.row.number] = (done, None)
        except Refusal as refusal:
            fates[look.row.number] = (REFUSED, refusal)
    return fates


def close_list(
    *, sent: SentScores, fates: Mapping[int, tuple[str, str]], contest_id: int, actor: Actor, at: datetime
) -> None:
    """Write down what became of each row, in words; of two who take it at once the second is refused.

    Raises  ListTaken when that was done before
    """
    db.session.refresh(sent, with_for_update=True)
    if sent.taken_at is not None:
        raise ListTaken
    sent.taken_at, sent.taken_by = at, actor.name
    sent.fates = {str(number): list(fate) for number, fate in fates.items()}
    db.session.flush()
    counts = {one: sum(f[0] == one for f in fates.values()) for one in (ADDED, CORRECTED, SAME, REFUSED)}
    record("scores.taken", actor=actor, at=at, contest_id=contest_id, subject=sent, **counts)


def record_list_taken_along(*, round_: Round, count: int, filled: bool, actor: Actor, at: datetime) -> None:
    """Log that somebody took a list to fill in, with what is handed in or without."""
    record(
        "scores.taken_along",
        actor=actor,
        at=at,
        contest_id=round_.contest_id,
        subject=round_,
        count=count,
        filled=filled,
    )
