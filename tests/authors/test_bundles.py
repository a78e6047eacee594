"""Bundles: read, looked through, taken row by row, once however often they come or the server ends."""

import hashlib
import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from contest.authors.jobs import let_go_of_bundles, named_by_bundles
from contest.authors.models import Bundle, BundleFile, BundleRow, Choice, Outcome
from contest.authors.queries import envelope_of
from contest.authors.queries.bundles import bundle_of, files_of_bundle, rows_of_bundle, tallies_of
from contest.authors.rules import Level, RowSaid
from contest.authors.service import (
    add_files,
    bundles,
    choose_rows,
    discard_bundle,
    import_entry,
    put_sheet,
    receive_file,
    set_columns,
    start_taking,
    table_of,
)
from contest.authors.service.preparing import prepare
from contest.authors.service.taking import take_rows
from contest.charter.models import Contest
from contest.db import db, transaction
from contest.entries.models import Channel, Entry
from contest.entries.queries import entries_in, entry_of
from contest.entries.rules import FileRole
from contest.errors.bundles import (
    BundleBusy,
    BundleEmpty,
    BundleNotReady,
    BundleSwept,
    BundleTaken,
    BundleTooHeavy,
    ColumnsUnfit,
    TooManyInBundle,
)
from tests.authors.bundled import (
    GOOD,
    HEADINGS,
    SECRETARY,
    a_bundle,
    a_list,
    a_row,
    a_sheet,
    a_zip,
    codes,
    essays,
    kept,
    made_ready,
    taken,
    text_of,
)
from tests.conftest import NOON

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def contest(house, cast) -> Contest:
    return db.session.get_one(Contest, cast.contest_id)


def register(contest: Contest) -> list[Entry]:
    return [entry_of(contest.id, entry.id) for entry in entries_in(contest.id)]


def test_a_bundle_becomes_entries_and_one_receipt(contest):
    bundle = a_bundle(contest, a_list(a_row(1), a_row(2), a_row(3)), essays(1, 2, 3))
    assert [row.level for row in made_ready(bundle)] == [None, None, None]
    rows = taken(bundle)

    assert [row.outcome for row in rows] == [Outcome.TAKEN] * 3
    entries = register(contest)
    assert [entry.manuscript.title for entry in entries] == ["Bài số 1", "Bài số 2", "Bài số 3"]
    assert {(e.channel, e.sent_on, e.received_on) for e in entries} == {
        (Channel.UNIT, date(2026, 11, 20), date(2026, 11, 23))
    }
    assert envelope_of(entries[0].id).entered_by == SECRETARY.name
    held = bundle_of(contest.id, bundle.id)
    lines = sorted(f"{entry.receipt} {entry.manuscript.digest}\n" for entry in entries)
    assert held.digest == hashlib.sha256("".join(lines).encode()).hexdigest()
    assert held.taken_at is not None


def test_nothing_is_registered_before_the_office_says_so(contest):
    made_ready(a_bundle(contest, a_list(a_row(1)), essays(1)))
    assert register(contest) == []


def test_a_problem_names_its_cell_and_keeps_its_row_out(contest):
    bundle = a_bundle(
        contest, a_list(a_row(1), a_row(2, Nhân=""), a_row(3, Tệp="khong co.txt")), essays(1, 2)
    )
    rows = made_ready(bundle)
    assert [
        (note["code"], note["cell"]) for row in rows[1:] for note in row.notes if note["level"] == "problem"
    ] == [
        ("figure-name-missing", "I3"),
        ("file-missing", "J4"),
    ]
    assert [row.outcome for row in taken(bundle)] == [Outcome.TAKEN, Outcome.REFUSED, Outcome.REFUSED]
    assert len(register(contest)) == 1


