"""Survey sheets at the office's door: columns are named once, remembered, and rows are taken once."""

import io

import pytest
from sqlalchemy import select
from time_machine import travel

from contest.authors.models import BundleRow, Outcome
from contest.db import db
from contest.entries.models import Channel
from contest.entries.queries import entries_in
from tests.authors.bundled import a_list
from tests.authors.test_surveys import HEADINGS, an_answer
from tests.conftest import NOON
from tests.web.test_office_bundles import work

HOME = "/office/guong-sang-2026/surveys/new"


@pytest.fixture(autouse=True)
def at_noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture
def secretary(browser, cast):
    return browser("secretary")


def sent(secretary, *rows: tuple[str, ...], **said: str) -> str:
    data = {
        "sheet": (io.BytesIO(a_list(*rows, headings=HEADINGS)), "tra loi.csv"),
        "channel": "email",
        **said,
    }
    answer = secretary.post(HOME, data=data, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    return answer.location


def columns_in(page: str) -> dict[str, str]:
    """What the page has chosen for each column."""
    found = {}
    for part in page.split('<select class="form-select" id="column-')[1:]:
        chosen = part.split("</select>")[0].split(" selected")[0].rsplit('value="', 1)[-1]
        found[f"column-{part.split(chr(34))[0]}"] = (
            chosen.split('"')[0] if " selected" in part.split("</select>")[0] else ""
        )
    return found


def test_columns_are_guessed_shown_and_kept_and_rows_taken(app, cast, secretary):
    address = sent(secretary, an_answer(0), an_answer(1))
    work(app)
    assert secretary.get(address).location.endswith("/columns")
    page = secretary.get(f"{address}/columns").text
    told = columns_in(page)
    assert told["column-1"] == "author_name"
    assert told["column-8"] == "consent"
    assert "Lô Thị Mai" in page
    assert secretary.post(f"{address}/columns", data={**told, "category": "Bút ký"}).status_code == 303
    work(app)
    secretary.post(address, data={"take": "1"})
    work(app)
    with app.app_context():
        entries = entries_in(cast.contest_id)
        assert [entry.channel for entry in entries] == [Channel.EMAIL] * 2
        assert {entry.manuscript.category.name for entry in entries} == {"Bút ký"}

    later = sent(secretary, *map(an_answer, range(3)))
    work(app)
    assert secretary.get(later).status_code == 200
    secretary.post(later, data={"take": "1"})
    work(app)
    with app.app_context():
        newest = select(BundleRow.outcome).where(BundleRow.bundle_id == 2).order_by(BundleRow.number)
        assert list(db.session.scalars(newest)) == [Outcome.ALREADY, Outcome.ALREADY, Outcome.TAKEN]


@pytest.mark.parametrize(
    ("data", "status", "told"),
    [
        ({}, 422, "Chưa có danh sách."),
        ({"sheet": (io.BytesIO(b"\x00\x01"), "x.csv")}, 415, "không phải bảng tính"),
        ({"sheet": (io.BytesIO(b""), "x.csv")}, 422, "không có dữ liệu"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_said_so(secretary, data, status, told):
    answer = secretary.post(HOME, data={**data, "channel": "web"}, content_type="multipart/form-data")
    assert (answer.status_code, told in answer.text) == (status, True)


def test_two_columns_for_one_field_are_refused_and_the_choice_is_kept(app, secretary):
    address = sent(secretary, an_answer(0))
    work(app)
    told = columns_in(secretary.get(f"{address}/columns").text) | {"column-0": "title"}
    answer = secretary.post(f"{address}/columns", data=told)
    assert answer.status_code == 422
    assert "Hai cột cùng được ghép vào “Tên bài”" in answer.text
    assert columns_in(answer.text) == told


@pytest.mark.parametrize("who", ["organizer", "observer", "judge_a"])
def test_nobody_but_the_secretary_brings_a_survey(browser, cast, who):
    assert browser(who).get(HOME).status_code == 404
