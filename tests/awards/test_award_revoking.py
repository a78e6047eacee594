"""A prize is taken back with a reason; who moves up is proposed; nothing of it is lost."""

import io

import pytest

from contest.authors.jobs import HEARD
from contest.awards.queries import award_basis, award_in, awards_of, proposed_awards
from contest.awards.service import keep_scan, revoke_award
from contest.charter.models import Contest
from contest.db import db, transaction
from contest.errors.awards import AwardGone, AwardReasonMissing, AwardUnknown, ScanUnfit
from contest.errors.storage import TooBig
from contest.plumbing.storage import named_digests, storage
from tests.awards.stage import (
    FIRST,
    SECOND,
    THIRD,
    as_proposed,
    award_of,
    awarding,
    contest_of,
    decide,
    later,
    revoke,
)
from tests.shortlist.stage import CLERK

PDF = b"%PDF-1.4\n% mot van ban cua dia phuong\n"


def moved(cast):
    contest = contest_of(cast)
    return proposed_awards(contest, award_basis(contest))


@pytest.fixture
def entries(house, cast):
    found = awarding(cast)
    decide(cast, as_proposed(found))
    return found


def test_a_prize_taken_back_is_no_prize_any_more_and_the_others_stand(entries, cast) -> None:
    revoke(cast, entries[1])
    assert [row.prize_key for row in awards_of(contest_of(cast))] == [FIRST, THIRD, THIRD]


def test_who_moves_up_is_proposed_and_nobody_moves_before_it_is_decided(entries, cast) -> None:
    one, two, three, four, five, _six = entries
    revoke(cast, one)
    found = moved(cast)
    assert found.moving
    assert found.by_entry == {two: FIRST, three: SECOND, four: THIRD, five: THIRD}
    assert awards_of(contest_of(cast))[0].entry_id == two, "the second prize, still"
    decide(cast, found.by_entry, minutes=9, reason="Đôn lên sau thu hồi.")
    assert [(row.entry_id, row.prize_key) for row in awards_of(contest_of(cast))] == [
        (two, FIRST),
        (three, SECOND),
        (four, THIRD),
        (five, THIRD),
    ]


def test_what_the_meeting_said_about_the_order_stays_when_others_move_up(entries, cast) -> None:
    one, two, three, four, five, _six = entries
    decide(cast, as_proposed(entries) | {one: SECOND, two: FIRST}, reason="Bỏ phiếu.", minutes=1)
    revoke(cast, three, minutes=2)
    assert moved(cast).by_entry == {two: FIRST, one: SECOND, four: THIRD, five: THIRD}
    decide(cast, moved(cast).by_entry, reason="Đôn lên.", minutes=3)
    assert awards_of(contest_of(cast))[0].reason == "Bỏ phiếu.", (
        "why the second stands first is not forgotten"
    )


def test_whose_prize_was_taken_back_is_not_proposed_again_but_the_meeting_may_say_so(entries, cast) -> None:
    one = entries[0]
    revoke(cast, one)
    assert one not in moved(cast).by_entry
    decide(cast, as_proposed(entries), reason="Khiếu nại được chấp nhận.", minutes=8)
    assert awards_of(contest_of(cast))[0].entry_id == one
    assert moved(cast).by_entry == as_proposed(entries)


@pytest.mark.parametrize("reason", ["", "  "])
def test_taking_back_needs_a_reason(entries, cast, reason) -> None:
    with pytest.raises(AwardReasonMissing):
        revoke(cast, entries[0], reason=reason)
    assert len(awards_of(contest_of(cast))) == 4


def test_a_prize_is_taken_back_once_and_only_as_it_stands(entries, cast) -> None:
    with transaction():
        award = award_of(cast, entries[0])
    revoke(cast, entries[0])
    with pytest.raises(AwardGone):
        revoke(cast, entries[0])
    decide(cast, moved(cast).by_entry, reason="Đôn lên.", minutes=6)
    with pytest.raises(AwardGone), transaction():
        revoke_award(contest=contest_of(cast), award=award, reason="Lần nữa", actor=CLERK, at=later(7))


def test_another_contests_award_is_not_found(entries, cast) -> None:
    other = db.session.get_one(Contest, cast.other_contest_id)
    with pytest.raises(AwardUnknown):
        award_in(other.id, award_of(cast, entries[0]).id)


def test_evidence_is_kept_and_the_janitor_spares_it(entries, cast) -> None:
    kept = keep_scan(io.BytesIO(PDF), most_mb=1)
    assert kept.kind == "pdf"
    revoke(cast, entries[0], scan=kept)
    storage().sweep(named=named_digests(by=HEARD), older_than=-1)
    assert storage().path(kept.digest).read_bytes() == PDF


def test_what_is_no_scan_or_too_big_is_not_taken(house) -> None:
    with pytest.raises(ScanUnfit):
        keep_scan(io.BytesIO(b"<html>"), most_mb=1)
    with pytest.raises(ScanUnfit):
        keep_scan(io.BytesIO(b""), most_mb=1)
    with pytest.raises(TooBig):
        keep_scan(io.BytesIO(PDF + b"x" * 1_100_000), most_mb=1)


def test_files_are_kept_outside_any_transaction(house) -> None:
    with pytest.raises(RuntimeError), transaction():
        keep_scan(io.BytesIO(PDF), most_mb=1)
