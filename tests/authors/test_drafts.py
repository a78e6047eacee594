"""Drafts: nothing typed is lost, two tabs never overwrite each other, one draft makes one entry."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from contest.authors.jobs import drop_abandoned_drafts, sweep
from contest.authors.models import Draft
from contest.authors.queries import draft_behind, draft_with, envelope_of
from contest.authors.service import (
    add_draft_file,
    begin_correction,
    begin_draft,
    draft_problems,
    hand_in_draft,
    move_draft_file,
    read_again,
    receive_file,
    remove_draft_file,
    save_draft_step,
    withdraw_entry,
)
from contest.charter.models import Contest
from contest.db import db, transaction
from contest.entries.models import Entry
from contest.entries.queries import entry_of
from contest.errors import Stale
from contest.errors.authors import (
    DraftHandedIn,
    DraftUnknown,
    HandInClosed,
    SubmissionIncomplete,
    TooManyFiles,
    TooMuchTogether,
    WithdrawalClosed,
)
from contest.errors.documents import FileRefused
from contest.errors.entries import AlreadyWithdrawn
from contest.errors.storage import DiskFull, TooBig
from contest.plumbing.audit import CITIZEN
from contest.plumbing.storage import storage
from tests.authors.said import BODY
from tests.conftest import NOON

PEOPLE = [{"name": "Hoàng Thị Lanh", "birth": "1978", "phone": "0912345678"}]
TEXT = "\n".join(BODY).encode()


@pytest.fixture
def contest(house, cast):
    return db.session.get_one(Contest, cast.contest_id)


def a_draft(contest: Contest, *, typed: bool = True) -> tuple[Draft, str]:
    with transaction():
        draft, token = begin_draft(contest=contest, actor=CITIZEN, at=NOON)
        answers = {
            "essay": {
                "title": "Con đường của bản",
                "category_id": str(contest.categories[0].id),
                "text": "\n".join(BODY) if typed else "",
            },
            "figure": {"kind": "person", "name": "Nông Văn Slao", "place": "Xã Nhân Lý"},
            "authors": {"kind": "person", "unit": "nhan ly", "people": PEOPLE},
        }
        for edits, (step, data) in enumerate(answers.items()):
            save_draft_step(draft=draft, step=step, data=data, edits=edits, at=NOON)
    return draft, token


def handed_in(draft: Draft, contest: Contest, at=NOON, **changes):
    ticked = [statement.id for statement in contest.statements]
    with transaction():
        return hand_in_draft(draft=draft, contest=contest, accepted=ticked, actor=CITIZEN, at=at, **changes)


def added(draft: Draft, contest: Contest, name: str = "bai.txt", content: bytes = TEXT):
    received = receive_file(stream=io.BytesIO(content), name=name, max_mb=contest.max_file_mb)
    with transaction():
        return add_draft_file(draft=draft, contest=contest, received=received, at=NOON)


def test_only_the_token_opens_a_draft_and_only_its_hash_is_kept(contest):
    draft, token = a_draft(contest)
    assert draft_with(draft.id, token) is draft_behind(token) is draft
    assert token not in (draft.token_hash, draft.hand_in_key)
    for number, wrong in ((draft.id, "sai"), (draft.id + 1, token)):
        with pytest.raises(DraftUnknown):
            draft_with(number, wrong)


def test_a_second_tab_with_an_old_number_is_told_and_overwrites_nothing(contest):
    draft, _ = a_draft(contest)
    kept = dict(draft.data["figure"])
    with pytest.raises(Stale), transaction():
        save_draft_step(draft=draft, step="figure", data={"name": "Khác"}, edits=1, at=NOON)
    db.session.expire_all()
    assert draft.data["figure"] == kept


def test_saving_the_same_answers_again_is_no_conflict(contest):
    draft, _ = a_draft(contest)
    with transaction():
        save_draft_step(draft=draft, step="figure", data=draft.data["figure"], edits=0, at=NOON)
    assert draft.edits == 3


def test_a_draft_becomes_one_entry_with_its_unit_found_without_marks(contest, cast):
    draft, _ = a_draft(contest)
    done = handed_in(draft, contest)
    envelope = envelope_of(done.entry.id)
    assert (envelope.unit_id, envelope.unit_name) == (cast.units["X-NL"], "Xã Nhân Lý")
    assert (draft.entry_id, draft.data, draft.files) == (done.entry.id, {}, [])


def test_eight_clicks_at_once_make_one_entry_and_one_receipt(app: Flask, cast):
    with app.app_context():
        draft, token = a_draft(db.session.get_one(Contest, cast.contest_id))
        number = draft.id

    def click(_n: int) -> tuple[str, str]:
        with app.app_context():
            contest = db.session.get_one(Contest, cast.contest_id)
            done = handed_in(draft_with(number, token), contest)
            return done.entry.receipt, done.secret

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(click, range(8)))) == 1
    with app.app_context():
        assert db.session.scalar(select(func.count(Entry.id))) == 1


def test_after_the_closing_the_hand_in_is_refused_and_the_draft_kept(contest):
    draft, _ = a_draft(contest)
    with pytest.raises(HandInClosed):
        handed_in(draft, contest, at=contest.closes_at + timedelta(seconds=1))
    db.session.expire_all()
    assert draft.data["essay"]["title"] == "Con đường của bản"
    assert draft.entry_id is None


def test_an_incomplete_draft_keeps_what_it_has(contest):
    draft, _ = a_draft(contest)
    with pytest.raises(SubmissionIncomplete), transaction():
        hand_in_draft(draft=draft, contest=contest, accepted=[], actor=CITIZEN, at=NOON)
    db.session.expire_all()
    assert "figure" in draft.data
    fields = {problem.field for problem in draft_problems(draft, contest=contest, at=NOON)}
    assert fields == {f"statements.{statement.id}" for statement in contest.statements}


def test_a_handed_in_draft_is_closed(contest):
    draft, _ = a_draft(contest)
    handed_in(draft, contest)
    with pytest.raises(DraftHandedIn), transaction():
        save_draft_step(draft=draft, step="figure", data={}, edits=3, at=NOON)


def test_a_file_is_kept_before_a_row_names_it_and_gives_body_and_title(contest):
    draft, _ = a_draft(contest, typed=False)
    file = added(draft, contest)
    assert storage().path(file.digest).read_bytes() == TEXT
    done = handed_in(draft, contest)
    assert done.entry.manuscript.paragraphs == list(BODY)
    assert done.entry.manuscript.digest == file.digest
    assert [f.kind for f in done.entry.manuscript.files] == ["txt"]


def test_the_same_bytes_sent_twice_are_one_file(contest):
    draft, _ = a_draft(contest)
    assert added(draft, contest).id == added(draft, contest, name="lan-hai.txt").id


def test_files_move_one_place_and_stop_at_the_edges(contest):
    draft, _ = a_draft(contest)
    one, two, three = (added(draft, contest, content=f"Trang {n} của bài.".encode()).id for n in range(3))
    with transaction():
        move_draft_file(draft=draft, file_id=three, by=-1, at=NOON)
        move_draft_file(draft=draft, file_id=one, by=-1, at=NOON)
    assert [file.id for file in draft.files] == [one, three, two]
    with transaction():
        remove_draft_file(draft=draft, file_id=three, at=NOON)
        remove_draft_file(draft=draft, file_id=three, at=NOON)
    assert [file.id for file in draft.files] == [one, two]


def test_limits_of_number_and_weight_hold_and_the_earlier_files_stay(contest):
    draft, _ = a_draft(contest)
    added(draft, contest)
    with transaction():
        contest.max_files = 1
    with pytest.raises(TooManyFiles):
        added(draft, contest, content=b"Trang hai.")
    with transaction():
        contest.max_files, contest.max_total_mb = 5, 0
    with pytest.raises(TooMuchTogether):
        added(draft, contest, content=b"Trang hai.")
    assert len(draft.files) == 1


def test_a_file_beyond_its_size_or_without_content_is_refused_and_nothing_is_named(contest):
    with pytest.raises(TooBig):
        receive_file(stream=io.BytesIO(b"x" * 1_000_001), name="to.txt", max_mb=1)
    with pytest.raises(FileRefused):
        receive_file(stream=io.BytesIO(b""), name="rong.docx", max_mb=1)


def test_a_full_disk_is_said_before_anything_is_taken(contest, house):
    storage().reserve = 1 << 62
    with pytest.raises(DiskFull):
        receive_file(stream=io.BytesIO(TEXT), name="bai.txt", max_mb=1)


def test_a_correction_keeps_receipt_and_secret_and_adds_a_version(contest):
    draft, _ = a_draft(contest, typed=False)
    added(draft, contest)
    done = handed_in(draft, contest)
    entry = entry_of(contest.id, done.entry.id)
    files = read_again(entry)
    with transaction():
        again, _token = begin_correction(entry=entry, files=files, at=NOON)
        essay = again.data["essay"]
        save_draft_step(draft=again, step="essay", data={**essay, "title": "Tên mới"}, edits=0, at=NOON)
    assert essay["text"] == ""
    corrected = handed_in(again, contest)
    assert (corrected.entry.receipt, corrected.secret) == (done.entry.receipt, done.secret)
    assert [m.title for m in corrected.entry.manuscripts] == ["Con đường của bản", "Tên mới"]
    assert [author.name for author in envelope_of(entry.id).authors] == ["Hoàng Thị Lanh"]
    assert handed_in(again, contest).entry.manuscript.version == 2


def test_a_correction_after_the_closing_needs_the_office_s_request(contest):
    draft, _ = a_draft(contest)
    entry = entry_of(contest.id, handed_in(draft, contest).entry.id)
    with transaction():
        again, _token = begin_correction(entry=entry, files=[], at=NOON)
    late = contest.closes_at + timedelta(days=2)
    with pytest.raises(HandInClosed):
        handed_in(again, contest, at=late)
    assert handed_in(again, contest, at=late, answering=True).entry.manuscript.version == 2


def test_a_withdrawal_is_once_until_the_deadline_and_ends_corrections(contest):
    draft, _ = a_draft(contest)
    entry = entry_of(contest.id, handed_in(draft, contest).entry.id)
    said = {"by": "tác giả", "reason": "", "contest": contest}
    with pytest.raises(WithdrawalClosed), transaction():
        withdraw_entry(entry=entry, at=contest.closes_at + timedelta(seconds=1), **said)
    with transaction():
        withdraw_entry(entry=entry, at=NOON, **said)
    with pytest.raises(AlreadyWithdrawn), transaction():
        withdraw_entry(entry=entry, at=NOON, **said)
    entry = entry_of(contest.id, entry.id)
    with pytest.raises(AlreadyWithdrawn), transaction():
        begin_correction(entry=entry, files=[], at=NOON)


def test_the_janitor_takes_abandoned_drafts_only_and_does_it_twice_without_harm(contest):
    old, _ = a_draft(contest)
    fresh, _ = a_draft(contest)
    with transaction():
        old.saved_at = NOON - timedelta(days=61)
    assert drop_abandoned_drafts(at=NOON) == 1
    assert drop_abandoned_drafts(at=NOON) == 0
    assert list(db.session.scalars(select(Draft.id))) == [fresh.id]


def test_the_janitor_leaves_every_byte_that_a_draft_or_an_entry_names(contest, monkeypatch):
    draft, _ = a_draft(contest, typed=False)
    kept = added(draft, contest).digest
    handed_in(draft, contest)
    waiting, _ = a_draft(contest)
    in_draft = added(waiting, contest, content=b"Mot trang khac.").digest
    orphan = storage().keep(io.BytesIO(b"khong ai goi ten"), limit=100).digest
    monkeypatch.setattr("contest.authors.jobs.UNNAMED_AFTER", timedelta(seconds=-60))
    sweep({})
    sweep({})
    assert [storage().holds(digest) for digest in (kept, in_draft, orphan)] == [True, True, False]
