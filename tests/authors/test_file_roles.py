"""What a file is for: the essay, a photo of the figure, a statement for the office alone."""

import hashlib
import io
from dataclasses import replace
from datetime import timedelta

import pytest

from contest.authors.jobs import HEARD
from contest.authors.models import Draft
from contest.authors.rules import EssaySaid, FileKept, PageKept, Received, digest_of, essay_of
from contest.authors.service import (
    add_draft_file,
    begin_correction,
    begin_draft,
    begin_upload,
    caption_draft_files,
    draft_problems,
    hand_in_draft,
    held_upload,
    note_offset,
    read_again,
    receive_file,
    received_files,
    save_draft_step,
    use_draft_file,
)
from contest.charter.models import Contest
from contest.db import db, transaction
from contest.entries.queries import entry_of
from contest.entries.rules import FileRole
from contest.errors.uploads import NotAPhoto, TooManyPhotos, TooManyStatements, UploadBusy, WrongOffset
from contest.plumbing.audit import CITIZEN, SYSTEM
from contest.plumbing.storage import named_digests, storage
from contest.screening.queries import blind_copy_of
from contest.screening.rules import Level
from contest.screening.service import checklist, mask_phrase, release_blind_copies
from tests.authors.said import BODY
from tests.conftest import NOON
from tests.web.citizens import AUTHORS, SAMPLES

PAGE, PHOTO, SCAN = (f"12-anh-trang-{n}.jpg" for n in (1, 2, 3))
A, B, C = (sign * 64 for sign in "abc")
LANH = {"name": "Hoàng Thị Lanh", "birth": "1978", "phone": "0912345678"}


def a_file(digest, role=FileRole.ESSAY, caption="", *, pages=1, warnings=("no-text",)):
    kept = FileKept(digest, 10, "jpeg", warnings, (), role, caption)
    return Received(kept, "tệp.jpg", pages=(PageKept(digest, 4, 3),) * pages, page_count=pages)


def test_photos_and_statements_add_nothing_to_the_body_its_pages_or_warnings():
    files = [a_file(A), a_file(B, FileRole.PHOTO, "Ông Slao", warnings=("x",)), a_file(C, FileRole.STATEMENT)]
    essay = essay_of(title="Tên", category_id=7, text="", files=files)
    assert [page.digest for page in essay.pages] == [A]
    assert essay.photos == (PageKept(B, 4, 3, "Ông Slao"),)
    assert (essay.page_count, essay.warnings) == (1, ("no-text",))
    assert [file.role for file in essay.files] == list(FileRole)


def sha(*lines):
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


@pytest.mark.parametrize(
    ("text", "files", "digest"),
    [
        ("", [a_file(A)], A),
        ("", [a_file(A), a_file(B)], sha("Tên", A, B)),
        ("Một.", [a_file(A)], sha("Tên", "Một.", A)),
        ("Một.", [], sha("Tên", "Một.")),
        ("", [a_file(A), a_file(B, FileRole.PHOTO)], sha("Tên", A, f"photo {B}")),
        ("", [a_file(A), a_file(B, FileRole.PHOTO, "Ông Slao")], sha("Tên", A, f"photo {B} Ông Slao")),
        ("Một.", [a_file(C, FileRole.STATEMENT)], sha("Tên", "Một.", f"statement {C}")),
    ],
)
def test_a_receipt_vouches_for_photos_and_statements_and_older_ones_stay_true(text, files, digest):
    """The first four are what receipts have said since the beginning."""
    assert digest_of(essay_of(title="Tên", category_id=7, text=text, files=files)) == digest


def test_a_photo_alone_is_no_essay_and_does_not_vouch_for_itself():
    photo = replace(a_file(A).file, role=FileRole.PHOTO)
    assert digest_of(EssaySaid("Tên", 7, files=(photo,))) == sha("Tên", f"photo {A}")


def test_the_use_of_a_file_stays_outside_of_what_its_reader_said():
    received = a_file(A, FileRole.PHOTO, "Ông Slao")
    told = received.as_json()
    assert "role" not in told["file"]
    assert Received.from_json(told).used_as(FileRole.PHOTO, "Ông Slao") == received
    assert Received.from_json(told).used_as(FileRole.STATEMENT, "Ông Slao").file.caption == ""


