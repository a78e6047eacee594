"""The last word on equals."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from contest.authors.queries import names_known
from contest.charter.models import Round
from contest.db import db
from contest.entries.service import lock_register
from contest.errors import NotFound
from contest.errors.shortlist import (
    NamesAlreadyKnown,
    NoHeadDecision,
    NotTied,
    ReasonMissing,
    RoundNotLocked,
)
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean
from contest.scoring.queries import round_lock
from contest.shortlist.models import HeadDecision
from contest.shortlist.queries import head_decisions, ranking

FIRST_WEIGHT: Final = 1000
"""The head's first word on a tie; each further one weighs one less, so that who was put first stays first.

Weights only order: where they would reach 0, which is no word, all are lifted alike and nobody's place changes.
"""


def decide_tie(
    *, round_: Round, entry_id: int, undo: bool = False, reason: str, actor: Actor, at: datetime
) -> HeadDecision:
    """Record that the head of the jury puts an entry before its equals, after those put so already.

    undo  take that word back instead
    A later decision on the same entry takes the place of the earlier one; the log keeps both.

    Raises  RoundNotLocked, NamesAlreadyKnown, NoHeadDecision, ReasonMissing, NotFound, NotTied
    """
    lock_register(round_.contest_id)
    if round_lock(round_.id) is None:
        raise RoundNotLocked
    if names_known(round_.id):
        raise NamesAlreadyKnown
    if not any("head" in step for step in round_.tie_breaks):
        raise NoHeadDecision
    said = clean(reason).strip()
    if not said:
        raise ReasonMissing
    code = _code_of_equal(round_, entry_id)
    so_far = head_decisions(round_.id)
    weight = 0 if undo else _next_weight([row for row in so_far.values() if row.weight > 0])
    decision = so_far.get(entry_id)
    if decision is None:
        decision = HeadDecision(round_id=round_.id, entry_id=entry_id)
        db.session.add(decision)
    decision.weight, decision.reason = weight, said
    decision.decided_at, decision.decided_by = at, actor.name
    db.session.flush()
    record(
        "tie.decided",
        actor=actor,
        at=at,
        contest_id=round_.contest_id,
        subject=round_,
        code=code,
        weight=weight,
        reason=said,
    )
    return decision


def _next_weight(spoken: Sequence[HeadDecision]) -> int:
    """One less than every word so far, and more than none."""
    if any(row.weight == 1 for row in spoken):
        for row in spoken:
            row.weight += FIRST_WEIGHT
    return min((row.weight for row in spoken), default=FIRST_WEIGHT + 1) - 1


def _code_of_equal(round_: Round, entry_id: int) -> str:
    """The entry's code, if it equals another in mark and in every tie-break but the head's own."""
    head = [place for place, step in enumerate(round_.tie_breaks) if "head" in step]
    merits = {}
    for row in ranking(round_).rows:
        before_the_head = tuple(value for place, value in enumerate(row.ties) if place not in head)
        merits[row.entry_id] = (row.mark, before_the_head), row.blind_code
    if entry_id not in merits:
        raise NotFound
    merit, code = merits[entry_id]
    if sum(other == merit for other, _ in merits.values()) < 2:
        raise NotTied
    return code
