"""The settings of the draw in the browser: kept as typed, by whom they speak of, never over somebody else's."""

import re

import pytest
from sqlalchemy import select
from time_machine import travel

from contest.assignment.models import Anchor, Assignment
from contest.assignment.queries import dealing_of, languages_of_entries, terms_of
from contest.assignment.rules.terms import Dealing, JudgeTerms
from contest.assignment.service import set_dealing, set_judges_terms
from contest.db import db, transaction
from contest.entries.queries import entry_of
from contest.people.models import Account, RoleKind
from contest.people.queries import roles_in
from contest.people.service import end_role
from tests.conftest import NOON
from tests.jury import Jury, hand_in_essays, preview
from tests.office import OFFICE, an_entry, the_contest, the_round

PLACE = "/office/guong-sang-2026/rounds/1/draw/settings"
HIDDEN = re.compile(r'<input[^>]*name="([^"]+)"[^>]*type="hidden"[^>]*value="([^"]*)"')
TYPED = re.compile(r'<input[^>]*name="(terms-[^"]+)"[^>]*type="(?:text|number)"')


@pytest.fixture(autouse=True)
def at_noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture
def office(browser):
    return browser("organizer")


def as_shown(page: str) -> dict[str, str]:
    """The fields of the form as a browser would send them back with nothing changed in a plain round."""
    return {
        **dict.fromkeys(TYPED.findall(page), ""),
        **{name: value for name, value in HIDDEN.findall(page) if name != "csrf_token"},
        "merged_units": "y",
        "anchors": "0",
        "panels": "none",
    }


def row_of(sent: dict[str, str], judge: int) -> str:
    return next(
        name.removesuffix("-judge") for name, value in sent.items() if value == str(judge) and "judge" in name
    )


def test_what_each_judge_takes_is_kept_for_that_judge(app, cast, office):
    sent = as_shown(office.get(PLACE).text)
    row = row_of(sent, cast.accounts["judge_b"])
    answer = office.post(
        PLACE, data={**sent, f"{row}-maximum": "7", f"{row}-languages": "Tày", "anchors": "2"}
    )

    assert answer.status_code == 303
    with app.app_context():
        assert terms_of(cast.round_id) == {
            cast.accounts["judge_b"]: JudgeTerms(maximum=7, languages=frozenset({"tyz"}))
        }
        assert dealing_of(cast.round_id).anchors == 2


def test_another_number_of_readers_asks_an_announced_contest_for_a_notice(app, cast, office):
    sent = as_shown(office.get(PLACE).text)
    place = next(name for name in sent if name.startswith("categories-") and name.endswith("-category"))
    sent[place.replace("-category", "-readers")] = "3"
    answer = office.post(PLACE, data=sent)

    assert answer.status_code == 422
    assert 'id="notice-error"' in answer.text
    answer = office.post(PLACE, data={**sent, "notice": "Thể loại này ba người đọc."})
    assert answer.status_code == 303
    with app.app_context():
        assert dealing_of(cast.round_id).readers == {cast.category_id: 3}
    assert "Thể loại này ba người đọc." in office.get("/c/guong-sang-2026/rules").text


def test_the_page_of_the_number_of_readers_asks_for_the_notice_and_the_preview_tells_it(app, cast, office):
    with app.app_context():
        hand_in_essays(cast, 2)
        preview(cast)
    page = PLACE.replace("/settings", "/readers")
    sent = {name: value for name, value in HIDDEN.findall(office.get(page).text) if name != "csrf_token"}
    sent |= {"seed": "7", "readers": "3"}
    answer = office.post(page, data=sent)
    assert answer.status_code == 422
    assert 'id="notice-error"' in answer.text

    answer = office.post(page, data={**sent, "notice": "Mỗi bài ba người đọc."}, follow_redirects=True)
    assert "Lời thông báo công khai: “Mỗi bài ba người đọc.”" in answer.text


def test_how_much_a_judge_reads_is_kept_and_an_empty_field_is_the_usual_share(app, cast, office):
    sent = as_shown(office.get(PLACE).text)
    row = row_of(sent, cast.accounts["judge_b"])
    assert office.post(PLACE, data={**sent, f"{row}-capacity": "50"}).status_code == 303

    page = office.get(PLACE).text
    assert re.search(f'name="{row}-capacity"[^>]*value="50"', page)
    assert len(re.findall('-capacity"[^>]*value="100"', page)) == 3
    assert "sức đọc 50 %" in office.get(PLACE.removesuffix("/settings")).text
    with app.app_context():
        assert terms_of(cast.round_id) == {cast.accounts["judge_b"]: JudgeTerms(capacity=50)}
    assert office.post(PLACE, data=as_shown(page)).status_code == 303
    with app.app_context():
        assert terms_of(cast.round_id) == {}


def test_when_the_team_changed_meanwhile_nothing_is_saved_and_what_was_typed_stays(app, cast, office):
    sent = as_shown(office.get(PLACE).text)
    row = row_of(sent, cast.accounts["judge_c"])
    with app.app_context(), transaction():
        first = next(
            r for r in roles_in(cast.contest_id, RoleKind.JUDGE) if r.account_id == cast.accounts["judge_a"]
        )
        end_role(role=first, actor=OFFICE, at=NOON)
    answer = office.post(PLACE, data={**sent, f"{row}-maximum": "31"})

    assert answer.status_code == 409
    assert "vừa được lưu ở nơi khác" in answer.text
    assert 'value="31"' in answer.text
    with app.app_context():
        assert terms_of(cast.round_id) == {}
    again = as_shown(answer.text)
    row = row_of(again, cast.accounts["judge_c"])
    assert re.search(f'name="{row}-maximum"[^>]*value="31"', answer.text)
    assert office.post(PLACE, data={**again, f"{row}-maximum": "31"}).status_code == 303
    with app.app_context():
        assert terms_of(cast.round_id) == {cast.accounts["judge_c"]: JudgeTerms(maximum=31)}


