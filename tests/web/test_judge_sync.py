"""What scripts send: once however often it comes, both versions where two differ, and each refusal explained."""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select
from time_machine import travel

from contest.assignment.models import Recusal
from contest.db import db, transaction
from contest.plumbing.audit import AuditEvent
from contest.scoring.models import RoundLock, ScoreSheet, SheetState, SheetVersion
from contest.scoring.queries import aside_of_judge, reading_queue, sheet_of
from tests.conftest import NOON
from tests.jury import LATER, Jury, a_jury, points_of

HOME = "/judging/guong-sang-2026"


@pytest.fixture(autouse=True)
def at_noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture
def jury(cast, app) -> Jury:
    with app.app_context():
        return a_jury(cast, essays=4)


@pytest.fixture
def mine(jury, app) -> int:
    with app.app_context():
        return jury.assignments("judge_a")[0].id


@pytest.fixture
def send(browser, jury):
    """``send({...}, …)`` posts sheets as judge A's script does; the outcomes come back."""
    client = browser("judge_a")

    def post(*sheets, carried=(), aside=()):
        body = {"sheets": list(sheets), "carried": list(carried), "aside": list(aside)}
        answer = client.post(f"{HOME}/sync", json=body)
        assert answer.status_code == 200
        return answer.json if carried or aside else answer.json["sheets"]

    return post


def a_sheet(assignment: int, total: str = "80", *, version=None, hand_in=True, **more) -> dict[str, object]:
    return {
        "key": f"{assignment}:x",
        "assignment": assignment,
        "version": version,
        "points": points_of(total),
        "remark": "",
        "hand_in": hand_in,
        "offline": True,
        **more,
    }


def test_a_sheet_typed_offline_is_handed_in_and_says_so(send, mine, app):
    (told,) = send(a_sheet(mine))

    assert (told["outcome"], told["sheet"]["state"], told["sheet"]["saved_at"]) == (
        "kept",
        "handed_in",
        "12:00",
    )
    with app.app_context():
        version = db.session.scalars(select(SheetVersion)).one()
        assert (version.door, str(version.total)) == ("offline", "80.00")


def test_the_same_sent_again_is_one_version(send, mine, app):
    first, again = send(a_sheet(mine), a_sheet(mine))
    (later,) = send(a_sheet(mine))

    assert first["sheet"] == again["sheet"] == later["sheet"]
    with app.app_context():
        assert db.session.query(SheetVersion).count() == 1


def test_a_draft_tells_its_version_time_and_remark(send, mine):
    (told,) = send(a_sheet(mine, hand_in=False, points={"c1": "13,5"}, remark="Khá"))

    assert told["sheet"] == {
        "version": 1,
        "state": "saved",
        "points": {"c1": "13.50"},
        "remark": "Khá",
        "total": None,
        "saved_at": "12:00",
    }


def test_a_newer_version_is_shown_and_not_overwritten(send, mine, app):
    send(a_sheet(mine, hand_in=False, points={"c1": "13"}))
    (told,) = send(a_sheet(mine, hand_in=False, points={"c1": "9"}))

    assert (told["outcome"], told["sheet"]["points"]) == ("stale", {"c1": "13.00"})
    with app.app_context():
        assert sheet_of(mine).points == {"c1": "13.00"}


def test_what_was_handed_in_elsewhere_stands(send, mine):
    send(a_sheet(mine, "80"))
    (told,) = send(a_sheet(mine, "90"))

    assert (told["outcome"], told["sheet"]["total"]) == ("already_handed_in", "80.00")
    assert "rút phiếu lại" in told["message"]


def test_one_refused_sheet_does_not_hold_up_the_others(send, jury, app):
    with app.app_context():
        own = [a.id for a in jury.assignments("judge_a")]
    told = send(a_sheet(own[0], points={"c1": "99"}, hand_in=False), a_sheet(own[1]))

    assert [one["outcome"] for one in told] == ["points_unfit", "kept"]


@pytest.mark.parametrize("whose", ["judge_b", None])
def test_an_entry_that_is_not_mine_or_no_longer_is_gone_and_tells_nothing(send, jury, mine, app, whose):
    with app.app_context(), transaction():
        if whose:
            mine = jury.assignments(whose)[0].id
        else:
            db.session.add(Recusal(assignment_id=mine, at=NOON, by="thử", reason=""))
    told = send(a_sheet(mine), carried=[mine])

    assert (told["sheets"][0]["outcome"], told["sheets"][0]["sheet"]) == ("gone", None)
    assert told["carried"] == {str(mine): {"standing": "gone", "sheet": None}}
    with app.app_context():
        assert db.session.query(ScoreSheet).count() == 0


def test_a_locked_or_closed_round_is_explained(send, mine, app, cast):
    with travel(NOON + timedelta(days=31), tick=False):
        closed = send(a_sheet(mine), carried=[mine])
    with app.app_context(), transaction():
        db.session.add(RoundLock(round_id=cast.round_id, locked_at=LATER, locked_by="thử"))
    locked = send(a_sheet(mine), carried=[mine])

    assert (closed["sheets"][0]["outcome"], closed["carried"][str(mine)]["standing"]) == (
        "round_closed",
        "closed",
    )
    assert (locked["sheets"][0]["outcome"], locked["carried"][str(mine)]["standing"]) == (
        "round_locked",
        "locked",
    )
    assert "đã khóa" in locked["sheets"][0]["message"]


def test_what_a_device_carries_is_told_as_it_stands(send, mine, jury, app):
    with app.app_context():
        jury.hand_in(jury.assignments("judge_a")[0], "85.5")
    told = send(carried=[mine])["carried"][str(mine)]

    assert (told["standing"], told["sheet"]["state"], told["sheet"]["total"]) == (
        "open",
        "handed_in",
        "85.50",
    )


