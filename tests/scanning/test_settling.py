"""What a person does with a run of pages: into an entry, laid aside, cut, turned, taken out again; nothing twice."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from contest.db import db, transaction
from contest.entries.models import Entry
from contest.entries.service import withdraw_entry
from contest.errors import Refusal
from contest.errors.entries import AlreadyWithdrawn
from contest.errors.scanning import (
    BatchUnknown,
    CutUnfit,
    NoPagesChosen,
    NoSheetsWanted,
    PageUnreadable,
    PieceSettled,
    SheetTaken,
    SheetUnknown,
    SureMissing,
    TooManySheets,
    WhyMissing,
)
from contest.plumbing.audit import AuditEvent
from contest.scanning.models import CoverSheet, ScanPage, ScanPiece
from contest.scanning.queries import Wanted, entries_for_sheets, page_of, piece_of, sheet_counts
from contest.scanning.rules import Trouble
from contest.scanning.service import (
    attach_piece,
    bind_sheet,
    blank_sheets,
    cut_piece,
    free_sheet,
    lay_aside,
    reopen_piece,
    sheets_again,
    sheets_for,
    turn_page,
    turned_picture,
)
from contest.screening.models import VerdictKind
from contest.screening.service import decide
from tests.authors.said import an_author
from tests.conftest import NOON
from tests.office import an_entry, the_contest
from tests.scanning.desk import (
    LATER,
    OFFICE,
    essay,
    fates,
    paper_entry,
    read,
    said,
    sheets_of,
    taken_in,
    the_entry,
    waiting,
)
from tests.scanning.props import waiting_scan
from tests.scanning.scanner import covers


@pytest.fixture
def loose(house, cast) -> int:
    """A batch whose three pages have no cover: one piece waits. Returns the batch's id."""
    with transaction():
        batch = waiting_scan(cast.contest_id, by=OFFICE.name, at=NOON, pages=3, covered=False)
    return batch.id


def attach(piece, entry, *, at=LATER, pages=None, replacing=False, sure=False):
    chosen = [page.id for page in piece.pages] if pages is None else pages
    with transaction():
        attach_piece(
            piece=piece,
            entry=entry,
            page_ids=chosen,
            replacing=replacing,
            sure=sure,
            actor=OFFICE,
            at=at,
        )


def pages_of(cast, entry_id):
    return [page.digest for page in the_entry(cast, entry_id).manuscript.pages]


def test_chosen_pages_become_the_entrys_and_the_rest_stays_left_out(house, cast, loose):
    entry_id = paper_entry(cast)
    (piece,) = waiting(loose)
    first, _second, third = piece.pages
    attach(piece, the_entry(cast, entry_id), pages=[first.id, third.id])
    assert pages_of(cast, entry_id) == [first.digest, third.digest]
    assert fates(loose) == [(entry_id, 2, [Trouble.NO_COVER])]


def test_pages_are_added_behind_or_take_the_place_of_those_that_were(house, cast, loose):
    entry_id = paper_entry(cast)
    (piece,) = waiting(loose)
    with transaction():
        rest = cut_piece(piece=piece, page_id=piece.pages[2].id, actor=OFFICE, at=NOON)
    one, two = waiting(loose)
    attach(one, the_entry(cast, entry_id))
    before = pages_of(cast, entry_id)
    with pytest.raises(SureMissing):
        attach(two, the_entry(cast, entry_id), replacing=True)
    attach(two, the_entry(cast, entry_id))
    assert pages_of(cast, entry_id)[:2] == before
    assert len(pages_of(cast, entry_id)) == 3
    with transaction():
        reopen_piece(piece=piece_of(cast.contest_id, rest.id), sure=False, actor=OFFICE, at=LATER)
    attach(piece_of(cast.contest_id, rest.id), the_entry(cast, entry_id), replacing=True, sure=True)
    assert len(pages_of(cast, entry_id)) == 1