def test_what_another_saved_meanwhile_is_told_at_its_field(app, cast, office):
    sent = as_shown(office.get(PLACE).text)
    with app.app_context(), transaction():
        terms = {cast.accounts["judge_b"]: JudgeTerms(maximum=12)}
        set_judges_terms(round_=the_round(cast), terms=terms, actor=OFFICE, at=NOON)
        set_dealing(round_=the_round(cast), said=Dealing(anchors=3), actor=OFFICE, at=NOON)
    answer = office.post(PLACE, data=sent)

    assert answer.status_code == 409
    assert "Bản đang lưu: 12." in answer.text
    assert "Bản đang lưu: 3." in answer.text
    with app.app_context():
        assert dealing_of(cast.round_id).anchors == 3


def test_a_choice_that_another_made_meanwhile_is_told_in_its_words(app, cast, office):
    sent = as_shown(office.get(PLACE).text)
    with app.app_context(), transaction():
        set_dealing(round_=the_round(cast), said=Dealing(panels="split"), actor=OFFICE, at=NOON)
    answer = office.post(PLACE, data=sent)

    assert answer.status_code == 409
    assert "Bản đang lưu: Chia ban, một người đọc chéo từ ban khác." in answer.text


def test_pairs_that_another_set_meanwhile_are_told(app, cast, office):
    sent = as_shown(office.get(PLACE).text)
    pair = (cast.accounts["judge_a"], cast.accounts["judge_b"])
    with app.app_context(), transaction():
        said = Dealing(apart=frozenset({(min(pair), max(pair))}))
        set_dealing(round_=the_round(cast), said=said, actor=OFFICE, at=NOON)
        names = [db.session.get_one(Account, one).name for one in sorted(pair)]
    answer = office.post(PLACE, data=sent)

    assert f"Hai người không chấm chung bài, bản đang lưu: {names[0]} – {names[1]}." in answer.text


def test_rows_of_nobody_and_nonsense_are_passed_over(app, cast, office):
    sent = as_shown(office.get(PLACE).text)
    strange = {"terms-77-judge": "999999", "terms-77-maximum": "5", "terms-0-fits-9-weight": "3"}
    assert office.post(PLACE, data={**sent, **strange}).status_code == 303
    assert office.post(PLACE, data={**strange, "seen": "x"}).status_code == 409
    with app.app_context():
        assert terms_of(cast.round_id) == {}


@pytest.mark.parametrize(
    ("field", "said"), [("maximum", "-3"), ("capacity", "0"), ("panel", "99"), ("languages", "Klingon")]
)
def test_what_cannot_be_is_said_at_its_row(cast, office, field, said):
    sent = as_shown(office.get(PLACE).text)
    row = row_of(sent, cast.accounts["judge_b"])
    answer = office.post(PLACE, data={**sent, f"{row}-{field}": said})

    assert answer.status_code == 422
    assert f'value="{said}"' in answer.text


def test_panels_that_share_nothing_ask_twice(app, cast, office):
    sent = {**as_shown(office.get(PLACE).text), "panels": "closed"}
    refused = office.post(PLACE, data=sent)
    assert refused.status_code == 422
    assert "không so được độ nghiêm giữa các ban" in refused.text
    assert office.post(PLACE, data={**sent, "insisted": "y"}).status_code == 303
    with app.app_context():
        assert dealing_of(cast.round_id).panels == "closed"
        assert the_contest(cast)


def test_languages_are_told_by_code_or_receipt_counted_and_taken_back(app, cast, office):
    with app.app_context():
        entry = an_entry(cast)
        receipt = entry_of(cast.contest_id, entry).receipt
    place = PLACE.replace("/settings", "/languages")
    unknown = office.post(place, data={"codes": f"{receipt} ZZZZ-Z", "language": "tyz"})
    assert unknown.status_code == 422
    assert "Không có bài nào mang mã: ZZZZ-Z." in unknown.text
    assert office.post(place, data={"codes": receipt, "language": "xx"}).status_code == 422

    assert office.post(place, data={"codes": receipt, "language": "tyz"}).status_code == 303
    with app.app_context():
        assert languages_of_entries([entry]) == {entry: "tyz"}
    assert office.post(place, data={"codes": receipt, "language": ""}).status_code == 303
    with app.app_context():
        assert languages_of_entries([entry]) == {}


def test_anchors_may_be_named_and_the_rest_is_drawn(app, cast, office):
    with app.app_context():
        hand_in_essays(cast, 6)
        chosen = Jury(cast, cast.round_id).entries()[3]
        receipt = entry_of(cast.contest_id, chosen).receipt
    sent = {**as_shown(office.get(PLACE).text), "anchors": "2"}
    unknown = office.post(PLACE, data={**sent, "anchor_codes": f"{receipt} ZZZZ-Z"})
    assert unknown.status_code == 422
    assert "ZZZZ-Z" in unknown.text

    assert office.post(PLACE, data={**sent, "anchor_codes": receipt}).status_code == 303
    assert receipt in office.get(PLACE).text
    with app.app_context():
        draw = preview(cast)
        anchors = set(db.session.scalars(select(Anchor.entry_id).where(Anchor.draw_id == draw.id)))
        assert chosen in anchors
        assert len(anchors) == 2
        readers = select(Assignment.judge_id).where(Assignment.entry_id == chosen)
        assert len(db.session.scalars(readers).all()) == 4