def test_a_late_repeat_leaves_a_sheet_that_was_taken_back(send, browser, mine, app):
    send(a_sheet(mine))
    browser("judge_a").post(f"{HOME}/assignments/{mine}/take-back", data={"reason": "gõ nhầm"})
    (told,) = send(a_sheet(mine))

    assert told["outcome"] == "stale"
    with app.app_context():
        assert sheet_of(mine).state == SheetState.TAKEN_BACK


@pytest.mark.parametrize(
    "body",
    [
        "x",
        "[]",
        '{"sheets": 1, "carried": {"a": 1}}',
        '{"sheets": [1, {}, {"assignment": "1"}, {"assignment": 1, "version": "x", "points": {}}]}',
        json.dumps(
            {"sheets": [{"assignment": 10**30, "version": None, "points": {}}], "carried": [True, 2**70]}
        ),
    ],
)
def test_nonsense_is_passed_over(browser, mine, body):
    answer = browser("judge_a").post(f"{HOME}/sync", data=body, content_type="application/json")

    assert (answer.status_code, answer.json) == (200, {"aside": [], "carried": {}, "sheets": []})


class TestTakingAlong:
    def test_the_list_is_in_the_order_of_reading_and_holds_only_what_a_judge_may_see(
        self, browser, jury, app
    ):
        with app.app_context():
            own = jury.assignments("judge_a")
            jury.hand_in(own[0], "80")
            left = {a.id: a.blind_code.code for a in own[1:]}
        client = browser("judge_a")
        told = client.get(f"{HOME}/rounds/1/carry").json

        assert {one["assignment"]: one["code"] for one in told["sheets"]} == left
        assert set(told) == {"round", "keep_for", "list", "sheets"}
        assert set(told["sheets"][0]) == {
            "assignment",
            "code",
            "title",
            "size",
            "page",
            "copy",
            "pictures",
            "sheet",
        }
        assert len(client.get(f"{HOME}/rounds/1/carry?most=1").json["sheets"]) == 1

    def test_the_device_is_marked_with_its_carrier(self, browser, jury, cast):
        client = browser("judge_a")
        client.get(f"{HOME}/rounds/1/carry")

        assert client.get_cookie("carrier").value == str(cast.accounts["judge_a"])

    def test_a_copy_holds_essay_and_rubric_and_neither_token_nor_address(self, browser, mine):
        client = browser("judge_a")
        page = client.get(f"{HOME}/assignments/{mine}/copy").text

        for there in ("xe na về tận vườn", "Tiêu chí 6", "data-copy", "Bản mang theo máy"):
            assert there in page
        for absent in ("csrf", "judge_a@", "Lương Văn An", "Đăng xuất"):
            assert absent not in page
        assert "csrf" not in client.get(f"{HOME}/carried?copy=1").text

    @pytest.mark.parametrize("tail", ["carried", "rounds/1/carry", "assignments/{mine}/copy"])
    @pytest.mark.parametrize("who", ["judge_b", "organizer", "secretary"])
    def test_others_find_nothing_of_mine(self, browser, mine, who, tail):
        answer = browser(who).get(f"{HOME}/{tail.format(mine=mine)}")

        assert answer.status_code == 404 or (who == "judge_b" and str(mine) not in re_numbers(answer.text))

    def test_nothing_can_be_taken_along_once_the_round_is_over(self, browser, mine):
        with travel(NOON + timedelta(days=31), tick=False):
            assert browser("judge_a").get(f"{HOME}/rounds/1/carry").json["sheets"] == []


def re_numbers(text: str) -> set[str]:
    """The assignments an answer names."""
    return set(re.findall(r"/assignments/(\d+)", text))


class TestInstalled:
    def test_the_manifest_names_icons_that_are_there_and_a_beginning_within_its_scope(self, browser, cast):
        client = browser()
        told = client.get("/judging/app.webmanifest")

        assert told.mimetype == "application/manifest+json"
        assert told.json["start_url"].startswith(told.json["scope"])
        assert {client.get(icon["src"], buffered=True).status_code for icon in told.json["icons"]} == {200}

    def test_the_worker_is_a_script_whose_scope_is_the_judges_door(self, browser, cast):
        answer = browser().get("/judging/worker.js")

        assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
        assert "no-store" in answer.headers["Cache-Control"]

    @pytest.mark.parametrize(("who", "where"), [("judge_a", HOME), ("organizer", "/account/")])
    def test_it_begins_at_ones_own_work(self, browser, jury, who, where):
        assert browser(who).get("/judging/").location == where


def test_what_was_put_aside_without_network_comes_through_once_however_often_it_is_told(send, jury, app):
    with app.app_context():
        one, two = (a.id for a in jury.assignments("judge_a")[:2])
        foreign = jury.assignments("judge_b")[0].id
    noon = int(NOON.timestamp() * 1000)
    told = [
        {"assignment": one, "at": noon - 60_000},
        {"assignment": two, "at": noon - 90_000},
        {"assignment": foreign, "at": noon},
        {"assignment": one, "at": "x"},
    ]
    for _again in range(2):
        assert [row["outcome"] for row in send(aside=told)["aside"]] == ["kept", "kept", "gone"]

    with app.app_context():
        judge = jury.cast.accounts["judge_a"]
        assert aside_of_judge(judge, jury.round_id) == {
            one: NOON - timedelta(minutes=1),
            two: NOON - timedelta(seconds=90),
        }
        assert [a.id for a in reading_queue(judge, jury.round_id)][-2:] == [two, one]
        events = select(AuditEvent).where(AuditEvent.verb == "assignment.put_aside")
        assert len(db.session.scalars(events).all()) == 2
