"""Every main page of each audience: fits a phone and a desk, light and dark, and holds nothing axe objects to."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.conftest import DESK, PHONE, Person

pytestmark = pytest.mark.journey
SLUG = "guong-sang-2026"
OFFICE = f"/office/{SLUG}"
PUBLIC = ("/", f"/c/{SLUG}", f"/c/{SLUG}/rules", "/look-up", "/account/sign-in", "/no-such-page")
JUDGE = (
    "/account/",
    "/account/password",
    f"/judging/{SLUG}",
    f"/judging/{SLUG}/conflicts",
    f"/judging/{SLUG}/guide",
    f"/judging/{SLUG}/carried",
    f"/judging/{SLUG}/rounds/1/trial",
    f"/judging/{SLUG}/rounds/1/trial/1",
    f"/judging/{SLUG}/rounds/1/trial/2",
    f"/judging/{SLUG}/rounds/1/paper",
)
SECRETARY = (
    OFFICE,
    f"{OFFICE}/entries",
    f"{OFFICE}/screening",
    f"{OFFICE}/screening/statistics",
    f"{OFFICE}/screening/clean",
    f"{OFFICE}/entries?q=con+duong",
    f"{OFFICE}/screening/10",
    f"{OFFICE}/screening/10/pages/1",
    f"{OFFICE}/entries/10/copies/1",
    f"{OFFICE}/resemblances",
    f"{OFFICE}/resemblances/1",
    f"{OFFICE}/resemblances/1/2",
    f"{OFFICE}/references",
    f"{OFFICE}/paper",
    f"{OFFICE}/bundles/new",
    f"{OFFICE}/bundles/1",
    f"{OFFICE}/covers",
    f"{OFFICE}/scans",
    f"{OFFICE}/scans/1",
    f"{OFFICE}/scans/pieces/1",
    f"{OFFICE}/rounds/1/draw/conflicts",
    f"{OFFICE}/rounds/1/typing",
    f"{OFFICE}/rounds/1/sheets/print",
    f"{OFFICE}/rounds/1/lists",
    f"{OFFICE}/settings",
    f"{OFFICE}/units",
)
ORGANIZER = (
    f"{OFFICE}/rounds/1/draw",
    f"{OFFICE}/rounds/1/draw/settings",
    f"{OFFICE}/rounds/1/trial",
    f"{OFFICE}/rounds/1/progress",
    f"{OFFICE}/rounds/1/ranking",
    f"{OFFICE}/papers",
    f"{OFFICE}/team",
    f"{OFFICE}/log",
    f"{OFFICE}/settings/calendar",
    f"{OFFICE}/settings/corner",
    f"{OFFICE}/settings/prizes",
    f"{OFFICE}/settings/awards",
    f"{OFFICE}/awards",
    f"{OFFICE}/settings/rounds/1/criteria",
    "/office/new",
)
SETTLING = tuple(f"{OFFICE}/rounds/1/{name}" for name in ("discrepancies", "rechecks", "sheets"))
"""Lists that lead to one case, check or sheet each."""

FINISHED = (
    f"{OFFICE}/rounds/1/ranking",
    f"{OFFICE}/rounds/1/shortlist",
    f"{OFFICE}/rounds/1/seal",
    f"{OFFICE}/papers",
    f"{OFFICE}/awards",
    f"{OFFICE}/awards/decision",
    f"{OFFICE}/awards/units",
    f"{OFFICE}/awards/trace",
    f"{OFFICE}/awards/publication",
    f"{OFFICE}/figures",
)
LOOKS = pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone", "desk-dark"]
)
"""Each size once and each scheme once: what runs over depends on the one, what cannot be read on the other."""


def look_through(someone: Person, paths: tuple[str, ...], name: str) -> None:
    """Open each page, keep its picture, and let axe read it."""
    faults = []
    for path in paths:
        page = someone.open(path)
        someone.shoot(f"{name}-{path.strip('/').replace('/', '-') or 'home'}")
        for violation in Axe().run(page).response["violations"]:
            where = [node["html"][:120] for node in violation["nodes"][:3]]
            faults.append(f"{path}: {violation['id']} {where}")
    assert faults == []


def first_beneath(someone: Person, path: str) -> str:
    """Where the first line of a list leads."""
    lines = someone.open(path).locator(f"main a[href^='{path}/']:not([href*='/print'])")
    return lines.first.get_attribute("href") or ""


@LOOKS
def test_the_public_pages(guest: Callable[..., Person], size: dict[str, int], scheme: str) -> None:
    look_through(guest(size, color_scheme=scheme), PUBLIC, f"public-{scheme}")


@LOOKS
def test_the_judges_pages(guest: Callable[..., Person], size: dict[str, int], scheme: str) -> None:
    judge = guest(size, color_scheme=scheme).sign_in("judge_a")
    page = judge.open(f"/judging/{SLUG}")
    first = page.locator("main a[href*='/assignments/']").first.get_attribute("href") or ""
    look_through(judge, (*JUDGE, first, f"{first}/conflict", f"{first}/suspicion"), f"judge-{scheme}")


@LOOKS
def test_the_offices_pages(guest: Callable[..., Person], size: dict[str, int], scheme: str) -> None:
    look_through(guest(size, color_scheme=scheme).sign_in("secretary"), SECRETARY, f"office-{scheme}")
    organizer = guest(size, color_scheme=scheme).sign_in("organizer")
    case, check, sheet = (first_beneath(organizer, path) for path in SETTLING)
    settling = (*SETTLING, case, check, sheet, sheet.replace("/sheets/", "/typing/"))
    look_through(organizer, (*ORGANIZER, *settling), f"office-{scheme}")


@LOOKS
def test_the_pages_after_the_list_is_published(
    reader: Callable[..., Person], size: dict[str, int], scheme: str
) -> None:
    look_through(reader(size, color_scheme=scheme), (f"/c/{SLUG}/results",), f"results-{scheme}")
    look_through(reader(size, color_scheme=scheme).sign_in("organizer"), FINISHED, f"finished-{scheme}")
