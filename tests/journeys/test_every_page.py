"""Every page there is, by the URL map, folded out: it fits a phone and a desk, and axe objects to nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page

from contest.db import db
from tests.cast import Cast
from tests.conftest import Schema
from tests.doors import Places
from tests.journeys.conftest import DESK, OVER, PHONE, SHOTS, Person, served, visitors
from tests.pages import BEFORE, LEVELS, Look, begin, looks
from tests.stage import MORE_NEEDED, Stage

pytestmark = pytest.mark.journey

FOLD_OUT = "document.querySelectorAll('main details').forEach(one => { one.open = true })"
"""What is folded away is looked at too: forms that ask first, the tables of charts."""

CONTRAST = "axe.run({runOnly: ['color-contrast']})"
"""What may differ in the dark; the rest was read in the light."""

STOPS = """() => {
  const sought = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
  const stops = [...document.querySelectorAll(sought)].filter(
    one => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({visibilityProperty: true}));
  stops.forEach((one, place) => { one.dataset.stop = place });
  return stops.map(one => [one.outerHTML.slice(0, 100), one.type === 'radio']);
}"""
"""Everything on the page that can be acted on, in the order of reading; of radios, a group is one stop."""

HERE = """() => {
  const ringed = one => {
    const style = one && getComputedStyle(one);
    return style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  };
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const seen = [one, one.closest('.choice'), one.previousElementSibling].some(ringed);
  return [Number(one.dataset.stop ?? -1), seen];
}"""
"""Which stop has the focus, and whether that can be seen."""

MOST_PRESSES = 300

BY_KEYBOARD = frozenset(
    f"organizer.{name}"
    for name in (
        "ranking",
        "ranking_opinions",
        "certainty",
        "certainty_judges",
        "line_look",
        "meetings",
        "meeting",
        "open_meeting",
        "awards",
        "award_decision",
        "unit_decision",
        "figures",
        "nominations",
        "consignments",
        "consignment",
        "exports",
        "settings_quotas",
    )
)
"""Pages that are also gone through with the Tab key."""


@pytest.fixture(scope="module")
def living(tmp_path_factory: pytest.TempPathFactory, schema: Schema) -> Iterator[tuple[Flask, Stage]]:
    """A site whose contest goes on from level to level."""
    stages: list[Stage] = []
    folder = tmp_path_factory.mktemp("living")
    with served(folder, schema, lambda: stages.append(begin(Stage.at_level(BEFORE)))) as app:
        yield app, stages[0]


@pytest.mark.parametrize("level", LEVELS)
def test_every_page_is_looked_at(level: str, living: tuple[Flask, Stage], engine: Browser) -> None:
    app, stage = living
    with app.app_context():
        stage.advance(level)
        db.session.remove()
    faults, people = [], dict[str, Person]()
    with visitors(str(app.config["BASE_URL"]), engine) as arrive:
        for look in looks(app, Places(app, stage), level):
            if look.who not in people:
                people[look.who] = hold_what_they_hold(
                    arrive(PHONE, reduced_motion="reduce"), look.who, app, stage
                )
            faults += [f"{look.address}: {fault}" for fault in faults_of(people[look.who], look, level)]
    assert faults == [], "\n".join(faults)


def hold_what_they_hold(someone: Person, who: str, app: Flask, stage: Stage) -> Person:
    """The sign-in of a member of the cast; a citizen's keys of drafts, of a receipt and of an invitation."""
    if who != "citizen":
        client = app.test_client()
        Cast.sign_in(app, client, who)
        kept = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
        assert kept is not None
        someone.page.context.add_cookies([{"name": kept.key, "value": kept.value, "url": someone.base}])
        return someone
    with app.app_context():
        entry = stage.entry(MORE_NEEDED)
        receipt, secret = entry.receipt, stage.secrets[entry.id]
        db.session.remove()
    for _draft_id, token in stage.drafts.values():
        someone.open(f"/d/{token}")
    someone.open(f"/account/invitations/{stage.invitation}")
    page = someone.open("/look-up")
    page.get_by_label("Mã hồ sơ").fill(receipt)
    page.get_by_label("Mã tra cứu").fill(secret)
    someone.press("Tra cứu")
    page.wait_for_url("**/my-entry")
    return someone


def faults_of(someone: Person, look: Look, level: str) -> list[str]:
    """Open the page on a phone in the light, then widen and darken it; what runs over, and what axe objects to."""
    page = someone.page
    answer = page.goto(someone.base + look.address)
    if answer is None or (answer.status != 200 and look.endpoint):
        return [f"answers {answer and answer.status}"]
    path = look.address.partition("?")[0].strip("/").replace("/", "-")
    page.evaluate(FOLD_OUT)
    faults = lost_on_the_way(page) if look.endpoint in BY_KEYBOARD else []
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{level}-{look.who}-{path or 'home'}.png", full_page=True)
    faults += _over(page, PHONE) + _objections(Axe().run(page).response)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(DESK)
    faults += _over(page, DESK) + _objections(page.evaluate(CONTRAST))
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    return faults


def lost_on_the_way(page: Page) -> list[str]:
    """What the Tab key does not come to, in the order of reading and with a ring around it."""
    stops: list[tuple[str, bool]] = page.evaluate(STOPS)
    seen: list[int] = []
    faults = []
    for _ in range(MOST_PRESSES):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None or here[0] in seen[:-1]:
            break
        if seen and here[0] == seen[-1]:
            continue  # within a date: day, month, year
        seen.append(here[0])
        if not here[1]:
            faults.append(f"no ring around {stops[here[0]][0]}")
    if not seen or "skip" not in stops[seen[0]][0]:
        faults.append("does not begin with the way to the main part")
    if seen != sorted(seen):
        faults.append(f"jumps: {seen}")
    lost = [html for place, (html, radio) in enumerate(stops) if place not in seen and not radio]
    return faults + [f"not reached by Tab: {html}" for html in lost[:5]]


def _over(page: Page, size: dict[str, int]) -> list[str]:
    over = int(page.evaluate(OVER))
    return [f"runs {over} px over {size['width']}"] if over > 0 else []


def _objections(told: dict[str, Any]) -> list[str]:
    return [
        f"{violation['id']} {[node['html'][:120] for node in violation['nodes'][:3]]}"
        for violation in told["violations"]
    ]
