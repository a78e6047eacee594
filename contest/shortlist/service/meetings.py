"""Meetings: opened with who presides and who keeps the minutes, attended, closed; afterwards only supplemented."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select

from contest.charter.models import Round
from contest.db import db
from contest.entries.service import lock_register
from contest.errors import N_, NotFound, Stale
from contest.errors.meetings import (
    MeetingClosed,
    MeetingOpen,
    MeetingUnfit,
    MotionsOpen,
    ReasonOwed,
)
from contest.errors.shortlist import RoundNotLocked
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean
from contest.scoring.queries import round_lock
from contest.shortlist.models import Attendance, Meeting, Supplement
from contest.shortlist.rules.voting import Majority, MeetingKind, Part, PersonSaid

ON_MARKS: Final = (MeetingKind.LIST, MeetingKind.AWARDS)
"""Meetings that look at marks, which are shown only when no sheet can change any more."""

SETTABLE: Final = ("title", "place", "held_at", "majority", "absent_votes", "opinions")
ROOM: Final = {"title": 200, "place": 200, "name": 100, "office": 200}


def open_meeting(
    *,
    round_: Round,
    kind: MeetingKind,
    title: str,
    place: str,
    held_at: datetime,
    chair: PersonSaid,
    secretary: PersonSaid,
    majority: Majority = Majority.PRESENT,
    absent_votes: bool = False,
    actor: Actor,
    at: datetime,
) -> Meeting:
    """Open a meeting about a round, with its chair and its secretary seated.

    Raises  RoundNotLocked for a meeting that looks at marks, MeetingUnfit
    """
    lock_register(round_.contest_id)
    if kind in ON_MARKS and round_lock(round_.id) is None:
        raise RoundNotLocked
    before = db.session.scalar(select(func.max(Meeting.number)).where(Meeting.round_id == round_.id)) or 0
    meeting = Meeting(
        round_id=round_.id,
        number=before + 1,
        kind=kind,
        title=_said(title, "title", needed=N_("cần tên cuộc họp.")),
        place=_said(place, "place"),
        held_at=held_at,
        ended_at=None,
        majority=majority,
        absent_votes=absent_votes,
        opened_at=at,
        opened_by=actor.name,
        closed_at=None,
        attendances=[
            _seat(position, person, part)
            for position, (person, part) in enumerate(
                ((chair, Part.CHAIR), (secretary, Part.SECRETARY)), start=1
            )
        ],
    )
    db.session.add(meeting)
    db.session.flush()
    record("meeting.opened", **about(meeting, round_.contest_id, actor, at), kind=kind)
    return meeting


def set_meeting(
    *, meeting: Meeting, changes: Mapping[str, Any], seen: str = "", actor: Actor, at: datetime
) -> None:
    """Change what is said of an open meeting; unchanged columns are ignored.

    changes  of SETTABLE
    seen     the meeting's mark as it was shown to whoever changes it
    Raises   MeetingClosed, MeetingUnfit, Stale when somebody else changed it meanwhile
    """
    held, contest_id = hold_meeting(meeting)
    if seen and seen != held.seen:
        raise Stale
    told = dict(changes)
    if "title" in told:
        told["title"] = _said(told["title"], "title", needed=N_("cần tên cuộc họp."))
    if "place" in told:
        told["place"] = _said(told["place"], "place")
    if "opinions" in told:
        told["opinions"] = clean(told["opinions"]).strip()
    fresh = {name: value for name, value in told.items() if getattr(held, name) != value}
    if not fresh.keys() <= set(SETTABLE):
        raise KeyError(fresh.keys() - set(SETTABLE))
    for name, value in fresh.items():
        setattr(held, name, value)
    db.session.flush()
    if fresh:
        record("meeting.set", **about(held, contest_id, actor, at), changed=sorted(fresh))


def add_attendances(
    *, meeting: Meeting, people: Sequence[PersonSaid], actor: Actor, at: datetime
) -> list[Attendance]:
    """Call people to an open meeting, present as long as nobody says otherwise; who is called already stays so.

    Raises  MeetingClosed, MeetingUnfit for a person without a name, a second chair or a second secretary
    """
    held, contest_id = hold_meeting(meeting)
    seated = {seat.account_id for seat in held.attendances} - {None}
    fresh = [person for person in people if person.account_id not in seated]
    if any(person.part in (Part.CHAIR, Part.SECRETARY) for person in fresh):
        raise MeetingUnfit(why=N_("cuộc họp đã có chủ trì và thư ký."))
    first = max((seat.position for seat in held.attendances), default=0) + 1
    seats = [_seat(place, person, person.part) for place, person in enumerate(fresh, start=first)]
    held.attendances = [*held.attendances, *seats]
    db.session.flush()
    if seats:
        record("meeting.attended", **about(held, contest_id, actor, at), count=len(seats))
    return seats


def note_presence(
    *, meeting: Meeting, present: Collection[int], voting: Collection[int], actor: Actor, at: datetime
) -> None:
    """Say who of those called is there, and who votes; whoever comes late or leaves is noted when it happens.

    present, voting  ids of attendances
    Raises  MeetingClosed, NotFound for a seat of another meeting
    """
    held, contest_id = hold_meeting(meeting)
    if {*present, *voting} - {seat.id for seat in held.attendances}:
        raise NotFound
    for seat in held.attendances:
        seat.present, seat.votes = seat.id in present, seat.id in voting
    db.session.flush()
    record("meeting.presence_noted", **about(held, contest_id, actor, at), count=len(present))


def remove_attendance(*, meeting: Meeting, attendance_id: int, actor: Actor, at: datetime) -> None:
    """Take back that somebody was called; a second time changes nothing. Raises MeetingClosed, MeetingUnfit."""
    held, contest_id = hold_meeting(meeting)
    seat = next((seat for seat in held.attendances if seat.id == attendance_id), None)
    if seat is None:
        return
    if seat.part in (Part.CHAIR, Part.SECRETARY):
        raise MeetingUnfit(why=N_("chủ trì và thư ký luôn có tên trong thành phần dự họp."))
    db.session.delete(seat)
    held.attendances = [other for other in held.attendances if other is not seat]
    db.session.flush()
    record("meeting.seat_removed", **about(held, contest_id, actor, at))


def close_meeting(*, meeting: Meeting, ended_at: datetime, actor: Actor, at: datetime) -> Meeting:
    """End a meeting: from then on its minutes stand. A second time changes nothing.

    Raises  MotionsOpen while something put to it is not decided, MeetingUnfit for an end before the beginning
    """
    held, contest_id = hold_meeting(meeting, closed=True)
    if not held.is_open:
        return held
    waiting = sum(motion.outcome is None for motion in held.motions)
    if waiting:
        raise MotionsOpen(count=waiting)
    if ended_at < held.held_at:
        raise MeetingUnfit(why=N_("giờ kết thúc phải sau giờ bắt đầu."))
    held.ended_at, held.closed_at, held.closed_by = ended_at, at, actor.name
    db.session.flush()
    record("meeting.closed", **about(held, contest_id, actor, at), count=len(held.motions))
    return held


def supplement_meeting(*, meeting: Meeting, text: str, reason: str, actor: Actor, at: datetime) -> Supplement:
    """Add to the minutes of a closed meeting, for a stated reason; what stands in them stays.

    Raises  MeetingOpen, ReasonOwed
    """
    held, contest_id = hold_meeting(meeting, closed=True)
    if held.is_open:
        raise MeetingOpen
    said, why = clean(text).strip(), clean(reason).strip()
    if not said or not why:
        raise ReasonOwed
    row = Supplement(meeting_id=held.id, text=said, reason=why, made_at=at, made_by=actor.name)
    db.session.add(row)
    db.session.flush()
    db.session.refresh(held, ["supplements"])
    record("meeting.supplemented", **about(held, contest_id, actor, at), reason=why)
    return row


def record_minutes_taken(*, meeting: Meeting, fmt: str, actor: Actor, at: datetime) -> None:
    """Log that a meeting's minutes left the house as a file."""
    contest_id = int(db.session.scalar(select(Round.contest_id).where(Round.id == meeting.round_id)) or 0)
    record("meeting.minutes_exported", **about(meeting, contest_id, actor, at), format=fmt)


