"""The register's pages: who may see what, searching without marks, downloads that are only downloads."""

import io
from random import Random
from urllib.parse import parse_qs, urlsplit

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
from contest.screening.queries import blind_codes_of, decisions_of, standing_decision
from contest.screening.service import decide, draw_blind_codes
from tests.authors.said import BODY, an_author
from tests.conftest import NOON
from tests.office import OFFICE, an_entry, background, codes, selects, the_round, whole_words

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


def plain(page):
    """A page without the marks that light up what was searched for."""
    return page.replace("<mark>", "").replace("</mark>", "")


def found(client, typed):
    """The list as it answers to words."""
    return plain(client.get(HOME + "/entries", query_string={"q": typed}).text)


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
        assert "Con đường của bản" in found(organizer, typed), typed
    assert "Không có bài nào khớp" in organizer.get(HOME + "/entries?q=khong+co").text


def test_only_the_secretary_finds_by_author_and_unit(browser, enter):
    enter(unit_name="Trường THCS Quan Sơn")
    secretary, organizer = browser("secretary"), browser("organizer")
    for typed in ("hoang thi lanh", "Lanh", "quan son", "THCS Quan Sơn", "345678", "0912345678"):
        assert "Con đường của bản" in found(secretary, typed), typed
        assert "Con đường của bản" not in found(organizer, typed), typed


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
    page = plain(browser("secretary").get(HOME + "/entries", query_string=asked).text)
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
    said = {"entry": ids[:2], "verdict": "eligible", "q": "ban"}
    answer = client.post(HOME + "/entries/decisions", data=said)
    assert answer.status_code == 303
    assert "q=ban" in answer.location
    assert "Đã nhận 2 bài" in client.get(answer.location).text
    again = client.post(HOME + "/entries/decisions", data=said)
    assert "2 bài đã xét" in client.get(again.location).text


def test_many_are_refused_for_one_reason_and_the_act_is_taken_back_whole(app, browser, cast, enter):
    with app.app_context():
        codes(cast)
    ids = [enter(authors=(an_author(name=name),)) for name in ("Lô Văn A", "Vi Thị B", "Hứa C Đ")]
    client = browser("secretary")
    said = {"entry": ids[:2], "verdict": "rejected", "reject-code": "SC", "reject-reason": "Cùng một lò."}
    answer = client.post(HOME + "/entries/decisions", data=said)
    page = client.get(answer.location).text
    assert "Đã loại 2 bài" in page
    act = parse_qs(urlsplit(answer.location).query)["act"][0]
    with app.app_context():
        assert {d.reason for one in ids for d in decisions_of(one)} == {"Cùng một lò."}
    other = browser("organizer").post(HOME + "/entries/undoing", data={"act": act})
    assert other.status_code == 409
    undone = client.post(HOME + "/entries/undoing", data={"act": act})
    assert "Đã hoàn tác 2 quyết định" in client.get(undone.location).text
    with app.app_context():
        assert [standing_decision(one) for one in ids] == [None, None, None]
        assert len(decisions_of(ids[0])) == 1


def test_an_act_without_its_reason_decides_nothing_and_keeps_what_was_chosen(app, browser, enter):
    entry_id = enter()
    said = {"entry": [entry_id], "verdict": "more_needed", "more-reason": ""}
    answer = browser("secretary").post(HOME + "/entries/decisions", data=said)
    assert answer.status_code == 422
    assert f'value="{entry_id}" checked' in answer.text
    assert "Xin ghi điều cần bổ sung." in answer.text
    with app.app_context():
        assert decisions_of(entry_id) == []


@pytest.mark.parametrize("act", ["", "x", "9" * 30, "-1"])
def test_an_act_that_was_none_is_not_undone(browser, entry_id, act):
    answer = browser("secretary").post(HOME + "/entries/undoing", data={"act": act})
    assert answer.status_code in {400, 404, 409}


def test_the_search_box_goes_straight_to_what_one_thing_names(app, browser, cast, entry_id):
    with app.app_context():
        receipt = entry_of(cast.contest_id, entry_id).receipt
        with transaction():
            entry = entry_of(cast.contest_id, entry_id)
            decide(entry=entry, verdict=VerdictKind.ELIGIBLE, actor=OFFICE, at=NOON)
            draw_blind_codes(round_=the_round(cast), entry_ids=None, rng=Random(1))
        code = blind_codes_of(cast.round_id)[entry_id].code
    place = f"{HOME}/entries/{entry_id}"
    organizer, secretary = browser("organizer"), browser("secretary")
    for typed in (receipt, receipt.lower().replace("-", " "), "1"):
        assert organizer.get(HOME + "/find", query_string={"q": typed}).location == place, typed
    assert secretary.get(HOME + "/find", query_string={"q": code}).location == place
    assert "/entries?q=" in organizer.get(HOME + "/find", query_string={"q": code}).location
    assert "/entries?q=" in organizer.get(HOME + "/find", query_string={"q": "con duong"}).location
    assert organizer.get(HOME + "/find").location == HOME + "/entries"
    other = browser("other_organizer").get("/office/cuoc-thi-khac/find", query_string={"q": receipt})
    assert "/entries?q=" in other.location


def test_entries_are_filtered_by_what_was_warned_of(app, browser, cast, enter):
    short = enter()
    fine = EssaySaid("Vườn na", cast.category_id, paragraphs=whole_words(1000), typed=True)
    clean = enter(essay=fine, authors=(an_author(name="Lô Văn Sạch"),))
    background(app)
    client = browser("organizer")
    for warning in ("any", "length"):
        page = client.get(f"{HOME}/entries?warning={warning}").text
        assert f"entries/{short}" in page
        assert f"entries/{clean}" not in page
    assert f"entries/{clean}" in client.get(f"{HOME}/entries?warning=no-such").text


def test_found_words_are_lit_where_they_stand(browser, cast, enter):
    text = ("Một buổi sớm ở bản.", "Ông Slao hiến đất mở đường cho cả thôn.")
    enter(essay=EssaySaid("Con đường của bản", cast.category_id, paragraphs=text))
    page = browser("organizer").get(HOME + "/entries", query_string={"q": "hien dat"}).text
    assert "<mark>hiến</mark> <mark>đất</mark> mở đường" in page


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
