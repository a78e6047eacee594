"""Biên bản họp: when and where, who was there, what was put to the vote and how it came out, what was said besides."""

from collections.abc import Iterator
from datetime import datetime

from contest.charter.models import Contest, Round
from contest.errors import N_
from contest.errors.meetings import NoMeetingClosed
from contest.exports.face import Group, Paper
from contest.exports.papers.heading import contest_line, letterhead_of, lowered
from contest.exports.sheet import Column, Document, Kind, Signature, Table
from contest.plumbing import clock
from contest.plumbing.vietnamese import number_in_words
from contest.shortlist.models import Attendance, Meeting, Motion
from contest.shortlist.queries import meetings_of_round
from contest.shortlist.rules.voting import Majority, MeetingKind, MotionKind, MotionOutcome, Part

PARTS = {
    Part.CHAIR: "Chủ trì",
    Part.SECRETARY: "Thư ký",
    Part.MEMBER: "Thành viên",
    Part.GUEST: "Khách mời",
}
KINDS = {
    MotionKind.TAKE_IN: "Đưa bài vào danh sách",
    MotionKind.LEAVE_OUT: "Đưa bài ra khỏi danh sách",
    MotionKind.TIE: "Xếp thứ tự bài bằng điểm",
    MotionKind.AWARD: "Giải thưởng",
    MotionKind.OTHER: "Nội dung khác",
}
OUTCOMES = {
    MotionOutcome.CARRIED: "Thông qua",
    MotionOutcome.LOST: "Không thông qua",
    MotionOutcome.WITHDRAWN: "Đã rút, không biểu quyết",
}
MAJORITIES = {
    Majority.PRESENT: "quá nửa số người được biểu quyết tán thành",
    Majority.CAST: "số tán thành nhiều hơn số không tán thành",
    Majority.TWO_THIRDS: "từ hai phần ba số người được biểu quyết tán thành",
}
PEOPLE = (
    Column("place", "TT", Kind.NUMBER, 5),
    Column("name", "Họ tên", Kind.TEXT, 26),
    Column("office", "Chức vụ, đơn vị", Kind.TEXT, 28),
    Column("part", "Tham gia", Kind.TEXT, 14),
    Column("present", "Có mặt", Kind.TEXT, 9),
    Column("votes", "Biểu quyết", Kind.TEXT, 9),
)
MOTIONS = (
    Column("place", "TT", Kind.NUMBER, 5),
    Column("text", "Nội dung", Kind.TEXT, 36),
    Column("code", "Mã phách", Kind.CODE, 10),
    Column("in_favour", "Tán thành", Kind.NUMBER, 8),
    Column("against", "Không tán thành", Kind.NUMBER, 8),
    Column("abstained", "Không ý kiến", Kind.NUMBER, 8),
    Column("outcome", "Kết quả", Kind.TEXT, 15),
)


def minutes_of_meeting(contest: Contest, meeting: Meeting, *, at: datetime) -> Document:
    """The minutes of one meeting, entries by their codes alone; those of an open one are a draft and say so."""
    began = clock.local(meeting.held_at, contest.zone)
    ended = clock.local(meeting.ended_at, contest.zone) if meeting.ended_at else None
    here = [seat for seat in meeting.attendances if seat.present]
    return Document(
        title="BIÊN BẢN HỌP",
        made_at=meeting.closed_at or at,
        lines=(meeting.title, f"{meeting.round.name}, {lowered(contest_line(contest))}"),
        letterhead=letterhead_of(contest),
        paragraphs=(
            *(() if meeting.closed_at else ("Bản ghi trong khi họp, chưa kết thúc.",)),
            f"Thời gian: bắt đầu lúc {began:%H giờ %M, ngày %d/%m/%Y}.",
            f"Địa điểm: {meeting.place or '…' * 22}",
            f"Chủ trì: {meeting.chair}; thư ký: {meeting.secretary}.",
            f"Thành phần: có mặt {len(here)} trên {len(meeting.attendances)} người được mời, trong đó "
            f"{meeting.voters} người được biểu quyết. Một nội dung được thông qua khi {MAJORITIES[meeting.majority]}; "
            "ngang phiếu thì theo ý kiến của chủ trì."
            + (" Người vắng mặt được gửi phiếu trước." if meeting.absent_votes else ""),
        ),
        tables=(
            Table(
                "Thành phần dự họp",
                PEOPLE,
                [_seat(n, s) for n, s in enumerate(meeting.attendances, 1)],
                name="thanh_phan",
            ),
            Table(
                "Nội dung và kết quả biểu quyết",
                MOTIONS,
                [_motion(one) for one in meeting.motions],
                name="bieu_quyet",
            ),
        ),
        closing=(
            *_course(meeting),
            f"Ý kiến khác: {meeting.opinions or _others(meeting)}",
            _end(ended),
            *_supplements(contest, meeting),
        ),
        signatures=(
            Signature("THƯ KÝ", name=meeting.secretary),
            Signature("CHỦ TRÌ", name=meeting.chair),
        ),
        zone=contest.zone,
    )


