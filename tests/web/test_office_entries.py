"""The register's pages: who may see what, searching without marks, downloads that are only downloads."""

import io
from random import Random

import pytest
from time_machine import travel

from contest.authors.rules import EssaySaid, FileKept
from contest.authors.service import turn_seal_key
from contest.db import db, transaction
from contest.entries.queries import entry_of
from contest.people.models import Account
from contest.plumbing.audit import AuditEvent
from contest.plumbing.storage import storage
from contest.screening.models import VerdictKind
from contest.screening.service import decide, draw_blind_codes
from tests.authors.said import BODY, an_author
from tests.conftest import NOON
from tests.office import OFFICE, an_entry, selects, the_round

HOME = "/office/guong-sang-2026"
PAGES = ("", "/entries", "/entries/1", "/screening/1", "/rounds/1/draw", "/screening/clean")
CROOKED = (
    {"state": "no-such"},
    {"page": "-3"},
    {"category": "x"},
    {"sort": "drop"},
    {"unit": "9999999"},
    {"page": "999"},
)


@pytest.fixture(autouse=True)
def at_noon():
    with travel(NOON, tick=False):
        yield


@pytest.fixture
def enter(app, cast):
    """Hand entries in, the context closed again before any visit."""

    def hand_in(**changes):
        with app.app_context():
            return an_entry(cast, **changes)

    return hand_in


@pytest.fixture
def entry_id(enter):
    return enter()


@pytest.fixture
def with_file(app, cast):
    with app.app_context():
        kept = storage().keep(io.BytesIO(b"PK the bytes"), limit=1000)
        file = FileKept(kept.digest, kept.size, "docx")
        essay = EssaySaid("Con đường của bản", cast.category_id, paragraphs=BODY, files=(file,))
        return an_entry(cast, essay=essay)


@pytest.mark.parametrize("place", PAGES)
def test_each_page_is_for_the_office_alone(browser, entry_id, place):
    visitors = ("judge_a", "head_judge", "other_organizer", None, "organizer", "secretary")
    clients = {who: browser(who) for who in visitors}
    answers = {who: client.get(HOME + place).status_code for who, client in clients.items()}
    assert answers == {
        "judge_a": 404,
        "head_judge": 404,
        "other_organizer": 404,
        None: 303,
        "organizer": 200,
        "secretary": 200,
    }


def test_an_observer_sees_the_desk_and_no_list(browser, entry_id):
    observer = browser("observer")
    assert observer.get(HOME).status_code == 200
    for place in ("/entries", f"/entries/{entry_id}", "/screening", "/rounds/1/draw", "/paper"):
        assert observer.get(HOME + place).status_code == 404


def test_an_entry_of_another_contest_is_not_found(browser, entry_id):
    assert browser("other_organizer").get(f"/office/cuoc-thi-khac/entries/{entry_id}").status_code == 404


def test_the_secretary_reads_names_where_an_organizer_reads_none(browser, entry_id):
    secretary, organizer = browser("secretary"), browser("organizer")
    for place in ("/entries", f"/entries/{entry_id}", f"/screening/{entry_id}"):
        assert "Hoàng Thị Lanh" in secretary.get(HOME + place).text, place
        page = organizer.get(HOME + place).text
        assert "Hoàng Thị Lanh" not in page, place
        assert "0912345678" not in page, place


def test_a_name_in_title_and_text_is_hidden_from_an_organizer(browser, cast, enter):
    essay = EssaySaid("Chuyện của Hoàng Thị Lanh", cast.category_id, paragraphs=("Tôi, HOÀNG THỊ LANH, kể.",))
    entry_id, organizer = enter(essay=essay), browser("organizer")
    for place in (
        "/entries",
        f"/entries/{entry_id}",
        f"/screening/{entry_id}",
        f"/screening/{entry_id}/preview",
    ):
        page = organizer.get(HOME + place).text
        assert "lanh" not in page.casefold(), place


def test_an_organizer_reads_names_once_two_have_turned_their_keys(app, browser, cast, enter, entry_id):
    with app.app_context(), transaction():
        decide(entry=entry_of(cast.contest_id, entry_id), verdict=VerdictKind.ELIGIBLE, actor=OFFICE, at=NOON)
        draw_blind_codes(round_=the_round(cast), entry_ids=None, rng=Random(1))
    reader = browser("organizer")
    for who in ("organizer", "second_organizer"):
        assert "Hoàng Thị Lanh" not in reader.get(HOME + "/entries").text
        with app.app_context(), transaction():
            account = db.session.get_one(Account, cast.accounts[who])
            turn_seal_key(round=the_round(cast), account=account, at=NOON)
    assert "Hoàng Thị Lanh" in reader.get(HOME + "/entries").text
    late = enter(authors=(an_author(name="Lô Văn Muộn"),))
    assert "Lô Văn Muộn" not in reader.get(HOME + f"/entries/{late}").text


