"""Every door lets in those it is declared for and nobody else: the matrix is made of the URL map itself."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from contest.db import db
from contest.people.models import RoleKind
from contest.plumbing.audit import AuditEvent
from contest.web.guards import ANYONE, SIGNED_IN
from tests.conftest import Schema
from tests.doors import OURS, PERSONAS, STRANGERS, THEIRS, People, Places, Route, clock_of, routes
from tests.office import counted
from tests.stage import Stage, staged

AUDIENCES = {ANYONE, SIGNED_IN, *RoleKind}
OFTEN = 8
"""So often a page may put the same question, for parts that ask alike; the lists of the stage are longer."""

OF_OURS_ALONE = {"area_id"}
"""Places in addresses for which the other contest has nothing: nobody blackened a page there."""

AT_THE_END = ("anonymous", "judge_a", "organizer", "secretary", "observer")
WITH_A_ROLE = ("judge_a", "head_judge", "organizer", "secretary", "observer", "other_organizer")
BY_WHAT_ONE_HOLDS = {
    "account.join": {200, 303, 404},
    "citizen.my_entry": {200, 303},
    "citizen.withdrawal": {200, 422},
    "organizer.home": {200, 303, 404},
    "organizer.new_contest": {200, 404},
}
"""Open to many, but what is shown depends on what one holds: an invitation, a receipt's codes, an office somewhere."""

UNSEALED_LATER = {
    ("organizer", f"organizer.{name}")
    for name in ("original", "page_picture", "page_black", "page_areas", "blind_version")
}
"""What shows an author's own hand or file, and so waits for the seal."""

LATER = {
    "citizen.results",
    "citizen.results_print",
    "organizer.recheck_picture",
    "organizer.nomination_package",
    "organizer.nomination_package_file",
    "organizer.award_revocation",
    "organizer.award_evidence",
    "organizer.answer_scan",
}
"""Pages with nothing to show while the contest is being judged."""


@dataclass(frozen=True, slots=True)
class Doors:
    """One stage, its people with their browsers, and what stands in the addresses."""

    app: Flask
    stage: Stage
    people: People
    places: Places


@contextmanager
def doors(folder: Path, schema: Schema, level: str) -> Iterator[Doors]:
    with staged(folder, schema, level) as (app, stage), clock_of(stage):
        yield Doors(app, stage, People(app, stage), Places(app, stage))


@pytest.fixture(scope="module")
def judging(tmp_path_factory: pytest.TempPathFactory, schema: Schema) -> Iterator[Doors]:
    """The busiest level."""
    with doors(tmp_path_factory.mktemp("judging"), schema, "judging") as open_doors:
        yield open_doors


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, schema: Schema) -> Iterator[Doors]:
    """Everything is done."""
    with doors(tmp_path_factory.mktemp("published"), schema, "published") as open_doors:
        yield open_doors


def refused(who: str, answer: TestResponse) -> bool:
    """What somebody outside the audience gets: a stranger the way to sign in, everybody else nothing."""
    if who in STRANGERS:
        return answer.status_code == 303 and "/account/sign-in" in answer.headers["Location"]
    return answer.status_code == 404


def inside(route: Route, who: str) -> bool:
    """Whether the persona is of the route's audience, and the ids in its address are the persona's to see."""
    if not set(route.audience) & PERSONAS[who]:
        return False
    if "draft_id" in route.rule.arguments:
        return who == "citizen"
    own = {"assignment_id", "list_id"} & route.rule.arguments
    if own and route.rule.endpoint.startswith("judge."):
        return who == "judge_a"
    return True


def well_answered(route: Route, who: str, answer: TestResponse) -> bool:
    """Whether a GET was answered as the route's declaration says; 409 says that it is too early or too late."""
    held = BY_WHAT_ONE_HOLDS.get(route.rule.endpoint, ())
    if held and set(route.audience) & PERSONAS[who]:
        return answer.status_code in held
    if (who, route.rule.endpoint) in UNSEALED_LATER:
        return answer.status_code in {200, 404}
    if inside(route, who):
        return answer.status_code < 400 or answer.status_code == 409
    return answer.status_code == 404 if ANYONE in route.audience else refused(who, answer)


def test_every_route_declares_its_audience(app: Flask) -> None:
    undeclared = [r.name for r in routes(app, "GET", "POST") if not set(r.audience) & AUDIENCES]
    assert undeclared == []


def test_every_declared_audience_is_one_the_house_knows(app: Flask) -> None:
    strange = [r.name for r in routes(app, "GET", "POST") if set(r.audience) - AUDIENCES]
    assert strange == []


def test_a_page_of_one_contest_names_it_in_its_address(app: Flask) -> None:
    nameless = [
        r.name
        for r in routes(app, "GET", "POST")
        if set(r.audience) & set(RoleKind) and "slug" not in r.rule.arguments
    ]
    assert nameless == []


