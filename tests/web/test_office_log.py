"""The log in plain words, and whether it is whole."""

import ast
from pathlib import Path

import pytest
from sqlalchemy import text

from contest.charter.models import Contest
from contest.charter.service import amend_contest
from contest.db import db, transaction
from contest.plumbing.audit import CITIZEN, SYSTEM, record
from contest.web.organizer.log_words import FAMILIES, SAID, VERBS
from tests.conftest import NOON

LOG = "/office/guong-sang-2026/log"
HERE = Path(__file__).resolve().parents[2] / "contest"


def recorded_verbs():
    """Every verb that some call of ``record`` names, with the file it stands in."""
    for file in sorted(HERE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                first = node.args[0]
                assert isinstance(first, ast.Constant), f"{file}: a verb that is not written out"
                yield first.value, file.name


def test_no_verb_lacks_a_word_and_no_word_a_verb():
    assert {verb for verb, _ in recorded_verbs()} == set(SAID)


def test_every_family_has_a_name():
    assert VERBS.keys() == FAMILIES.keys()


@pytest.fixture
def written(app, cast):
    """A few events of both contests."""
    with app.app_context():
        contest = db.session.get_one(Contest, cast.contest_id)
        with transaction():
            amend_contest(contest=contest, changes={"words_max": 2600}, notice="Nới.", actor=SYSTEM, at=NOON)
            record(
                "entry.handed_in",
                actor=CITIZEN,
                at=NOON,
                contest_id=contest.id,
                subject="entry:12",
                receipt="CL26-7KQ4-9",
                digest="abc123",
            )
            record(
                "draw.made",
                actor=SYSTEM,
                at=NOON,
                contest_id=contest.id,
                subject="draw:1",
                seed=7,
                kind="main",
            )
            record("contest.announced", actor=SYSTEM, at=NOON, contest_id=cast.other_contest_id)
        yield cast


def test_the_log_says_who_did_what_to_what(browser, written):
    page = browser("organizer").get(LOG).text
    for said in (
        "hệ thống",
        "người dự thi",
        "Nộp bài",
        "bài thứ 12",
        "Bốc thăm phân công",
        "số gieo: 7",
        "Số từ nhiều nhất",
        "12:00, 23/11/2026",
    ):
        assert said in page
    for never in ("entry.handed_in", "CL26-7KQ4-9", "abc123", "Công bố cuộc thi</td>"):
        assert never not in page


def test_one_family_alone(browser, written):
    page = browser("organizer").get(LOG, query_string={"of": "judging"}).text
    assert "Bốc thăm phân công" in page
    assert "Nộp bài" not in page


def test_older_events_follow_on_the_next_page(browser, written, app):
    with transaction():
        for number in range(120):
            record(
                "draw.discarded",
                actor=SYSTEM,
                at=NOON,
                contest_id=written.contest_id,
                subject=f"draw:{number}",
            )
    organizer = browser("organizer")
    first = organizer.get(LOG).text
    assert "Nộp bài" not in first
    older = first.split("before=")[1].split('"')[0]
    assert "Nộp bài" in organizer.get(LOG, query_string={"before": older}).text


def test_the_log_is_the_organizers_alone(browser, written):
    for who in ("secretary", "observer", "judge_a", "head_judge", "other_organizer"):
        assert browser(who).get(LOG).status_code == 404
        assert browser(who).post(f"{LOG}/verification").status_code == 404


def test_a_whole_log_and_a_touched_one_are_told_apart(browser, written):
    organizer = browser("organizer")
    assert "Nhật ký nguyên vẹn" in organizer.post(f"{LOG}/verification", follow_redirects=True).text
    _touch_second_row()
    assert "không khớp từ dòng 2" in organizer.post(f"{LOG}/verification", follow_redirects=True).text


def _touch_second_row():
    """As somebody with the database in hand could: the trigger taken off first."""
    with db.engine.begin() as raw:
        if db.engine.dialect.name == "sqlite":
            raw.execute(text("DROP TRIGGER audit_event_no_UPDATE"))
        else:
            raw.execute(text("DROP TRIGGER audit_event_append_only ON audit_event"))
        raw.execute(text("UPDATE audit_event SET actor_name = 'ai đó' WHERE id = 2"))
