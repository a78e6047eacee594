"""Saving and handing in on the page and by the script: nothing typed is lost, no version is overwritten silently."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import select
from time_machine import travel

from contest.charter.models import Round
from contest.db import db, transaction
from contest.plumbing.audit import SYSTEM
from contest.plumbing.storage import storage
from contest.scoring.models import RoundLock, SheetState, SheetVersion
from contest.scoring.queries import sheet_of
from contest.screening.models import BlindCopy
from contest.screening.queries import blind_copy_of
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
def own(jury, app) -> list[int]:
    """Judge A's assignments by number."""
    with app.app_context():
        return [a.id for a in jury.assignments("judge_a")]


@pytest.fixture
def mine(own) -> int:
    return own[0]


def address(assignment: int, tail: str = "") -> str:
    return f"{HOME}/assignments/{assignment}{tail}"


def typed(
    total: str | None = None, *, version: object = "", remark: str = "", **points: str
) -> dict[str, str]:
    """The form as the page sends it."""
    given = points_of(total) if total else points
    return {"version": str(version), "remark": remark, **{f"points-{key}": given[key] for key in given}}


def kept(app, assignment: int):
    with app.app_context():
        return sheet_of(assignment)


class TestSaving:
    def test_without_script_the_page_comes_back_with_what_was_saved(self, browser, mine, app):
        client = browser("judge_a")
        answer = client.post(address(mine, "/sheet"), data=typed(c1="13", c2="17,5", remark="Khá"))

        assert (answer.status_code, answer.location) == (303, address(mine))
        page = client.get(address(mine)).text
        assert 'value="17,5"' in page
        assert "Ba mươi phẩy năm" in page
        assert "Khá</textarea>" in page

    def test_unfit_points_come_back_as_typed_beside_their_reasons(self, browser, mine, app):
        answer = browser("judge_a").post(address(mine, "/sheet"), data=typed(c1="99", c2="17,3", c3="20"))

        assert answer.status_code == 422
        for there in (
            'value="99"',
            'value="17,3"',
            'value="20"',
            "Điểm từ 0 đến 15.",
            "Điểm đi theo bước 0,5.",
        ):
            assert there in answer.text
        assert kept(app, mine) is None

    def test_points_that_cannot_stand_count_nothing_in_the_total(self, browser, mine):
        answer = browser("judge_a").post(address(mine, "/sheet"), data=typed(c1="99", c3="20"))

        assert (
            '<span class="total-words small text-secondary" data-sheet-words>Hai mươi</span>' in answer.text
        )

    @pytest.mark.parametrize("tail", ["/sheet", "/hand-in", "/take-back", "/aside"])
    def test_loading_a_refused_page_again_leads_back_to_the_entry(self, browser, mine, tail):
        assert browser("judge_a").get(address(mine, tail)).location == address(mine)

    def test_a_sheet_typed_in_script_shaped_text_is_only_text(self, browser, mine):
        client = browser("judge_a")
        client.post(address(mine, "/sheet"), data=typed(c1="1", remark="<script>alert(1)</script>"))

        assert "<script>alert" not in client.get(address(mine)).text


class TestTwoTabs:
    def test_the_second_tab_sees_both_versions_and_loses_nothing(self, browser, mine, app):
        client = browser("judge_a")
        client.post(address(mine, "/sheet"), data=typed(c1="13"))
        answer = client.post(address(mine, "/sheet"), data=typed(c1="9,5", remark="bản hai"))

        assert answer.status_code == 409
        for there in ("Bản vừa nhập", "Bản đã lưu lúc 12:00", ">9,5<", ">13<", "bản hai", "Giữ bản đã lưu"):
            assert there in answer.text
        assert kept(app, mine).points == {"c1": "13.00"}

    def test_choosing_what_was_typed_makes_it_the_next_version(self, browser, mine, app):
        client = browser("judge_a")
        client.post(address(mine, "/sheet"), data=typed(c1="13"))
        page = client.post(address(mine, "/sheet"), data=typed(c1="9,5")).text
        assert 'name="version" value="1"' in page
        client.post(address(mine, "/sheet"), data=typed(c1="9,5", version=1))

        assert (kept(app, mine).version, kept(app, mine).points) == (2, {"c1": "9.50"})

    def test_a_tab_left_open_after_the_hand_in_shows_what_was_typed_and_what_stands(self, browser, mine, app):
        client = browser("judge_a")
        client.post(address(mine, "/hand-in"), data=typed("80"))
        answer = client.post(address(mine, "/sheet"), data=typed("90", version=""))

        assert answer.status_code == 409
        assert "Mở phiếu đã nộp" in answer.text
        assert str(kept(app, mine).total) == "80.00"

    def test_a_hand_in_over_another_version_offers_to_hand_in_what_was_typed(self, browser, mine, app):
        client = browser("judge_a")
        client.post(address(mine, "/sheet"), data=typed(c1="13"))
        answer = client.post(address(mine, "/hand-in"), data=typed("80"))

        assert answer.status_code == 409
        assert "Nộp bản vừa nhập" in answer.text