def test_a_piece_is_settled_once(house, cast, loose):
    entry_id = paper_entry(cast)
    (piece,) = waiting(loose)
    attach(piece, the_entry(cast, entry_id))
    with pytest.raises(PieceSettled):
        attach(piece, the_entry(cast, entry_id))
    with pytest.raises(PieceSettled), transaction():
        lay_aside(piece=piece, because="Trùng.", actor=OFFICE, at=LATER)
    assert len(pages_of(cast, entry_id)) == 3


def test_a_decided_entry_takes_pages_only_when_a_person_is_sure(house, cast, loose):
    entry_id = paper_entry(cast)
    with transaction():
        decide(entry=the_entry(cast, entry_id), verdict=VerdictKind.ELIGIBLE, actor=OFFICE, at=NOON)
    (piece,) = waiting(loose)
    with pytest.raises(SureMissing, match="nhận hợp lệ"):
        attach(piece, the_entry(cast, entry_id))
    attach(piece, the_entry(cast, entry_id), sure=True)
    assert len(pages_of(cast, entry_id)) == 3


def test_an_entry_that_was_asked_for_more_simply_gets_it(house, cast, loose):
    entry_id = paper_entry(cast)
    with transaction():
        decide(
            entry=the_entry(cast, entry_id),
            verdict=VerdictKind.MORE_NEEDED,
            reason="Thiếu trang.",
            actor=OFFICE,
            at=NOON,
        )
    attach(waiting(loose)[0], the_entry(cast, entry_id))
    assert len(pages_of(cast, entry_id)) == 3


def test_a_withdrawn_entry_gets_nothing(house, cast, loose):
    entry_id = paper_entry(cast)
    with transaction():
        withdraw_entry(entry=the_entry(cast, entry_id), by="tác giả", reason="Đơn 12.", actor=OFFICE, at=NOON)
    with pytest.raises(AlreadyWithdrawn):
        attach(waiting(loose)[0], the_entry(cast, entry_id), sure=True)


def test_no_pages_chosen_is_no_attachment(house, cast, loose):
    entry_id = paper_entry(cast)
    with pytest.raises(NoPagesChosen):
        attach(waiting(loose)[0], the_entry(cast, entry_id), pages=[])
    assert fates(loose) == [(None, 3, [Trouble.NO_COVER])]


def test_pages_are_laid_aside_with_a_reason_and_can_be_taken_up_again(house, cast, loose):
    (piece,) = waiting(loose)
    with pytest.raises(WhyMissing), transaction():
        lay_aside(piece=piece, because="  ", actor=OFFICE, at=LATER)
    with transaction():
        lay_aside(piece=piece, because="Quét thử.", actor=OFFICE, at=LATER)
    assert waiting(loose) == []
    with transaction():
        reopen_piece(piece=piece_of(cast.contest_id, piece.id), sure=False, actor=OFFICE, at=LATER)
    assert [(p.because, p.troubles) for p in waiting(loose)] == [("", [Trouble.REOPENED])]
    with pytest.raises(PieceSettled), transaction():
        reopen_piece(piece=piece_of(cast.contest_id, piece.id), sure=False, actor=OFFICE, at=LATER)


def test_pages_put_into_the_wrong_entry_come_out_again(house, cast, loose):
    entry_id = paper_entry(cast, pages=2)
    (piece,) = waiting(loose)
    attach(piece, the_entry(cast, entry_id))
    with transaction():
        reopen_piece(piece=piece_of(cast.contest_id, piece.id), sure=False, actor=OFFICE, at=LATER)
    manuscript = the_entry(cast, entry_id).manuscript
    assert (manuscript.version, manuscript.pages, manuscript.warnings) == (3, [], ["no-text", "not-scanned"])
    assert len(waiting(loose)) == 1


def test_pages_come_out_of_a_decided_entry_only_when_a_person_is_sure(house, cast, loose):
    entry_id = paper_entry(cast)
    (piece,) = waiting(loose)
    attach(piece, the_entry(cast, entry_id))
    with transaction():
        decide(entry=the_entry(cast, entry_id), verdict=VerdictKind.ELIGIBLE, actor=OFFICE, at=LATER)
    piece = piece_of(cast.contest_id, piece.id)
    with pytest.raises(SureMissing), transaction():
        reopen_piece(piece=piece, sure=False, actor=OFFICE, at=LATER)
    with transaction():
        reopen_piece(piece=piece_of(cast.contest_id, piece.id), sure=True, actor=OFFICE, at=LATER)
    assert pages_of(cast, entry_id) == []


