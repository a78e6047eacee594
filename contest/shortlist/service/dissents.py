"""Opinions about a motion that somebody wants in the minutes; written, or taken back, until the meeting is closed."""

from datetime import datetime
from typing import Final

from contest.db import db
from contest.errors import NotFound
from contest.errors.meetings import DissentMissing
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean
from contest.shortlist.models import Dissent, Meeting
from contest.shortlist.service.meetings import about, hold_meeting
from contest.shortlist.service.motions import motion_in

LONGEST: Final = 2000


def note_dissent(
    *, meeting: Meeting, motion_id: int, text: str, seat_id: int | None = None, actor: Actor, at: datetime
) -> Dissent:
    """Write down what somebody thinks otherwise about a motion.

    seat_id  who said it, when they want their name in the minutes
    Raises   MeetingClosed, NotFound, DissentMissing
    """
    held, contest_id = hold_meeting(meeting)
    motion, said = motion_in(held, motion_id), clean(text).strip()
    if not 1 <= len(said) <= LONGEST:
        raise DissentMissing
    name = ""
    if seat_id is not None:
        name = next((seat.name for seat in held.attendances if seat.id == seat_id), "")
        if not name:
            raise NotFound
    row = Dissent(motion_id=motion.id, name=name, text=said, noted_at=at, noted_by=actor.name[:100])
    motion.dissents = [*motion.dissents, row]
    db.session.flush()
    record("dissent.noted", **about(held, contest_id, actor, at), motion=motion.position, named=bool(name))
    return row


def remove_dissent(*, meeting: Meeting, dissent_id: int, actor: Actor, at: datetime) -> None:
    """Take an opinion out of the minutes again. Raises MeetingClosed, NotFound."""
    held, contest_id = hold_meeting(meeting)
    for motion in held.motions:
        row = next((one for one in motion.dissents if one.id == dissent_id), None)
        if row is not None:
            db.session.delete(row)
            db.session.flush()
            db.session.refresh(motion, ["dissents"])
            record("dissent.removed", **about(held, contest_id, actor, at), motion=motion.position)
            return
    raise NotFound