@pytest.mark.parametrize("who", PERSONAS)
def test_who_is_outside_gets_nothing_and_who_is_inside_gets_in(who: str, judging: Doors) -> None:
    assert wrong_gets(who, judging, besides=LATER) == []


@pytest.mark.parametrize("who", AT_THE_END)
def test_the_same_holds_when_the_list_is_published(who: str, published: Doors) -> None:
    assert wrong_gets(who, published, besides={"organizer.recheck_picture"}) == []


def wrong_gets(who: str, at: Doors, *, besides: set[str]) -> list[tuple[str, int, str]]:
    """Every GET that is not answered as declared; ``besides`` are pages with nothing to show at that level."""
    wrong = []
    for route in routes(at.app, "GET"):
        if route.rule.endpoint in besides:
            continue
        answer = at.people.ask(who, at.places.address(route.rule), afresh="token" in route.rule.arguments)
        if not well_answered(route, who, answer):
            wrong.append((route.name, answer.status_code, answer.headers.get("Location", "")))
    return wrong


@pytest.mark.parametrize("who", PERSONAS)
def test_nothing_can_be_done_from_outside(who: str, judging: Doors) -> None:
    before = events(judging.app)
    wrong = []
    for route in routes(judging.app, "POST"):
        if inside(route, who):
            continue
        answer = judging.people.ask(who, judging.places.address(route.rule), "POST")
        right = answer.status_code == 404 if ANYONE in route.audience else refused(who, answer)
        if not right:
            wrong.append((route.name, answer.status_code, answer.headers.get("Location", "")))
    assert wrong == []
    assert events(judging.app) == before


@pytest.mark.parametrize("who", WITH_A_ROLE)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_way_leads_into_another_contest(method: str, who: str, judging: Doors) -> None:
    """The other contest's address with its ids, its address with our ids, and our address with its ids."""
    own, foreign = (THEIRS, OURS) if who == "other_organizer" else (OURS, THEIRS)
    ours = who != "other_organizer"
    assert ways_across(method, who, judging, own=own, foreign=foreign, ours=ours) == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nor_does_one_when_all_is_published(method: str, published: Doors) -> None:
    """Only then do prizes, letters, packages and pages about them stand open at all."""
    assert ways_across(method, "organizer", published, own=OURS, foreign=THEIRS, ours=True) == []


def test_the_other_contest_has_one_of_everything_that_an_address_calls_by_its_id(judging: Doors) -> None:
    """Without it the ways across would lead nowhere by themselves."""
    called = {
        name
        for route in routes(judging.app, "GET", "POST")
        if route.of_a_contest
        for name in route.rule.arguments
        if name.endswith("_id")
    }
    assert {name for name in called if not judging.places.theirs.get(name)} == OF_OURS_ALONE
    same = {name for name in called - OF_OURS_ALONE if same_thing(judging.places, name)}
    assert same == set()


def same_thing(places: Places, name: str) -> bool:
    return places.ours.get(name) == places.theirs.get(name)


def ways_across(
    method: str, who: str, at: Doors, *, own: str, foreign: str, ours: bool
) -> list[tuple[str, str, int]]:
    """Every way into the contest that is not one's own which is not simply missing."""
    wrong = []
    for route in routes(at.app, method):
        if not route.of_a_contest:
            continue
        ways = {at.places.address(route.rule, slug=foreign, theirs=way) for way in (True, False)}
        if at.places.holds_their_ids(route.rule):
            ways.add(at.places.address(route.rule, slug=own, theirs=ours))
        for way in sorted(ways):
            status = at.people.ask(who, way, method).status_code
            if status != 404:
                wrong.append((route.name, way, status))
    return wrong


def events(app: Flask) -> int:
    with app.app_context():
        count = db.session.query(AuditEvent).count()
        db.session.remove()
    return count


@pytest.mark.parametrize("who", ["judge_a", "secretary", "organizer"])
def test_no_page_asks_the_same_question_for_row_after_row(who: str, judging: Doors) -> None:
    assert asked_again_and_again(who, judging) == []


def test_nor_does_one_of_the_last_stage(published: Doors) -> None:
    assert asked_again_and_again("organizer", published) == []


def asked_again_and_again(who: str, at: Doors) -> list[tuple[str, int, str]]:
    """Pages that put one and the same question to the database more often than lists have a reason to."""
    found = []
    for route in routes(at.app, "GET"):
        if not route.of_a_contest or not inside(route, who):
            continue
        with counted(at.app) as asked:
            at.people.ask(who, at.places.address(route.rule))
        words, times = max(Counter(asked).items(), key=lambda one: one[1], default=("", 0))
        if times > OFTEN:
            found.append((route.name, times, words))
    return found
