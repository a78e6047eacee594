"""What is put to a meeting, and how the vote came out; a count may be corrected until the meeting is closed."""

from datetime import datetime
from typing import Final

from contest.authors.queries import names_known
from contest.charter.models import Round
from contest.db import db
from contest.errors import NotFound, Stale
from contest.errors.meetings import (
    ChairMustRule,
    CodeUnknown,
    MotionDecided,
    MotionTextMissing,
    NobodyVotes,
    ReasonOwed,
    VotesUnfit,
    VotesUnfitAbsent,
)
from contest.errors.shortlist import NamesAlreadyKnown
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean
from contest.screening.queries import entry_behind
from contest.screening.rules import normal_code
from contest.shortlist.models import Meeting, MemberVerdict, Motion
from contest.shortlist.queries import ranking
from contest.shortlist.rules.voting import MotionKind, MotionOutcome, Votes, carried, fit
from contest.shortlist.service.meetings import about, hold_meeting
from contest.shortlist.service.members import decide_member

ON_MEMBERS: Final = (MotionKind.TAKE_IN, MotionKind.LEAVE_OUT, MotionKind.TIE)
"""Motions about an entry's place on the list: whoever votes must not know whom they favour."""

DECIDE: Final = {MotionKind.TAKE_IN: MemberVerdict.IN, MotionKind.LEAVE_OUT: MemberVerdict.OUT}
"""What a carried motion puts on the list, or off it, at once."""


def put_motion(
    *, meeting: Meeting, kind: MotionKind, text: str, code: str = "", actor: Actor, at: datetime
) -> Motion:
    """Put something to an open meeting.

    code    the blind code of the entry it is about; needed for motions about a place on the list
    Raises  MeetingClosed, MotionTextMissing, CodeUnknown, NamesAlreadyKnown
    """
    held, contest_id = hold_meeting(meeting)
    said = clean(text).strip()
    if not said:
        raise MotionTextMissing
    round_ = db.session.get_one(Round, held.round_id)
    if kind in ON_MEMBERS and names_known(round_.id):
        raise NamesAlreadyKnown
    entry_id, coded = _entry(round_, code) if code.strip() or kind in ON_MEMBERS else (None, "")
    motion = Motion(
        meeting_id=held.id,
        position=max((one.position for one in held.motions), default=0) + 1,
        kind=kind,
        text=said,
        entry_id=entry_id,
        blind_code=coded,
        put_at=at,
        put_by=actor.name,
        in_favour=None,
        against=None,
        abstained=None,
        voters=None,
        outcome=None,
        decided_at=None,
        dissents=[],
    )
    held.motions = [*held.motions, motion]
    db.session.flush()
    record(
        "motion.put",
        **about(held, contest_id, actor, at),
        motion=motion.position,
        kind=kind,
        code=coded,
    )
    return motion


def record_votes(
    *,
    meeting: Meeting,
    motion_id: int,
    votes: Votes,
    chair: bool | None = None,
    reason: str = "",
    seen: str = "",
    actor: Actor,
    at: datetime,
) -> Motion:
    """Write down the counted hands and what they come to; a second count replaces the first, the log keeps both.

    chair   how the chair rules when the votes are equal; else it says nothing
    A carried motion on a member of the list decides on it at once; counted again otherwise, the cut decides again.

    reason  needed for an entry, and for a ruling of the chair
    seen    the motion's mark as it was shown to whoever counts
    Raises  MeetingClosed, NotFound, MotionDecided for a withdrawn one, Stale when somebody else counted meanwhile,
            NobodyVotes, VotesUnfit, ChairMustRule, ReasonOwed
    """
    held, contest_id = hold_meeting(meeting)
    motion = motion_in(held, motion_id)
    if motion.outcome is MotionOutcome.WITHDRAWN:
        raise MotionDecided
    if seen and seen != motion.seen:
        raise Stale
    if not votes.total and not held.voters:
        raise NobodyVotes
    if not fit(votes, present=held.voters, entitled=held.entitled, absent_votes=held.absent_votes):
        numbers = {"total": votes.total, "present": held.voters, "entitled": held.entitled}
        raise (VotesUnfitAbsent if held.absent_votes else VotesUnfit)(**numbers)
    passes, said = carried(votes, majority=held.majority), clean(reason).strip()
    by_chair = passes is None
    if passes is None:
        if chair is None:
            raise ChairMustRule
        passes = chair
    if not said and (by_chair or motion.entry_id is not None):
        raise ReasonOwed
    stood = motion.outcome
    motion.in_favour, motion.against, motion.abstained = votes.in_favour, votes.against, votes.abstained
    motion.voters = max(held.voters, votes.total)
    motion.outcome = MotionOutcome.CARRIED if passes else MotionOutcome.LOST
    motion.by_chair, motion.reason = by_chair, said
    motion.decided_at, motion.decided_by = at, actor.name
    db.session.flush()
    record(
        "motion.voted",
        **about(held, contest_id, actor, at),
        motion=motion.position,
        code=motion.blind_code,
        votes=[votes.in_favour, votes.against, votes.abstained],
        outcome=motion.outcome,
        by_chair=by_chair,
        reason=said,
    )
    _decide(held, motion, stood, actor=actor, at=at)
    return motion


def withdraw_motion(*, meeting: Meeting, motion_id: int, reason: str, actor: Actor, at: datetime) -> Motion:
    """Take a motion back that has not been voted on, or whose vote does not stand.

    Raises  MeetingClosed, NotFound, ReasonOwed
    """
    held, contest_id = hold_meeting(meeting)
    motion, said = motion_in(held, motion_id), clean(reason).strip()
    if not said:
        raise ReasonOwed
    stood = motion.outcome
    motion.in_favour = motion.against = motion.abstained = motion.voters = None
    motion.outcome, motion.by_chair, motion.reason = MotionOutcome.WITHDRAWN, False, said
    motion.decided_at, motion.decided_by = at, actor.name
    db.session.flush()
    record(
        "motion.withdrawn",
        **about(held, contest_id, actor, at),
        motion=motion.position,
        code=motion.blind_code,
        reason=said,
    )
    _decide(held, motion, stood, actor=actor, at=at)
    return motion


def _decide(
    meeting: Meeting, motion: Motion, stood: MotionOutcome | None, *, actor: Actor, at: datetime
) -> None:
    """What a carried motion decides about a member of the list, or no longer does once it is counted again."""
    if motion.kind not in DECIDE or motion.entry_id is None:
        return
    if motion.outcome is MotionOutcome.CARRIED:
        verdict = DECIDE[motion.kind]
    elif stood is MotionOutcome.CARRIED:
        verdict = MemberVerdict.BY_CUT
    else:
        return
    decide_member(
        round_=db.session.get_one(Round, meeting.round_id),
        entry_id=motion.entry_id,
        verdict=verdict,
        reason=f"{motion.reason} ({meeting.title}, lần {meeting.number}, nội dung {motion.position})",
        actor=actor,
        at=at,
    )


def motion_in(meeting: Meeting, motion_id: int) -> Motion:
    """One of the motions put to a meeting. Raises NotFound."""
    found = next((motion for motion in meeting.motions if motion.id == motion_id), None)
    if found is None:
        raise NotFound
    return found


def _entry(round_: Round, code: str) -> tuple[int, str]:
    """The ranked entry of that code, as typed."""
    typed = normal_code(code) or code.strip()
    found = entry_behind(round_.id, typed)
    if found is None or found.entry_id not in {row.entry_id for row in ranking(round_).rows}:
        raise CodeUnknown(code=typed)
    return found.entry_id, found.code
