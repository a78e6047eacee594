"""The office invites, gives and ends roles, and keeps the directory of units."""

import re
from io import BytesIO

import pytest

from contest.db import db
from contest.people.models import Account, Invitation
from contest.plumbing.jobs import OutboxItem
from contest.units.queries import unit_of_code
from tests.cast import Cast

TEAM = "/office/guong-sang-2026/team"
UNITS = "/office/guong-sang-2026/units"
NEW = {"kind": "judge", "name": "Lý Văn Mới", "email": "moi@x.vn", "unit": "xa nhan ly"}


@pytest.fixture
def inside(app, cast):
    with app.app_context():
        yield cast


def role_id(cast, who, kind):
    db.session.expire_all()
    account = db.session.get_one(Account, cast.accounts[who])
    return next(role.id for role in account.roles if role.kind == kind)


def test_the_team_is_seen_by_the_office_and_changed_by_organizers(browser, inside):
    assert "Lương Văn An" in browser("organizer").get(TEAM).text
    secretary = browser("secretary").get(TEAM)
    assert secretary.status_code == 200
    assert "/roles/" not in secretary.text
    for who in ("judge_a", "observer", "other_organizer"):
        assert browser(who).get(TEAM).status_code == 404
    for page in ("/invitations/new", "/invitations/list", f"/roles/{role_id(inside, 'judge_a', 'judge')}"):
        assert browser("organizer").get(TEAM + page).status_code == 200
        assert browser("secretary").get(TEAM + page).status_code == 404


def test_the_link_is_shown_once_and_the_letter_is_promised(browser, inside):
    organizer = browser("organizer")
    answer = organizer.post(f"{TEAM}/invitations/new", data=NEW)

    assert answer.status_code == 201
    link = re.search(r"http://localhost(/account/invitations/[^<]+)<", answer.text)[1]
    assert link not in organizer.get(TEAM).text
    assert "Lý Văn Mới" in organizer.get(TEAM).text
    assert browser().get(link).status_code == 303
    letter = db.session.query(OutboxItem).one()
    assert letter.payload["to"] == "moi@x.vn"
    assert letter.payload["values"]["link"] == link
    assert db.session.query(Invitation).one().unit_id == inside.units["X-NL"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"email": "khong phai"}, "không phải là địa chỉ thư điện tử"),
        ({"name": ""}, "Xin ghi họ và tên"),
        ({"unit": "xã không có"}, "Xin chọn trong danh sách đơn vị"),
        ({"kind": "king"}, "Vai trò"),
    ],
)
def test_what_cannot_be_invited_is_said_and_nothing_is_promised(browser, inside, change, said):
    answer = browser("organizer").post(f"{TEAM}/invitations/new", data={**NEW, **change})
    assert answer.status_code == 422
    assert said in answer.text
    assert db.session.query(OutboxItem).count() == db.session.query(Invitation).count() == 0


def test_a_pasted_list_is_invited_line_by_line(browser, inside):
    people = (
        "Lương Văn Mới; a@x.vn; Xã Nhân Lý",
        "Vi Thị Hai; b@x.vn; Xã Không Có",
        "Hứa Thị Ba; khong phai",
        "Nông Thị Không Thư",
    )
    lines = "\n".join([*people, "Lô Văn Tư\tc@x.vn"])
    answer = browser("organizer").post(f"{TEAM}/invitations/list", data={"kind": "judge", "lines": lines})

    assert answer.status_code == 201
    assert [i.name for i in db.session.query(Invitation).order_by(Invitation.id)] == [
        "Lương Văn Mới",
        "Lô Văn Tư",
    ]
    assert "Dòng 2" in answer.text
    assert "Dòng 3" in answer.text
    assert "“Nông Thị Không Thư” chưa có thư điện tử" in answer.text
    assert db.session.query(OutboxItem).count() == 2


def test_the_page_promises_a_letter_only_where_letters_leave(app, browser, inside):
    organizer = browser("organizer")
    silent = organizer.post(f"{TEAM}/invitations/new", data=NEW).text
    app.config["MAIL_SERVER"] = "mail.example.vn"
    sends = organizer.post(f"{TEAM}/invitations/new", data={**NEW, "email": "khac@x.vn"}).text
    app.config["MAIL_SERVER"] = ""
    assert "chưa được đặt để gửi thư" in silent
    assert "Thư mời đã được xếp gửi" not in silent
    assert "Thư mời đã được xếp gửi" in sends


