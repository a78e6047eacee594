"""Simulated judges at work: sheets handed in, third readings, marks agreed in minutes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from contest.assignment.models import Assignment
from contest.assignment.queries import assignments_of_judge
from contest.charter.models import Round
from contest.plumbing.audit import Actor
from contest.rehearsal.intake import Trace
from contest.rehearsal.judges import points_for, remark_for
from contest.rehearsal.staff import Seat
from contest.rehearsal.work import unit_of_work
from contest.scoring.queries import discrepancies, sheets_of_judge
from contest.scoring.rules import round_points
from contest.scoring.service import SettleReport, agree_mark, hand_in_sheet, settle_round

CHUNK = 400
HEAD = Actor(None, "Trưởng ban Giám khảo")


def everything(_seat: Seat, _place: int, _of: int) -> bool:
    """The share of a diligent judge: every entry."""
    return True


def mark_round(
    round_: Round,
    seats: Sequence[Seat],
    traces: Mapping[int, Trace],
    *,
    seed: int,
    began: datetime,
    share: Callable[[Seat, int, int], bool] = everything,
) -> int:
    """Let every judge hand in the sheets still owed, in reading order; returns how many were handed in.

    traces  entry id -> what is remembered of the hand-in
    seed    with judge and entry it decides the points, so that the order of marking changes nothing
    began   the first sheet's moment; each judge takes half an hour an entry
    share   judge, place in the reading order and their number -> whether this one is marked at all
    """
    done = 0
    for seat in seats:
        sheets = sheets_of_judge(seat.account.id, round_.id)
        own = assignments_of_judge(seat.account.id, round_.id)
        owed = [a for n, a in enumerate(own) if a.id not in sheets and share(seat, n, len(own))]
        for start in range(0, len(owed), CHUNK):
            with unit_of_work():
                for place, assignment in enumerate(owed[start : start + CHUNK], start=start):
                    at = began + timedelta(minutes=min(30 * place, 60 * 24 * 20), seconds=place % 60)
                    _mark(round_, seat, assignment, traces[assignment.entry_id].quality, seed=seed, at=at)
        done += len(owed)
    return done


def settle_all(
    round_: Round, seats: Sequence[Seat], traces: Mapping[int, Trace], *, seed: int, at: datetime
) -> SettleReport:
    """Settle, let third readers read, agree on what is left, and settle again, until every entry has its mark."""
    with unit_of_work():
        settle_round(round_=round_, seed=seed, actor=HEAD, at=at)
    mark_round(round_, seats, traces, seed=seed, began=at)
    with unit_of_work():
        settle_round(round_=round_, seed=seed, actor=HEAD, at=at)
    agree_on_the_rest(round_, at=at)
    with unit_of_work():
        return settle_round(round_=round_, seed=seed, actor=HEAD, at=at)


def agree_on_the_rest(round_: Round, *, at: datetime) -> int:
    """Agree in minutes on every entry that needs it: the mean of its sheets; returns how many."""
    cases = [case for case in discrepancies(round_) if not case.waits]
    with unit_of_work():
        for case in cases:
            totals = [sheet.total or Decimal(0) for sheet in case.sheets]
            mean = round_points(sum(totals, Decimal(0)) / len(totals))
            agree_mark(
                round_=round_,
                entry_id=case.entry_id,
                mark=mean,
                minutes="Các giám khảo đọc lại cùng nhau và thống nhất lấy điểm trung bình.",
                actor=HEAD,
                at=at,
            )
    return len(cases)


def _mark(
    round_: Round, seat: Seat, assignment: Assignment, quality: float, *, seed: int, at: datetime
) -> None:
    rng = Random(f"{seed}-{seat.account.email}-{assignment.blind_code.code}")
    criteria = [(c.key, c.maximum, c.step) for c in round_.criteria]
    points = points_for(rng, seat.sketch.judge, quality, criteria)
    hand_in_sheet(
        assignment=assignment,
        points=points,
        remark=remark_for(rng, points, criteria) if rng.random() < 0.7 else "",
        version=None,
        actor=seat.account.actor(),
        at=at,
    )
