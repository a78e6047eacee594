"""Replacing a judge in mid-round: from the list of judges to a preview, published; what was handed in stays."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser

from contest.assignment.queries import standing_assignments
from contest.db import db
from contest.scoring.queries import readings_held
from tests.cast import PEOPLE
from tests.conftest import Schema
from tests.journeys.conftest import DESK, PHONE, Person, served, visitors
from tests.stage import Stage

pytestmark = pytest.mark.journey
DRAW = "/office/guong-sang-2026/rounds/1/draw"
ROUND = 1


@pytest.fixture
def judging(tmp_path: Path, schema: Schema) -> Iterator[Flask]:
    """A site in the middle of judging, of one's own."""
    with served(tmp_path, schema, lambda: Stage.at_level("judging")) as app:
        yield app


def held_by(app: Flask, who: str) -> tuple[set[int], set[int]]:
    """The entries a member of the cast has handed in, and those still to be read."""
    with app.app_context():
        rows = [row for row in readings_held(ROUND) if name_of(row.judge_id) == PEOPLE[who][0]]
        db.session.remove()
    return {r.entry_id for r in rows if r.finished}, {r.entry_id for r in rows if not r.finished}


def name_of(judge_id: int) -> str:
    """What the judge is called."""
    return next((a.judge.name for a in standing_assignments(ROUND) if a.judge_id == judge_id), "")


def sound(someone: Person, name: str) -> None:
    """Keep a picture, and let axe read the page."""
    someone.shoot(name)
    faults = [
        (violation["id"], [node["html"][:120] for node in violation["nodes"][:3]])
        for violation in Axe().run(someone.page).response["violations"]
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("size", "leaving"), [(PHONE, "judge_b"), (DESK, "head_judge")], ids=["phone", "desk"]
)
def test_a_judge_is_replaced_in_one_action(
    judging: Flask, engine: Browser, size: dict[str, int], leaving: str
) -> None:
    with visitors(str(judging.config["BASE_URL"]), engine) as arrive:
        replaced(judging, arrive(size).sign_in("secretary"), leaving)


def replaced(app: Flask, secretary: Person, leaving: str) -> None:
    """The secretary replaces a judge, from the list of judges to the publication."""
    done, left = held_by(app, leaving)
    assert left, "somebody who has handed in everything is not replaced"
    name = PEOPLE[leaving][0]
    page = secretary.open(DRAW)
    sound(secretary, "draw-before")

    page.get_by_role("link", name=f"Thay {name}").click()
    page.get_by_role("heading", name="Thay một giám khảo").wait_for()
    page.get_by_text(
        re.compile(rf"{name} đang có {len(done) + len(left)} bài: {len(done)} đã nộp")
    ).wait_for()
    sound(secretary, "draw-replacement")
    secretary.press("Xem trước")
    page.get_by_role("heading", name="Có 1 chỗ cần sửa").wait_for()
    page.get_by_label("Lý do").fill("Ốm, xin thôi chấm")
    secretary.press("Xem trước")

    page.get_by_text("giám khảo chưa thấy gì").first.wait_for()
    page.get_by_text(f"{name} thôi chấm, bốc thăm cho những người còn lại").first.wait_for()
    assert held_by(app, leaving) == (done, left)
    sound(secretary, "draw-preview")
    page.locator("summary", has_text="Công bố").click()
    secretary.press("Công bố")
    page.get_by_text("Đã công bố").first.wait_for()

    assert held_by(app, leaving) == (done, set())
    sound(secretary, "draw-after")
    page = secretary.open(f"{DRAW}/conflicts")
    page.get_by_text("Ốm, xin thôi chấm").first.wait_for()
    sound(secretary, "draw-conflicts")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_page_of_the_draw(guest: Callable[..., Person], size: dict[str, int]) -> None:
    organizer = guest(size).sign_in("organizer")
    for place in ("settings", "joining", "readers", "second-look", "third-readers", "move"):
        organizer.open(f"{DRAW}/{place}")
        sound(organizer, f"draw-{place}")
