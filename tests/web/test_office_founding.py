"""Who organizes a contest may found another: from the template, or as a copy."""

import pytest

from contest.charter.queries import contest_by_slug
from contest.people.queries import roles_in
from contest.plumbing.audit import events_of

NEW = {
    "start": "template",
    "title": "Người tốt quanh ta",
    "area": "huyện Chi Lăng",
    "year": "2027",
    "opens_at": "2027-01-04T08:00",
    "closes_at": "2027-03-31T17:00",
    "slug": "",
    "receipt_prefix": "",
}


@pytest.fixture
def found(app, browser, cast):
    """``found(…)`` sends the form as the organizer; the application's context stays open."""
    with app.app_context():
        yield lambda who="organizer", **changes: browser(who).post("/office/new", data={**NEW, **changes})


def test_only_organizers_find_the_page(browser, cast):
    assert browser("organizer").get("/office/new").status_code == 200
    for who in ("secretary", "judge_a", "observer"):
        assert browser(who).get("/office/new").status_code == 404
    assert browser().get("/office/new").status_code == 303


def test_address_and_prefix_are_proposed_and_the_founder_organizes(found):
    answer = found()
    assert (answer.status_code, answer.location) == (303, "/office/nguoi-tot-quanh-ta-2027/settings")
    contest = contest_by_slug("nguoi-tot-quanh-ta-2027")
    assert (contest.receipt_prefix, contest.area, contest.announced_at) == ("CL27", "huyện Chi Lăng", None)
    assert f"{contest.closes_at:%H:%M %d/%m/%Y}" == "10:00 31/03/2027"
    assert [role.account.name for role in roles_in(contest.id)] == ["Hoàng Thị Bích"]
    assert [event.verb for event in events_of(contest.id)] == ["role.given", "contest.created"]


def test_a_copy_takes_the_earlier_contests_charter(found):
    assert found(start="guong-sang-2026", title="", area="", slug="lan-hai").status_code == 303
    contest = contest_by_slug("lan-hai")
    assert (contest.title, contest.area) == ("Những tấm gương điển hình", "huyện Chi Lăng")
    assert [c.key for c in contest.rounds[0].criteria] == ["c1", "c2", "c3", "c4", "c5", "c6"]


def test_another_organizers_contest_is_not_copied(found):
    assert found(start="cuoc-thi-khac").status_code == 422
    assert found(who="other_organizer", start="cuoc-thi-khac", slug="cua-ho").status_code == 303


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"closes_at": "2026-01-01T08:00"}, "Hạn kết thúc phải sau lúc bắt đầu"),
        ({"slug": "guong-sang-2026"}, "đã có cuộc thi khác dùng"),
        ({"slug": "Gương Sáng"}, "chữ thường không dấu"),
        ({"slug": "new"}, "Địa chỉ trang"),
        ({"receipt_prefix": "CHILANG"}, "Một đến bốn chữ in hoa"),
        ({"opens_at": "hôm nay"}, "Xin ghi ngày và giờ"),
        ({"year": ""}, "Năm"),
    ],
)
def test_what_cannot_be_is_said_and_kept(found, change, said):
    answer = found(**change)
    assert answer.status_code == 422
    assert said in answer.text
    assert "Người tốt quanh ta" in answer.text
