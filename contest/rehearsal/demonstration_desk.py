"""What lies half done on the demonstration's desks: sheets begun, entries that wait, one withdrawn."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from contest.assignment.queries import assignments_of_judge
from contest.authors.service import withdraw_entry
from contest.charter.models import Contest, Round
from contest.entries.queries import entry_of
from contest.rehearsal.intake import OFFICE, Trace
from contest.rehearsal.marking import mark_round
from contest.rehearsal.staff import Seat
from contest.scoring.models import SuspicionKind
from contest.scoring.queries import sheets_of_judge
from contest.scoring.service import decline_assignment, report_suspicion, save_sheet
from contest.screening.models import VerdictKind
from contest.screening.service import accept_all, decide

DONE = (100, 60, 35, 100, 85, 100, 70, 50, 100, 20, 90, 0)
"""How much of the work each judge has handed in, in percent; the second and third are shown to newcomers."""


def sheets_so_far(
    round_: Round,
    seats: Sequence[Seat],
    traces: Mapping[int, Trace],
    *,
    seed: int,
    began: datetime,
    now: datetime,
) -> None:
    """Let each judge hand in a part of the work; some begin a sheet more, one suspects, one declines."""
    shares = {seat.account.id: DONE[n % len(DONE)] for n, seat in enumerate(seats)}

    def share(seat: Seat, place: int, of: int) -> bool:
        return place * 100 < shares[seat.account.id] * of

    mark_round(round_, seats, traces, seed=seed, began=began, share=share)
    for number, seat in enumerate(seats):
        sheets = sheets_of_judge(seat.account.id, round_.id)
        left = [a for a in assignments_of_judge(seat.account.id, round_.id) if a.id not in sheets]
        if len(left) < 2 or number % 2:
            continue
        begun = {c.key: c.maximum - 2 * c.step for c in round_.criteria[:3]}
        actor, at = seat.account.actor(), now - timedelta(hours=5)
        save_sheet(assignment=left[0], points=begun, remark="", version=None, actor=actor, at=at)
        if number == 2:
            report_suspicion(
                assignment=left[0],
                kind=SuspicionKind.COPIED,
                note="Hai đoạn giữa giống một bài tôi đã đọc.",
                at=at,
            )
        if number == 4:
            decline_assignment(
                assignment=left[1], judge=seat.account, reason="Tôi quen nhân vật.", actor=actor, at=at
            )


def leave_some_waiting(contest: Contest, entry_ids: Sequence[int], *, at: datetime) -> None:
    """Screen the older half: most accepted, two rejected, one asked for more; one is withdrawn; the rest waits."""
    older = entry_ids[: len(entry_ids) // 2]
    said = {
        older[3]: (VerdictKind.REJECTED, "DD", "Bài dài quá mức cho phép, đã báo tác giả."),
        older[7]: (VerdictKind.REJECTED, "TL", "Bài thơ, không phải văn xuôi."),
        older[11]: (VerdictKind.MORE_NEEDED, "", "Xin bổ sung địa chỉ cụ thể của nhân vật."),
    }
    for entry_id, (verdict, code, reason) in said.items():
        entry = entry_of(contest.id, entry_id)
        decide(
            entry=entry, verdict=verdict, code=code, reason=reason, actor=OFFICE, at=at - timedelta(days=2)
        )
    accept_all(
        contest=contest,
        entry_ids=[entry for entry in older if entry not in said],
        actor=OFFICE,
        at=at - timedelta(days=1),
    )
    withdraw_entry(
        entry=entry_of(contest.id, entry_ids[-5]),
        by="tác giả",
        reason="",
        contest=contest,
        at=at - timedelta(hours=3),
    )
