"""The office's archives and long files: asked for, followed, stopped, taken; by those of the right alone."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
import time_machine

from contest.db import db
from contest.exports import limits
from contest.exports.runs.models import ExportRun
from contest.plumbing import clock
from contest.plumbing.audit import AuditEvent
from tests.conftest import NOON
from tests.office import background, selects
from tests.shortlist.stage import AUTHORS, UNIT, codes, freeze_top, judged, open_seal

HERE = "/office/guong-sang-2026/exports"
PAPERS = "/office/guong-sang-2026/papers"
CODE = {"by": "code", "what": "all", "round": "1"}
AUTHOR = {"by": "author", "what": "all", "round": "1"}
OFFICE = {"organizer", "secretary"}


@pytest.fixture(autouse=True)
def _then():
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def frozen_round(app, cast):
    with app.app_context():
        judged(cast, ["90", "80"], titles=["Na trên đá", "Con suối"])
        freeze_top(cast, 1)
    return cast


def ask(client, **said):
    answer = client.post(HERE, data=said)
    assert answer.status_code == 303
    return answer


def newest(app):
    with app.app_context():
        return db.session.query(ExportRun).order_by(ExportRun.id.desc()).first()


def made(app, client, **said):
    """Ask, let it be made, take it."""
    ask(client, **said)
    background(app)
    return client.get(f"{HERE}/{newest(app).id}/file", buffered=True)


def text(answer):
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def names_in(answer):
    with zipfile.ZipFile(io.BytesIO(answer.data)) as read:
        return read.namelist(), json.loads(read.read("manifest.json"))


@pytest.mark.parametrize(
    "who", ["organizer", "secretary", "head_judge", "judge_a", "observer", "other_organizer"]
)
def test_who_reaches_the_page(app, browser, frozen_round, who) -> None:
    ask(browser("organizer"), **CODE)
    run, client = newest(app), browser(who)
    seen = {client.get(path).status_code for path in (HERE, f"{HERE}/progress")}
    assert seen == ({200} if who in OFFICE else {404})
    assert client.get(f"{HERE}/{run.id}/file").status_code == (409 if who in OFFICE else 404)
    for path in ("", f"/{run.id}/repetition", f"/{run.id}/cancellation"):
        assert client.post(HERE + path, data=CODE).status_code == (303 if who in OFFICE else 404)


def test_a_stranger_is_asked_to_sign_in(browser, frozen_round) -> None:
    assert browser(None).get(HERE).status_code == 303


def test_an_archive_by_code_is_made_and_taken(app, browser, frozen_round) -> None:
    client = browser("organizer")
    answer = made(app, client, **CODE, scores="yes")
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=guong-sang-2026-vong-1-theo-ma-phach.zip"
    )
    names, said = names_in(answer)
    with app.app_context():
        wanted = set(codes(frozen_round).values())
    assert {name.split("/")[0] for name in names if "/" in name} == wanted
    assert (said["by"], said["entries"]) == ("code", 2)
    whole = answer.data.decode("latin-1")
    assert not any(name in whole for name in (*AUTHORS, UNIT))
    assert "đã xong" in text(client.get(HERE))


def test_the_log_says_who_asked_and_who_took(app, browser, frozen_round) -> None:
    made(app, browser("organizer"), **CODE)
    with app.app_context():
        events = db.session.query(AuditEvent).filter(AuditEvent.verb.like("export.%")).all()
    assert [(event.verb, event.actor_name) for event in events] == [
        ("export.asked", "Hoàng Thị Bích"),
        ("export.made", "hệ thống"),
        ("export.taken", "Hoàng Thị Bích"),
    ]
    assert events[0].details == {"kind": "archive", "names": False, "by": "code", "what": "all"}


def test_names_wait_for_the_seal_unless_the_secretary_asks(app, browser, frozen_round) -> None:
    organizer, secretary = browser("organizer"), browser("secretary")
    ask(organizer, **AUTHOR)
    assert newest(app) is None
    assert "Đã ghi nhận" not in text(organizer.get(HERE))
    names, said = names_in(made(app, secretary, **AUTHOR))
    run = newest(app)
    assert any(AUTHORS[0] in name for name in names)
    with app.app_context():
        assert not any(code in " ".join(names) for code in codes(frozen_round).values())
    assert said["by"] == "author"
    assert organizer.get(f"{HERE}/{run.id}/file").status_code == 404
    for way in ("repetition", "cancellation"):
        assert organizer.post(f"{HERE}/{run.id}/{way}").status_code == 404
    assert "Gói bài gốc theo tác giả</h3>" not in text(organizer.get(HERE))
    assert "Gói bài gốc theo tác giả</h3>" in text(secretary.get(HERE))


def test_after_unsealing_the_office_may_have_names_of_that_round(app, browser, frozen_round) -> None:
    with app.app_context():
        open_seal(frozen_round)
    names, _ = names_in(made(app, browser("organizer"), **AUTHOR))
    assert any(AUTHORS[0] in name for name in names)
    ask(browser("organizer"), **{**AUTHOR, "what": "received"})
    with app.app_context():
        assert db.session.query(ExportRun).count() == 1


def test_a_run_is_stopped_and_asked_for_again(app, browser, frozen_round) -> None:
    client = browser("organizer")
    ask(client, **CODE)
    first = newest(app)
    client.post(f"{HERE}/{first.id}/cancellation")
    assert "đã dừng" in text(client.get(HERE))
    assert client.get(f"{HERE}/{first.id}/file").status_code == 409
    client.post(f"{HERE}/{first.id}/repetition")
    second = newest(app)
    background(app)
    assert second.id != first.id
    assert client.get(f"{HERE}/{second.id}/file", buffered=True).status_code == 200


def test_the_page_asks_again_while_something_is_made_with_and_without_a_script(
    app, browser, frozen_round
) -> None:
    client = browser("organizer")
    assert "hx-get" not in text(client.get(HERE))
    ask(client, **CODE)
    page = text(client.get(HERE))
    assert 'hx-get="/office/guong-sang-2026/exports/progress"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert 'http-equiv="refresh"' not in text(client.get(f"{HERE}?still=1"))
    part = text(client.get(f"{HERE}/progress"))
    assert part.lstrip().startswith('<div id="export-runs"')
    assert "<html" not in part
    background(app)
    assert "hx-get" not in text(client.get(f"{HERE}/progress"))


def test_progress_is_told_in_numbers(app, browser, frozen_round) -> None:
    client = browser("organizer")
    ask(client, **CODE)
    with app.app_context():
        run = db.session.get(ExportRun, newest(app).id)
        from contest.db import transaction

        with transaction():
            run.beat_at, run.done, run.total, run.attempt = clock.now(), 40, 160, 1
    page = text(client.get(HERE))
    assert "40 trên 160" in page
    assert 'value="40" max="160"' in page


def test_a_long_paper_is_not_written_while_somebody_waits(app, browser, frozen_round, monkeypatch) -> None:
    monkeypatch.setitem(limits.MOST_WHILE_WAITING, "csv", 1)
    client = browser("secretary")
    answer = client.get(f"{PAPERS}/intake-register.csv?round=1")
    assert answer.status_code == 303
    page = text(client.get(answer.headers["Location"]))
    assert "Sổ tiếp nhận" in page
    assert 'name="paper" value="intake-register"' in page
    file = made(app, client, paper="intake-register", format="csv", round="1")
    assert AUTHORS[0] in file.data.decode("utf-8-sig")
    assert file.headers["Content-Disposition"] == "attachment; filename=so-tiep-nhan.csv"
    run = newest(app)
    assert browser("organizer").get(f"{HERE}/{run.id}/file").status_code == 404
    own = made(app, browser("organizer"), paper="intake-register", format="csv", round="1")
    assert AUTHORS[0] not in own.data.decode("utf-8-sig")


def test_too_many_rows_for_a_format_are_refused_naming_another(
    app, browser, frozen_round, monkeypatch
) -> None:
    monkeypatch.setitem(limits.MOST_ROWS, "docx", 1)
    client = browser("organizer")
    answer = client.get(f"{PAPERS}/score-summary.docx?round=1")
    assert answer.status_code == 409
    assert "Excel hoặc CSV" in answer.get_data(as_text=True)
    ask(client, paper="score-summary", format="docx", round="1")
    background(app)
    page = text(client.get(HERE))
    assert "không lập được" in page
    assert "Excel hoặc CSV" in page


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"by": "code"},
        {"by": "code", "what": "nothing"},
        {"paper": "no-such-paper", "format": "csv"},
        {"paper": "shortlist", "format": "exe"},
    ],
)
def test_nonsense_makes_no_run(app, browser, frozen_round, said) -> None:
    client = browser("organizer")
    client.post(HERE, data={"round": "1", **said})
    assert newest(app) is None
    assert client.get(f"{HERE}?paper=no-such&format=csv").status_code == 404
    assert client.get(f"{HERE}?paper=shortlist&format=exe").status_code == 200
    assert client.post(HERE, data={**CODE, "round": "9"}).status_code == 404


def test_the_list_asks_as_often_for_three_runs_as_for_one(app, browser, frozen_round) -> None:
    client = browser("organizer")
    ask(client, **CODE)
    one = selects(app, lambda: client.get(HERE))
    ask(client, **{**CODE, "what": "shortlisted"})
    ask(client, **CODE, scores="yes")
    assert selects(app, lambda: client.get(HERE)) == one