@pytest.fixture
def contest(house, cast):
    return db.session.get_one(Contest, cast.contest_id)


@pytest.fixture
def draft(contest):
    with transaction():
        made, _token = begin_draft(contest=contest, actor=CITIZEN, at=NOON)
    return made


def added(draft, contest, name, role=FileRole.ESSAY):
    stream = io.BytesIO((SAMPLES / name).read_bytes())
    received = receive_file(stream=stream, name=name, max_mb=20, role=role)
    with transaction():
        return add_draft_file(draft=draft, contest=contest, received=received, at=NOON)


def test_each_use_has_its_own_limit(contest, draft):
    with transaction():
        contest.photos_max, contest.max_files = 1, 1
    added(draft, contest, PAGE)
    added(draft, contest, PHOTO, FileRole.PHOTO)
    with pytest.raises(TooManyPhotos):
        added(draft, contest, SCAN, FileRole.PHOTO)
    with pytest.raises(NotAPhoto):
        added(draft, contest, "06-van-ban-thuan.txt", FileRole.PHOTO)
    names = [f"{n}.txt" for n in range(6)]
    for name in names[:5]:
        received = receive_file(
            stream=io.BytesIO(f"Xác nhận {name}".encode()), name=name, max_mb=1, role=FileRole.STATEMENT
        )
        with transaction():
            add_draft_file(draft=draft, contest=contest, received=received, at=NOON)
    with pytest.raises(TooManyStatements):
        added(draft, contest, SCAN, FileRole.STATEMENT)


def test_a_file_is_put_to_another_use_at_the_end_of_that_list(contest, draft):
    one, two = added(draft, contest, PAGE), added(draft, contest, PHOTO, FileRole.PHOTO)
    text = added(draft, contest, "06-van-ban-thuan.txt")
    with transaction():
        use_draft_file(draft=draft, contest=contest, file_id=one.id, role=FileRole.PHOTO, at=NOON)
    roles = [received.file.role for received in received_files(draft)]
    assert roles == [FileRole.ESSAY, FileRole.PHOTO, FileRole.PHOTO]
    assert [r.file.digest for r in received_files(draft)][1:] == [two.digest, one.digest]
    with pytest.raises(NotAPhoto), transaction():
        use_draft_file(draft=draft, contest=contest, file_id=text.id, role=FileRole.PHOTO, at=NOON)


def test_captions_are_one_line_and_only_below_photos(contest, draft):
    page, photo = added(draft, contest, PAGE), added(draft, contest, PHOTO, FileRole.PHOTO)
    with transaction():
        said = {page.id: "không", photo.id: f"  Ông\r\nSlao {'x' * 400}"}
        caption_draft_files(draft=draft, captions=said, at=NOON)
    assert page.caption == ""
    assert photo.caption.startswith("Ông Slao x")
    assert len(photo.caption) == 300


def handed_in(draft, contest, *, caption="Ông Slao, ảnh Hoàng Thị Lanh chụp"):
    added(draft, contest, PAGE)
    photo = added(draft, contest, PHOTO, FileRole.PHOTO)
    added(draft, contest, SCAN, FileRole.STATEMENT)
    people = {"kind": "person", "unit": AUTHORS["unit"], "people": [LANH]}
    steps = {
        "essay": {
            "title": "Con đường",
            "category_id": str(contest.categories[0].id),
            "text": "\n".join(BODY),
        },
        "figure": {"kind": "person", "name": "Nông Văn Slao", "place": "Nhân Lý"},
        "authors": people,
    }
    for step, data in steps.items():
        with transaction():
            save_draft_step(draft=draft, step=step, data=data, edits=draft.edits, at=NOON)
    accepted = [statement.id for statement in contest.statements]
    with transaction():
        caption_draft_files(draft=draft, captions={photo.id: caption}, at=NOON)
        done = hand_in_draft(draft=draft, contest=contest, accepted=accepted, actor=CITIZEN, at=NOON)
    return entry_of(contest.id, done.entry.id)


