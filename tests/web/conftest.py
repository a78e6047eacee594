"""The citizens' side of the doors: a clock that stands, and somebody with a draft."""

import pytest

from contest.plumbing import clock
from tests.conftest import NOON
from tests.web.citizens import Citizen


@pytest.fixture
def noon(monkeypatch):
    """The server's clock stands at the tests' moment; a test moves it by ``noon[0] = …``."""
    moment = [NOON]
    for room in (
        "routes.drafts",
        "routes.files",
        "routes.receipts",
        "routes.look_up",
        "routes.contests",
        "routes.uploads",
        "listing",
        "steps",
    ):
        monkeypatch.setattr(f"contest.web.citizen.{room}.now", lambda: moment[0])
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    return moment


@pytest.fixture
def citizen(app, browser, cast, noon):
    """Somebody who has begun a draft in the cast's contest."""
    return Citizen(browser(None), app, cast)