@pytest.mark.parametrize(
    ("changes", "code", "level"),
    [
        ({"Thể": "Kịch"}, "category_unknown", Level.PROBLEM),
        ({"Ngày": "hôm qua"}, "birth-malformed", Level.PROBLEM),
        ({"Tên": ""}, "title-missing", Level.PROBLEM),
        ({"Số": "12"}, "phone-malformed", Level.PROBLEM),
        ({"Đơn": "Chi bộ ở đâu đó"}, "unit-not-listed", Level.NOTE),
        ({"Ngày": ""}, "forgiven", Level.NOTE),
        ({"Tệp": "hong.docx"}, "file-refused", Level.PROBLEM),
        ({"Tệp": ""}, "file-by-number", Level.WARNING),
    ],
)
def test_what_is_said_of_a_row(contest, changes, code, level):
    files = {**essays(1), "hong.docx": b"PK\x03\x04 not a document"}
    (row,) = made_ready(a_bundle(contest, a_list(a_row(1, **changes)), files))
    assert [note["level"] for note in row.notes if note["code"] == code] == [level]


def test_a_bundle_posted_too_late_warns_and_is_flagged(contest):
    with transaction():
        held = db.session.get_one(Contest, contest.id)
        held.closes_at = NOON - timedelta(days=10)
    bundle = a_bundle(db.session.get_one(Contest, contest.id), a_list(a_row(1)), essays(1))
    (row,) = made_ready(bundle)
    assert "late" in codes(row)
    taken(bundle)
    assert "late" in register(contest)[0].manuscript.warnings


def test_one_author_too_often_in_one_list_warns(contest):
    rows = [a_row(n, Họ="Lô Văn Một", Ngày="1960") for n in (1, 2, 3, 4)]
    found = made_ready(a_bundle(contest, a_list(*rows), essays(1, 2, 3, 4)))
    assert ["over-cap" in codes(row) for row in found] == [False, False, False, True]


def test_files_come_in_a_zip_with_the_list_inside(contest):
    packed = a_zip(
        {"goi/danh sach.csv": a_list(a_row(1), a_row(2)), **{f"goi/{n}": d for n, d in essays(1, 2).items()}}
    )
    bundle = a_bundle(contest, None, {"goi.zip": packed})
    rows = made_ready(bundle)
    assert [row.level for row in rows] == [None, None]
    assert bundle_of(contest.id, bundle.id).sheet_name == "danh sach.csv"
    assert [row.outcome for row in taken(bundle)] == [Outcome.TAKEN] * 2


def test_a_bomb_is_refused_in_words_and_the_rest_stays(contest):
    bomb = a_zip({f"{n}.txt": b"0" * 3_000_000 for n in range(20)})
    bundle = a_bundle(contest, a_list(a_row(1)), {"bom.zip": bomb, **essays(1)})
    (row,) = made_ready(bundle)
    assert row.level is None
    files = {file.sent_name: file.refusal for file in files_of_bundle(bundle.id)}
    assert files == {"bom.zip": "archive_too_big", "bai 1.txt": ""}


def test_a_file_that_is_too_large_is_refused_alone(contest):
    with transaction():
        db.session.get_one(Contest, contest.id).max_file_mb = 1
    packed = a_zip({"to.txt": b"a b " * 400_000, **essays(1)})
    contest = db.session.get_one(Contest, contest.id)
    bundle = a_bundle(contest, a_list(a_row(1)), {"goi.zip": packed})
    made_ready(bundle)
    files = {file.sent_name: file.refusal for file in files_of_bundle(bundle.id)}
    assert files == {"goi.zip": "", "to.txt": "too_big", "bai 1.txt": ""}


def test_rows_can_be_left_out(contest):
    bundle = a_bundle(contest, a_list(a_row(1), a_row(2)), essays(1, 2))
    rows = made_ready(bundle)
    with transaction():
        choose_rows(bundle=bundle, choices={rows[0].id: Choice.DROP}, at=NOON)
    assert [row.outcome for row in taken(bundle)] == [Outcome.DROPPED, Outcome.TAKEN]


def test_a_corrected_list_needs_no_files_again(contest):
    bundle = a_bundle(contest, a_list(a_row(1), a_row(2, Nhân="")), essays(1, 2))
    made_ready(bundle)
    assert [row.outcome for row in taken(bundle)] == [Outcome.TAKEN, Outcome.REFUSED]
    first = bundle_of(contest.id, bundle.id).digest

    sheet = a_sheet(a_list(a_row(1), a_row(2)))
    with transaction():
        put_sheet(bundle=bundle, sheet=sheet, at=LATER)
    rows = made_ready(bundle, at=LATER)
    assert [codes(row) for row in rows] == [["row-known"], []]
    assert [row.outcome for row in taken(bundle, at=LATER)] == [Outcome.ALREADY, Outcome.TAKEN]
    assert len(register(contest)) == 2
    assert bundle_of(contest.id, bundle.id).digest != first