def hold_meeting(meeting: Meeting, *, closed: bool = False) -> tuple[Meeting, int]:
    """The meeting as it stands now, held alone until the transaction ends, and its contest's id.

    closed  whether a closed one will do
    Raises  MeetingClosed
    """
    question = select(Meeting).where(Meeting.id == meeting.id).with_for_update(of=Meeting)
    held = db.session.scalars(question.execution_options(populate_existing=True)).one()
    if not closed and not held.is_open:
        raise MeetingClosed
    contest_id = db.session.scalar(select(Round.contest_id).where(Round.id == held.round_id))
    return held, int(contest_id or 0)


def _seat(position: int, person: PersonSaid, part: Part) -> Attendance:
    return Attendance(
        position=position,
        name=_said(person.name, "name", needed=N_("mỗi người dự họp cần có họ tên.")),
        office=_said(person.office, "office"),
        part=part,
        votes=person.votes and part is not Part.GUEST,
        present=True,
        account_id=person.account_id,
    )


def _said(text: str, name: str, *, needed: str = "") -> str:
    said = clean(text).strip()
    if needed and not said:
        raise MeetingUnfit(why=needed)
    if len(said) > ROOM[name]:
        raise MeetingUnfit(why=N_("có chỗ ghi dài quá."))
    return said


def about(meeting: Meeting, contest_id: int, actor: Actor, at: datetime) -> dict[str, Any]:
    """What each event of a meeting says."""
    return {"actor": actor, "at": at, "contest_id": contest_id, "subject": meeting}
