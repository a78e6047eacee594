"""Comparing in the room: prints as entries come, pairs and clusters, what drops out, what earlier contests hold."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from contest.authors.rules import EssaySaid
from contest.authors.service import correct_entry, withdraw_entry
from contest.charter.models import Contest
from contest.db import db, transaction
from contest.entries.queries import entry_of
from contest.plumbing.audit import CITIZEN, AuditEvent
from contest.plumbing.derived import derived_folder
from contest.plumbing.jobs import OutboxItem, run_due
from contest.rehearsal.copies import CopyKind
from contest.screening.models import Resemblance, TextPrint
from contest.screening.queries import (
    clusters_in,
    counts_of_texts,
    last_comparison,
    likenesses_in,
    likenesses_of,
)
from contest.screening.service.comparing import compare_contest, compare_newcomers
from contest.screening.service.newcomers import COMPARE
from tests.authors.said import a_submission
from tests.conftest import NOON
from tests.office import OFFICE, selects, the_contest
from tests.screening.copies import copied, essay, sent

LATER = NOON + timedelta(days=1)


def work(app) -> int:
    """Do all that is promised in the background."""
    db.session.rollback()
    return run_due(app, at=LATER, limit=50)


def compared(cast):
    return compare_contest(contest=the_contest(cast), at=LATER)


def correct(cast, entry_id, paragraphs):
    contest, entry = the_contest(cast), entry_of(cast.contest_id, entry_id)
    said = EssaySaid("Bản mới", cast.category_id, paragraphs=tuple(paragraphs), typed=True)
    with transaction():
        correct_entry(
            entry=entry, submission=a_submission(contest, essay=said), contest=contest, actor=CITIZEN, at=NOON
        )


def withdraw(cast, entry_id):
    with transaction():
        withdraw_entry(
            entry=entry_of(cast.contest_id, entry_id),
            by="tác giả",
            reason="",
            contest=the_contest(cast),
            at=NOON,
        )


@pytest.mark.parametrize("kind", [CopyKind.WHOLE, CopyKind.ALTERED_MARKS, CopyKind.PARTIAL])
def test_a_copy_is_found_however_it_is_hidden(house, cast, kind):
    first = sent(cast, essay(1))
    sent(cast, essay(2), name="Vi Văn Tám")
    copy = sent(cast, copied(1, kind), name="Hứa Văn Bảy")
    compared(cast)
    (found,) = likenesses_in(cast.contest_id)
    assert found.key == (first, copy)
    assert found.strongest > 400
    assert found.unsettled


def test_new_entries_are_compared_as_they_come(house, cast):
    first = sent(cast, essay(1))
    assert work(house) == 1
    copy = sent(cast, essay(1), name="Hứa Văn Bảy")
    assert likenesses_in(cast.contest_id) == []
    work(house)
    assert [one.key for one in likenesses_in(cast.contest_id)] == [(first, copy)]


def test_what_came_since_the_last_comparing_is_held_against_it_by_the_kept_index(house, cast):
    ids = [sent(cast, essay(seed), name=f"Lô Văn {seed}") for seed in range(12)]
    compared(cast)
    when = last_comparison(cast.contest_id).compared_at
    first = sent(cast, copied(3, CopyKind.PARTIAL), name="Hứa Văn Bảy")
    compare_newcomers(contest=the_contest(cast), entry_ids=[first], at=LATER + timedelta(hours=1))
    assert [one.key for one in likenesses_in(cast.contest_id)] == [(ids[3], first)]
    assert last_comparison(cast.contest_id).compared_at == when


def test_the_index_is_made_anew_when_its_file_is_gone(house, cast):
    ids = [sent(cast, essay(seed), name=f"Lô Văn {seed}") for seed in range(12)]
    compared(cast)
    for file in derived_folder("resemblances").iterdir():
        file.unlink()
    copy = sent(cast, essay(5), name="Hứa Văn Bảy")
    compare_newcomers(contest=the_contest(cast), entry_ids=[copy], at=LATER + timedelta(hours=1))
    assert [one.key for one in likenesses_in(cast.contest_id)] == [(ids[5], copy)]
    assert len(list(derived_folder("resemblances").iterdir())) == 1


def test_comparing_anew_comes_to_the_same_rows(house, cast):
    sent(cast, essay(1))
    sent(cast, essay(1), name="Hứa Văn Bảy")
    compared(cast)
    before = list(db.session.scalars(select(Resemblance.id)))
    compared(cast)
    assert list(db.session.scalars(select(Resemblance.id))) == before


def test_a_correction_replaces_what_was_found(house, cast):
    first = sent(cast, essay(1))
    copy = sent(cast, essay(1), name="Hứa Văn Bảy")
    work(house)
    assert likenesses_of(cast.contest_id, [first, copy]).keys() == {first, copy}
    correct(cast, copy, essay(2).paragraphs)
    work(house)
    assert likenesses_in(cast.contest_id) == []
    assert db.session.scalar(select(func.count(TextPrint.id))) == 2


def test_a_withdrawn_entry_drops_out_at_once(house, cast):
    sent(cast, essay(1))
    copy = sent(cast, essay(1), name="Hứa Văn Bảy")
    work(house)
    withdraw(cast, copy)
    assert likenesses_in(cast.contest_id) == []
    assert compared(cast).texts == 1


def test_a_scan_without_text_cannot_be_compared_and_is_counted(house, cast):
    sent(cast, essay(1))
    scan = sent(cast, essay(2), name="Vi Văn Tám")
    with transaction():
        newest = entry_of(cast.contest_id, scan).manuscript
        newest.paragraphs, newest.words = [], 0
    compared(cast)
    assert counts_of_texts(cast.contest_id) == (1, 1)


def test_an_earlier_contest_is_looked_into_and_learns_nothing(house, cast):
    with transaction():
        earlier = db.session.get_one(Contest, cast.other_contest_id)
        earlier.opens_at -= timedelta(days=365)
    there = replace(cast, contest_id=earlier.id, category_id=earlier.categories[0].id)
    theirs = sent(there, essay(1), name="Vi Văn Tám")
    ours = sent(cast, essay(1))
    assert compared(cast).others == 1
    (found,) = likenesses_in(cast.contest_id)
    assert (found.key, found.other_contest_id) == ((ours, theirs), earlier.id)
    compare_contest(contest=earlier, at=LATER)
    assert likenesses_in(earlier.id) == []


def test_what_many_entries_quote_does_not_count(house, cast):
    quoted = " ".join(essay(99).paragraphs)[:900]
    for seed in range(8):
        sent(cast, (*essay(seed).paragraphs[:2], quoted), name=f"Lô Văn {seed}")
    compared(cast)
    assert likenesses_in(cast.contest_id) == []


def test_a_cluster_holds_all_that_hangs_together(house, cast):
    kiln = [sent(cast, essay(1), name=f"Lô Văn {n}") for n in range(4)]
    other = [sent(cast, essay(2), name="Vi Văn A"), sent(cast, copied(2, CopyKind.PARTIAL), name="Vi Văn B")]
    sent(cast, essay(3), name="Hứa Văn Bảy")
    compared(cast)
    assert {cluster.entry_ids for cluster in clusters_in(cast.contest_id)} == {tuple(kiln), tuple(other)}
    assert len(clusters_in(cast.contest_id)[0].pairs) == 6


def test_the_clusters_take_the_same_queries_however_many_there_are(house, cast):
    sent(cast, essay(1))
    sent(cast, essay(1), name="Hứa Văn Bảy")
    compared(cast)
    one = selects(house, lambda: clusters_in(cast.contest_id))
    for seed in (2, 3):
        sent(cast, essay(seed), name=f"Vi Văn {seed}")
        sent(cast, essay(seed), name=f"Lô Văn {seed}")
    compared(cast)
    assert selects(house, lambda: clusters_in(cast.contest_id)) == one


def test_comparing_is_promised_once_for_entries_that_come_together(house, cast):
    sent(cast, essay(1))
    promised = select(func.count(OutboxItem.id)).where(OutboxItem.kind == COMPARE)
    assert db.session.scalar(promised) == 1
    work(house)
    assert db.session.scalar(select(func.count(TextPrint.id))) == 1


def test_who_asks_for_comparing_is_in_the_log(house, cast):
    compare_contest(contest=the_contest(cast), actor=OFFICE, at=LATER)
    verbs = list(db.session.scalars(select(AuditEvent.verb)))
    assert verbs.count("resemblances.compared") == 1
