"""The citizen's way: contest page, four steps, receipt, look-up; without an account and without a script."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from contest.authors.models import Consent, Draft, Envelope
from contest.authors.queries import envelope_of
from contest.charter.models import Amendment, Contest
from contest.db import db, transaction
from contest.entries.models import Entry
from contest.entries.queries import entry_of
from contest.plumbing import clock
from contest.plumbing.storage import storage
from contest.screening.models import ScreeningDecision, VerdictKind
from tests.conftest import NOON

SAMPLES = Path(__file__).parents[1] / "samples"
ESSAY = {"title": "Con đường của bản", "text": "Ông Nông Văn Slao hiến đất mở đường.\nXe na về tận vườn."}
FIGURE = {"kind": "person", "name": "Nông Văn Slao", "birth_year": "1957", "place": "Thôn Làng Giàng"}
AUTHOR = {"people-0-name": "Hoàng Thị Lanh", "people-0-birth": "09/05/1978", "people-0-phone": "0912 345 678"}
AUTHORS = {"kind": "person", "unit": "nhan ly", **AUTHOR}


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    """The server's clock stands at the tests' moment; a test may move it."""
    moment = [NOON]
    for door in ("drafts", "files", "receipts", "look_up", "contests"):
        monkeypatch.setattr(f"contest.web.citizen.routes.{door}.now", lambda: moment[0])
    monkeypatch.setattr("contest.web.citizen.steps.now", lambda: moment[0])
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    return moment


class Citizen:
    """Somebody with a browser and a draft."""

    def __init__(self, client, app, cast):
        self.client, self.app, self.cast = client, app, cast
        begun = client.post("/c/guong-sang-2026/drafts")
        assert begun.status_code == 303
        self.draft_id = int(re.search(r"/drafts/(\d+)/", begun.location)[1])
        self.url = f"/drafts/{self.draft_id}"

    def post(self, step, data, **more):
        """One step as the open page would send it."""
        page = self.client.get(f"{self.url}/{step}").text
        edits = re.search(r'name="edits"[^>]*value="(\d+)"', page)
        told = {"edits": edits[1] if edits else "", "do": "next", **data}
        if step == "essay":
            told.setdefault("category_id", str(self.cast.category_id))
        return self.client.post(f"{self.url}/{step}", data=told, **more)

    def fill(self, **essay):
        """The first three steps."""
        for step, data in (("essay", {**ESSAY, **essay}), ("figure", FIGURE), ("authors", AUTHORS)):
            answer = self.post(step, data)
            assert answer.status_code == 303, answer.text
        return self

    def hand_in(self):
        """Tick every box and hand in."""
        with self.app.app_context():
            contest = db.session.get_one(Contest, self.cast.contest_id)
            boxes = [str(statement.id) for statement in contest.statements]
        return self.client.post(f"{self.url}/review", data={"statements": boxes})

    def receipt(self):
        """The two codes on the receipt page."""
        page = self.client.get(f"{self.url}/receipt").text
        code = re.search(r"code-large[^>]*>([^<]+)<", page)[1]
        return code, re.search(r"code fs-5[^>]*>([^<]+)<", page)[1]

    def upload(self, *names, script=False):
        """Send sample files through the form."""
        files = [(io.BytesIO((SAMPLES / name).read_bytes()), name) for name in names]
        headers = {"HX-Request": "true"} if script else {}
        return self.client.post(f"{self.url}/files", data={"files": files}, headers=headers)


@pytest.fixture
def citizen(app, browser, cast):
    return Citizen(browser(None), app, cast)


def entries(app):
    with app.app_context():
        return list(db.session.scalars(select(Entry)))


def test_the_contest_page_says_who_how_long_and_until_when(browser, cast):
    page = browser(None).get("/c/guong-sang-2026").text
    assert "12 giờ, thứ Hai 30/11/2026" in page
    assert "còn 7 ngày" in page
    assert "800 – 2.500 từ" in page
    assert "Nộp bài dự thi" in page


def test_a_contest_not_announced_or_unknown_is_not_there(app, browser, cast):
    with app.app_context(), transaction():
        db.session.get_one(Contest, cast.contest_id).announced_at = None
    for path in (
        "/c/guong-sang-2026",
        "/c/guong-sang-2026/rules",
        "/c/khong-co",
        "/c/guong-sang-2026/results",
    ):
        assert browser(None).get(path).status_code == 404


def test_results_are_not_there_before_a_publication(browser, cast):
    assert browser(None).get("/c/guong-sang-2026/results").status_code == 404


def test_amendments_stand_on_the_contest_page_with_their_date(app, browser, cast):
    with app.app_context(), transaction():
        db.session.add(
            Amendment(contest_id=cast.contest_id, made_at=NOON, made_by="BTC", notice="Gia hạn.", changes={})
        )
    for path in ("", "/rules"):
        page = browser(None).get(f"/c/guong-sang-2026{path}").text
        assert "Gia hạn." in page
        assert "12:00, 23/11/2026" in page


def test_the_list_of_contests_costs_the_same_for_one_and_three(app, browser, cast):
    from sqlalchemy import event

    seen = []
    with app.app_context():
        event.listen(
            db.engine, "before_cursor_execute", lambda _c, _k, statement, *_r: seen.append(statement)
        )
        client = browser(None)
        client.get("/")
        two = len([s for s in seen if s.startswith("SELECT")])
        with transaction():
            db.session.get_one(Contest, cast.other_contest_id).announced_at = None
        seen.clear()
        db.session.expunge_all()
        client.get("/")
        assert len([s for s in seen if s.startswith("SELECT")]) == two


def test_four_steps_make_an_entry_with_author_figure_unit_and_consents(app, citizen):
    done = citizen.fill().hand_in()
    assert done.status_code == 303
    assert done.location.endswith("/receipt")
    with app.app_context():
        entry = entry_of(citizen.cast.contest_id, entries(app)[0].id)
        envelope = envelope_of(entry.id)
        assert entry.manuscript.paragraphs == ESSAY["text"].split("\n")
        assert entry.figure.birth_year == 1957
        assert envelope.unit_id == citizen.cast.units["X-NL"]
        assert envelope.authors[0].phone == "0912345678"
        assert [(c.statement.version, c.accepted_at) for c in envelope.consents] == [(1, NOON), (1, NOON)]


def test_the_receipt_shows_code_time_with_zone_digest_qr_and_secret(app, citizen):
    citizen.fill().hand_in()
    page = citizen.client.get(f"{citizen.url}/receipt").text
    entry = entries(app)[0]
    with app.app_context():
        digest = entry_of(citizen.cast.contest_id, entry.id).manuscript.digest
    for part in (entry.receipt, digest, "Asia/Ho_Chi_Minh", "12:00, 23/11/2026", "data:image/svg+xml"):
        assert part in page
    kept = citizen.client.get(f"{citizen.url}/receipt.txt")
    assert "attachment" in kept.headers["Content-Disposition"]
    assert citizen.receipt()[1] in kept.text


def test_double_click_back_button_and_second_tab_lead_to_the_same_receipt(app, citizen):
    citizen.fill()
    first, codes = citizen.hand_in(), citizen.receipt()
    again = citizen.hand_in()
    assert (again.status_code, again.location) == (303, first.location)
    assert citizen.receipt() == codes
    assert len(entries(app)) == 1
    assert citizen.client.get(f"{citizen.url}/review").location.endswith("/receipt")
    assert citizen.client.get(citizen.url).location.endswith("/receipt")


def test_no_box_is_ticked_beforehand_and_each_is_asked_for(app, citizen):
    citizen.fill()
    page = citizen.client.get(f"{citizen.url}/review").text
    assert page.count('type="checkbox"') == 2
    assert "checked" not in page
    refused = citizen.client.post(f"{citizen.url}/review", data={})
    assert refused.status_code == 422
    assert entries(app) == []


def test_a_step_is_kept_though_something_is_wrong_in_it(app, citizen):
    answer = citizen.post("figure", {**FIGURE, "birth_year": "19576", "name": ""})
    assert answer.status_code == 422
    assert "Năm sinh có bốn chữ số" in answer.text
    assert 'href="#name"' in answer.text
    assert "19576" in citizen.client.get(f"{citizen.url}/figure").text


def test_a_child_needs_a_guardian_and_a_group_a_leader(citizen):
    child = {**AUTHORS, "people-0-birth": "02/03/2013"}
    assert "người giám hộ" in citizen.post("authors", child).text
    child |= {"people-0-guardian_name": "Hoàng Văn Páo", "people-0-guardian_phone": "0987654321"}
    assert citizen.post("authors", child).status_code == 303


def test_people_are_added_and_removed_without_a_script_and_the_leader_follows(app, citizen):
    assert citizen.post("authors", {**AUTHORS, "do": "add"}).status_code == 303
    page = citizen.client.get(f"{citizen.url}/authors").text
    assert 'name="people-1-name"' in page
    second = {"people-1-name": "Vi Văn Hợp", "people-1-birth": "1980", "people-1-phone": ""}
    third = {"people-2-name": "Lô Thị Mai", "people-2-birth": "1981", "people-2-phone": "0987654321"}
    three = {**AUTHORS, **second, **third, "kind": "group", "leader": "2"}
    assert citizen.post("authors", {**three, "do": "remove:1"}).status_code == 303
    with app.app_context():
        kept = db.session.get_one(Draft, citizen.draft_id).data["authors"]
    assert [person["name"] for person in kept["people"]] == ["Hoàng Thị Lanh", "Lô Thị Mai"]
    assert kept["leader"] == "1"


def test_autosave_counts_the_edits_and_two_tabs_never_overwrite_each_other(citizen):
    saved = citizen.client.post(f"{citizen.url}/essay/autosave", data={**ESSAY, "edits": "0"})
    assert saved.json["edits"] == 1
    assert saved.json["saved_at"] == "12:00"
    other = {"title": "Khác", "text": "Bài ở cửa sổ kia.", "edits": "0"}
    answer = citizen.client.post(
        f"{citizen.url}/essay/autosave", data=other, headers={"Accept": "application/json"}
    )
    assert (answer.status_code, answer.json["refusal"]) == (409, "stale")
    page = citizen.client.post(f"{citizen.url}/essay", data={**other, "do": "next"})
    assert page.status_code == 409
    assert "Bài ở cửa sổ kia." in page.text
    assert "Xe na về tận vườn." in page.text
    assert 'name="edits" type="hidden" value="1"' in page.text


def test_only_the_browser_with_the_link_s_cookie_sees_a_draft(browser, citizen):
    stranger = browser(None)
    for page in ("", "/essay", "/figure", "/authors", "/review", "/receipt", "/receipt.txt"):
        assert stranger.get(citizen.url + page).status_code == 404
    shown = citizen.client.get(f"{citizen.url}/essay").text
    link = re.search(r"/d/[\w-]+", shown)[0]
    opened = stranger.get(link)
    assert opened.status_code == 303
    assert "/d/" not in opened.location
    assert "HttpOnly" in opened.headers["Set-Cookie"]
    assert stranger.get(f"{citizen.url}/essay").status_code == 200
    assert stranger.get(link[:-1]).status_code == 404


@pytest.mark.parametrize(
    ("names", "words", "pages"),
    [
        (["01-bai-du-thi-unicode.docx"], 1144, 0),
        (["02-co-ten-tac-gia.docx"], None, 0),
        (["03-nfd.docx"], 1144, 0),
        (["06-van-ban-thuan.txt"], None, 0),
        (["08-bai-du-thi.pdf"], None, 0),
        (["09-bai-du-thi.odt"], None, 0),
        (["12-anh-trang-1.jpg", "12-anh-trang-2.jpg", "12-anh-trang-3.jpg"], 0, 3),
        (["13-ban-quet.pdf"], 0, 1),
    ],
)
def test_every_acceptable_sample_goes_through_the_form_byte_for_byte(app, citizen, names, words, pages):
    sent = citizen.upload(*names)
    assert sent.status_code == 303
    citizen.fill(text="")
    assert citizen.hand_in().status_code == 303
    with app.app_context():
        manuscript = entry_of(citizen.cast.contest_id, entries(app)[0].id).manuscript
        kept = [storage().path(file.digest).read_bytes() for file in manuscript.files]
        assert kept == [(SAMPLES / name).read_bytes() for name in names]
        assert len(manuscript.pages) >= pages
        assert all(storage().holds(page.digest) for page in manuscript.pages)
        if words is None:
            assert manuscript.words > 1100
        else:
            assert abs(manuscript.words - words) <= 20 * bool(words)


@pytest.mark.parametrize("name", ["15-rong.docx", "16-bi-cat.docx", "17-doi-duoi.docx"])
def test_an_unusable_file_is_refused_in_plain_words_and_the_others_stay(app, citizen, name):
    answer = citizen.upload("06-van-ban-thuan.txt", name)
    assert answer.status_code == 303
    page = citizen.client.get(f"{citizen.url}/essay").text
    assert "06-van-ban-thuan.txt" in page
    assert f'"file-name">{name}' not in page
    assert "notice-bad" in page
    by_script = citizen.upload(name, script=True)
    assert by_script.status_code >= 400
    assert "%" in by_script.headers["X-Reason"]


def test_files_are_ordered_removed_and_their_pages_seen_by_buttons(app, citizen):
    citizen.upload("12-anh-trang-1.jpg", "12-anh-trang-2.jpg")
    with app.app_context():
        one, two = (file.id for file in db.session.get_one(Draft, citizen.draft_id).files)
    with citizen.client.get(f"{citizen.url}/files/{two}/pages/1") as picture:
        assert picture.mimetype == "image/webp"
    assert citizen.client.get(f"{citizen.url}/files/{two}/pages/2").status_code == 404
    assert citizen.client.get(f"{citizen.url}/files/{two + 9}/pages/1").status_code == 404
    citizen.client.post(f"{citizen.url}/files/order", data={"move": f"up:{two}"})
    citizen.client.post(f"{citizen.url}/files/removal", data={"file": str(one)})
    with app.app_context():
        assert [file.id for file in db.session.get_one(Draft, citizen.draft_id).files] == [two]


def test_files_sent_with_the_step_itself_are_taken_too(app, citizen):
    with (SAMPLES / "06-van-ban-thuan.txt").open("rb") as file:
        answer = citizen.post("essay", {**ESSAY, "text": "", "files": (file, "bai.txt")})
    assert answer.status_code == 303
    with app.app_context():
        assert len(db.session.get_one(Draft, citizen.draft_id).files) == 1


def test_after_the_closing_nothing_is_handed_in_and_the_draft_stays(app, citizen, noon):
    citizen.fill()
    noon[0] = NOON + timedelta(days=7, seconds=1)
    assert citizen.hand_in().status_code == 409
    assert entries(app) == []
    assert "Con đường của bản" in citizen.client.get(f"{citizen.url}/review").text
    assert citizen.client.post("/c/guong-sang-2026/drafts").status_code == 409


def test_the_fourth_entry_is_refused_with_the_draft_kept(app, citizen, browser):
    with app.app_context(), transaction():
        db.session.get_one(Contest, citizen.cast.contest_id).max_entries_per_author = 1
    citizen.fill().hand_in()
    again = Citizen(browser(None), app, citizen.cast).fill()
    assert again.hand_in().status_code == 409
    assert "Con đường của bản" in again.client.get(f"{again.url}/review").text


def looked_up(client, code, secret):
    return client.post("/look-up", data={"receipt": code, "secret": secret})


def test_both_codes_open_the_entry_and_a_wrong_one_is_not_told_from_the_other(browser, citizen):
    citizen.fill().hand_in()
    code, secret = citizen.receipt()
    client = browser(None)
    assert client.get("/my-entry").location.endswith("/look-up")
    wrong = [looked_up(client, code, "sai"), looked_up(client, "CL26-2222-2", secret)]
    assert {answer.status_code for answer in wrong} == {422}
    assert "chưa đúng" in wrong[0].text
    assert looked_up(client, code.lower(), secret.replace("-", " ").lower()).location == "/my-entry"
    page = client.get("/my-entry").text
    assert "Đã tiếp nhận" in page
    assert "Hoàng Thị Lanh" not in page
    client.post("/my-entry/leave")
    assert client.get("/my-entry").status_code == 303


@pytest.mark.parametrize(
    ("verdict", "said", "may_correct"),
    [
        (VerdictKind.ELIGIBLE, "Hợp lệ", True),
        (VerdictKind.MORE_NEEDED, "Cần bổ sung", True),
        (VerdictKind.REJECTED, "Không hợp lệ", False),
    ],
)
def test_the_standing_is_said_in_words_and_the_request_in_full(
    app, browser, citizen, verdict, said, may_correct
):
    citizen.fill().hand_in()
    code, secret = citizen.receipt()
    with app.app_context(), transaction():
        db.session.add(
            ScreeningDecision(
                entry_id=entries(app)[0].id,
                verdict=verdict,
                code="QH" if verdict == VerdictKind.REJECTED else "",
                reason="Xin gửi ảnh nhân vật." if verdict == VerdictKind.MORE_NEEDED else "",
                decided_at=NOON,
                decided_by="Tổ thư ký",
            )
        )
    client = browser(None)
    looked_up(client, code, secret)
    page = client.get("/my-entry").text
    assert said in page
    assert ("Xin gửi ảnh nhân vật." in page) is (verdict == VerdictKind.MORE_NEEDED)
    assert ("/my-entry/correction" in page) is may_correct


def test_a_correction_reopens_the_entry_and_keeps_its_codes(app, browser, citizen):
    citizen.upload("06-van-ban-thuan.txt")
    citizen.fill(text="").hand_in()
    codes = citizen.receipt()
    client = browser(None)
    looked_up(client, *codes)
    opened = client.post("/my-entry/correction")
    assert opened.status_code == 303
    again = object.__new__(Citizen)
    again.client, again.app, again.cast = client, app, citizen.cast
    again.url = re.search(r"/drafts/\d+", opened.location)[0]
    assert "Đang sửa bài đã nộp" in client.get(f"{again.url}/essay").text
    assert again.post("essay", {"title": "Tên mới", "text": ""}).status_code == 303
    assert again.hand_in().status_code == 303
    assert again.receipt() == codes
    with app.app_context():
        entry = entry_of(citizen.cast.contest_id, entries(app)[0].id)
        assert [m.title for m in entry.manuscripts] == ["Con đường của bản", "Tên mới"]
        assert db.session.scalar(select(func.count(Envelope.id))) == 1
        assert db.session.scalar(select(func.count(Consent.id))) == 2


def test_a_withdrawal_asks_first_and_ends_everything(app, browser, citizen):
    citizen.fill().hand_in()
    client = browser(None)
    looked_up(client, *citizen.receipt())
    assert "Rút bài khỏi cuộc thi?" in client.get("/my-entry/withdrawal").text
    assert client.post("/my-entry/withdrawal", data={"reason": "Gửi nhầm"}).status_code == 303
    page = client.get("/my-entry").text
    assert "Đã rút" in page
    assert "/my-entry/correction" not in page
    assert client.post("/my-entry/correction").status_code == 409


def test_look_ups_are_limited(app, cast):
    from contest.app import create_app

    limited = create_app({**app.config, "RATELIMIT_ENABLED": True})
    client = limited.test_client()
    answers = [looked_up(client, "CL26-2222-2", "sai").status_code for _ in range(21)]
    assert answers[:20] == [422] * 20
    assert answers[20] == 429


def test_drafts_and_their_pages_leave_no_copy_in_a_cache(citizen):
    answer = citizen.client.get(f"{citizen.url}/essay")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "style=" not in answer.text
    assert "<script>" not in answer.text