class TestHandingIn:
    def test_it_goes_on_to_the_next_entry_and_names_the_sheet_done(self, browser, own, app):
        sent = {**typed("85.5"), "key": f"{own[0]}:device"}
        answer = browser("judge_a").post(address(own[0], "/hand-in"), data=sent)

        assert answer.status_code == 303
        assert answer.location.endswith(f"?done={own[0]}:device")
        assert not answer.location.startswith(address(own[0]))
        assert kept(app, own[0]).state == SheetState.HANDED_IN

    def test_sent_twice_it_is_one_hand_in(self, browser, mine, app):
        client = browser("judge_a")
        first = client.post(address(mine, "/hand-in"), data=typed("80"))
        again = client.post(address(mine, "/hand-in"), data=typed("80"))

        assert (first.status_code, again.status_code) == (303, 303)
        with app.app_context():
            assert len(db.session.scalars(select(SheetVersion)).all()) == 1

    def test_a_late_repeat_does_not_hand_in_again_what_was_taken_back(self, browser, mine, app):
        client = browser("judge_a")
        client.post(address(mine, "/hand-in"), data=typed("80"))
        client.post(address(mine, "/take-back"), data={"reason": "gõ nhầm ô"})
        answer = client.post(address(mine, "/hand-in"), data=typed("80"))

        assert answer.status_code == 409
        assert kept(app, mine).state == SheetState.TAKEN_BACK

    def test_an_incomplete_sheet_comes_back_with_what_is_missing(self, browser, mine, app):
        answer = browser("judge_a").post(address(mine, "/hand-in"), data=typed(c1="13"))

        assert answer.status_code == 422
        assert answer.text.count("Chưa có điểm.</span>") == 5
        assert 'value="13"' in answer.text

    def test_afterwards_the_sheet_is_shown_and_not_editable(self, browser, mine):
        client = browser("judge_a")
        client.post(address(mine, "/hand-in"), data=typed("80"))
        page = client.get(address(mine)).text

        assert 'name="points-c1"' not in page
        assert "Rút phiếu lại để sửa" in page
        assert "Tám mươi" in page

    def test_undoing_needs_a_reason_and_keeps_every_version(self, browser, mine, app):
        client = browser("judge_a")
        client.post(address(mine, "/hand-in"), data=typed("80"))
        client.post(address(mine, "/take-back"), data={"reason": ""})
        assert kept(app, mine).state == SheetState.HANDED_IN
        client.post(address(mine, "/take-back"), data={"reason": "gõ nhầm ô"})

        page = client.get(address(mine)).text
        assert "2 bản đã lưu" in page
        assert "Lý do: gõ nhầm ô" in page
        assert 'name="points-c1"' in page


class TestClosedAndLocked:
    def test_after_the_closing_moment_typed_points_stay_on_the_page(self, browser, mine, app):
        client = browser("judge_a")
        with travel(NOON + timedelta(days=31), tick=False):
            answer = client.post(address(mine, "/sheet"), data=typed(c1="13", remark="đang viết dở"))

        assert answer.status_code == 409
        assert "đã đóng lúc 12:00, 23/12/2026" in answer.text
        assert "đang viết dở" in answer.text

    def test_an_extended_round_takes_sheets_again(self, browser, mine, app, cast):
        with app.app_context(), transaction():
            db.session.get_one(Round, cast.round_id).closes_at = NOON + timedelta(days=40)
        with travel(NOON + timedelta(days=31), tick=False):
            answer = browser("judge_a").post(address(mine, "/sheet"), data=typed(c1="13"))

        assert answer.status_code == 303

    def test_a_locked_round_shows_the_sheets_and_offers_no_change(self, browser, mine, app, cast):
        client = browser("judge_a")
        client.post(address(mine, "/hand-in"), data=typed("80"))
        with app.app_context(), transaction():
            db.session.add(RoundLock(round_id=cast.round_id, locked_at=LATER, locked_by="thử"))

        page = client.get(address(mine)).text
        assert "Rút phiếu lại" not in page
        assert "đã khóa điểm" in page
        assert client.post(address(mine, "/take-back"), data={"reason": "muộn"}).status_code == 303
        assert kept(app, mine).state == SheetState.HANDED_IN


class TestPagePictures:
    @pytest.fixture
    def scanned(self, mine, app, jury) -> int:
        """Judge A's first entry with one page picture in its blind copy."""
        with app.app_context(), transaction():
            file = storage().keep(io.BytesIO(b"\xff\xd8\xff\xe0 a picture"), limit=1000)
            entry = jury.assignments("judge_a")[0].entry_id
            copy = blind_copy_of(entry)
            names = ("title", "category_name", "paragraphs", "words", "figure_name", "manuscript_id")
            values = {name: getattr(copy, name) for name in names}
            pages = [{"digest": file.digest, "width": 600, "height": 800}]
            db.session.add(
                BlindCopy(
                    entry_id=entry,
                    version=copy.version + 1,
                    pages=pages,
                    released_at=NOON,
                    released_by=SYSTEM.name,
                    **values,
                )
            )
        return mine

    def test_pages_are_shown_in_order_with_a_way_to_see_them_large(self, browser, scanned):
        page = browser("judge_a").get(address(scanned)).text

        assert "Trang 1/1" in page
        assert address(scanned, "/pages/1/large") in page

    def test_a_picture_comes_under_a_neutral_name_without_date_or_digest(self, browser, scanned):
        answer = browser("judge_a").get(address(scanned, "/pages/1"))

        assert answer.data.endswith(b"a picture")
        assert answer.headers["Content-Disposition"] == 'inline; filename="trang-1.jpeg"'
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert not {"Last-Modified", "ETag"} & set(answer.headers.keys())

    @pytest.mark.parametrize(("turn", "shown"), [("", None), ("?turn=1", "turn-1"), ("?turn=6", "turn-2")])
    def test_a_page_alone_turns_by_its_address(self, browser, scanned, turn, shown):
        page = browser("judge_a").get(address(scanned, "/pages/1/large") + turn).text

        assert (shown or "page-image") in page
        assert ("turn-" in page.split("<figure")[1]) == (shown is not None)

    @pytest.mark.parametrize("number", [0, 2])
    def test_a_page_that_is_not_there_is_404(self, browser, scanned, number):
        assert browser("judge_a").get(address(scanned, f"/pages/{number}")).status_code == 404
        assert browser("judge_a").get(address(scanned, f"/pages/{number}/large")).status_code == 404
