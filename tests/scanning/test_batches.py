"""A batch from the feeder to the entries: kept, read a few pages at a time, split, attached where it is certain."""

import io
import zipfile

import pytest
from sqlalchemy import func, select

from contest.charter.rules import CornerPages
from contest.db import db, transaction
from contest.entries.models import Manuscript
from contest.entries.rules import FileRole
from contest.errors.scanning import BatchTooBig, NotAScan, NothingScanned, TooManyScans
from contest.plumbing.audit import AuditEvent
from contest.scanning import jobs
from contest.scanning.models import ScanPage, ScanPiece
from contest.scanning.rules import Trouble
from contest.scanning.service import (
    Most,
    blank_sheets,
    deal_batch,
    enter_batch,
    read_on,
    reading,
    receive_scans,
)
from contest.scanning.service.dealing import split_batch
from contest.screening.models import VerdictKind
from contest.screening.queries import blind_copy_of
from contest.screening.service import decide, releasing
from tests.conftest import NOON
from tests.office import the_contest
from tests.scanning.desk import (
    MOST,
    OFFICE,
    batch,
    essay,
    fates,
    paper_entry,
    read,
    said,
    sheets_of,
    taken_in,
    taken_in_files,
    the_entry,
)
from tests.scanning.scanner import as_jpeg, as_pdf, blank, covers, scanned, smudged


def test_pages_behind_a_cover_become_pages_of_its_entry(house, cast):
    first, second = paper_entry(cast), paper_entry(cast, title="Người giữ rừng")
    one, two = covers([said(sheet) for sheet in sheets_of(cast, first, second)])
    batch_id = taken_in(cast, [two, *essay("B", 2), one, *essay("A", 3)])
    read(house)
    assert fates(batch_id) == [(second, 2, []), (first, 3, [])]
    entry = the_entry(cast, first)
    assert [page.role for page in entry.manuscript.pages] == [FileRole.ESSAY] * 3
    assert (entry.manuscript.version, entry.manuscript.page_count) == (2, 3)
    assert entry.manuscript.warnings == ["no-text"]
    assert all(max(page.width, page.height) > 1000 for page in entry.manuscript.pages)


def test_a_typed_transcript_stays(house, cast):
    entry_id = paper_entry(cast)
    with transaction():
        db.session.scalars(select(Manuscript)).one().paragraphs = ["Gõ lại từ bản viết tay."]
    (cover,) = covers([said(sheet) for sheet in sheets_of(cast, entry_id)])
    taken_in(cast, [cover, *essay("A", 1)])
    read(house)
    manuscript = the_entry(cast, entry_id).manuscript
    assert (manuscript.paragraphs, len(manuscript.pages)) == (["Gõ lại từ bản viết tay."], 1)
    assert "no-text" not in manuscript.warnings


def test_blank_backs_are_left_out_and_counted(house, cast):
    entry_id = paper_entry(cast)
    (cover,) = covers([said(sheet) for sheet in sheets_of(cast, entry_id)])
    one, two = essay("A", 2)
    batch_id = taken_in(cast, [cover, blank(), one, blank(), two, blank()])
    read(house)
    assert fates(batch_id) == [(entry_id, 2, [])]
    assert db.session.scalar(select(func.count(ScanPage.id)).where(ScanPage.left_out)) == 3


def test_a_lot_fed_upside_down_is_turned(house, cast):
    entry_id = paper_entry(cast)
    (cover,) = covers([said(sheet) for sheet in sheets_of(cast, entry_id)])
    batch_id = taken_in(cast, [cover, *essay("A", 2)], turn=180)
    read(house)
    assert fates(batch_id) == [(entry_id, 2, [])]
    assert [page.turn for page in db.session.scalars(select(ScanPage).order_by(ScanPage.position))] == [
        180
    ] * 3


def test_one_cover_that_lay_otherwise_asks_about_its_pages(house, cast):
    ids = [paper_entry(cast, title=f"Bài {n}") for n in range(3)]
    one, two, three = covers([said(sheet) for sheet in sheets_of(cast, *ids)])
    pages = [one, *essay("A", 1), two.rotate(180), *essay("B", 1), three, *essay("C", 1)]
    batch_id = taken_in(cast, pages)
    read(house)
    assert fates(batch_id) == [(ids[0], 1, []), (None, 1, [Trouble.TURNED]), (ids[2], 1, [])]


