"""What every answer says to the browser; cookies that scripts cannot read; no post without its token."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from contest.app import create_app
from tests.conftest import Schema, settings_for
from tests.doors import OURS, People, Places, clock_of, routes, visit
from tests.stage import Stage, staged

SAID = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory, schema: Schema) -> Iterator[tuple[Flask, Stage]]:
    """A stage behind real tokens."""
    folder = tmp_path_factory.mktemp("answers")
    with staged(folder, schema, "judging") as (app, stage), clock_of(stage):
        people = People(app, stage)
        app.config["WTF_CSRF_ENABLED"] = True
        app.extensions["people"] = people
        yield app, stage


@pytest.fixture(scope="module")
def people(guarded: tuple[Flask, Stage]) -> People:
    return guarded[0].extensions["people"]


@pytest.mark.parametrize("who", ["citizen", "judge_a", "head_judge", "organizer", "secretary"])
def test_a_post_without_its_token_is_refused(who: str, guarded: tuple[Flask, Stage], people: People) -> None:
    app, stage = guarded
    places = Places(app, stage)
    asked = {route.name: people.ask(who, places.address(route.rule), "POST") for route in routes(app, "POST")}
    taken = {name: answer.status_code for name, answer in asked.items() if answer.status_code != 400}
    assert len(asked) > 30
    assert taken == {}


def test_a_forged_token_is_refused_too(guarded: tuple[Flask, Stage], people: People) -> None:
    answer = people.ask("judge_a", "/account/sign-out", "POST", data={"csrf_token": "ImZvcmdlZCI.bm90.YQ"})
    assert answer.status_code == 400
    assert "tải lại trang" in answer.text


def kinds_of_answers(guarded: tuple[Flask, Stage], people: People) -> dict[str, TestResponse]:
    """One answer of each kind the house gives."""
    app, stage = guarded
    places = Places(app, stage)
    named = {rule.endpoint: rule for rule in app.url_map.iter_rules()}
    with app.test_request_context():
        asset = app.jinja_env.globals["asset"]("css/site.css")
    return {
        "a page": people.ask("citizen", "/"),
        "a page of an account": people.ask("judge_a", f"/judging/{OURS}"),
        "a picture": people.ask("judge_a", places.address(named["judge.page_picture"])),
        "a file": people.ask("citizen", places.address(named["citizen.receipt_file"])),
        "an original": people.ask("secretary", places.address(named["organizer.original"])),
        "a way on": people.ask("anonymous", f"/judging/{OURS}"),
        "nothing here": people.ask("anonymous", "/khong-co-trang-nay"),
        "nothing for you": people.ask("judge_a", f"/office/{OURS}"),
        "not this way": people.ask("anonymous", "/account/sign-out"),
        "no token": people.ask("anonymous", "/look-up", "POST"),
        "a part": people.ask("anonymous", "/khong-co", headers={"HX-Request": "true"}),
        "JSON": people.ask("anonymous", "/khong-co", headers={"Accept": "application/json"}),
        "an asset": visit(app, app.test_client(), asset),
        "an asset without its print": visit(app, app.test_client(), asset.partition("?")[0]),
    }


def test_every_answer_carries_the_house_s_headers(guarded: tuple[Flask, Stage], people: People) -> None:
    wrong = []
    for kind, answer in kinds_of_answers(guarded, people).items():
        policy = answer.headers.get("Content-Security-Policy", "")
        held = {name: answer.headers.get(name) for name in SAID}
        if held != SAID or "unsafe" in policy or not policy.startswith("default-src"):
            wrong.append((kind, held, policy))
        if "default-src 'none'" not in policy and "frame-ancestors 'none'" not in policy:
            wrong.append((kind, "may be framed", policy))
        if answer.headers.get("Server"):
            wrong.append((kind, "says what serves it", answer.headers["Server"]))
    assert wrong == []


def test_nothing_but_a_named_asset_is_kept_by_the_browser(
    guarded: tuple[Flask, Stage], people: People
) -> None:
    kept = {
        kind: answer.headers.get("Cache-Control", "")
        for kind, answer in kinds_of_answers(guarded, people).items()
    }
    assert kept.pop("an asset") == "public, max-age=31536000, immutable"
    assert "immutable" not in kept.pop("an asset without its print")
    assert {kind: said for kind, said in kept.items() if "no-store" not in said} == {}


def test_a_stored_file_is_never_shown_as_a_page(guarded: tuple[Flask, Stage], people: People) -> None:
    answers = kinds_of_answers(guarded, people)
    assert answers["an original"].headers["Content-Disposition"].startswith("attachment")
    assert answers["a file"].headers["Content-Disposition"].startswith("attachment")
    assert answers["a picture"].mimetype in {"image/webp", "image/png", "image/jpeg"}


def test_no_cookie_can_be_read_by_a_script_or_sent_from_elsewhere(app: Flask, cast: object) -> None:
    client = app.test_client()
    answers = [
        client.post("/account/language", data={"locale": "en"}),
        client.post(f"/c/{OURS}/drafts"),
        client.post("/account/sign-in", data={"email": "x@y.vn", "password": "không có ai"}),
        client.get("/account/sign-in"),
    ]
    cookies = [cookie for answer in answers for cookie in answer.headers.getlist("Set-Cookie")]
    assert len(cookies) >= 2
    assert [cookie for cookie in cookies if "HttpOnly" not in cookie or "SameSite=Lax" not in cookie] == []


def test_in_production_cookies_and_pages_go_over_https_only(
    tmp_path_factory: pytest.TempPathFactory, schema: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("production")
    monkeypatch.setenv("CONTEST_PRODUCTION", "1")
    settings = {**settings_for(folder), "PRODUCTION": True, "WTF_CSRF_ENABLED": True}
    with schema.fresh(folder) as address:
        app = create_app({**settings, "SQLALCHEMY_DATABASE_URI": address})
        answer = visit(app, app.test_client(), "/account/sign-in", base_url="https://thi.example.vn")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "max-age=" in answer.headers["Strict-Transport-Security"]
