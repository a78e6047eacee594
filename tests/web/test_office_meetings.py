"""A meeting held at the office's door: opened, attended, voted at, shown on the wall, ended, its minutes taken."""

import re
from datetime import timedelta

import pytest

from contest.charter.models import Contest
from contest.db import db, transaction
from contest.plumbing import clock
from contest.shortlist.queries import meetings_of
from contest.shortlist.rules.voting import MotionKind, MotionOutcome
from contest.shortlist.service import close_meeting
from tests.conftest import NOON
from tests.office import selects
from tests.shortlist.finals import draw_final, finalists
from tests.shortlist.meetings import a_meeting, again, put, vote
from tests.shortlist.stage import AUTHORS, CLERK, UNIT, codes, open_seal

OFFICE = "/office/guong-sang-2026"
NEW = {
    "title": "Họp chọn bài",
    "kind": "list",
    "round": "1",
    "held_at": "2026-11-23T14:00",
    "place": "Hội trường",
    "chair_name": "Vi Thị Hạnh",
    "secretary_name": "Nông Văn Cường",
    "majority": "present",
}


@pytest.fixture
def ranked(house, cast, monkeypatch):
    """Three entries judged, locked and listed; their codes best first."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    entries = finalists(cast)
    found = codes(cast)
    db.session.remove()
    return [found[entry] for entry in entries]


def meetings(cast):
    db.session.expire_all()
    return meetings_of(db.session.get_one(Contest, cast.contest_id))


def path(meeting, rest=""):
    return f"{OFFICE}/meetings/{meeting.id}{rest}"


def test_before_the_first_meeting_the_page_says_what_one_is_for(browser, cast, ranked) -> None:
    page = browser("secretary").get(f"{OFFICE}/meetings").get_data(as_text=True)
    assert "Chưa có cuộc họp nào" in page
    assert "/meetings/new" in page


def test_the_secretary_opens_a_meeting_with_chair_and_secretary(browser, cast, ranked) -> None:
    who = browser("secretary")
    page = who.get(f"{OFFICE}/meetings/new?round=1").get_data(as_text=True)
    assert 'value="Vi Thị Hạnh"' in page
    assert 'value="Nông Văn Cường"' in page
    answer = who.post(f"{OFFICE}/meetings/new", data=NEW)
    (meeting,) = meetings(cast)
    assert (answer.status_code, answer.location) == (303, path(meeting))
    assert [seat.account_id for seat in meeting.attendances] == [
        cast.accounts["head_judge"],
        cast.accounts["secretary"],
    ]
    assert meeting.held_at == NOON + timedelta(hours=2)
    assert "Họp chọn bài" in who.get(f"{OFFICE}/meetings").get_data(as_text=True)


@pytest.mark.parametrize("gone", ["title", "chair_name", "held_at", "majority"])
def test_a_form_that_lacks_something_says_so_and_keeps_the_rest(browser, cast, ranked, gone) -> None:
    answer = browser("secretary").post(f"{OFFICE}/meetings/new", data={**NEW, gone: ""})
    assert answer.status_code == 422
    assert 'value="Hội trường"' in answer.get_data(as_text=True)
    assert meetings(cast) == []


def test_a_meeting_on_marks_before_the_lock_is_refused_in_words(browser, cast, ranked) -> None:
    answer = browser("secretary").post(f"{OFFICE}/meetings/new", data={**NEW, "round": "2"})
    assert answer.status_code == 409
    assert "Điểm của vòng này chưa khóa." in answer.get_data(as_text=True)


def test_people_are_called_and_their_presence_is_noted(browser, cast, ranked) -> None:
    who, meeting = browser("secretary"), a_meeting(cast, members=[])
    chosen = [cast.accounts["judge_a"], cast.accounts["judge_b"]]
    who.post(path(meeting, "/attendance/known"), data={"known-people": chosen})
    who.post(path(meeting, "/attendance"), data={"person-name": "Lô Văn Khách", "person-guest": "y"})
    seats = again(cast, meeting).attendances
    assert [seat.name for seat in seats[2:]] == ["Lương Văn An", "Hứa Thị Bình", "Lô Văn Khách"]
    assert seats[2].office == "Giám khảo"
    present = [seat.id for seat in seats[:3]]
    who.post(path(meeting, "/presence"), data={"present": present, "voting": [seats[0].id, seats[2].id]})
    assert again(cast, meeting).voters == 2
    who.post(path(meeting, f"/attendance/{seats[4].id}/removal"))
    assert len(again(cast, meeting).attendances) == 4
    assert who.post(path(meeting, "/attendance"), data={"person-name": " "}).status_code == 422


def test_a_motion_is_put_voted_on_and_shown(browser, cast, ranked) -> None:
    who, meeting = browser("secretary"), a_meeting(cast)
    said = {"motion-kind": "take_in", "motion-code": ranked[2].lower(), "motion-text": "Đưa bài thứ ba vào"}
    assert who.post(path(meeting, "/motions"), data=said).status_code == 303
    motion = again(cast, meeting).motions[0]
    place = f"m{motion.id}"
    wrong = {
        f"{place}-in_favour": "9",
        f"{place}-against": "0",
        f"{place}-abstained": "0",
        f"{place}-reason": "Gương mới",
    }
    answer = who.post(path(meeting, f"/motions/{motion.id}/votes"), data=wrong)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Tổng số phiếu là 9, nhưng có mặt 4 người" in page
    assert "Gương mới" in page
    right = {**wrong, f"{place}-in_favour": "3", f"{place}-against": "1"}
    assert who.post(path(meeting, f"/motions/{motion.id}/votes"), data=right).status_code == 303
    assert again(cast, meeting).motions[0].outcome is MotionOutcome.CARRIED
    page = who.get(path(meeting)).get_data(as_text=True)
    assert "Tán thành 3, không tán thành 1, không có ý kiến 0." in page


def test_an_unknown_code_and_equal_votes_are_answered_on_the_page(browser, cast, ranked) -> None:
    who, meeting = browser("secretary"), a_meeting(cast)
    said = {"motion-kind": "leave_out", "motion-code": "ZZZZ-Z", "motion-text": "Giữ lại chữ này"}
    answer = who.post(path(meeting, "/motions"), data=said)
    assert answer.status_code == 422
    assert "Giữ lại chữ này" in answer.get_data(as_text=True)
    motion = put(meeting)
    place = f"m{motion.id}"
    counts = {f"{place}-in_favour": "2", f"{place}-against": "2", f"{place}-abstained": "0"}
    answer = who.post(path(meeting, f"/motions/{motion.id}/votes"), data=counts)
    assert "Số phiếu ngang nhau." in answer.get_data(as_text=True)
    ruled = {**counts, f"{place}-chair": "no", f"{place}-reason": "Chưa rõ"}
    who.post(path(meeting, f"/motions/{motion.id}/votes"), data=ruled)
    motion = again(cast, meeting).motions[0]
    assert (motion.outcome, motion.by_chair) == (MotionOutcome.LOST, True)
    assert who.post(path(meeting, "/motions/9999/votes"), data=counts).status_code == 404


def test_a_meeting_ends_and_is_only_supplemented(browser, cast, ranked) -> None:
    who, meeting = browser("secretary"), a_meeting(cast)
    motion = put(meeting)
    end = {"closing-ended_at": "2026-11-23T16:30"}
    answer = who.post(path(meeting, "/closing"), data=end)
    assert "Còn 1 nội dung chưa biểu quyết." in answer.get_data(as_text=True)
    who.post(path(meeting, f"/motions/{motion.id}/withdrawal"), data={"reason": "Trùng"})
    assert who.post(path(meeting, "/closing"), data=end).status_code == 303
    page = who.get(path(meeting)).get_data(as_text=True)
    assert "Biên bản giữ nguyên; chỉ ghi bổ sung được." in page
    assert "Đưa ra biểu quyết" not in page
    assert who.post(path(meeting, "/supplements"), data={"supplement-text": "Thêm"}).status_code == 422
    said = {"supplement-text": "Ghi sót một ý kiến.", "supplement-reason": "Chép sót"}
    assert who.post(path(meeting, "/supplements"), data=said).status_code == 303
    assert "Ghi sót một ý kiến." in who.get(path(meeting)).get_data(as_text=True)
    answer = who.post(path(meeting, "/details"), data={"details-title": "Tên khác"})
    assert answer.status_code == 422
    assert again(cast, meeting).title == "Họp chọn bài vào chung khảo"


def test_details_of_an_open_meeting_are_changed(browser, cast, ranked) -> None:
    who, meeting = browser("secretary"), a_meeting(cast)
    said = {
        "details-title": "Họp lần hai",
        "details-held_at": "2026-11-23T12:00",
        "details-majority": "two_thirds",
        "details-opinions": "Nên in thêm bài.",
    }
    assert who.post(path(meeting, "/details"), data=said).status_code == 303
    meeting = again(cast, meeting)
    assert (meeting.title, meeting.held_at, meeting.opinions) == ("Họp lần hai", NOON, "Nên in thêm bài.")


def test_two_who_write_details_from_one_page_do_not_overwrite_each_other(browser, cast, ranked) -> None:
    who, meeting = browser("secretary"), a_meeting(cast)
    page = who.get(path(meeting)).get_data(as_text=True)
    said = {
        "details-title": "Họp lần hai",
        "details-held_at": "2026-11-23T12:00",
        "details-majority": "two_thirds",
        "details-seen": seen_in(page, "details"),
    }
    one, two = ({**said, "details-opinions": text} for text in ("Ông An xin đọc lại.", "Bà Bình thôi."))
    assert browser("organizer").post(path(meeting, "/details"), data=one).status_code == 303
    answer = who.post(path(meeting, "/details"), data=two)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Nội dung này vừa được lưu ở nơi khác." in page
    assert "<dd>Ông An xin đọc lại.</dd>" in page
    assert "Bà Bình thôi.</textarea>" in page
    both = {**two, "details-seen": seen_in(page, "details"), "details-opinions": "Ông An và bà Bình."}
    assert who.post(path(meeting, "/details"), data=both).status_code == 303
    assert again(cast, meeting).opinions == "Ông An và bà Bình."


def test_a_count_made_meanwhile_is_shown_and_not_replaced(browser, cast, ranked) -> None:
    who, meeting = browser("secretary"), a_meeting(cast)
    motion = put(meeting)
    place, votes = f"m{motion.id}", path(meeting, f"/motions/{motion.id}/votes")
    page = who.get(path(meeting)).get_data(as_text=True)
    counts = {f"{place}-in_favour": "1", f"{place}-against": "3", f"{place}-abstained": "0"}
    counts |= {f"{place}-seen": seen_in(page, place), f"{place}-reason": "Đếm lần hai"}
    vote(meeting, motion, 3, 1)
    answer = who.post(votes, data=counts)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Tán thành 3, không tán thành 1" in page
    assert "Đếm lần hai" in page
    assert again(cast, meeting).motions[0].outcome is MotionOutcome.CARRIED
    assert who.post(votes, data={**counts, f"{place}-seen": seen_in(page, place)}).status_code == 303
    assert again(cast, meeting).motions[0].outcome is MotionOutcome.LOST


def seen_in(page, form):
    """The mark that a form of the page carries."""
    return re.search(rf'name="{form}-seen"[^>]* value="([^"]+)"', page)[1]


def test_an_opinion_is_written_beside_its_motion_and_taken_back(browser, cast, ranked) -> None:
    who, meeting = browser("secretary"), a_meeting(cast)
    motion = put(meeting, "Chấm lẻ 0,5")
    seat, place = again(cast, meeting).attendances[2], f"d{motion.id}"
    address = path(meeting, f"/motions/{motion.id}/opinions")
    answer = who.post(address, data={f"{place}-seat": "0", f"{place}-text": "x" * 2001})
    assert answer.status_code == 422
    assert "x" * 2001 in answer.get_data(as_text=True), "nothing typed is lost"
    said = {f"{place}-seat": str(seat.id), f"{place}-text": "Nên chấm lẻ <0,25>."}
    assert who.post(address, data=said).status_code == 303
    page = who.get(path(meeting)).get_data(as_text=True)
    assert f"<b>{seat.name}</b>" in page
    assert "Nên chấm lẻ &lt;0,25&gt;." in page
    assert "Nên chấm lẻ" not in who.get(path(meeting, "/wall")).get_data(as_text=True)
    row = again(cast, meeting).motions[0].dissents[0]
    assert browser("judge_a").post(address, data=said).status_code == 404
    assert who.post(path(meeting, f"/opinions/{row.id}/removal")).status_code == 303
    assert again(cast, meeting).motions[0].dissents == []
    assert who.post(path(meeting, f"/opinions/{row.id}/removal")).status_code == 404


@pytest.mark.parametrize("who", ["judge_a", "observer", "other_organizer"])
@pytest.mark.parametrize("rest", ["", "/wall", "/wall/now", "/minutes.pdf"])
def test_a_stranger_finds_no_meeting(browser, cast, ranked, who, rest) -> None:
    meeting = a_meeting(cast)
    assert browser(who).get(path(meeting, rest)).status_code == 404


def test_the_head_of_the_jury_watches_and_does_not_write(browser, cast, ranked) -> None:
    who, meeting = browser("head_judge"), a_meeting(cast)
    page = who.get(path(meeting)).get_data(as_text=True)
    assert "Đưa ra biểu quyết" not in page
    assert who.get(path(meeting, "/wall")).status_code == 200
    assert who.post(path(meeting, "/motions"), data={}).status_code == 404


def test_the_wall_shows_the_ranking_around_the_line_by_code_alone(browser, cast, ranked) -> None:
    meeting = a_meeting(cast)
    put(meeting, "Lấy thêm một bài", kind=MotionKind.TAKE_IN, code=ranked[2])
    page = browser("secretary").get(path(meeting, "/wall")).get_data(as_text=True)
    assert [code for code in ranked if code not in page] == []
    assert "Lấy thêm một bài" in page
    assert 'class="wall-in wall-line"' in page
    assert [name for name in (*AUTHORS, UNIT) if name in page] == []
    assert "Bàn làm việc" not in page, "no navigation"
    assert '<noscript><meta http-equiv="refresh"' in page


def test_the_wall_shows_an_entry_with_the_means_of_its_criteria_and_no_judge(browser, cast, ranked) -> None:
    meeting = a_meeting(cast)
    page = browser("organizer").get(path(meeting, f"/wall?entry={ranked[1]}")).get_data(as_text=True)
    assert "Tiêu chí 2" in page
    assert "Điểm trung bình của 2 giám khảo" in page
    assert re.search(r'rel="prev" href="[^"]*' + ranked[0], page)
    assert re.search(r'rel="next" href="[^"]*' + ranked[2], page)
    assert [name for name in ("Lương Văn An", "Hứa Thị Bình", *AUTHORS, UNIT) if name in page] == []


def test_names_come_to_the_wall_only_when_known_and_asked_for(browser, cast, ranked) -> None:
    meeting = a_meeting(cast)
    asked = path(meeting, f"/wall?names=1&entry={ranked[0]}")
    for who in ("secretary", "organizer"):
        assert AUTHORS[0] not in browser(who).get(asked).get_data(as_text=True)
    open_seal(cast)
    db.session.remove()
    for who in ("secretary", "organizer"):
        assert AUTHORS[0] in browser(who).get(asked).get_data(as_text=True)
        plain = browser(who).get(path(meeting, f"/wall?entry={ranked[0]}")).get_data(as_text=True)
        assert AUTHORS[0] not in plain
    assert AUTHORS[0] not in browser("head_judge").get(asked).get_data(as_text=True)


def test_the_wall_asks_for_itself_and_is_answered_only_when_something_happened(browser, cast, ranked) -> None:
    who, meeting = browser("secretary"), a_meeting(cast)
    motion = put(meeting)
    page = who.get(path(meeting, "/wall")).get_data(as_text=True)
    address = re.search(r'hx-get="([^"]+)"', page).group(1).replace("&amp;", "&")
    assert who.get(address).status_code == 204
    vote(meeting, motion, 3, 1)
    answer = who.get(address)
    assert answer.status_code == 200
    assert "Thông qua" in answer.get_data(as_text=True)
    assert "<html" not in answer.get_data(as_text=True)
    with transaction():
        close_meeting(meeting=meeting, ended_at=NOON, actor=CLERK, at=NOON)
    assert "hx-get" not in who.get(path(meeting, "/wall")).get_data(as_text=True)


def test_before_the_lock_a_wall_has_no_marks(browser, cast, ranked) -> None:
    draw_final(cast)
    answer = browser("secretary").post(f"{OFFICE}/meetings/new", data={**NEW, "kind": "other", "round": "2"})
    page = browser("secretary").get(answer.location + "/wall").get_data(as_text=True)
    assert "Chưa có nội dung nào đưa ra." in page
    assert "wall-table" not in page


def test_who_reads_in_the_final_does_not_open_a_meeting_on_the_round_before(browser, cast, ranked) -> None:
    meeting = a_meeting(cast)
    draw_final(cast)
    db.session.remove()
    for rest in ("", "/wall", f"/wall?entry={ranked[0]}"):
        answer = browser("head_judge").get(path(meeting, rest))
        assert answer.status_code == 409
        assert ranked[0] not in answer.get_data(as_text=True).split("<main", 1)[1]


@pytest.mark.parametrize("fmt", ["docx", "pdf"])
def test_the_minutes_are_taken_and_logged(browser, cast, ranked, fmt) -> None:
    who, meeting = browser("secretary"), a_meeting(cast)
    vote(meeting, put(meeting), 4, 0)
    answer = who.get(path(meeting, f"/minutes.{fmt}"))
    assert answer.status_code == 200
    assert f"bien-ban-hop-vong-1-lan-1.{fmt}" in answer.headers["Content-Disposition"]
    assert "Xuất biên bản một cuộc họp" in browser("organizer").get(f"{OFFICE}/log").get_data(as_text=True)


def test_the_questions_of_the_lists_do_not_grow(browser, cast, ranked, house) -> None:
    who = browser("secretary")

    def asked(address) -> int:
        return selects(house, lambda: who.get(address))

    first = a_meeting(cast, members=[])
    put(first)
    who.get(f"{OFFICE}/meetings")
    lists, page = asked(f"{OFFICE}/meetings"), asked(path(first))
    for _ in range(2):
        put(a_meeting(cast))
        put(first)
    assert asked(f"{OFFICE}/meetings") == lists
    assert asked(path(first)) == page