def test_pages_that_came_later_stay_when_earlier_ones_come_out(house, cast, loose):
    entry_id = paper_entry(cast)
    (piece,) = waiting(loose)
    with transaction():
        cut_piece(piece=piece, page_id=piece.pages[1].id, actor=OFFICE, at=NOON)
    one, two = waiting(loose)
    kept = [page.digest for page in two.pages]
    attach(one, the_entry(cast, entry_id))
    attach(two, the_entry(cast, entry_id))
    with transaction():
        reopen_piece(piece=piece_of(cast.contest_id, one.id), sure=False, actor=OFFICE, at=LATER)
    assert pages_of(cast, entry_id) == kept


def test_a_piece_is_cut_where_another_essay_begins(house, cast, loose):
    (piece,) = waiting(loose)
    first, second, _third = piece.pages
    for unfit in (first.id, 999_999):
        with pytest.raises(CutUnfit), transaction():
            cut_piece(piece=piece, page_id=unfit, actor=OFFICE, at=LATER)
    with transaction():
        cut_piece(piece=piece, page_id=second.id, actor=OFFICE, at=LATER)
    assert fates(loose) == [(None, 1, [Trouble.NO_COVER]), (None, 2, [Trouble.CUT])]


def test_a_page_is_turned_by_quarters_while_it_waits(house, cast, loose):
    page = waiting(loose)[0].pages[0]
    width, height, was = page.width, page.height, page.digest
    picture = turned_picture(page.digest, 90)
    with transaction():
        turn_page(page=page, contest_id=cast.contest_id, picture=picture, degrees=90, actor=OFFICE, at=LATER)
    page = page_of(cast.contest_id, page.id)
    assert (page.width, page.height, page.turn) == (height, width, 90)
    assert page.digest != was
    with pytest.raises(PieceSettled), transaction():  # made of a picture that is no longer shown
        turn_page(page=page, contest_id=cast.contest_id, picture=picture, degrees=90, actor=OFFICE, at=LATER)


def test_a_picture_that_is_gone_cannot_be_turned(house, cast):
    with pytest.raises(PageUnreadable):
        turned_picture("0" * 64, 90)


def test_a_sheet_made_ahead_is_laid_on_its_entry_when_its_pages_are_settled(house, cast):
    entry_id = paper_entry(cast)
    with transaction():
        (sheet,) = blank_sheets(contest=the_contest(cast), count=1, actor=OFFICE, at=NOON)
    batch_id = taken_in(cast, [*covers([said(sheet)]), *essay("A", 1)])
    read(house)
    (piece,) = waiting(batch_id)
    attach(piece, the_entry(cast, entry_id))
    assert db.session.scalars(select(CoverSheet)).one().entry_id == entry_id
    with transaction():  # it was the wrong entry: the sheet is free again
        reopen_piece(piece=piece_of(cast.contest_id, piece.id), sure=False, actor=OFFICE, at=LATER)
    assert db.session.scalars(select(CoverSheet)).one().entry_id is None


def test_pages_scanned_before_the_entry_was_typed_follow_its_sheet(house, cast):
    with transaction():
        sheet, other = blank_sheets(contest=the_contest(cast), count=2, actor=OFFICE, at=NOON)
    one, two = covers([said(sheet), said(other)])
    batch_id = taken_in(cast, [one, *essay("A", 2), two, *essay("B", 2)])
    read(house)
    entry_id, short = paper_entry(cast, pages=2), paper_entry(cast, title="Bài khác", pages=5)
    with transaction():
        attached = bind_sheet(
            sheet=free_sheet(the_contest(cast), sheet.number),
            entry=the_entry(cast, entry_id),
            actor=OFFICE,
            at=LATER,
        )
    with transaction():
        held = bind_sheet(
            sheet=free_sheet(the_contest(cast), other.number),
            entry=the_entry(cast, short),
            actor=OFFICE,
            at=LATER,
        )
    assert (attached, held) == (1, 0)
    assert fates(batch_id) == [(entry_id, 2, []), (None, 2, [Trouble.COUNT_DIFFERS])]


