"""Killed at any moment: what was acknowledged is there, whole; what was not never half-exists."""

import hashlib
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select, text

from contest.app import create_app
from contest.authors.models import Author, Consent, Draft, Envelope
from contest.authors.queries import open_entry
from contest.charter.models import Contest
from contest.db import db
from contest.entries.models import Entry, Figure, Manuscript, ManuscriptFile
from contest.plumbing.audit import first_broken_event
from contest.plumbing.clock import now
from contest.plumbing.storage import storage
from contest.scoring.models import ScoreSheet, SheetVersion
from tests.cast import Cast
from tests.conftest import NOON, Schema, settings_for
from tests.doors import OURS
from tests.mortal import Citizen, Judge, Mortal, can_be_killed
from tests.stage import Stage
from tests.writers import WRITERS, drafted

DEATHS = 20

pytestmark = pytest.mark.skipif(not can_be_killed, reason="needs SIGKILL")


@dataclass
class Aftermath:
    """What the people outside wrote down, and the application as it stands after the last death."""

    app: Flask
    citizens: list[Citizen]
    judge: Judge
    deaths: int


@pytest.fixture(scope="module")
def aftermath(tmp_path_factory: pytest.TempPathFactory, schema: Schema) -> Iterator[Aftermath]:
    """Citizens hand in and a judge saves while the server is killed at random moments and started again."""
    folder = tmp_path_factory.mktemp("kill")
    plain = {**settings_for(folder), "TESTING": False}
    with schema.fresh(folder) as address:
        settings = {**plain, "SQLALCHEMY_DATABASE_URI": address}
        app = create_app(settings)
        citizens, judge, server = _outside(app, settings)
        chance = Random(20261123)
        while server.deaths < DEATHS:
            server.start()
            with ThreadPoolExecutor(len(citizens) + 1) as crowd:
                lives = [crowd.submit(citizen.hand_in_until_it_dies) for citizen in citizens]
                lives.append(crowd.submit(judge.save_until_it_dies))
                _wait_for_a_receipt(citizens)
                time.sleep(chance.uniform(0, 0.4))
                server.kill()
            for life in lives:
                life.result()
        yield Aftermath(create_app(settings), citizens, judge, server.deaths)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def _wait_for_a_receipt(citizens: list[Citizen]) -> None:
    """Until somebody has been acknowledged in this life, or has had the time."""
    before, until = sum(len(citizen.receipts) for citizen in citizens), time.monotonic() + 60
    while sum(len(citizen.receipts) for citizen in citizens) == before and time.monotonic() < until:
        time.sleep(0.02)


def _outside(app: Flask, settings: dict[str, object]) -> tuple[list[Citizen], Judge, Mortal]:
    client = app.test_client()
    with app.app_context():
        stage = Stage.at_level("drawn", at=now() - timedelta(hours=2))
        contest = stage.contest
        category, boxes = contest.categories[0].id, tuple(s.id for s in contest.statements)
        paths = [f"/judging/{OURS}/assignments/{a.id}" for a in stage.assignments("judge_a")]
        db.session.remove()
    Cast.sign_in(app, client, "judge_a")
    cookie = client.get_cookie("contest")
    assert cookie is not None
    server = Mortal(settings)
    citizens = [Citizen(server.address, name, OURS, category, boxes) for name in ("lan", "mai", "nga")]
    return citizens, Judge(server.address, f"contest={cookie.value}", paths), server


def test_the_server_died_often_enough_and_in_the_middle_of_things(aftermath: Aftermath) -> None:
    """Without this the test could pass on a server that was never busy."""
    assert aftermath.deaths >= DEATHS
    assert sum(len(citizen.receipts) for citizen in aftermath.citizens) >= DEATHS
    assert sum(citizen.interrupted for citizen in aftermath.citizens) >= DEATHS
    assert sum(map(len, aftermath.judge.saved.values())) >= DEATHS


def test_every_acknowledged_receipt_opens_a_whole_entry(aftermath: Aftermath) -> None:
    with aftermath.app.app_context():
        for citizen in aftermath.citizens:
            for receipt, secret, digest in citizen.receipts:
                entry = open_entry(receipt, secret)
                assert entry.manuscript.digest == digest
                if citizen.sent[receipt]:
                    assert digest == citizen.sent[receipt]
                    assert hashlib.sha256(storage().path(digest).read_bytes()).hexdigest() == digest


