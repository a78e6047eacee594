"""The minutes of a meeting: everything the secretary wrote, entries by code, no author."""

import io
from datetime import timedelta
from zipfile import ZipFile

import pytest

from contest.charter.models import Contest
from contest.db import db, transaction
from contest.errors.meetings import NoMeetingClosed
from contest.exports.formats import FORMATS
from contest.exports.papers import meeting_minutes
from contest.shortlist.rules.voting import MeetingKind, MotionKind
from contest.shortlist.service import close_meeting, set_meeting, supplement_meeting
from tests.conftest import NOON
from tests.shortlist.meetings import GUEST, MEMBERS, a_meeting, again, put, vote
from tests.shortlist.stage import AUTHORS, CLERK, UNIT, codes, judged, the_round

END = NOON + timedelta(hours=1, minutes=15)


@pytest.fixture
def held(house, cast):
    """A meeting that ended, with three votes; its cast and the code it spoke of."""
    entries = judged(cast, ["90", "80"])
    code = codes(cast)[entries[1]]
    meeting = a_meeting(cast, members=(*MEMBERS, GUEST))
    vote(
        meeting, put(meeting, "Lấy bài thứ hai", kind=MotionKind.TAKE_IN, code=code), 3, 1, reason="Gương mới"
    )
    vote(meeting, put(meeting, "In tập bài"), 2, 2, chair=False, reason="Chưa có kinh phí")
    with transaction():
        set_meeting(meeting=meeting, changes={"opinions": "Nên mời nhà văn."}, actor=CLERK, at=NOON)
    close(meeting)
    return cast, again(cast, meeting), code


def close(meeting) -> None:
    with transaction():
        close_meeting(meeting=meeting, ended_at=END, actor=CLERK, at=END)


def the_minutes(cast, meeting):
    contest = db.session.get_one(Contest, cast.contest_id)
    return meeting_minutes.minutes_of_meeting(contest, meeting, at=END)


def text_of(document) -> str:
    return "\n".join([*document.lines, *document.paragraphs, *document.closing])


def test_they_say_when_where_who_and_how_each_vote_came_out(held) -> None:
    cast, meeting, code = held
    document = the_minutes(cast, meeting)
    said = text_of(document)
    for words in (
        "bắt đầu lúc 12 giờ 00, ngày 23/11/2026",
        "Địa điểm: Hội trường huyện",
        "Chủ trì: Vi Thị Hạnh; thư ký: Nông Văn Cường.",
        "có mặt 6 trên 6 người được mời, trong đó 4 người được biểu quyết",
        "Nội dung 1: 3 (ba) trên 4 phiếu tán thành, thông qua. Lý do: Gương mới",
        "không thông qua. Số phiếu ngang nhau, chủ trì quyết định. Lý do: Chưa có kinh phí",
        "Ý kiến khác: Nên mời nhà văn.",
        "kết thúc lúc 13 giờ 15, ngày 23/11/2026",
    ):
        assert words in said
    people, motions = document.tables
    assert next(iter(people.rows))[1:4] == ("Vi Thị Hạnh", "Trưởng Ban Giám khảo", "Chủ trì")
    assert [row[2:] for row in motions.rows] == [
        (code, 3, 1, 0, "Thông qua"),
        ("", 2, 2, 0, "Không thông qua (theo ý kiến chủ trì)"),
    ]
    assert [one.name for one in document.signatures] == ["Nông Văn Cường", "Vi Thị Hạnh"]


@pytest.mark.parametrize("fmt", ["docx", "pdf", "xlsx", "csv"])
def test_they_come_in_every_format_and_name_no_author(held, fmt) -> None:
    cast, meeting, _code = held
    out = io.BytesIO()
    FORMATS[fmt].write(the_minutes(cast, meeting), out)
    data = out.getvalue()
    said = data.decode("utf-8", errors="replace")
    if fmt in ("docx", "xlsx"):
        with ZipFile(out) as package:
            said = "\n".join(
                package.read(name).decode("utf-8", errors="replace") for name in package.namelist()
            )
    assert len(data) > 500
    assert [name for name in (*AUTHORS, UNIT) if name in said] == []


def test_what_was_added_later_stands_after_the_end_with_its_reason(held) -> None:
    cast, meeting, _code = held
    with transaction():
        supplement_meeting(meeting=meeting, text="Bổ sung ý kiến.", reason="Chép sót.", actor=CLERK, at=END)
    closing = the_minutes(cast, again(cast, meeting)).closing
    assert (
        closing[-1] == "Bổ sung lúc 13:15 ngày 23/11/2026 (thư ký): Bổ sung ý kiến. Lý do bổ sung: Chép sót."
    )


def test_those_of_a_meeting_that_goes_on_say_so(house, cast) -> None:
    judged(cast, ["90"])
    meeting = a_meeting(cast)
    put(meeting, "Bàn")
    said = text_of(the_minutes(cast, again(cast, meeting)))
    assert "Bản ghi trong khi họp, chưa kết thúc." in said
    assert "Nội dung 1: chưa biểu quyết." in said


def test_the_paper_of_a_round_is_of_its_newest_meeting_but_for_awards(held) -> None:
    cast, meeting, _code = held
    later = a_meeting(cast)
    awards = a_meeting(cast, kind=MeetingKind.AWARDS)
    assert meeting_minutes.newest_closed(the_round(cast)).id == meeting.id
    close(awards)
    assert meeting_minutes.newest_closed(the_round(cast)).id == meeting.id
    close(later)
    assert meeting_minutes.newest_closed(the_round(cast)).id == later.id


def test_before_a_meeting_has_ended_there_are_no_minutes(house, cast) -> None:
    judged(cast, ["90"])
    a_meeting(cast)
    with pytest.raises(NoMeetingClosed):
        meeting_minutes.check(the_round(cast), names=False)
