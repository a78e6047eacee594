"""What follows an entry in its own transaction: words in the search, warnings for the lists; no name in the open."""

import pytest

from contest.authors.rules import EssaySaid, FileKept
from contest.authors.service import hand_in, withdraw_entry
from contest.charter.rules import BarredSaid
from contest.charter.service import amend_contest, bar
from contest.db import db, transaction
from contest.entries.models import Channel
from contest.entries.queries import entry_of
from contest.plumbing import search
from contest.plumbing.audit import SYSTEM
from contest.plumbing.search import question_of
from contest.screening.queries import entries_not_looked_at, entries_warned, warning_counts
from contest.screening.service import checklist, clean_entry_ids, forget_everything, lift_mask, mask_phrase
from tests.authors.said import a_submission, an_author
from tests.conftest import NOON
from tests.office import OFFICE, an_entry, background, the_contest, whole_words

TEXT = ("Một buổi sớm ở bản.", "Tôi là Hoàng Thị Lanh ở Xã Nhân Lý.")


@pytest.fixture
def enter(cast, house):
    def hand_in(title="Con đường", text=TEXT, name="Hoàng Thị Lanh", files=(), **changes):
        essay = EssaySaid(title, cast.category_id, paragraphs=text, typed=True, files=files)
        return an_entry(cast, essay=essay, authors=(an_author(name=name),), **changes)

    return hand_in


def found(typed, *, sealed=False):
    return set(db.session.scalars(search.found(question_of(typed), sealed=sealed)))


def warned(key=None):
    return set(db.session.scalars(entries_warned(key)))


def test_a_handed_in_entry_is_found_by_its_words_at_once_and_by_its_author_where_that_may_be(enter):
    entry_id = enter(title="Chuyện của Hoàng Thị Lanh")
    assert found("buoi som") == found("chuyen") == found("slao") == {entry_id}
    for typed in ("lanh", "Hoàng Thị Lanh", '"toi la hoang"', "0912345678", "5678"):
        assert found(typed) == set(), typed
    for typed in ("lanh", "Hoàng Thị Lanh", '"toi la hoang thi lanh"', "5678"):
        assert found(typed, sealed=True) == {entry_id}, typed


def test_masks_and_their_lifting_are_followed(cast, enter):
    entry_id = enter()
    entry = entry_of(cast.contest_id, entry_id)
    with transaction():
        mask_phrase(entry=entry, phrase="buổi sớm", actor=OFFICE, at=NOON)
    assert found("buoi som") == set()
    assert found("buoi som", sealed=True) == {entry_id}
    with transaction():
        lift_mask(entry=entry, paragraph=1, start=7, stop=21, reason="Nhân vật.", actor=OFFICE, at=NOON)
    assert found("hoang thi lanh") == {entry_id}


def test_a_withdrawn_entry_is_still_found_for_it_stays_in_the_register(cast, enter):
    entry_id = enter()
    with transaction():
        withdraw_entry(
            entry=entry_of(cast.contest_id, entry_id),
            by="tác giả",
            reason="",
            contest=the_contest(cast),
            at=NOON,
        )
    assert found("buoi som") == {entry_id}


def test_what_is_warned_of_is_what_the_checklist_says(app, cast, enter):
    short, fine = enter(), enter(text=whole_words(1000), name="Lô Văn Sạch")
    background(app)
    for entry_id in (short, fine):
        lines = checklist(the_contest(cast), entry_of(cast.contest_id, entry_id))
        keys = {line.key for line in lines if line.level != "ok"}
        assert {key for key in warning_counts(cast.contest_id) if entry_id in warned(key)} == keys
    assert short in warned("length")
    assert fine not in warned()


def test_the_entry_beside_is_warned_of_too_and_freed_again(cast, enter):
    with transaction():
        the_contest(cast).max_entries_per_author = 1
    one = enter(text=whole_words(1000))
    with transaction():
        essay = EssaySaid("Bài nữa", cast.category_id, paragraphs=whole_words(1000), typed=True)
        two = hand_in(
            contest=the_contest(cast),
            submission=a_submission(the_contest(cast), essay=essay),
            key="bai-nua",
            channel=Channel.POST,
            sent_on=NOON.date(),
            actor=OFFICE,
            at=NOON,
        ).entry.id
    assert warned("entries") == {one, two}
    with transaction():
        withdraw_entry(
            entry=entry_of(cast.contest_id, two),
            by="tác giả",
            reason="",
            contest=the_contest(cast),
            at=NOON,
        )
    assert one not in warned("entries")


def test_the_same_bytes_in_two_entries_are_shown_at_both(cast, enter):
    file = FileKept("a" * 64, 10, "docx")
    one = enter(text=whole_words(1000), files=(file,))
    assert one not in warned("twice")
    two = enter(text=whole_words(1000), files=(file,), name="Lô Văn Hai")
    assert warned("twice") == {one, two}


def test_another_charter_lets_the_entries_be_looked_at_anew(app, cast, enter):
    entry_id = enter(text=whole_words(1000))
    contest = the_contest(cast)
    background(app)
    assert clean_entry_ids(contest) == [entry_id]
    with transaction():
        amend_contest(contest=contest, changes={"words_max": 900}, notice="Ngắn hơn.", actor=SYSTEM, at=NOON)
    assert entries_not_looked_at() == [entry_id]
    assert clean_entry_ids(contest) == []
    background(app)
    assert entries_not_looked_at() == []
    assert warned("length") == {entry_id}


def test_a_barred_name_warns_of_those_who_have_sent_already(app, cast, enter):
    entry_id = enter(text=whole_words(1000))
    with transaction():
        bar(contest=the_contest(cast), said=BarredSaid("Hoàng Thị Lanh"), actor=SYSTEM, at=NOON)
    background(app)
    assert warned("barred") == {entry_id}


def test_everything_can_be_made_anew(enter):
    entry_id = enter()
    with transaction():
        forget_everything()
    assert found("buoi som") == set()
    assert entries_not_looked_at() == [entry_id]