def test_no_entry_half_exists(aftermath: Aftermath) -> None:
    with aftermath.app.app_context():
        handed_in = set(db.session.scalars(select(Entry.id)))
        for part in (Manuscript.entry_id, Figure.entry_id, Envelope.entry_id):
            assert set(db.session.scalars(select(part))) == handed_in, part
        sealed = set(db.session.scalars(select(Envelope.id)))
        assert set(db.session.scalars(select(Author.envelope_id))) == sealed
        boxes = len(aftermath.citizens[0].statements)
        ticked = select(func.count(Consent.id)).group_by(Consent.envelope_id)
        assert set(db.session.scalars(ticked)) == {boxes}
        numbers = sorted(db.session.scalars(select(Entry.register_number).where(Entry.contest_id == 1)))
        assert numbers == list(range(1, len(numbers) + 1))


def test_no_row_names_bytes_that_are_not_kept(aftermath: Aftermath) -> None:
    with aftermath.app.app_context():
        for digest in set(db.session.scalars(select(ManuscriptFile.digest))):
            assert hashlib.sha256(storage().path(digest).read_bytes()).hexdigest() == digest


def test_every_acknowledged_saving_of_a_sheet_is_a_version_with_its_points(aftermath: Aftermath) -> None:
    with aftermath.app.app_context():
        for path, saved in aftermath.judge.saved.items():
            assignment = int(path.rsplit("/", 1)[1])
            sheet = db.session.scalars(select(ScoreSheet).where(ScoreSheet.assignment_id == assignment)).one()
            versions = (
                select(SheetVersion).where(SheetVersion.sheet_id == sheet.id).order_by(SheetVersion.number)
            )
            kept = {version.number: version.points["c1"] for version in db.session.scalars(versions)}
            assert {number: Decimal(points) for number, points in saved.items()} == {
                number: Decimal(kept[number]) for number in saved
            }
            assert list(kept) == list(range(1, sheet.version + 1))


def test_the_log_and_the_database_are_whole(aftermath: Aftermath) -> None:
    with aftermath.app.app_context():
        assert first_broken_event() is None
        if db.engine.dialect.name == "sqlite":
            assert db.session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
            assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []


def test_an_interrupted_hand_in_can_be_sent_again_and_makes_one_entry(aftermath: Aftermath) -> None:
    """The drafts that death interrupted before their last page are still there, and none became two entries."""
    with aftermath.app.app_context():
        drafts = db.session.scalars(select(Draft).where(Draft.entry_id.is_not(None))).all()
        assert len({draft.entry_id for draft in drafts}) == len(drafts)
        assert aftermath.app.test_client().get("/").status_code == 200


def in_many_tabs(app: Flask, keys: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The last button of each draft, pressed at once; (status, receipt's page or reason)."""
    with app.app_context():
        boxes = [
            s.id for s in db.session.scalars(select(Contest).where(Contest.slug == OURS)).one().statements
        ]
        db.session.remove()

    def press(draft: tuple[int, str]) -> tuple[int, str]:
        client = app.test_client()
        client.get(f"/d/{draft[1]}")
        answer = client.post(f"/drafts/{draft[0]}/review", data={"statements": boxes})
        return answer.status_code, answer.headers.get("Location", "") or answer.text

    with ThreadPoolExecutor(8) as tabs:
        return list(tabs.map(press, keys))


@pytest.fixture
def drafts(app: Flask, cast: Cast) -> Iterator[list[tuple[int, str]]]:
    """Six drafts of one author, ready for their last button."""
    with time_machine.travel(NOON, tick=False):
        made = []
        with app.app_context():
            contest = db.session.get_one(Contest, cast.contest_id)
            for place in range(6):
                draft, key, _ = drafted(replace(WRITERS[0], place=place), contest, at=NOON)
                made.append((draft.id, key))
            db.session.remove()
        yield made


def test_eight_presses_of_one_button_make_one_entry(app: Flask, drafts: list[tuple[int, str]]) -> None:
    answers = in_many_tabs(app, drafts[:1] * 8)
    assert answers == [(303, f"/drafts/{drafts[0][0]}/receipt")] * 8
    with app.app_context():
        assert db.session.query(Entry).count() == 1


def test_three_entries_an_author_hold_under_many_tabs(app: Flask, drafts: list[tuple[int, str]]) -> None:
    statuses = sorted(status for status, _ in in_many_tabs(app, drafts))
    assert statuses == [303, 303, 303, 409, 409, 409]
    with app.app_context():
        assert db.session.query(Entry).count() == 3
