"""A person at a real browser: Chromium, our server on a loopback port, screenshots under artefacts/."""

import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    expect,
    sync_playwright,
)
from waitress.server import BaseWSGIServer, create_server

from contest.app import create_app
from contest.db import db, transaction
from contest.people.models import Account
from contest.people.service import hash_password
from tests.cast import PASSWORD, Cast
from tests.conftest import NOON, Schema, settings_for
from tests.stage import Stage

ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
SHOTS = Path(__file__).resolve().parents[2] / "artefacts"
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PATIENCE = 90_000
"""Milliseconds that a page may take on a machine with other work; nobody waits for them where all is well."""

expect.set_options(timeout=PATIENCE)
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}


def chromium() -> str | None:
    """The browser of this machine."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for name in names if (found := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys need Chromium: skipped with a line that says how to get it, a failure where CI requires them."""
    if chromium() or os.environ.get("REQUIRE_JOURNEYS") == "1":
        return
    skip = pytest.mark.skip(reason="no Chromium: apt-get install chromium, then the browser journeys run too")
    for item in items:
        if "journeys" in item.nodeid:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def engine() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


def run(server: BaseWSGIServer) -> None:
    """Serve until it is closed; a browser may be asking at that very moment."""
    with suppress(OSError):
        server.run()


@contextmanager
def served(folder: Path, schema: Schema, furnish: Callable[[], object]) -> Iterator[Flask]:
    """The application as it is served, forms guarded, furnished, and everybody's password set; the clock at NOON."""
    settings = settings_for(folder)
    with schema.fresh(folder) as address, time_machine.travel(NOON + timedelta(hours=3), tick=True):
        app = create_app(
            {**settings, "SQLALCHEMY_DATABASE_URI": address, "TESTING": False, "WTF_CSRF_ENABLED": True}
        )
        server = create_server(app, host="127.0.0.1", port=0, threads=6)
        app.config["BASE_URL"] = f"http://127.0.0.1:{server.effective_port}"
        with app.app_context():
            furnish()
            with transaction():
                kept = hash_password(PASSWORD)
                for account in db.session.query(Account):
                    account.password_hash = kept
            db.session.remove()
        running = threading.Thread(target=run, args=(server,), daemon=True)
        running.start()
        yield app
        server.close()
        running.join(timeout=60)
        server.task_dispatcher.shutdown()
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def site(tmp_path: Path, schema: Schema) -> Iterator[Flask]:
    """A site with the cast and no entries yet."""
    with served(tmp_path, schema, lambda: Cast.enter(at=NOON)) as app:
        yield app


@pytest.fixture(scope="module")
def lively(tmp_path_factory: pytest.TempPathFactory, schema: Schema) -> Iterator[Flask]:
    """A site in the middle of judging, shared by a module that changes little."""
    with served(tmp_path_factory.mktemp("lively"), schema, lambda: Stage.at_level("judging")) as app:
        yield app


@dataclass
class Person:
    """Somebody at a page; whatever the browser complains of, and every other host asked, is remembered.

    excused  words of complaints that the journey itself brings about, by cutting the line say
    """

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)
    excused: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a path of the site."""
        self.page.goto(self.base + path)
        return self.page

    def sign_in(self, who: str) -> "Person":
        """Sign in as a member of the cast, by the page."""
        self.open("/account/sign-in")
        self.page.get_by_label("Thư điện tử").fill(Cast.email(who))
        self.page.get_by_label("Mật khẩu").fill(PASSWORD)
        self.page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
        self.page.wait_for_url("**/account/")
        return self

    def press(self, name: str) -> None:
        """Press the button or follow the link of that name in the main part; wait for the page it leads to."""
        main = self.page.get_by_role("main")
        exactly = re.compile(f"^{re.escape(name)}$")
        main.get_by_role("button", name=exactly).or_(main.get_by_role("link", name=exactly)).first.click()
        self.page.wait_for_load_state()

    def measured(self, what: str) -> int:
        """A number of the page; asked again while one page goes and the next has not come."""
        for _ in range(100):
            with suppress(Error):
                return int(self.page.evaluate(what))
            time.sleep(0.1)
        raise AssertionError(f"no page to measure: {what}")

    def shoot(self, name: str) -> None:
        """Keep a picture of the page; nothing may run over its width."""
        SHOTS.mkdir(exist_ok=True)
        wide = self.page.viewport_size["width"] if self.page.viewport_size else 0
        over = self.measured(OVER)
        self.page.screenshot(path=SHOTS / f"{name}-{wide}.png", full_page=True)
        assert over <= 0, f"{name} runs {over} px over {wide} px"


def comes_true(page: Page, holds: Callable[[], bool]) -> bool:
    """Whether this holds at last; for what no locator tells. A page that goes away meanwhile is asked anew."""
    until = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < until:
        with suppress(Error):
            if holds():
                return True
        page.wait_for_timeout(50)
    return False


@contextmanager
def visitors(base: str, engine: Browser) -> Iterator[Callable[..., Person]]:
    """``arrive(PHONE)`` gives a fresh browser of that size; at the end none may have complained."""
    contexts: list[BrowserContext] = []
    people: list[Person] = []

    def arrive(size: dict[str, int] = DESK, **options: Any) -> Person:
        context = engine.new_context(viewport=size, locale="vi-VN", accept_downloads=True, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        someone = Person(context.new_page(), base)
        people.append(someone)
        listen(someone)
        return someone

    yield arrive
    for context in contexts:
        context.close()
    assert [
        complaint
        for someone in people
        for complaint in someone.complaints
        if not any(words in complaint for words in someone.excused)
    ] == []


def listen(someone: Person) -> None:
    """Remember what the browser complains of and every other host it asks."""

    def asked(request: Request) -> None:
        if not request.url.startswith((someone.base, "data:", "blob:")):
            someone.complaints.append(f"asked another host: {request.url}")

    def said(message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            someone.complaints.append(message.text)

    someone.page.on("request", asked)
    someone.page.on("pageerror", lambda error: someone.complaints.append(f"script error: {error}"))
    someone.page.on("console", said)


@pytest.fixture
def person(site: Flask, engine: Browser) -> Iterator[Callable[..., Person]]:
    """Visitors of the site without entries."""
    with visitors(str(site.config["BASE_URL"]), engine) as arrive:
        yield arrive


@pytest.fixture
def guest(lively: Flask, engine: Browser) -> Iterator[Callable[..., Person]]:
    """Visitors of the site in the middle of judging."""
    with visitors(str(lively.config["BASE_URL"]), engine) as arrive:
        yield arrive
