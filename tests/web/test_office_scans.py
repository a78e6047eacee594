"""Cover sheets and scan batches in the office: for the secretary; others see numbers."""

import io
import re

import pypdfium2
import pytest
from sqlalchemy import select

from contest.db import db, transaction
from contest.entries.queries import entries_in
from contest.plumbing.audit import AuditEvent
from contest.scanning.models import CoverSheet, ScanPage, ScanPiece
from contest.scanning.queries import pieces_of
from contest.scanning.service import blank_sheets
from tests.conftest import NOON
from tests.office import selects, the_contest
from tests.scanning.desk import OFFICE, essay, paper_entry, read, said, sheets_of, taken_in, the_entry
from tests.scanning.props import waiting_scan
from tests.scanning.scanner import as_jpeg, as_pdf, covers, scanned
from tests.web.test_office_paper import a_sheet, key_in

HOME = "/office/guong-sang-2026"
SCANS, COVERS, PAPER = f"{HOME}/scans", f"{HOME}/covers", f"{HOME}/paper"


@pytest.fixture
def secretary(browser, cast):
    return browser("secretary")


@pytest.fixture
def waiting(app, cast):
    """Ids of a batch, its piece and its page that wait."""
    with app.app_context():
        with transaction():
            waiting_scan(cast.contest_id, by="Nông Văn Cường", at=NOON)
        piece = db.session.scalars(select(ScanPiece)).one()
        return piece.batch_id, piece.id, db.session.scalars(select(ScanPage)).one().id


def last_event(app) -> str:
    with app.app_context():
        return db.session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id.desc())).first()


def test_sheets_are_printed_for_paper_that_waits(app, cast, secretary):
    with app.app_context():
        for number in range(3):
            paper_entry(cast, title=f"Bài {number}")
    assert "Tải 3 tờ bìa (PDF)" in secretary.get(COVERS).text
    answer = secretary.post(COVERS, data={"first": "2"})
    assert (answer.mimetype, answer.status_code) == ("application/pdf", 200)
    with pypdfium2.PdfDocument(answer.data) as paper:
        assert len(paper) == 2
    assert last_event(app) == "cover_sheets.printed"
    assert "chưa in tờ bìa nào" not in secretary.get(COVERS).text.lower()


def test_sheets_are_printed_for_entries_chosen_in_the_list(app, cast, secretary):
    with app.app_context():
        chosen = [paper_entry(cast, title=f"Bài {number}") for number in range(3)][1:]
    assert f'formaction="{COVERS}"' in secretary.get(f"{HOME}/entries").text
    with pypdfium2.PdfDocument(secretary.post(COVERS, data={"entry": chosen}).data) as paper:
        assert len(paper) == 2


def test_the_printed_sheet_names_nobody(app, cast, secretary):
    with app.app_context():
        entry_id = paper_entry(cast, title="Chuyện cô Lanh")
        entry = the_entry(cast, entry_id)
        receipt = entry.receipt
    with pypdfium2.PdfDocument(secretary.post(COVERS, data={}).data) as paper:
        text = paper[0].get_textpage().get_text_range()
        properties = paper.get_metadata_dict(skip_empty=True)
    assert receipt in text
    assert "Đặt tờ này trên bài, quét cùng bài." in text
    assert not re.search("Lanh|Hoàng", text + str(properties))


def test_sheets_ahead_of_time_and_again(secretary):
    first = secretary.post(f"{COVERS}/ahead", data={"count": "2"})
    again = secretary.post(f"{COVERS}/again", data={"first": "1", "last": "2"})
    assert first.data == again.data
    refused = secretary.post(f"{COVERS}/ahead", data={"count": "9999"}, follow_redirects=True)
    assert "Mỗi lần in tối đa 500 tờ bìa" in refused.text
    assert "Không có bài nào khớp" in secretary.post(COVERS, data={}, follow_redirects=True).text