def _seat(place: int, seat: Attendance) -> tuple[int, str, str, str, str, str]:
    return (
        place,
        seat.name,
        seat.office,
        PARTS[seat.part],
        "có" if seat.present else "vắng",
        "có" if seat.votes else "–",
    )


def _motion(one: Motion) -> tuple[int, str, str, int | None, int | None, int | None, str]:
    outcome = OUTCOMES[one.outcome] if one.outcome else "Chưa biểu quyết"
    by_chair = " (theo ý kiến chủ trì)" if one.by_chair else ""
    text = f"{KINDS[one.kind]}: {one.text}" if one.kind is not MotionKind.OTHER else one.text
    counts = (one.in_favour, one.against, one.abstained)
    return (one.position, text, one.blind_code, *counts, outcome + by_chair)


def _course(meeting: Meeting) -> Iterator[str]:
    """Each motion's vote in words, and the reason written down."""
    for one in meeting.motions:
        parts = [f"Nội dung {one.position}:"]
        if one.counted is not None:
            said = number_in_words(one.counted.in_favour).lower()
            result = OUTCOMES[one.outcome].lower() if one.outcome else ""
            parts.append(f"{one.counted.in_favour} ({said}) trên {one.voters} phiếu tán thành, {result}.")
        elif one.outcome:
            parts.append(f"{OUTCOMES[one.outcome].lower()}.")
        else:
            parts.append("chưa biểu quyết.")
        if one.by_chair:
            parts.append("Số phiếu ngang nhau, chủ trì quyết định.")
        if one.reason:
            parts.append(f"Lý do: {one.reason}")
        yield " ".join(parts)
        yield from dissents_of(one)


def dissents_of(motion: Motion) -> Iterator[str]:
    """What members thought otherwise about a motion, a paragraph each, with the names of those who wished it."""
    for one in motion.dissents:
        yield f"Ý kiến khác về nội dung {motion.position} ({one.name or 'một thành viên'}): {one.text}"


def _others(meeting: Meeting) -> str:
    return "đã ghi ở từng nội dung." if any(one.dissents for one in meeting.motions) else "không có."


def _supplements(contest: Contest, meeting: Meeting) -> Iterator[str]:
    for row in meeting.supplements:
        made = clock.local(row.made_at, contest.zone)
        yield (
            f"Bổ sung lúc {made:%H:%M ngày %d/%m/%Y} ({row.made_by}): {row.text} Lý do bổ sung: {row.reason}"
        )


def _end(ended: datetime | None) -> str:
    when = f"{ended:%H giờ %M, ngày %d/%m/%Y}" if ended else "…… giờ ……"
    return (
        f"Cuộc họp kết thúc lúc {when}. Biên bản đã đọc cho mọi người dự họp cùng nghe và thống nhất ký tên."
    )


def newest_closed(round_: Round) -> Meeting:
    """The round's newest meeting that has ended, those on awards left to their own paper. Raises NoMeetingClosed."""
    for meeting in meetings_of_round(round_.id):
        if not meeting.is_open and meeting.kind is not MeetingKind.AWARDS:
            return meeting
    raise NoMeetingClosed


def check(round_: Round, *, names: bool) -> Meeting:
    """Whether there are minutes to take. Raises NoMeetingClosed."""
    return newest_closed(round_)


def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """The minutes of the round's newest closed meeting. Raises NoMeetingClosed."""
    return minutes_of_meeting(contest, newest_closed(round_), at=at)


PAPER = Paper(
    "meeting-minutes",
    Group.MEETINGS,
    N_("Biên bản họp"),
    N_(
        "Thời gian, địa điểm, thành phần, từng nội dung với số phiếu, kết quả và lý do, của cuộc họp đã kết thúc "
        "gần nhất của vòng. Biên bản các cuộc họp khác lấy ở trang của cuộc họp."
    ),
    "bien-ban-hop",
    build,
    check=check,
)