def test_a_missing_file_that_comes_later_gives_its_row_another_chance(contest):
    bundle = a_bundle(contest, a_list(a_row(1), a_row(2)), essays(1))
    made_ready(bundle)
    assert [row.outcome for row in taken(bundle)] == [Outcome.TAKEN, Outcome.REFUSED]
    late = [(kept(text_of(2)), "bai 2.txt")]
    with transaction():
        add_files(bundle=bundle, files=late, at=LATER)
    made_ready(bundle, at=LATER)
    assert [row.outcome for row in taken(bundle, at=LATER)] == [Outcome.TAKEN, Outcome.TAKEN]


def test_the_same_list_in_another_bundle_takes_no_row_twice(contest):
    data, files = a_list(a_row(1), a_row(2)), essays(1, 2)
    first, second = a_bundle(contest, data, files), a_bundle(contest, data, files)
    made_ready(first), made_ready(second)
    taken(first)
    assert [row.outcome for row in taken(second)] == [Outcome.ALREADY] * 2
    third = a_bundle(contest, data)
    assert [codes(row) for row in made_ready(third)] == [["row-known"]] * 2
    assert [row.outcome for row in taken(third)] == [Outcome.ALREADY] * 2
    assert len(register(contest)) == 2


def test_what_the_command_line_has_taken_is_known(contest):
    received = receive_file(stream=io.BytesIO(text_of(1)), name="bai 1.txt", max_mb=5)
    said = RowSaid.of(
        {
            "title": GOOD[6],
            "category": GOOD[7],
            "author_name": GOOD[1],
            "author_birth": GOOD[2],
            "author_unit": GOOD[4],
            "author_phone": GOOD[5],
            "figure_name": GOOD[8],
        }
    )
    with transaction():
        import_entry(contest=contest, row=said, files=[received], actor=SECRETARY, at=NOON)
    (row,) = made_ready(a_bundle(contest, a_list(GOOD), essays(1)))
    assert codes(row) == ["row-known"]


@pytest.mark.parametrize(
    ("choice", "outcome", "entries", "versions"),
    [
        (Choice.TAKE, Outcome.ALREADY, 1, 1),
        (Choice.KEEP, Outcome.ALREADY, 1, 1),
        (Choice.CORRECT, Outcome.CORRECTED, 1, 2),
        (Choice.ANOTHER, Outcome.TAKEN, 2, 1),
    ],
)
def test_a_changed_row_is_asked_about(contest, choice, outcome, entries, versions):
    taken_first = a_bundle(contest, a_list(a_row(1)), essays(1))
    made_ready(taken_first), taken(taken_first)
    again = a_bundle(contest, a_list(a_row(1, Số="0987 654 321")), {"bai 1.txt": text_of(9)})
    (row,) = made_ready(again)
    (note,) = [note for note in row.notes if note["code"] == "row-changed"]
    assert note["values"]["fields"].split(",") == ["author_phone", "file"]
    with transaction():
        choose_rows(bundle=again, choices={row.id: choice}, at=NOON)
    (row,) = taken(again)
    assert row.outcome == outcome
    found = register(contest)
    assert (len(found), len(found[0].manuscripts)) == (entries, versions)
    assert envelope_of(found[0].id).authors[0].phone == (
        "0987654321" if choice == Choice.CORRECT else "0912345678"
    )


def test_the_same_bytes_under_another_title_are_asked_about(contest):
    first = a_bundle(contest, a_list(a_row(1)), essays(1))
    made_ready(first), taken(first)
    again = a_bundle(contest, a_list(a_row(1, Tên="Tên đã sửa")), essays(1))
    (row,) = made_ready(again)
    assert codes(row) == ["row-resembles"]
    assert [row.outcome for row in taken(again)] == [Outcome.ALREADY]
    assert len(register(contest)) == 1