def test_a_batch_goes_through_the_door_to_its_entries(app, cast, secretary):
    with app.app_context():
        entry_id = paper_entry(cast)
        (cover,) = covers([said(sheet) for sheet in sheets_of(cast, entry_id)])
    pdf = as_pdf(scanned([cover, *essay("A", 2)]))
    answer = secretary.post(SCANS, data={"files": (io.BytesIO(pdf), "Scan của cô Lanh.pdf")})
    assert answer.status_code == 303
    page = secretary.get(answer.location)
    assert "sắp bắt đầu đọc" in page.text
    assert page.headers["Refresh"] == "4"
    assert "Refresh" not in secretary.get(f"{answer.location}?still=1").headers
    read(app)
    page = secretary.get(answer.location)
    assert "Refresh" not in page.headers
    assert "Đã vào bài" in page.text
    assert "Lanh" not in page.text
    with app.app_context():
        assert len(the_entry(cast, entry_id).manuscript.pages) == 2
    again = secretary.post(SCANS, data={"files": (io.BytesIO(pdf), "x.pdf")}, follow_redirects=True)
    assert "đã được nhận trước đó" in again.text


@pytest.mark.parametrize(
    ("files", "status", "told"),
    [
        ({}, 422, "Chưa chọn tệp nào"),
        ({"files": (io.BytesIO("Một bài.".encode()), "bài.txt")}, 415, "bài.txt"),
        ({"files": (io.BytesIO(b"Rar!\x1a\x07\x00 more"), "quét.rar")}, 415, "ZIP"),
    ],
)
def test_what_is_no_batch_is_refused_in_words(secretary, files, status, told):
    answer = secretary.post(SCANS, data=files)
    assert answer.status_code == status
    assert told in answer.text


def test_a_batch_may_be_larger_than_other_requests_and_no_larger(app, cast, secretary):
    app.config.update(MAX_CONTENT_LENGTH=200_000, SCAN_MB=1)
    pictures = [as_jpeg(page) for page in scanned(essay("A", 3))]
    sent = [(io.BytesIO(data), f"{n}.jpg") for n, data in enumerate(pictures)]
    assert sum(map(len, pictures)) > 200_000
    answer = secretary.post(SCANS, data={"files": sent})
    assert answer.status_code in (303, 413)
    assert (answer.status_code == 303) == (sum(map(len, pictures)) <= 1_000_000)
    app.config["SCAN_MB"] = 0
    assert secretary.post(SCANS, data={"files": (io.BytesIO(pictures[0]), "a.jpg")}).status_code == 413


def test_reading_that_stopped_is_taken_up_again(app, cast, secretary):
    with app.app_context():
        batch_id = taken_in(cast, essay("A", 1))
    assert secretary.post(f"{SCANS}/{batch_id}/reading").status_code == 303


def test_an_original_leaves_under_our_name_and_is_logged(app, secretary, waiting):
    answer = secretary.get(f"{SCANS}/{waiting[0]}/files/1", buffered=True)
    assert "me-quet-1-1.webp" in answer.headers["Content-Disposition"]
    assert last_event(app) == "scan_file.opened"
    assert secretary.get(f"{SCANS}/{waiting[0]}/files/2").status_code == 404


def test_a_run_of_pages_is_put_into_the_entry_that_is_named(app, cast, secretary, waiting):
    _batch, piece, page = waiting
    with app.app_context():
        entry_id = paper_entry(cast, title="Người giữ rừng")
    here = f"{SCANS}/pieces/{piece}"
    assert "Tờ bìa in sẵn, chưa gắn với bài nào." in secretary.get(here).text
    assert "Người giữ rừng" in secretary.get(f"{here}?q=nguoi giu rung").text
    assert "Hoàng Thị Lanh" in secretary.get(f"{here}?entry=1").text
    refused = secretary.post(f"{here}/attachment", data={"entry": "77", "page": page})
    assert refused.status_code == 422
    assert "Chưa rõ là bài nào" in refused.text
    assert 'value="77"' in refused.text
    done = secretary.post(f"{here}/attachment", data={"entry": "1", "page": page}, follow_redirects=True)
    assert "Đã đưa các trang vào bài số 1." in done.text
    with app.app_context():
        assert len(the_entry(cast, entry_id).manuscript.pages) == 1
    gone = secretary.post(f"{here}/attachment", data={"entry": "1", "page": page})
    assert gone.status_code == 409
    back = secretary.post(f"{here}/reopening", follow_redirects=True)
    assert "Tập trang được mở lại" in back.text


def test_a_run_of_pages_is_laid_aside_with_a_reason(secretary, waiting):
    here = f"{SCANS}/pieces/{waiting[1]}"
    assert secretary.post(f"{here}/aside", data={"because": ""}).status_code == 422
    done = secretary.post(f"{here}/aside", data={"because": "Quét thử."}, follow_redirects=True)
    assert "Quét thử." in done.text