def test_what_is_not_certain_waits(house, cast):
    """Pages first, a smudged cover, a sheet of no entry, of another contest, of nobody; an entry twice."""
    entry_id, other_id = paper_entry(cast), paper_entry(cast, title="Bài khác")
    mine, twice = sheets_of(cast, entry_id, other_id)
    with transaction():
        (loose,) = blank_sheets(contest=the_contest(cast), count=1, actor=OFFICE, at=NOON)
        their = db.session.get_one(type(the_contest(cast)), cast.other_contest_id)
        (foreign,) = blank_sheets(contest=their, count=1, actor=OFFICE, at=NOON)
        (gone,) = blank_sheets(contest=the_contest(cast), count=1, actor=OFFICE, at=NOON)
    printed = covers([said(sheet) for sheet in (mine, twice, loose, foreign, gone)])
    with transaction():
        db.session.delete(gone)
    smudge, again, free, abroad, unknown = printed
    (page,) = essay("A", 1)
    pages = [page, smudged(smudge), page, free, page, abroad, page, unknown, page]
    batch_id = taken_in(cast, [*pages, again, page, smudge, again, page])
    read(house)
    assert fates(batch_id) == [
        (None, 1, [Trouble.NO_COVER]),
        (None, 1, [Trouble.UNREADABLE]),
        (None, 1, [Trouble.UNBOUND]),
        (None, 1, [Trouble.OTHER_CONTEST]),
        (None, 1, [Trouble.UNKNOWN]),
        (None, 1, [Trouble.REPEATED]),
        (None, 0, [Trouble.NO_PAGES]),
        (None, 1, [Trouble.REPEATED]),
    ]
    assert the_entry(cast, entry_id).manuscript.version == 1


def test_nothing_changes_under_a_judge_nor_behind_a_decision(house, cast):
    accepted, counted = (paper_entry(cast, title=f"Bài {n}", pages=2) for n in range(2))
    with transaction():
        decide(entry=the_entry(cast, accepted), verdict=VerdictKind.ELIGIBLE, actor=OFFICE, at=NOON)
    printed = covers([said(sheet) for sheet in sheets_of(cast, accepted, counted)])
    batch_id = taken_in(cast, [printed[0], *essay("A", 2), printed[1], *essay("B", 3)])
    read(house)
    assert fates(batch_id) == [(None, 2, [Trouble.ACCEPTED]), (None, 3, [Trouble.COUNT_DIFFERS])]


def test_the_same_sheet_in_a_later_batch_asks(house, cast):
    entry_id = paper_entry(cast)
    (cover,) = covers([said(sheet) for sheet in sheets_of(cast, entry_id)])
    taken_in(cast, [cover, *essay("A", 1)])
    read(house)
    later = taken_in(cast, [cover, *essay("A", 1)], seed=8)
    read(house)
    assert fates(later) == [(None, 1, [Trouble.HAS_PAGES])]


def test_the_same_files_again_are_the_batch_that_stands(house, cast):
    data = as_pdf(scanned(essay("A", 1)))
    first = taken_in_files(cast, [(data, "a.pdf")])
    assert taken_in_files(cast, [(data, "b.pdf")]) == first


def test_pictures_come_in_the_order_of_their_names_from_a_zip_too(house, cast):
    entry_id = paper_entry(cast)
    (cover,) = covers([said(sheet) for sheet in sheets_of(cast, entry_id)])
    pictures = [as_jpeg(page) for page in scanned([cover, *essay("A", 2)])]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in (10, 2, 1):
            archive.writestr(f"quét/scan-{number}.jpg", pictures[{1: 0, 2: 1, 10: 2}[number]])
    batch_id = taken_in_files(cast, [(packed.getvalue(), "quét.zip")])
    read(house)
    assert fates(batch_id) == [(entry_id, 2, [])]
    pages = list(db.session.scalars(select(ScanPage).order_by(ScanPage.position)))
    assert [page.is_cover for page in pages] == [True, False, False]


def test_a_picture_that_cannot_be_read_holds_its_place(house, cast):
    entry_id = paper_entry(cast)
    (cover,) = covers([said(sheet) for sheet in sheets_of(cast, entry_id)])
    front, one = (as_jpeg(page) for page in scanned([cover, *essay("A", 1)]))
    batch_id = taken_in_files(cast, [(front, "1.jpg"), (one[:900], "2.jpg"), (one, "3.jpg")])
    read(house)
    assert fates(batch_id) == [(None, 1, [Trouble.PAGE_UNREAD])]
    assert [file.refusal for file in batch(cast, batch_id).files] == ["", "damaged", ""]


def test_a_file_that_is_refused_leaves_nothing_to_settle(house, cast):
    batch_id = taken_in_files(cast, [(as_pdf(scanned(essay("A", 1)))[:-2000], "a.pdf")])
    read(house)
    assert fates(batch_id) == []
    assert [file.refusal for file in batch(cast, batch_id).files] == ["damaged"]
    assert batch(cast, batch_id).split_at is not None


def test_a_batch_of_too_many_pages_is_refused_when_they_are_counted(house, cast):
    batch_id = taken_in(cast, essay("A", 3))
    while read_on(batch_id, most_pages=2, at=NOON):
        pass
    assert [file.refusal for file in batch(cast, batch_id).files] == ["too-many-pages"]


