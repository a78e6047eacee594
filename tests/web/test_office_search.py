"""The office's search box: who finds whom by what, before the seal is opened and after."""

from random import Random

import pytest
from time_machine import travel

from contest.authors.rules import EssaySaid
from contest.authors.service import turn_seal_key
from contest.db import db, transaction
from contest.entries.queries import entry_of
from contest.people.models import Account
from contest.screening.models import VerdictKind
from contest.screening.service import decide, draw_blind_codes, mask_phrase
from tests.authors.said import an_author
from tests.conftest import NOON
from tests.office import OFFICE, an_entry, selects, the_round

HOME = "/office/guong-sang-2026"
TEXT = ("Một buổi sớm ở bản.", "Tôi là Hoàng Thị Lanh, kể chuyện xóm mình cùng bà Nông Thị Mận.")
BY_NAME = (
    "lanh",
    "Hoàng Thị Lanh",
    '"toi la hoang thi lanh"',
    "quan son",
    "0912345678",
    "5678",
    "hoang lanh",
)
BY_TEXT = ("buoi som", "buổi sớm", '"ke chuyen"', "xom", "con duong")


@pytest.fixture(autouse=True)
def at_noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture
def entry_id(app, cast):
    with app.app_context():
        essay = EssaySaid("Con đường của Hoàng Thị Lanh", cast.category_id, paragraphs=TEXT, typed=True)
        return an_entry(cast, essay=essay, unit_name="Trường THCS Quan Sơn")


def finds(client, typed, entry_id, *, slug="guong-sang-2026"):
    answer = client.get(f"/office/{slug}/entries", query_string={"q": typed})
    assert answer.status_code == 200
    return f"/entries/{entry_id}" in answer.text


def test_the_secretary_finds_by_everything(browser, entry_id):
    secretary = browser("secretary")
    for typed in (*BY_NAME, *BY_TEXT):
        assert finds(secretary, typed, entry_id), typed


def test_before_the_seal_is_opened_an_organizer_finds_by_what_can_be_read_alone(browser, entry_id):
    organizer = browser("organizer")
    for typed in BY_TEXT:
        assert finds(organizer, typed, entry_id), typed
    for typed in BY_NAME:
        assert not finds(organizer, typed, entry_id), typed
    page = organizer.get(f"{HOME}/entries?q=ke+chuyen").text
    assert "lanh" not in page.casefold()
    assert "█████" in page


def test_what_the_secretary_masks_is_found_by_an_organizer_no_longer(app, browser, cast, entry_id):
    organizer = browser("organizer")
    assert finds(organizer, "nong thi man", entry_id)
    with app.app_context(), transaction():
        mask_phrase(entry=entry_of(cast.contest_id, entry_id), phrase="Nông Thị Mận", actor=OFFICE, at=NOON)
    assert not finds(organizer, "nong thi man", entry_id)
    assert finds(browser("secretary"), "nong thi man", entry_id)


def test_after_two_keys_an_organizer_finds_those_that_were_opened_and_no_other(app, browser, cast, entry_id):
    with app.app_context():
        with transaction():
            entry = entry_of(cast.contest_id, entry_id)
            decide(entry=entry, verdict=VerdictKind.ELIGIBLE, actor=OFFICE, at=NOON)
            draw_blind_codes(round_=the_round(cast), entry_ids=None, rng=Random(1))
        late = an_entry(cast, authors=(an_author(name="Lô Văn Muộn"),))
    reader = browser("second_organizer")
    for who in ("organizer", "second_organizer"):
        assert not finds(reader, "hoang thi lanh", entry_id)
        with app.app_context(), transaction():
            account = db.session.get_one(Account, cast.accounts[who])
            turn_seal_key(round=the_round(cast), account=account, at=NOON)
    for typed in (*BY_NAME, *BY_TEXT):
        assert finds(reader, typed, entry_id), typed
    assert not finds(reader, "lo van muon", late)
    assert finds(reader, "slao", late)


@pytest.mark.parametrize(
    ("who", "status"),
    [("observer", 404), ("judge_a", 404), ("head_judge", 404), ("other_organizer", 404), (None, 303)],
)
def test_nobody_else_may_ask(browser, entry_id, who, status):
    for place in ("entries", "find", "screening/statistics"):
        assert browser(who).get(f"{HOME}/{place}?q=duong").status_code == status, place


def test_another_contests_office_finds_nothing_of_ours(browser, entry_id):
    other = browser("other_organizer")
    for typed in (*BY_NAME, *BY_TEXT):
        assert not finds(other, typed, entry_id, slug="cuoc-thi-khac"), typed


def test_a_search_takes_as_many_queries_for_three_as_for_one(app, browser, cast, entry_id):
    client = browser("secretary")

    def ask():
        return client.get(f"{HOME}/entries?q=duong")

    ask()
    one = selects(app, ask)
    with app.app_context():
        for name in ("Lô Văn Hai", "Vi Thị Ba"):
            an_entry(cast, authors=(an_author(name=name),))
    assert selects(app, ask) == one


def test_the_search_stays_in_the_address_beside_the_filters(browser, cast, entry_id):
    asked = {"q": "buổi sớm", "state": "undecided", "channel": "web"}
    page = browser("secretary").get(f"{HOME}/entries", query_string=asked).text
    assert 'value="buổi sớm"' in page
    assert "sort=title" in page
    for kept in ("q=bu%E1%BB%95i+s%E1%BB%9Bm", "state=undecided", "channel=web"):
        assert kept in page, kept


def test_the_numbers_of_screening_tell_an_organizer_no_units(browser, entry_id):
    secretary, organizer = (
        browser(who).get(f"{HOME}/screening/statistics").text for who in ("secretary", "organizer")
    )
    assert "Trường THCS Quan Sơn" in secretary
    assert "Quan Sơn" not in organizer
    for page in (secretary, organizer):
        assert "Chờ xét" in page