def test_a_page_is_turned_and_the_only_page_cannot_be_cut_off(secretary, waiting):
    _batch, piece, page = waiting
    turned = secretary.post(f"{SCANS}/pages/{page}/turns", follow_redirects=True)
    assert "Đã xoay trang 1." in turned.text
    cut = secretary.post(f"{SCANS}/pieces/{piece}/cuts", data={"at": page}, follow_redirects=True)
    assert "Không cắt được" in cut.text


@pytest.mark.parametrize("who", ["organizer", "observer"])
def test_others_of_the_office_see_numbers_and_no_picture(browser, cast, waiting, who):
    batch, piece, page = waiting
    client = browser(who)
    counts = client.get(SCANS)
    assert "1 tập chờ xử lý" in counts.text
    assert not re.search(rf"/scans/{batch}|/pages/|type=.file.", counts.text)
    for way in (
        f"/{batch}",
        f"/{batch}/files/1",
        f"/pieces/{piece}",
        f"/pages/{page}",
        f"/pages/{page}/small",
    ):
        assert client.get(SCANS + way).status_code == 404
    assert client.post(SCANS, data={}).status_code == 404
    assert client.get(COVERS).status_code == 404
    assert client.post(COVERS).status_code == 404


def test_an_observer_is_not_told_who_brought_a_batch(browser, cast, waiting):
    assert "Nông Văn Cường" not in browser("observer").get(SCANS).text


@pytest.mark.parametrize("who", ["judge_a", "head_judge", "other_organizer", None])
def test_strangers_find_nothing(browser, cast, waiting, who):
    client = browser(who)
    expected = 303 if who is None else 404
    for way in (SCANS, f"{SCANS}/{waiting[0]}", f"{SCANS}/pages/{waiting[2]}", COVERS):
        assert client.get(way).status_code == expected


def test_the_list_and_a_batch_take_the_same_number_of_queries(app, cast, secretary, waiting):
    def look():
        secretary.get(SCANS)
        secretary.get(f"{SCANS}/{waiting[0]}")

    look()
    one = selects(app, look)
    with app.app_context():
        first = pieces_of(waiting[0])[0]
        with transaction():
            db.session.add_all(
                ScanPiece(batch_id=waiting[0], position=position, sheet_id=first.sheet_id, troubles=["cut"])
                for position in (2, 3)
            )
    assert selects(app, look) == one


def test_paper_is_entered_before_it_is_scanned(app, cast, secretary):
    sheet = a_sheet(cast, key_in(secretary.get(PAPER).text), text="", to_scan="y", pages="4")
    assert secretary.post(PAPER, data=sheet).status_code == 303
    with app.app_context():
        (entry,) = entries_in(cast.contest_id)
        assert (entry.manuscript.page_count, entry.manuscript.words) == (4, 0)
        assert "not-scanned" in entry.manuscript.warnings


def test_a_sheet_made_ahead_is_laid_on_the_entry_that_is_typed(app, cast, secretary):
    with app.app_context(), transaction():
        blank_sheets(contest=the_contest(cast), count=1, actor=OFFICE, at=NOON)
    form = secretary.get(f"{PAPER}?sheet=1").text
    assert 'value="1"' in form
    sheet = a_sheet(cast, key_in(form), text="", sheet="1")
    assert secretary.post(PAPER, data=sheet).status_code == 303
    assert secretary.post(PAPER, data=sheet).status_code == 303
    with app.app_context():
        (entry,) = entries_in(cast.contest_id)
        assert db.session.scalars(select(CoverSheet)).one().entry_id == entry.id
    other = a_sheet(cast, key_in(secretary.get(PAPER).text), text="", sheet="1")
    answer = secretary.post(PAPER, data=other)
    assert answer.status_code == 422
    assert "đã gắn với bài số 1" in answer.text


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"sheet": "99"}, "Không có tờ bìa số 99"),
        ({"sheet": "bìa"}, "Xin ghi số in trên tờ bìa"),
        ({"to_scan": "y", "pages": "bốn"}, "Xin ghi số trang bằng chữ số"),
    ],
)
def test_a_slip_about_the_sheet_is_said_at_its_place(app, cast, secretary, change, told):
    sheet = a_sheet(cast, key_in(secretary.get(PAPER).text), text="", **change)
    answer = secretary.post(PAPER, data=sheet)
    assert answer.status_code == 422
    assert told in answer.text
    with app.app_context():
        assert entries_in(cast.contest_id) == []
