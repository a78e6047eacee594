"""The meeting that chooses a list, and the final that reads it: every judge reads every finalist."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from contest.assignment.queries import dealing_of
from contest.assignment.service import publish_draw, set_dealing
from contest.charter.models import Round
from contest.people.models import Account
from contest.plumbing.audit import Actor
from contest.rehearsal.intake import Trace
from contest.rehearsal.marking import HEAD, mark_round, settle_all
from contest.rehearsal.staff import Seat
from contest.rehearsal.work import unit_of_work
from contest.scoring.service import lock_round
from contest.shortlist.models import Meeting
from contest.shortlist.queries import ranking
from contest.shortlist.rules.voting import MeetingKind, MotionKind, Part, PersonSaid, Votes
from contest.shortlist.service import (
    add_attendances,
    close_meeting,
    draw_round,
    open_meeting,
    put_motion,
    record_votes,
)

FEWEST_JUDGES = 5
"""A bench smaller than that judges no final: with conflicts an entry would be left with fewer than three."""

MINUTE = timedelta(minutes=1)


def read_by_all(round_: Round, *, actor: Actor, at: datetime) -> None:
    """Let every judge read every entry of a round."""
    with unit_of_work():
        said = replace(dealing_of(round_.id), everybody=True)
        notice = f"{round_.name}: mọi giám khảo cùng chấm mọi bài."
        set_dealing(round_=round_, said=said, notice=notice, actor=actor, at=at)


def judge_final(
    round_: Round, seats: Sequence[Seat], traces: Mapping[int, Trace], *, seed: int, actor: Actor
) -> int:
    """Draw, read, settle and lock a round that its list feeds; returns the sheets handed in."""
    at = round_.opens_at
    with unit_of_work():
        codes = Random(f"codes-{round_.number}-{seed}")
        draw = draw_round(round_=round_, seed=seed, codes_rng=codes, actor=actor, at=at)
        publish_draw(draw=draw, actor=actor, at=at)
    sheets = mark_round(round_, seats, traces, seed=seed, began=at)
    end = round_.closes_at - timedelta(days=2)
    settle_all(round_, seats, traces, seed=seed, at=end)
    with unit_of_work():
        lock_round(round_=round_, actor=HEAD, at=end)
    return sheets


def choose_in_meeting(
    round_: Round, seats: Sequence[Seat], *, office: Sequence[Account], at: datetime
) -> Meeting:
    """Hold the meeting on a locked round's list: its length, and the entry next below the line."""
    found = ranking(round_)
    below = next((row for row in found.rows if not row.taken), None)
    with unit_of_work():
        meeting = _opened(round_, seats, office, at)
        said: dict[str, Any] = {"meeting": meeting, "actor": office[0].actor()}
        voters = len(seats)
        motion = put_motion(
            kind=MotionKind.OTHER,
            text=f"Giữ số bài vào danh sách theo thể lệ: {found.taken} bài.",
            at=at + 10 * MINUTE,
            **said,
        )
        record_votes(motion_id=motion.id, votes=Votes(voters, 0, 0), at=at + 14 * MINUTE, **said)
        if below is not None:
            motion = put_motion(
                kind=MotionKind.TAKE_IN,
                text=f"Lấy thêm bài {below.blind_code}, bài đứng đầu các bài chưa vào danh sách.",
                code=below.blind_code,
                at=at + 15 * MINUTE,
                **said,
            )
            record_votes(
                motion_id=motion.id,
                votes=Votes(voters // 3, voters - voters // 3 - 1, 1),
                reason="Bài viết có cảm xúc nhưng số liệu chưa đủ căn cứ; giữ đúng số bài của thể lệ.",
                at=at + 25 * MINUTE,
                **said,
            )
        _vote_equally(meeting, voters, said, at=at + 27 * MINUTE)
        return close_meeting(ended_at=at + 45 * MINUTE, at=at + 45 * MINUTE, **said)


def _opened(round_: Round, seats: Sequence[Seat], office: Sequence[Account], at: datetime) -> Meeting:
    chair, *others = seats
    meeting = open_meeting(
        round_=round_,
        kind=MeetingKind.LIST,
        title=f"Họp Ban Giám khảo chọn bài {round_.name[:1].lower()}{round_.name[1:]}",
        place="Hội trường cơ quan thường trực cuộc thi",
        held_at=at,
        chair=PersonSaid(chair.account.name, "Trưởng Ban Giám khảo", account_id=chair.account.id),
        secretary=PersonSaid(office[-1].name, "Tổ Thư ký", votes=False, account_id=office[-1].id),
        actor=office[0].actor(),
        at=at,
    )
    people = [PersonSaid(seat.account.name, "Giám khảo", account_id=seat.account.id) for seat in others]
    guests = [
        PersonSaid(one.name, "Ban Tổ chức", Part.GUEST, votes=False, account_id=one.id) for one in office[:-1]
    ]
    add_attendances(meeting=meeting, people=[*people, *guests], actor=office[0].actor(), at=at)
    return meeting


def _vote_equally(meeting: Meeting, voters: int, said: dict[str, Any], *, at: datetime) -> None:
    """A motion about no entry on which the votes are equal, so that the chair rules."""
    motion = put_motion(
        kind=MotionKind.OTHER,
        text="In tập bài vào vòng sau gửi giám khảo trước bảy ngày.",
        at=at,
        **said,
    )
    record_votes(
        motion_id=motion.id,
        votes=Votes(voters // 2, voters // 2, voters % 2),
        chair=True,
        reason="Giám khảo lớn tuổi đọc bản in thuận hơn.",
        at=at + 5 * MINUTE,
        **said,
    )
