"""Whatever is sent, no door breaks: empty forms, nonsense in every field, impossible numbers in every address."""

import traceback
from collections.abc import Iterator
from io import BytesIO

import pytest
from flask import Flask

from contest.web.guards import ANYONE
from tests.conftest import Schema
from tests.doors import PERSONAS, People, Places, Route, clock_of, routes
from tests.stage import staged

HUGE = "99999999999999999999"
JUNK = {
    **dict.fromkeys(
        ("verdict", "kind", "value", "mark", "seed", "email", "statements", "entry_ids", "page"), "x"
    ),
    **dict.fromkeys(("number", "unit", "assignments", "manuscript", "judge", "file"), HUGE),
    "points-c1": "abc",
    "points-c2": "NaN",
    "points-c3": "1e999",
    "version": "x",
    "edits": "z",
    "code": "'",
    "reason": "\x00\x0b",
    "move": "up:x",
    "order": "a,b",
    "do": "remove:99",
    "top": "-1",
    "threshold": "-1e999",
}
NAMES = ("page", "round", "unit", "category", "turn", "after", "done", "last", "before")
NUMBERS = "&".join(f"{name}={HUGE}" for name in NAMES)
QUERIES = (
    f"{NUMBERS}&sort=x&state=x&channel=x&q=%00%27%25_&top=x&threshold=x&cut=x&from=x",
    "page=-1&round=0&top=-5&threshold=-1e999&turn=-1&q=" + "a" * 3000,
)
HERE = ("citizen", "judge_a", "head_judge", "organizer", "secretary")


@pytest.fixture(scope="module", params=["judging", "locked"])
def stood(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, schema: Schema
) -> Iterator[tuple[Flask, People, Places]]:
    with staged(tmp_path_factory.mktemp("junk"), schema, request.param) as (app, stage), clock_of(stage):
        yield app, People(app, stage), Places(app, stage)


def broken(
    stood: tuple[Flask, People, Places], who: str, route: Route, tail: str = "", data: object = None
) -> list[str]:
    """Why the answer is a fault of the house, if it is."""
    _app, people, places = stood
    way = places.address(route.rule) + tail
    try:
        answer = people.ask(who, way, route.method, data=data, afresh="token" in route.rule.arguments)
    except Exception as error:  # noqa: BLE001  (the test tells which door broke, and goes on)
        return [
            f"{who} {route.name}{tail[:40]}: {error!r} at {traceback.extract_tb(error.__traceback__)[-1]}"
        ]
    return [f"{who} {route.name}: {answer.status_code}"] if answer.status_code >= 500 else []


def open_to(who: str, route: Route) -> bool:
    mine = "draft_id" not in route.rule.arguments or who == "citizen"
    return (
        bool(set(route.audience) & PERSONAS[who])
        and mine
        and (ANYONE not in route.audience or who == "citizen")
    )


@pytest.mark.parametrize("who", HERE)
def test_nonsense_in_an_address_is_answered(who: str, stood: tuple[Flask, People, Places]) -> None:
    found = [route for route in routes(stood[0], "GET") if open_to(who, route)]
    assert [
        fault for route in found for query in QUERIES for fault in broken(stood, who, route, f"?{query}")
    ] == []


@pytest.mark.parametrize("who", HERE)
@pytest.mark.parametrize("data", [None, JUNK], ids=["empty", "nonsense"])
def test_a_form_of_nothing_or_nonsense_is_answered(
    data: object, who: str, stood: tuple[Flask, People, Places]
) -> None:
    found = [route for route in routes(stood[0], "POST") if open_to(who, route)]
    assert len(found) > 3
    assert [fault for route in found for fault in broken(stood, who, route, data=data)] == []


@pytest.mark.parametrize("who", ["anonymous", *HERE])
def test_json_where_a_form_is_meant_is_refused_before_it_is_read(
    who: str, stood: tuple[Flask, People, Places]
) -> None:
    app, people, places = stood
    read = {
        route.name
        for route in routes(app, "POST")
        for body in (["x"], {"name": 5, "text": {}, "email": None})
        if people.ask(who, places.address(route.rule), "POST", json=body).status_code != 415
    }
    assert read == {"POST /judging/<slug>/sync"}


ODD_FORMS = {
    "a row counted without digits": lambda: {"people-²-name": "x", "rows-²-name": "x", "terms-²-key": "x"},
    "a row that no number counts": lambda: {f"{rows}-{'9' * 5000}-name": "x" for rows in ("people", "rows")},
    "words sent as a file": lambda: {"reason": (BytesIO(b"x"), "x.txt"), "email": (BytesIO(b"x"), "x.txt")},
}


@pytest.mark.parametrize("odd", ODD_FORMS)
@pytest.mark.parametrize("who", ["citizen", "organizer"])
def test_what_no_page_of_ours_sends_is_refused_before_it_is_read(
    who: str, odd: str, stood: tuple[Flask, People, Places]
) -> None:
    app, people, places = stood
    taken = {
        route.name
        for route in routes(app, "POST")
        if people.ask(who, places.address(route.rule), "POST", data=ODD_FORMS[odd]()).status_code != 400
    }
    assert taken == set()


def test_an_id_that_no_table_can_hold_is_not_there(stood: tuple[Flask, People, Places]) -> None:
    app, people, places = stood
    wrong = []
    for route in routes(app, "GET"):
        ids = [name for name in route.rule.arguments if name.endswith("_id")]
        who = next((who for who in HERE if open_to(who, route)), None)
        if ids and who:
            status = people.ask(who, places.address(route.rule, **dict.fromkeys(ids, int(HUGE)))).status_code
            wrong += [] if status == 404 else [(route.name, status)]
    assert wrong == []
