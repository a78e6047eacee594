"""A meeting about a ranked round, and what tests put to it."""

from datetime import timedelta

from contest.charter.models import Contest
from contest.db import db, transaction
from contest.shortlist.queries import meeting_of
from contest.shortlist.rules.voting import MeetingKind, MotionKind, Part, PersonSaid, Votes
from contest.shortlist.service import add_attendances, open_meeting, put_motion, record_votes
from tests.conftest import NOON
from tests.shortlist.stage import CLERK, the_round

CHAIR = PersonSaid("Vi Thị Hạnh", "Trưởng Ban Giám khảo")
SECRETARY = PersonSaid("Nông Văn Cường", "Thư ký", votes=False)
MEMBERS = tuple(PersonSaid(name, "Giám khảo") for name in ("Lương Văn An", "Hứa Thị Bình", "Triệu Văn Chiến"))


def a_meeting(cast, *, kind=MeetingKind.LIST, members=MEMBERS, **said):
    """An open meeting about the first round: the chair and three members vote, the secretary does not."""
    with transaction():
        meeting = open_meeting(
            round_=the_round(cast),
            kind=kind,
            title="Họp chọn bài vào chung khảo",
            place="Hội trường huyện",
            held_at=NOON,
            chair=CHAIR,
            secretary=SECRETARY,
            actor=CLERK,
            at=NOON,
            **said,
        )
        add_attendances(meeting=meeting, people=members, actor=CLERK, at=NOON)
    return meeting


def put(meeting, text="Lấy thêm bài", *, kind=MotionKind.OTHER, code=""):
    with transaction():
        return put_motion(
            meeting=meeting, kind=kind, text=text, code=code, actor=CLERK, at=NOON + timedelta(minutes=5)
        )


def vote(meeting, motion, in_favour, against, abstained=0, *, chair=None, reason="Đã bàn kỹ."):
    with transaction():
        return record_votes(
            meeting=meeting,
            motion_id=motion.id,
            votes=Votes(in_favour, against, abstained),
            chair=chair,
            reason=reason,
            actor=CLERK,
            at=NOON + timedelta(minutes=6),
        )


def again(cast, meeting):
    """The meeting as the database holds it."""
    db.session.expire_all()
    return meeting_of(db.session.get_one(Contest, cast.contest_id), meeting.id)


GUEST = PersonSaid("Lô Thị Mai", "Đại biểu", part=Part.GUEST)