def test_a_sheet_lies_on_one_entry(house, cast):
    first, second = paper_entry(cast), paper_entry(cast, title="Bài khác")
    (sheet,) = sheets_of(cast, first)
    with pytest.raises(SheetTaken), transaction():
        bind_sheet(sheet=sheet, entry=the_entry(cast, second), actor=OFFICE, at=LATER)
    with pytest.raises(SheetTaken):
        free_sheet(the_contest(cast), sheet.number)
    with pytest.raises(SheetUnknown):
        free_sheet(the_contest(cast), 99)


def test_an_entry_keeps_its_sheet_however_often_it_is_printed(house, cast):
    first, second = paper_entry(cast), paper_entry(cast, title="Bài khác")
    (one,) = sheets_of(cast, first)
    again, fresh = sheets_of(cast, first, second)
    assert (again.token, fresh.number) == (one.token, 2)
    assert sheet_counts(cast.contest_id) == (2, 0)
    printed = select(AuditEvent).where(AuditEvent.verb == "cover_sheets.printed").order_by(AuditEvent.id)
    assert [event.details for event in db.session.scalars(printed)] == [
        {"count": 1, "added": 1},
        {"count": 2, "added": 1},
    ]


@pytest.mark.parametrize("count", [0, -3, 501])
def test_sheets_are_made_in_reasonable_numbers(house, cast, count):
    with pytest.raises((NoSheetsWanted, TooManySheets)), transaction():
        blank_sheets(contest=the_contest(cast), count=count, actor=OFFICE, at=NOON)


def test_sheets_are_printed_again_by_their_numbers(house, cast):
    with transaction():
        made = blank_sheets(contest=the_contest(cast), count=4, actor=OFFICE, at=NOON)
    with transaction():
        again = sheets_again(contest=the_contest(cast), first=2, last=3, actor=OFFICE, at=NOON)
    assert [sheet.token for sheet in again] == [made[1].token, made[2].token]
    with pytest.raises(NoSheetsWanted), transaction():
        sheets_again(contest=the_contest(cast), first=9, last=9, actor=OFFICE, at=NOON)
    with pytest.raises(NoSheetsWanted), transaction():
        sheets_for(contest=the_contest(cast), entries=[], actor=OFFICE, at=NOON)


def test_sheets_are_for_paper_that_nobody_has_scanned(house, cast, loose):
    scanned, plain, gone = (paper_entry(cast, title=f"Bài {n}") for n in range(3))
    an_entry(cast, authors=(an_author(name="Vi Văn Hai", phone="0987654321"),))
    attach(waiting(loose)[0], the_entry(cast, scanned))
    with transaction():
        withdraw_entry(entry=the_entry(cast, gone), by="tác giả", reason="Đơn.", actor=OFFICE, at=NOON)

    def found(**wanted):
        return [entry.id for entry in entries_for_sheets(cast.contest_id, Wanted(**wanted))]

    assert found() == [plain]
    assert found(unscanned=False) == [scanned, plain]
    assert found(unscanned=False, last=1) == [scanned]
    assert found(unscanned=False, first=2, last=9) == [plain]
    assert found(unscanned=False, among=[gone, scanned]) == [scanned]


def test_pieces_and_pages_of_another_contest_are_not_there(house, cast, loose):
    piece = waiting(loose)[0]
    with pytest.raises(BatchUnknown):
        piece_of(cast.other_contest_id, piece.id)
    with pytest.raises(BatchUnknown):
        page_of(cast.other_contest_id, piece.pages[0].id)


def test_a_failed_attachment_leaves_everything_as_it_was(house, cast, loose):
    (piece,) = waiting(loose)
    entry = db.session.get_one(Entry, paper_entry(cast))
    with pytest.raises(Refusal):
        attach(piece, the_entry(cast, entry.id), pages=[], at=LATER + timedelta(1))
    assert [page.left_out for page in db.session.scalars(select(ScanPage))] == [False] * 3
    assert db.session.scalars(select(ScanPiece)).one().is_waiting