def test_a_withdrawn_link_opens_nothing(browser, inside):
    organizer = browser("organizer")
    link = re.search(
        r"http://localhost(/account/invitations/[^<]+)<",
        organizer.post(f"{TEAM}/invitations/new", data=NEW).text,
    )[1]
    invitation = db.session.query(Invitation).one()
    assert organizer.post(f"{TEAM}/invitations/{invitation.id}/withdrawal").status_code == 303
    assert browser().get(link).status_code == 404
    assert (
        browser("other_organizer").post(f"{TEAM}/invitations/{invitation.id}/withdrawal").status_code == 404
    )


def test_a_role_ends_at_once(browser, inside):
    organizer, second = browser("organizer"), browser("second_organizer")
    assert second.get(TEAM).status_code == 200
    path = f"{TEAM}/roles/{role_id(inside, 'second_organizer', 'organizer')}/end"
    assert organizer.post(path).status_code == 303
    assert second.get(TEAM).status_code == 404


def test_the_last_organizer_stays_and_is_told(browser, inside):
    organizer = browser("organizer")
    organizer.post(f"{TEAM}/roles/{role_id(inside, 'second_organizer', 'organizer')}/end")
    answer = organizer.post(
        f"{TEAM}/roles/{role_id(inside, 'organizer', 'organizer')}/end", follow_redirects=True
    )
    assert "phải còn ít nhất một người" in answer.text


def test_a_further_role_is_given_with_the_unit(browser, inside):
    path = f"{TEAM}/roles/{role_id(inside, 'judge_a', 'judge')}"
    assert browser("organizer").post(path, data={"kind": "secretary"}).status_code == 303
    assert role_id(inside, "judge_a", "secretary")
    assert browser("judge_a").get(TEAM).status_code == 200


def test_a_renewed_access_gives_a_link_and_signs_out(browser, inside):
    judge = browser("judge_a")
    assert judge.get("/account/").status_code == 200
    answer = browser("organizer").post(f"{TEAM}/roles/{role_id(inside, 'judge_a', 'judge')}/access")
    assert answer.status_code == 201
    assert Cast.email("judge_a") in answer.text
    assert judge.get("/account/").status_code == 303


def test_the_list_of_people_asks_as_often_for_many_as_for_few(browser, inside, app):
    from sqlalchemy import event

    organizer, seen = browser("organizer"), []

    def count():
        seen.clear()
        event.listen(db.engine, "before_cursor_execute", note)
        organizer.get(TEAM)
        event.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    def note(_c, _cursor, statement, *_rest):
        seen.append(statement)

    before = count()
    lines = "\n".join(f"Người {n}; n{n}@x.vn; Xã Nhân Lý" for n in range(5))
    organizer.post(f"{TEAM}/invitations/list", data={"kind": "judge", "lines": lines})
    assert count() <= before + 1


def test_units_are_searched_without_marks(browser, inside):
    page = browser("secretary").get(UNITS, query_string={"q": "nhan ly"}).text
    assert "Xã Nhân Lý" in page
    assert "Xã Vạn Linh" not in page
    assert "Không có đơn vị nào như vậy" in browser("secretary").get(UNITS, query_string={"q": "zzz"}).text


def send_units(client, name, data):
    return client.post(UNITS, data={"file": (BytesIO(data), name)}, content_type="multipart/form-data")


def test_a_list_of_units_is_taken_and_refused_rows_are_named(browser, inside):
    sheet = "Mã đơn vị;Tên đơn vị;Số người\nX-MOI;Xã Mới;120\n;Xã Thiếu Mã;1\n".encode()
    answer = send_units(browser("organizer"), "don-vi.csv", sheet)
    assert answer.status_code == 201
    assert "Thêm 1 đơn vị" in answer.text
    assert "Dòng 3: thiếu mã hoặc tên đơn vị" in answer.text
    assert unit_of_code("X-MOI").headcount == 120
    assert send_units(browser("secretary"), "don-vi.csv", sheet).status_code == 404


def test_a_file_that_is_no_list_is_refused_in_words(browser, inside):
    organizer = browser("organizer")
    assert send_units(organizer, "x.pdf", b"%PDF-1.4").status_code == 415
    assert organizer.post(UNITS, data={}).status_code == 422


def test_the_template_can_be_sent_back(browser, inside):
    organizer = browser("organizer")
    template = organizer.get(f"{UNITS}/template.xlsx")
    assert template.status_code == 200
    assert send_units(organizer, "mau.xlsx", template.data).status_code == 201
    assert unit_of_code("X-NL").name == "Xã Nhân Lý"
