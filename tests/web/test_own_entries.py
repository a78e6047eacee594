"""Who presides, or types, and judges too: no mark of an own entry before its case, none where a third may be drawn."""

from io import BytesIO

import pypdfium2
import pytest
from openpyxl import load_workbook
from time_machine import travel

from contest.assignment.models import Assignment
from contest.assignment.service import declare_conflict
from contest.db import db, transaction
from contest.people.models import Role, RoleKind
from contest.plumbing.audit import SYSTEM
from contest.scoring.models import Agreement
from contest.scoring.queries import discrepancies
from contest.scoring.service import settle_round, type_sheet
from tests.conftest import NOON
from tests.jury import LATER, Jury, a_jury, points_of

ROUND = "/office/guong-sang-2026/rounds/1"


@pytest.fixture(autouse=True)
def at_noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture
def jury(cast, app) -> Jury:
    """Six essays; of one both readers, judge_a and another, differ by twelve. judge_a is of the office and presides."""
    with app.app_context():
        jury = a_jury(cast, essays=6)
        entry = jury.assignments("judge_a")[0].entry_id
        jury.score(entry, "80.5", "92.5")
        with transaction():
            for kind in (RoleKind.SECRETARY, RoleKind.HEAD_JUDGE):
                account = cast.accounts["judge_a"]
                db.session.add(
                    Role(account_id=account, contest_id=cast.contest_id, kind=kind, granted_at=NOON)
                )
        return jury


@pytest.fixture
def code(jury, app) -> str:
    with app.app_context():
        return jury.assignments("judge_a")[0].blind_code.code


def the_others(jury) -> Assignment:
    """The reading of the other judge of judge_a's entry."""
    mine = jury.assignments("judge_a")[0]
    return next(a for a in jury.assignments(entry_id=mine.entry_id) if a.id != mine.id)


def settle(jury) -> None:
    with transaction():
        settle_round(round_=jury.round, seed=3, actor=SYSTEM, at=LATER)


def test_the_list_and_the_page_tell_the_marks_only_once_the_case_is_open(browser, jury, code, app):
    client = browser("judge_a")
    listed = client.get(f"{ROUND}/discrepancies").text
    assert code in listed
    assert not any(said in listed for said in ("80,5", "92,5", '<td class="number">12</td>'))
    refused = client.get(f"{ROUND}/discrepancies/{code}")
    assert refused.status_code == 409
    assert "92,5" not in refused.text
    assert "92,5" in browser("organizer").get(f"{ROUND}/discrepancies").text

    with app.app_context():
        settle(jury)
    assert "92,5" in client.get(f"{ROUND}/discrepancies").text
    assert "92,5" in client.get(f"{ROUND}/discrepancies/{code}").text


def test_totals_that_ask_for_a_third_reader_are_not_told_to_anybody_who_may_be_drawn(browser, jury, app):
    with app.app_context():
        theirs = {a.entry_id for a in jury.assignments("judge_a")}
        entry = next(e for e in jury.entries() if e not in theirs)
        jury.score(entry, "50.5", "88")
        assert [d.owed.value for d in discrepancies(jury.round) if d.entry_id == entry] == ["third"]

    assert "50,5" not in browser("judge_a").get(f"{ROUND}/discrepancies").text
    assert "50,5" in browser("organizer").get(f"{ROUND}/discrepancies").text


def test_what_was_typed_of_another_judges_sheet_is_not_shown_even_after_handing_in(browser, jury, app):
    with app.app_context():
        other = the_others(jury).id
        with transaction():
            type_sheet(
                assignment=db.session.get_one(Assignment, other),
                points=points_of("77.5"),
                remark="Lời ghi trên giấy.",
                typist=jury.judge("organizer"),
                at=LATER,
            )
    client = browser("judge_a")
    seen = client.get(f"{ROUND}/typing/{other}")
    refused = client.post(f"{ROUND}/typing/{other}", data={"points-c1": "99"})

    for answer in (seen, refused):
        assert answer.status_code == 409
        assert "không xem và không nhập phiếu của giám khảo khác" in answer.text
        assert "Lời ghi trên giấy." not in answer.text
    assert "Lời ghi trên giấy." in browser("secretary").get(f"{ROUND}/typing/{other}").text


def test_ones_own_sheet_is_still_typed(browser, jury, app):
    with app.app_context():
        mine = jury.assignments("judge_a")[0].id
    assert browser("judge_a").get(f"{ROUND}/typing/{mine}").status_code == 200


def test_printed_sheets_leave_the_others_blank_and_ones_own_filled(browser, jury, app):
    with app.app_context():
        mine, other = jury.assignments("judge_a")[0], the_others(jury)
        totals = {a.id: "80,5" if a.id == min(mine.id, other.id) else "92,5" for a in (mine, other)}
        ids = mine.id, other.id
    for key, shown in zip(ids, (True, False), strict=True):
        asked = {"all": "1", "filled": "1", "chosen": "1", "assignment": key}
        with pypdfium2.PdfDocument(
            browser("judge_a").post(f"{ROUND}/sheets/print", data=asked).data
        ) as paper:
            assert (totals[key] in paper[0].get_textpage().get_text_range()) is shown


def test_a_filled_list_leaves_out_the_points_of_own_entries(browser, jury, app):
    filled = {}
    for who in ("judge_a", "organizer"):
        answer = browser(who).get(f"{ROUND}/lists/blank.xlsx", query_string={"filled": "1"})
        book = load_workbook(BytesIO(answer.data))
        numbers = [c for row in book.worksheets[0].iter_rows(values_only=True) for c in row[4:]]
        filled[who] = sum(isinstance(cell, float | int) for cell in numbers)
        book.close()
    assert filled["judge_a"] < filled["organizer"]


@pytest.fixture
def kept_from(jury, app) -> tuple[str, int]:
    """The code of an entry whose case is open, and that the head must be kept apart from."""
    with app.app_context():
        theirs = {a.entry_id for a in jury.assignments("judge_a")}
        entry = next(e for e in jury.entries() if e not in theirs)
        jury.score(entry, "74", "86")
        settle(jury)
        with transaction():
            declare_conflict(judge=jury.judge("judge_a"), entry_id=entry, reason="", actor=SYSTEM, at=LATER)
        return jury.assignments(entry_id=entry)[0].blind_code.code, entry


def test_who_must_be_kept_apart_from_an_entry_gets_no_form_to_decide_it(browser, kept_from, app):
    client, place = browser("judge_a"), f"{ROUND}/discrepancies/{kept_from[0]}"
    page = client.get(place).text
    assert "hoặc có liên quan đến bài" in page
    assert 'name="mark"' not in page
    assert client.post(f"{place}/remarks", data={"text": "Nên cho 86."}).status_code == 409

    client.post(place, data={"mark": "86", "minutes": "Đã họp."})
    with app.app_context():
        assert db.session.query(Agreement).count() == 0
