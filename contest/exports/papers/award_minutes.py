"""Biên bản họp xét giải: who met, what was proposed and voted, which prizes stay empty and why."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from contest.awards.models import AwardDecision
from contest.awards.queries import departures_of, standing_decision
from contest.awards.rules import PrizeKind
from contest.charter.models import Contest, Round
from contest.errors import N_
from contest.exports.face import Group, Naming, Paper
from contest.exports.papers.departures import departed
from contest.exports.papers.heading import (
    ENDED_AT,
    HELD_AT,
    JURY,
    LED_BY,
    OTHER_OPINIONS,
    SECRETARIES,
    contest_line,
    letterhead_of,
    quoted,
)
from contest.exports.papers.meeting_minutes import dissents_of
from contest.exports.papers.prizes import Prizes, check, lists, prizes_of
from contest.exports.papers.titles import plain_titles
from contest.exports.sheet import Cell, Column, Document, Kind, Part, Passage, Signature, Table
from contest.plumbing import clock
from contest.shortlist.models import Attendance, Meeting, Motion
from contest.shortlist.queries import meetings_of
from contest.shortlist.rules.voting import MeetingKind, MotionOutcome
from contest.shortlist.rules.voting import Part as Seat

KEY: Final = "award-minutes"
NONE_KEPT: Final = ("Thành phần: " + "…" * 22, LED_BY)
MOTIONS: Final = (
    Column("place", "TT", Kind.NUMBER, 5),
    Column("text", "Nội dung biểu quyết", Kind.TEXT, 40),
    Column("in_favour", "Tán thành", Kind.NUMBER, 8),
    Column("against", "Không tán thành", Kind.NUMBER, 8),
    Column("abstained", "Không ý kiến", Kind.NUMBER, 8),
    Column("outcome", "Kết quả", Kind.TEXT, 22),
)
OMITTED: Final = (
    Column("title", "Tác phẩm", Kind.TEXT, 40),
    Column("reason", "Lý do", Kind.TEXT, 50),
)
OUTCOMES: Final = {
    MotionOutcome.CARRIED: "Thông qua",
    MotionOutcome.LOST: "Không thông qua",
    MotionOutcome.WITHDRAWN: "Rút lại",
}
SEATS: Final = {Seat.CHAIR: "chủ trì", Seat.SECRETARY: "thư ký", Seat.GUEST: "khách mời"}


def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """The minutes of the meeting that decided; without one in the house, with room to write.

    Raises  SealClosed, NotDecided
    """
    prizes = prizes_of(contest, round_, names=names, as_decided=True)
    meeting = _meeting(contest, prizes.decision)
    opinions = (
        f"Ý kiến khác: {meeting.opinions}" if meeting is not None and meeting.opinions else OTHER_OPINIONS
    )
    return Document(
        title="BIÊN BẢN",
        made_at=prizes.decided_at,
        lines=(f"họp xét giải {contest_line(contest)}",),
        letterhead=letterhead_of(contest),
        paragraphs=tuple(_met(contest, meeting)),
        parts=(
            Passage(
                (f"Cuộc họp thống nhất {f'trao {prizes.told}' if prizes.told else 'không trao giải nào'}.",),
                heading="Kết quả xét giải",
                name="ket_qua",
            ),
            *lists(prizes, money=False),
            *departed(departures_of(contest)),
            *_reasons(prizes),
            *_omitted(contest, prizes),
            *_voted(meeting),
            *_taken_back(contest, prizes),
        ),
        closing=(opinions, _ended(contest, meeting)),
        signatures=_signing(meeting),
        zone=contest.zone,
    )


def _meeting(contest: Contest, decision: AwardDecision) -> Meeting | None:
    """The meeting that the decision names, else the newest one about prizes."""
    kept = meetings_of(contest, kind=MeetingKind.AWARDS)
    named = [one for one in meetings_of(contest) if one.id == decision.meeting_id]
    return next(iter(named or kept), None)


def _met(contest: Contest, meeting: Meeting | None) -> Iterator[str]:
    """When, where, who."""
    if meeting is None:
        yield from (*HELD_AT, *NONE_KEPT)
        return
    began = clock.local(meeting.held_at, contest.zone)
    yield f"Thời gian: {began:%H} giờ {began:%M}, ngày {began:%d/%m/%Y}"
    yield f"Địa điểm: {meeting.place}" if meeting.place else HELD_AT[1]
    there = [_seat(one) for one in meeting.attendances if one.present]
    away = [_seat(one) for one in meeting.attendances if not one.present]
    yield f"Có mặt {len(there)}: {'; '.join(there)}."
    if away:
        yield f"Vắng {len(away)}: {'; '.join(away)}."


def _seat(one: Attendance) -> str:
    seat = SEATS.get(one.part, "")
    parts = (one.office, "" if seat in one.office.casefold() else seat)
    besides = ", ".join(part for part in parts if part)
    return f"{one.name} ({besides})" if besides else one.name


def _reasons(prizes: Prizes) -> Iterator[Part]:
    """Why the meeting left what the ranks proposed, award by award."""
    told = [f"{row.prize}, {quoted(row.title)}: {row.reason}" for row in prizes.personal if row.reason]
    told += [f"{row.prize}, {row.unit}: {row.reason}" for row in prizes.collective if row.reason]
    if prizes.decision.reason:
        told.insert(0, prizes.decision.reason)
    if told:
        yield Passage(tuple(told), heading="Lý do khác với đề xuất theo điểm", name="ly_do")


def _omitted(contest: Contest, prizes: Prizes) -> Iterator[Part]:
    """What the ranks proposed a prize for and the meeting did not give one."""
    units = standing_decision(contest.id, PrizeKind.COLLECTIVE)
    omissions = [*prizes.decision.omissions, *(units.omissions if units is not None else ())]
    titles = plain_titles([one.entry_id for one in omissions if one.entry_id is not None])
    rows: list[tuple[Cell, ...]] = [
        (titles[one.entry_id], one.reason) for one in omissions if one.entry_id is not None
    ]
    if rows:
        caption = "Tác phẩm được đề xuất theo điểm nhưng không trao giải"
        yield Table(caption, OMITTED, rows, name="khong_trao")


def _taken_back(contest: Contest, prizes: Prizes) -> Iterator[Part]:
    """What was taken back after the meeting: its minutes stay as they were, and say so below."""
    units = standing_decision(contest.id, PrizeKind.COLLECTIVE)
    awards = [*prizes.decision.awards, *(units.awards if units is not None else ())]
    of = {row.award_id: row.title for row in prizes.personal} | {
        row.award_id: row.unit for row in prizes.collective
    }
    told = tuple(
        f"{one.prize.name} của {quoted(of[one.id])} đã thu hồi ngày "
        f"{clock.local(one.revocation.revoked_at, contest.zone):%d/%m/%Y}: {one.revocation.reason}"
        for one in awards
        if one.revocation is not None
    )
    if told:
        yield Passage(told, heading="Sau cuộc họp", name="sau_cuoc_hop")


def _voted(meeting: Meeting | None) -> Iterator[Part]:
    """What was put to the vote, with the counts."""
    if meeting is not None and meeting.motions:
        yield Table("Biểu quyết", MOTIONS, [_motion(one) for one in meeting.motions], name="bieu_quyet")
        told = tuple(line for one in meeting.motions for line in dissents_of(one))
        if told:
            yield Passage(told, heading="Ý kiến khác khi biểu quyết", name="y_kien_khac")
    if meeting is not None and meeting.supplements:
        yield Passage(
            tuple(f"{one.text} ({one.reason})" for one in meeting.supplements),
            heading="Ghi bổ sung",
            name="bo_sung",
        )


def _motion(one: Motion) -> tuple[Cell, ...]:
    outcome = OUTCOMES.get(one.outcome, "") if one.outcome is not None else ""
    said = [outcome, "chủ trì quyết định" if one.by_chair else "", one.reason]
    about = f"{one.text} (mã phách {one.blind_code})" if one.blind_code else one.text
    return (
        one.position,
        about,
        one.in_favour,
        one.against,
        one.abstained,
        "; ".join(part for part in said if part),
    )


def _ended(contest: Contest, meeting: Meeting | None) -> str:
    if meeting is None or meeting.ended_at is None:
        return ENDED_AT
    ended = clock.local(meeting.ended_at, contest.zone)
    return ENDED_AT.replace("…… giờ ……", f"{ended:%H} giờ {ended:%M}")


def _signing(meeting: Meeting | None) -> tuple[Signature, ...]:
    if meeting is None:
        return (SECRETARIES, Signature("CÁC THÀNH VIÊN"), JURY)
    return (
        Signature("THƯ KÝ", name=meeting.secretary),
        Signature("CÁC THÀNH VIÊN"),
        Signature("CHỦ TRÌ", name=meeting.chair),
    )


PAPER: Final = Paper(
    KEY,
    Group.AWARDS,
    N_("Biên bản họp xét giải"),
    N_("Thành phần, giải đã xét, giải để trống, lý do, biểu quyết. Lập được sau khi quyết định giải."),
    "bien-ban-xet-giai",
    build,
    Naming.UNSEALED,
    of_round=False,
    check=check,
    sign="BB",
)