@pytest.mark.parametrize(
    ("files", "most", "refusal"),
    [
        ([], MOST, NothingScanned),
        ([(b"%PDF-1.7 and more", "a.pdf")], Most(0, 600), BatchTooBig),
        ([(b"\xff\xd8\xff" + bytes([n]), f"{n}.jpg") for n in range(3)], Most(1, 2), TooManyScans),
        ([("Một bài viết.".encode(), "bai.txt")], MOST, NotAScan),
    ],
)
def test_what_is_no_batch_is_refused_before_anything_is_named(house, cast, files, most, refusal):
    with pytest.raises(refusal):
        receive_scans(files=[(io.BytesIO(data), name) for data, name in files], most=most)


def test_files_are_kept_outside_transactions(house, cast):
    with pytest.raises(RuntimeError), transaction():
        receive_scans(files=[], most=MOST)


def test_a_killed_step_is_done_again_and_nothing_twice(house, cast, monkeypatch):
    """The worker dies between any two of its steps; whoever takes over finds what was read, and goes on."""
    monkeypatch.setattr(reading, "PART", 2)
    first, second = paper_entry(cast), paper_entry(cast, title="Bài khác")
    one, two = covers([said(sheet) for sheet in sheets_of(cast, first, second)])
    batch_id = taken_in(cast, [one, *essay("A", 2), two, *essay("B", 2)])
    assert read_on(batch_id, most_pages=600, at=NOON)
    assert batch(cast, batch_id).files[0].pages_read == 2
    db.session.expunge_all()  # killed; taken up again
    while read_on(batch_id, most_pages=600, at=NOON):
        db.session.expunge_all()
    deal_batch(batch_id, at=NOON)
    deal_batch(batch_id, at=NOON)
    jobs.read_batch({"batch": batch_id})
    read(house)
    assert fates(batch_id) == [(first, 2, []), (second, 2, [])]
    assert [the_entry(cast, entry_id).manuscript.version for entry_id in (first, second)] == [2, 2]
    assert db.session.scalar(select(func.count(ScanPiece.id))) == 2


def test_killed_after_the_splitting_what_is_certain_is_still_attached(house, cast):
    entry_id = paper_entry(cast)
    (cover,) = covers([said(sheet) for sheet in sheets_of(cast, entry_id)])
    batch_id = taken_in(cast, [cover, *essay("A", 1)])
    while read_on(batch_id, most_pages=600, at=NOON):
        pass
    with transaction():
        split_batch(batch_id, at=NOON)
    assert fates(batch_id) == [(None, 1, [])]
    read(house)
    assert fates(batch_id) == [(entry_id, 1, [])]


def test_two_workers_at_once_write_a_part_once(house, cast, monkeypatch):
    batch_id = taken_in(cast, essay("A", 2))
    once = reading.read_scan

    def overtaken(*args, **kwargs):
        answer = once(*args, **kwargs)
        monkeypatch.setattr(reading, "read_scan", once)
        assert read_on(batch_id, most_pages=600, at=NOON)
        return answer

    monkeypatch.setattr(reading, "read_scan", overtaken)
    assert read_on(batch_id, most_pages=600, at=NOON)
    assert db.session.scalar(select(func.count(ScanPage.id))) == 2


def test_the_identity_corner_of_a_scanned_page_is_black_for_judges(house, cast):
    entry_id = paper_entry(cast)
    with transaction():
        the_contest(cast).corner_pages = CornerPages.FIRST
    (cover,) = covers([said(sheet) for sheet in sheets_of(cast, entry_id)])
    taken_in(cast, [cover, *essay("A", 2)])
    read(house)
    entry = the_entry(cast, entry_id)
    releasing(
        lambda burned: decide(
            entry=the_entry(cast, entry_id),
            verdict=VerdictKind.ELIGIBLE,
            actor=OFFICE,
            at=NOON,
            burned=burned,
        )
    )
    copy = blind_copy_of(entry_id)
    received = [page.digest for page in entry.manuscript.pages]
    assert [page["digest"] == was for page, was in zip(copy.pages, received, strict=True)] == [False, True]


def test_the_log_says_what_was_received_split_and_attached(house, cast):
    entry_id = paper_entry(cast)
    (cover,) = covers([said(sheet) for sheet in sheets_of(cast, entry_id)])
    taken_in(cast, [cover, *essay("A", 1)])
    read(house)
    verbs = [event.verb for event in db.session.scalars(select(AuditEvent).order_by(AuditEvent.id))]
    assert verbs[-4:] == [
        "cover_sheets.printed",
        "scan_batch.received",
        "scan_batch.split",
        "scan_piece.attached",
    ]


def test_originals_and_pictures_are_named_for_the_janitor(house, cast):
    batch_id = taken_in(cast, essay("A", 1))
    read(house)
    named = set(jobs.named_by_scan_batches())
    page = db.session.scalars(select(ScanPage)).one()
    assert named == {batch(cast, batch_id).files[0].digest, page.digest, page.thumb}


def test_entering_needs_what_was_kept(house, cast):
    scans = receive_scans(files=[(io.BytesIO(as_jpeg(essay("A", 1)[0])), "a.jpg")], most=MOST)
    with transaction():
        _batch, fresh = enter_batch(contest=the_contest(cast), scans=scans, actor=OFFICE, at=NOON)
    assert fresh
