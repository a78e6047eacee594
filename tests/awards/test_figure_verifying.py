"""Whether figures are as they were written: asked by letter, answered by letter, the newest word counts."""

import io
from datetime import date

import pytest

from contest.authors.jobs import HEARD
from contest.awards.queries import answer_in, award_basis, letters_of, verification_states, verifications_of
from contest.awards.rules import Verification
from contest.awards.service import NO_SCAN, LetterSaid, ask_locality, keep_scan, note_answer
from contest.db import transaction
from contest.errors.awards import AwardUnknown, EntryNotOnList, LetterUnfit
from contest.errors.shortlist import NotFrozen
from contest.plumbing.storage import named_digests, storage
from tests.awards.stage import contest_of, later
from tests.awards.test_award_deciding import queries
from tests.shortlist.stage import AUTHORS, CLERK, UNIT, freeze_top, judged

LETTER = LetterSaid("25-CV/BTC", date(2026, 11, 24), "Đảng ủy xã Nhân Lý")
ANSWER = LetterSaid("07-CV/ĐU", date(2026, 11, 30), "Đảng ủy xã Nhân Lý")


@pytest.fixture
def entries(house, cast):
    found = judged(cast, ["90", "80", "70"])
    freeze_top(cast, 2)
    return found


def ask(cast, *entry_ids, letter=LETTER, minutes=0):
    with transaction():
        return ask_locality(
            contest=contest_of(cast), entry_ids=entry_ids, letter=letter, actor=CLERK, at=later(minutes)
        )


def answer(cast, *entry_ids, confirmed=True, letter=ANSWER, minutes=1, scan=NO_SCAN):
    with transaction():
        return note_answer(
            contest=contest_of(cast),
            entry_ids=entry_ids,
            confirmed=confirmed,
            letter=letter,
            remark="Đúng người, đúng việc.",
            scan=scan,
            actor=CLERK,
            at=later(minutes),
        )


def test_the_states_follow_the_letters_and_the_newest_word_counts(entries, cast) -> None:
    one = entries[0]

    def state() -> Verification:
        return verification_states([one])[one]

    assert state() is Verification.UNVERIFIED
    ask(cast, one)
    assert state() is Verification.ASKED
    answer(cast, one, confirmed=False)
    assert state() is Verification.DENIED
    ask(cast, one, minutes=2)
    assert state() is Verification.ASKED
    answer(cast, one, minutes=3)
    assert state() is Verification.CONFIRMED
    assert len(letters_of([one])[one].answered) == 2, "nothing said before is lost"


def test_one_letter_may_ask_about_many(entries, cast) -> None:
    ask(cast, *entries[:2])
    assert set(verification_states(entries).values()) == {Verification.ASKED, Verification.UNVERIFIED}


def test_the_list_tells_figures_and_no_author_before_the_seal_is_opened(entries, cast) -> None:
    ask(cast, entries[0])
    rows = verifications_of(award_basis(contest_of(cast), sealed=True))
    assert [(row.title, row.figure.name, row.state) for row in rows] == [
        ("Bài số 1", "Nông Văn Slao", Verification.ASKED),
        ("Bài số 2", "Nông Văn Slao", Verification.UNVERIFIED),
    ]
    assert not any(name in repr(rows) for name in (*AUTHORS, UNIT))


@pytest.mark.parametrize(
    ("letter", "whom"),
    [
        (LetterSaid("", LETTER.day, "Xã Nhân Lý"), slice(1)),
        (LetterSaid("25-CV", LETTER.day, " "), slice(1)),
        (LETTER, slice(0)),
    ],
)
def test_a_letter_has_a_number_somebody_it_goes_to_and_an_entry(entries, cast, letter, whom) -> None:
    with pytest.raises(LetterUnfit):
        ask(cast, *entries[whom], letter=letter)
    with pytest.raises(LetterUnfit):
        answer(cast, *entries[whom], letter=letter)


def test_entries_of_another_contest_are_not_asked_about(entries, cast) -> None:
    with pytest.raises(EntryNotOnList):
        ask(cast, 10_000)


def test_nobody_is_asked_before_a_list_is_frozen(house, cast) -> None:
    found = judged(cast, ["90"])
    with pytest.raises(NotFrozen):
        ask(cast, *found)


def test_the_scan_of_a_letter_is_kept_and_found_only_in_its_contest(entries, cast) -> None:
    kept = keep_scan(io.BytesIO(b"%PDF-1.4\n% xac nhan\n"), most_mb=1)
    row = answer(cast, entries[0], scan=kept)[0]
    storage().sweep(named=named_digests(by=HEARD), older_than=-1)
    assert storage().holds(answer_in(cast.contest_id, row.id).scan_digest)
    with pytest.raises(AwardUnknown):
        answer_in(cast.other_contest_id, row.id)


def test_however_many_figures_the_questions_are_as_many(house, cast) -> None:
    entries = judged(cast, ["90", "80", "70"])
    freeze_top(cast, 1)
    one = queries(lambda: verifications_of(award_basis(contest_of(cast), sealed=True)))
    freeze_top(cast, 3, reason="Cả ba.")
    ask(cast, *entries)
    assert queries(lambda: verifications_of(award_basis(contest_of(cast), sealed=True))) == one
