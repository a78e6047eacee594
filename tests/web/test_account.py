"""The account's door: sign in, join by a link, change the password, the language."""

import re

import pytest

from contest.charter.models import Contest
from contest.db import db, transaction
from contest.people.models import Account, RoleKind
from contest.people.service import hash_password, invite
from contest.plumbing.audit import SYSTEM
from contest.plumbing.clock import now
from contest.web.account.routes import local_path
from tests.cast import Cast
from tests.doors import OURS

PASSWORD = "đường về bản rất xa"


@pytest.fixture(scope="module")
def kept():
    return hash_password(PASSWORD)


@pytest.fixture
def with_password(app, cast, kept):
    """Give members of the cast a password they can type."""

    def give(*members):
        with app.app_context(), transaction():
            for who in members:
                db.session.get_one(Account, cast.accounts[who]).password_hash = kept

    return give


@pytest.fixture
def invitation(app, cast):
    """``invitation(email)`` gives the path of a fresh link."""

    def make(email="moi@x.vn", kind=RoleKind.JUDGE):
        with app.app_context(), transaction():
            contest = db.session.get_one(Contest, cast.contest_id)
            _, token = invite(
                contest=contest, kind=kind, email=email, name="Lý Văn Mới", actor=SYSTEM, at=now()
            )
        return f"/account/invitations/{token}"

    return make


def typed(who, password=PASSWORD, **more):
    return {"email": Cast.email(who), "password": password, **more}


def test_signing_in_leads_to_where_one_wanted_to_go(browser, with_password):
    with_password("judge_a")
    answer = browser().post("/account/sign-in", data=typed("judge_a", next="/account/password"))
    assert (answer.status_code, answer.location) == (303, "/account/password")


@pytest.mark.parametrize(
    "wish", ["https://example.com/", "//example.com", "/\\example.com", "javascript:x", "/a\r\nb", ""]
)
def test_signing_in_never_leads_to_another_site(wish):
    assert local_path(wish) is None


def test_a_wrong_password_and_an_unknown_address_look_the_same(browser, with_password):
    with_password("judge_a")
    pages = [
        browser().post("/account/sign-in", data={"email": email, "password": "sai mật khẩu"})
        for email in (Cast.email("judge_a"), "nobody@x.vn")
    ]
    assert {page.status_code for page in pages} == {422}
    assert len({re.sub(r'value="[^"]*"', "", page.text) for page in pages}) == 1


def test_the_home_shows_each_contest_with_ones_roles(browser, cast):
    page = browser("head_judge").get("/account/")
    assert page.status_code == 200
    assert "Trưởng Ban Giám khảo" in page.text
    assert f'href="/office/{OURS}"' not in page.text, "the desk is not the head judge's"
    assert f'href="/office/{OURS}/discrepancies"' in page.text
    assert "Lập cuộc thi mới" not in page.text
    assert "Lập cuộc thi mới" in browser("organizer").get("/account/").text


def test_a_stranger_is_asked_to_sign_in(browser, cast):
    answer = browser().get("/account/")
    assert answer.status_code == 303
    assert answer.location.startswith("/account/sign-in?next=")


def test_signing_out_ends_the_session_in_the_database(browser, cast):
    judge = browser("judge_a")
    assert judge.get("/account/").status_code == 200
    with judge.session_transaction() as held:
        cookie = held["_user_id"]
    assert judge.post("/account/sign-out").status_code == 303
    with judge.session_transaction() as held:
        held["_user_id"] = cookie
    assert judge.get("/account/").status_code == 303


def test_the_password_is_changed_with_the_one_before(browser, with_password):
    with_password("judge_a")
    judge, fresh = browser("judge_a"), "một câu khác rất dài"
    both = {"password": fresh, "again": fresh}

    assert judge.post("/account/password", data={"current": "sai", **both}).status_code == 422
    assert (
        judge.post(
            "/account/password", data={"current": PASSWORD, "password": "ngan", "again": "ngan"}
        ).status_code
        == 422
    )
    assert judge.post("/account/password", data={"current": PASSWORD, **both}).status_code == 303
    assert browser().post("/account/sign-in", data=typed("judge_a")).status_code == 422
    assert browser().post("/account/sign-in", data=typed("judge_a", fresh)).status_code == 303


def test_a_link_makes_an_account_once_and_leaves_the_address_bar(browser, invitation):
    path, client = invitation(), browser()
    opened = client.get(path)
    assert (opened.status_code, opened.location) == (303, "/account/join")
    assert "Giám khảo" in client.get("/account/join").text

    said = {"name": "Lý Văn Mới", "password": PASSWORD, "again": PASSWORD}
    assert client.post("/account/join", data={**said, "again": "khác"}).status_code == 422
    assert client.post("/account/join", data={**said, "password": "ngan", "again": "ngan"}).status_code == 422
    assert client.post("/account/join", data=said).status_code == 303
    assert "Những tấm gương" in client.get("/account/").text
    assert browser().get(path).status_code == 404


def test_a_lapsed_link_says_what_to_do(browser, cast):
    answer = browser().get("/account/invitations/khong-co")
    assert answer.status_code == 404
    assert "đề nghị Ban Tổ chức gửi lời mời mới" in answer.text


def test_an_account_takes_a_further_role_after_signing_in(browser, invitation, with_password):
    with_password("observer")
    path, client = invitation(Cast.email("observer")), browser()
    client.get(path)
    assert client.get("/account/join").location.startswith("/account/sign-in")

    client.post("/account/sign-in", data=typed("observer"))
    assert "Nhận vai trò" in client.get("/account/join").text
    assert client.post("/account/join").status_code == 303
    assert "Giám khảo" in client.get("/account/").text


def test_whoever_is_signed_in_as_another_is_told_so(browser, invitation, with_password):
    with_password("observer")
    path, client = invitation(Cast.email("observer")), browser("judge_b")
    client.get(path)
    assert "đang đăng nhập bằng tài khoản khác" in client.get("/account/join").text
    assert client.post("/account/join").status_code == 404


def test_an_account_without_a_password_sets_its_first_by_the_link(browser, invitation, cast):
    path, client = invitation(Cast.email("observer")), browser()
    client.get(path)
    said = {"name": "Lô Thị Mai", "password": PASSWORD, "again": PASSWORD}
    assert client.post("/account/join", data=said).status_code == 303
    assert "Quan sát viên" in client.get("/account/").text


def test_the_language_is_kept_and_only_known_ones(browser, cast):
    client = browser()
    answer = client.post("/account/language", data={"locale": "en", "next": "/account/sign-in"})
    assert (answer.status_code, answer.location) == (303, "/account/sign-in")
    assert '<html lang="en"' in client.get("/account/sign-in").text
    assert (
        'name="next" value="/account/sign-in?next=/account/"'
        in client.get("/account/sign-in?next=/account/").text
    )
    client.post("/account/language", data={"locale": "xx", "next": "https://example.com"})
    assert '<html lang="en"' in client.get("/account/sign-in").text