def test_the_search_needs_no_marks(browser, entry_id):
    organizer = browser("organizer")
    for typed in ("con duong", "CON ĐƯỜNG", "duong ban", "nong van slao", "đường"):
        page = organizer.get(HOME + "/entries", query_string={"q": typed}).text
        assert "Con đường của bản" in page, typed
    assert "Không có bài nào khớp" in organizer.get(HOME + "/entries?q=khong+co").text


def test_only_the_secretary_finds_by_author_and_unit(browser, entry_id):
    secretary, organizer = browser("secretary"), browser("organizer")
    for typed in ("hoang thi lanh", "Lanh", "nhan ly", "XÃ NHÂN LÝ"):
        asked = {"q": typed}
        assert "Con đường của bản" in secretary.get(HOME + "/entries", query_string=asked).text
        assert "Con đường của bản" not in organizer.get(HOME + "/entries", query_string=asked).text


def test_the_unit_filter_is_deaf_to_an_organizer(browser, cast, enter):
    enter(unit_id=cast.units["X-NL"], unit_name="Xã Nhân Lý")
    enter(unit_id=cast.units["X-VL"], unit_name="Xã Vạn Linh")
    asked = {"unit": cast.units["X-NL"]}
    assert "2 bài" in browser("organizer").get(HOME + "/entries", query_string=asked).text
    assert "1 bài" in browser("secretary").get(HOME + "/entries", query_string=asked).text


def test_the_address_keeps_what_was_asked(browser, cast, entry_id):
    asked = {
        "state": "undecided",
        "category": cast.category_id,
        "channel": "web",
        "q": "ban",
        "sort": "title",
    }
    page = browser("secretary").get(HOME + "/entries", query_string=asked).text
    assert 'value="undecided" selected' in page
    assert 'value="web" selected' in page
    assert "Con đường của bản" in page


def test_a_crooked_address_is_read_as_well_as_it_can_be(browser, entry_id):
    secretary = browser("secretary")
    for asked in CROOKED:
        assert secretary.get(HOME + "/entries", query_string=asked).status_code == 200, asked


def test_many_are_chosen_and_accepted_once(browser, enter):
    ids = [enter(authors=(an_author(name=name),)) for name in ("Lô Văn A", "Vi Thị B", "Hứa C Đ")]
    client = browser("secretary")
    answer = client.post(HOME + "/entries/acceptances", data={"entry": ids[:2], "q": "ban"})
    assert answer.status_code == 303
    assert answer.location.endswith("?q=ban")
    assert "Đã nhận 2 bài" in client.get(answer.location).text
    again = client.post(HOME + "/entries/acceptances", data={"entry": ids[:2]})
    assert "2 bài đã xét" in client.get(again.location).text


def test_an_original_comes_as_a_download_under_our_own_name_and_is_logged(app, browser, cast, with_file):
    answer = browser("secretary").get(f"{HOME}/entries/{with_file}/originals/1-1", buffered=True)
    with app.app_context():
        receipt = entry_of(cast.contest_id, with_file).receipt
        logged = db.session.query(AuditEvent).filter_by(verb="original.opened", actor_name="Nông Văn Cường")
        assert logged.count() == 1
    assert answer.data == b"PK the bytes"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={receipt}-1.docx"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "ETag" not in answer.headers


def test_an_original_is_not_for_an_organizer_and_not_under_a_wrong_number(browser, with_file):
    assert browser("organizer").get(f"{HOME}/entries/{with_file}/originals/1-1").status_code == 404
    assert browser("secretary").get(f"{HOME}/entries/{with_file}/originals/1-2").status_code == 404
    assert browser("secretary").get(f"{HOME}/entries/{with_file}/pages/1").status_code == 404


@pytest.mark.parametrize("who", ["secretary", "organizer"])
def test_the_list_takes_as_many_queries_for_three_as_for_one(app, browser, enter, who):
    enter()
    client = browser(who)
    client.get(HOME + "/entries")
    one = selects(app, lambda: client.get(HOME + "/entries"))
    for name in ("Lô Văn Hai", "Vi Thị Ba"):
        enter(authors=(an_author(name=name),))
    assert selects(app, lambda: client.get(HOME + "/entries")) == one


def test_a_search_finds_no_name_that_the_organizer_reads_masked(browser, cast, enter):
    essay = EssaySaid("Chuyện của Hoàng Thị Lanh", cast.category_id, paragraphs=("Một bài.",))
    entry_id = enter(essay=essay)
    address = f"{HOME}/entries/{entry_id}"
    assert address not in browser("organizer").get(f"{HOME}/entries?q=lanh").text
    assert address in browser("organizer").get(f"{HOME}/entries?q=chuyen+cua").text
    assert address in browser("secretary").get(f"{HOME}/entries?q=lanh").text