def test_a_row_twice_in_a_list_is_a_problem_unless_nothing_differs(contest):
    rows = [a_row(1), a_row(1), a_row(1, Tệp="bai 2.txt")]
    found = made_ready(a_bundle(contest, a_list(*rows), essays(1, 2)))
    assert [codes(row)[:1] for row in found] == [[], ["row-same"], ["row-twice"]]


def test_a_worker_that_dies_in_the_middle_leaves_a_bundle_that_goes_on(contest, monkeypatch):
    bundle = a_bundle(contest, a_list(*(a_row(n) for n in range(1, 7))), essays(*range(1, 7)))
    while not prepare(bundle_id=bundle.id, at=NOON, most=2):
        db.session.rollback()
    with transaction():
        start_taking(bundle=bundle, actor=SECRETARY, at=NOON)
    assert take_rows(bundle_id=bundle.id, actor=SECRETARY, at=NOON, most=2) is False
    assert len(register(contest)) == 2
    with pytest.raises(BundleBusy), transaction():
        start_taking(bundle=bundle, actor=SECRETARY, at=NOON)

    calls = []

    def dies(*args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*args, **kwargs)

    from contest.authors.service import taking

    real = taking.hand_in
    monkeypatch.setattr(taking, "hand_in", dies)
    with pytest.raises(KeyboardInterrupt):
        take_rows(bundle_id=bundle.id, actor=SECRETARY, at=NOON, most=25)
    monkeypatch.undo()
    db.session.expire_all()
    assert len(register(contest)) == 3
    assert take_rows(bundle_id=bundle.id, actor=SECRETARY, at=NOON, most=25) is True
    assert take_rows(bundle_id=bundle.id, actor=SECRETARY, at=NOON, most=25) is True
    db.session.expire_all()
    assert len(register(contest)) == 6
    assert {row.outcome for row in rows_of_bundle(bundle_of(contest.id, bundle.id))} == {Outcome.TAKEN}


def test_columns_that_no_heading_tells_are_chosen(contest):
    headings = ("A1", "B1", "C1", "D1")
    data = a_list(("Lô Văn Một", "Bài hay", "Nông Văn Slao", "bai 1.txt"), headings=headings)
    bundle = a_bundle(contest, data, essays(1))
    made_ready(bundle)
    with pytest.raises(BundleEmpty), transaction():
        start_taking(bundle=bundle, actor=SECRETARY, at=NOON)
    table = table_of(bundle)
    with pytest.raises(ColumnsUnfit), transaction():
        set_columns(bundle=bundle, table=table, columns={0: "author_name"}, constants={}, at=NOON)
    columns = {0: "author_name", 1: "title", 2: "figure_name", 3: "file"}
    with transaction():
        set_columns(bundle=bundle, table=table, columns=columns, constants={"category": "Bút ký"}, at=NOON)
    (row,) = made_ready(bundle)
    assert row.level == Level.NOTE
    again = a_bundle(contest, data, essays(1))
    assert (again.columns, again.constants) == (
        bundle_of(contest.id, bundle.id).columns,
        {"category": "Bút ký"},
    )


def test_a_bundle_is_not_taken_before_it_is_read(contest):
    bundle = a_bundle(contest, a_list(a_row(1)), essays(1))
    with pytest.raises(BundleNotReady), transaction():
        start_taking(bundle=bundle, actor=SECRETARY, at=NOON)


def test_a_bundle_can_be_thrown_away_until_something_is_in_the_register(contest):
    bundle, other = (a_bundle(contest, a_list(a_row(n)), essays(n)) for n in (1, 2))
    with transaction():
        discard_bundle(bundle=bundle, actor=SECRETARY, at=NOON)
    made_ready(other), taken(other)
    with pytest.raises(BundleTaken), transaction():
        discard_bundle(bundle=other, actor=SECRETARY, at=NOON)
    assert db.session.scalar(select(func.count(Bundle.id))) == 1