def test_an_entry_keeps_each_use_and_a_correction_takes_it_over(contest, draft):
    entry = handed_in(draft, contest)
    manuscript = entry.manuscript
    assert [file.role for file in manuscript.files] == list(FileRole)
    assert [page.role for page in manuscript.pages] == [FileRole.ESSAY, FileRole.PHOTO]
    assert manuscript.page_count == 1
    files = read_again(entry)
    with transaction():
        again, _token = begin_correction(entry=entry, files=files, at=NOON)
    assert [(file.role, file.caption) for file in again.files] == [
        (FileRole.ESSAY, ""),
        (FileRole.PHOTO, "Ông Slao, ảnh Hoàng Thị Lanh chụp"),
        (FileRole.STATEMENT, ""),
    ]
    assert again.data["essay"]["text"] == "\n".join(BODY)


def test_judges_get_the_photo_with_its_caption_masked_and_never_the_statement(contest, draft):
    entry = handed_in(draft, contest)
    with transaction():
        release_blind_copies(entry_ids=[entry.id], contest_id=contest.id, actor=SYSTEM, at=NOON)
    page, photo = blind_copy_of(entry.id).pages
    assert "role" not in page
    assert (photo["role"], photo["caption"]) == ("photo", "Ông Slao, ảnh █████ chụp")
    assert photo["digest"] == entry.manuscript.pages[1].digest
    with transaction():
        mask_phrase(entry=entry_of(contest.id, entry.id), phrase="Ông Slao", actor=SYSTEM, at=NOON)
        release_blind_copies(entry_ids=[entry.id], contest_id=contest.id, actor=SYSTEM, at=NOON)
    assert blind_copy_of(entry.id).pages[1]["caption"] == "█████, ảnh █████ chụp"


@pytest.mark.parametrize(
    ("photos_min", "statement_needed", "told"),
    [
        (0, False, {"photo": Level.OK, "statement": Level.OK}),
        (1, True, {"photo": Level.OK, "statement": Level.OK}),
        (2, True, {"photo": Level.WARN, "statement": Level.OK}),
    ],
)
def test_the_checklist_counts_photos_and_statements(contest, draft, photos_min, statement_needed, told):
    with transaction():
        contest.photos_min, contest.statement_needed = photos_min, statement_needed
    entry = handed_in(draft, contest)
    found = {check.key: check.level for check in checklist(contest, entry) if check.key in told}
    assert found == told


def test_nothing_that_lacks_a_photo_is_kept_from_being_handed_in(contest, draft):
    with transaction():
        contest.photos_min, contest.statement_needed = 5, True
    assert not {"photo", "statement"} & {
        p.field for p in draft_problems(draft=draft, contest=contest, at=NOON)
    }


def test_the_janitor_leaves_parts_on_their_way_and_takes_those_given_up(contest, draft):
    with transaction():
        upload, token = begin_upload(
            draft=draft, contest=contest, length=9, name="a.txt", role=FileRole.ESSAY, at=NOON
        )
    with held_upload(draft=draft, token=token, at=NOON) as held:
        assert held.take(io.BytesIO(b"abc"), at=0) == 3
        with transaction():
            note_offset(upload=held.upload, offset=3, at=NOON)
        with pytest.raises(WrongOffset):
            held.take(io.BytesIO(b"abc"), at=0)
        with pytest.raises(UploadBusy), held_upload(draft=draft, token=token, at=NOON):
            pass
    storage().sweep(named=named_digests(by=HEARD), older_than=-1)
    assert storage().part_length(upload.token_hash) == 3
    with transaction():
        db.session.delete(upload)
    storage().sweep(named=named_digests(by=HEARD), older_than=-1)
    assert storage().part_length(upload.token_hash) == 0


def test_bytes_nobody_acknowledged_are_written_over(contest, draft):
    """As after a death between the disk and the row."""
    with transaction():
        _upload, token = begin_upload(
            draft=draft, contest=contest, length=6, name="a.txt", role=FileRole.ESSAY, at=NOON
        )
    with held_upload(draft=draft, token=token, at=NOON) as held:
        held.take(io.BytesIO(b"abcd"), at=0)
    later = NOON + timedelta(hours=1)
    with held_upload(draft=draft, token=token, at=later) as held:
        assert held.offset == 0
        assert held.take(io.BytesIO(b"xyz"), at=0) == 3
        assert held.part.length == 3
    assert db.session.get_one(Draft, draft.id).files == []
