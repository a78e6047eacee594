"""A sign-in that has ended costs nothing typed; a browser forgets a judge's work when the judge is gone."""

import html
import re
from datetime import timedelta

import pytest
from time_machine import travel

from contest.assignment.models import Assignment
from contest.db import db, transaction
from contest.people.models import Account, SignIn
from contest.people.service import hash_password
from contest.scoring.queries import sheet_of
from contest.web.account.kept import PAGES
from contest.web.account.returning import KEPT_FOR
from tests.cast import Cast
from tests.conftest import NOON
from tests.jury import a_jury

PASSWORD = "đường về bản rất xa"
SCRIPT = {"Accept": "application/json"}
FIELD = re.compile(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"')


@pytest.fixture(autouse=True)
def at_noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture
def mine(cast, app) -> str:
    """The address of judge A's first entry; both judges can type their passwords."""
    with app.app_context():
        first = a_jury(cast).assignments("judge_a")[0].id
        with transaction():
            for who in ("judge_a", "judge_b"):
                db.session.get_one(Account, cast.accounts[who]).password_hash = hash_password(PASSWORD)
    return f"/judging/guong-sang-2026/assignments/{first}"


def end_sign_ins(app) -> None:
    with app.app_context(), transaction():
        db.session.query(SignIn).update({"ended_at": NOON})


def fields_of(page: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in FIELD.findall(page)}


def test_a_sheet_sent_after_the_sign_in_ended_waits_and_is_saved(browser, mine, app):
    client = browser("judge_a")
    end_sign_ins(app)
    asked = client.post(f"{mine}/sheet", data={"version": "", "points-c1": "12,5", "remark": "Viết “chắc”"})
    assert asked.status_code == 401
    assert "Những gì vừa nhập vẫn được giữ" in asked.text

    kept = fields_of(asked.text)["kept"]
    wrong = client.post(
        "/account/sign-in", data={"email": Cast.email("judge_a"), "password": "x", "kept": kept}
    )
    again = client.post(
        "/account/sign-in",
        data={"email": Cast.email("judge_a"), "password": PASSWORD, "kept": fields_of(wrong.text)["kept"]},
    )
    assert f'action="{mine}/sheet"' in again.text
    assert "Lưu phiếu chấm · bài" in again.text
    assert "<dt>Tiêu chí 1</dt><dd" in again.text
    client.post(f"{mine}/sheet", data=fields_of(again.text))

    with app.app_context():
        sheet = sheet_of(int(mine.rsplit("/", 1)[1]))
        assert (sheet.points, sheet.remark) == ({"c1": "12.50"}, "Viết “chắc”")


def waiting(client, mine, app) -> str:
    """What the sign-in page keeps of a sheet sent after the sign-in had ended."""
    end_sign_ins(app)
    asked = client.post(f"{mine}/sheet", data={"version": "", "points-c1": "12,5", "remark": "riêng tôi"})
    return fields_of(asked.text)["kept"]


def signed_in(client, who, kept):
    return client.post(
        "/account/sign-in", data={"email": Cast.email(who), "password": PASSWORD, "kept": kept}
    )


def test_nobody_else_sends_what_was_kept_and_its_writer_still_can(browser, mine, app):
    client = browser("judge_a")
    kept = waiting(client, mine, app)

    refused = signed_in(client, "judge_b", kept)
    assert refused.status_code == 409
    assert "do một tài khoản khác nhập" in refused.text
    assert "riêng tôi" not in refused.text
    assert client.get("/account/token").json["account"] is None

    assert "riêng tôi" in signed_in(client, "judge_a", fields_of(refused.text)["kept"]).text


def test_what_was_kept_too_long_is_shown_and_not_sent(browser, mine, app):
    client = browser("judge_a")
    kept = waiting(client, mine, app)
    with travel(NOON + KEPT_FOR + timedelta(minutes=1), tick=False):
        late = signed_in(client, "judge_a", kept)

    assert "riêng tôi" in late.text
    assert "không gửi tiếp được nữa" in late.text
    assert f'action="{mine}/sheet"' not in late.text


def test_a_browser_closed_meanwhile_is_known_by_what_it_carries(browser, mine, app, cast, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    client = browser()
    typed = {"points-c1": "12,5", "remark": "riêng tôi", "csrf_token": "x"}
    assert client.post(f"{mine}/sheet", data=typed).status_code == 400

    client.set_cookie("carrier", str(cast.accounts["judge_a"]))
    asked = client.post(f"{mine}/sheet", data=typed)
    assert asked.status_code == 401
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    assert "riêng tôi" in signed_in(client, "judge_a", fields_of(asked.text)["kept"]).text


@pytest.mark.parametrize("kept", ["", "x", "WyIvb2ZmaWNlIl0.forged"])
def test_a_kept_form_that_is_not_ours_is_nothing(browser, mine, kept):
    answer = browser().post(
        "/account/sign-in", data={"email": Cast.email("judge_a"), "password": PASSWORD, "kept": kept}
    )
    assert (answer.status_code, answer.location) == (303, "/account/")


def test_a_script_is_told_that_the_sign_in_has_ended_and_signs_in_again_in_place(browser, mine, app, cast):
    client = browser("judge_a")
    end_sign_ins(app)
    assert client.get("/account/token").json["account"] is None
    refused = client.get(mine, headers=SCRIPT)
    assert (refused.status_code, refused.json["refusal"]) == (401, "signed_out")

    typed = {"email": Cast.email("judge_a"), "password": PASSWORD}
    wrong = client.post("/account/sign-in", data={**typed, "password": "x"}, headers=SCRIPT)
    assert (wrong.status_code, wrong.json["refusal"]) == (422, "wrong_sign_in")
    assert client.post("/account/sign-in", data=typed, headers=SCRIPT).json == {
        "account": cast.accounts["judge_a"]
    }
    assert client.get("/account/token").json["account"] == cast.accounts["judge_a"]


def test_signing_out_empties_the_browser(browser, mine):
    client = browser("judge_a")
    client.set_cookie("carrier", "1")
    answer = client.post("/account/sign-out")

    assert answer.headers["Clear-Site-Data"] == '"storage"'
    assert client.get_cookie("carrier") is None


@pytest.mark.parametrize(("who", "emptied"), [("judge_a", None), ("judge_b", '"storage"')])
def test_a_device_that_carries_is_emptied_when_somebody_else_signs_in(browser, mine, cast, who, emptied):
    client = browser()
    client.set_cookie("carrier", str(cast.accounts["judge_a"]))
    answer = client.post("/account/sign-in", data={"email": Cast.email(who), "password": PASSWORD})

    assert answer.status_code == 303
    assert answer.headers.get("Clear-Site-Data") == emptied


def test_every_form_of_the_judges_that_may_wait_has_a_name_for_people(app):
    posted = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}
    bare = {"judge.sync", "judge.send_own_list", "judge.trial_conflict"}
    assert {endpoint for endpoint in posted if endpoint.startswith("judge.")} - bare == PAGES.keys()


def test_ticked_entries_are_told_before_they_are_given_up(browser, mine, app):
    client = browser("judge_a")
    end_sign_ins(app)
    reading = int(mine.rpartition("/")[2])
    with app.app_context():
        code = db.session.get_one(Assignment, reading).blind_code.code
    typed = {"assignments": [str(reading), "x", "9" * 25], "reason": "Người nhà"}
    asked = client.post("/judging/guong-sang-2026/conflicts", data=typed)

    assert (
        f'<dt>Bài đã chọn</dt><dd class="text-break">{code}</dd>'
        in signed_in(client, "judge_a", fields_of(asked.text)["kept"]).text
    )
    end_sign_ins(app)
    asked = client.post("/judging/guong-sang-2026/rounds/1/ahead", data={"entries": ["a", "b"]})
    assert (
        '<dt>Số bài đã chọn</dt><dd class="text-break">2</dd>'
        in signed_in(client, "judge_a", fields_of(asked.text)["kept"]).text
    )