def test_files_are_named_until_two_weeks_after_and_what_became_of_rows_stays(contest):
    bundle = a_bundle(contest, a_list(a_row(1)), essays(1))
    made_ready(bundle), taken(bundle)
    assert set(named_by_bundles()) >= {hashlib.sha256(text_of(1)).hexdigest(), bundle.sheet_digest}
    assert let_go_of_bundles(at=NOON + timedelta(days=10)) == 0
    assert let_go_of_bundles(at=NOON + timedelta(days=20)) == 1
    assert set(named_by_bundles()) == set()
    assert db.session.scalar(select(func.count(BundleFile.id))) == 0
    row = db.session.scalars(select(BundleRow).execution_options(populate_existing=True)).one()
    assert (row.said, row.outcome) == ({}, Outcome.TAKEN)
    again = a_bundle(contest, a_list(a_row(1)), essays(1), at=NOON + timedelta(days=21))
    assert [codes(row) for row in made_ready(again)] == [["row-known"]]


def test_an_abandoned_bundle_goes_altogether(contest):
    a_bundle(contest, a_list(a_row(1)), essays(1))
    assert let_go_of_bundles(at=NOON + timedelta(days=61)) == 1
    assert db.session.scalar(select(func.count(BundleRow.id))) == 0


def test_a_list_of_bundles_counts_in_two_questions(contest, count_queries):
    bundles = [a_bundle(contest, a_list(a_row(n)), essays(n)) for n in (1, 2, 3)]
    made_ready(bundles[0])
    assert [bundle.number for bundle in bundles] == [1, 2, 3]
    assert count_queries(lambda: tallies_of(bundles[:1])) == count_queries(lambda: tallies_of(bundles)) == 2


PHOTO = (Path(__file__).resolve().parents[1] / "samples" / "12-anh-trang-1.jpg").read_bytes()


def test_a_photo_of_the_figure_is_no_page_of_the_essay(contest):
    headings = (*HEADINGS, "Tệp ảnh nhân vật")
    rows = [(*a_row(1), "01 anh.jpg"), (*a_row(2, Tệp=""), "bai 1.txt"), (*a_row(3), "co anh kem theo.jpg")]
    files = {**essays(1, 3), "01 anh.jpg": PHOTO, "2 bai.txt": text_of(2)}
    found = made_ready(a_bundle(contest, a_list(*rows, headings=headings), files))
    assert [codes(row) for row in found] == [
        [],
        ["file-by-number", "not_a_photo", "file-shared"],
        ["photo-missing"],
    ]
    taken(bundle_of(contest.id, found[0].bundle_id))
    entry = register(contest)[0]
    assert [(file.kind, file.role) for file in entry.manuscript.files] == [
        ("txt", FileRole.ESSAY),
        ("jpeg", FileRole.PHOTO),
    ]
    again = a_bundle(contest, a_list(a_row(1)), essays(1))
    assert codes(made_ready(again)[0]) == ["row-changed"]


def test_more_files_than_a_bundle_takes_are_refused_and_those_before_stay(contest, monkeypatch):
    bundle = a_bundle(contest, a_list(a_row(1)), essays(1))
    monkeypatch.setattr(bundles, "MOST_FILES", 2)
    more = [(kept(data), name) for name, data in essays(2, 3).items()]
    with pytest.raises(TooManyInBundle), transaction():
        add_files(bundle=bundle, files=more, at=NOON)
    monkeypatch.setattr(bundles, "MOST_MB", 0)
    with pytest.raises(BundleTooHeavy), transaction():
        add_files(bundle=bundle, files=more[:1], at=NOON)
    assert [file.sent_name for file in files_of_bundle(bundle.id)] == ["bai 1.txt"]


def test_the_same_file_sent_again_is_there_once(contest):
    bundle = a_bundle(contest, a_list(a_row(1)), essays(1))
    again = [(kept(text_of(1)), "bai 1.txt")]
    with transaction():
        add_files(bundle=bundle, files=again, at=NOON)
    assert len(files_of_bundle(bundle.id)) == 1


def test_a_bundle_that_was_let_go_takes_nothing_more(contest):
    bundle = a_bundle(contest, a_list(a_row(1)), essays(1))
    made_ready(bundle), taken(bundle)
    let_go_of_bundles(at=NOON + timedelta(days=20))
    sheet = a_sheet(a_list(a_row(2)))
    with pytest.raises(BundleSwept), transaction():
        put_sheet(bundle=bundle, sheet=sheet, at=NOON)
