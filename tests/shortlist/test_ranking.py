"""The ranking of a judged round: marks, the charter's tie-breaks, the cut, the quotas."""

from decimal import Decimal

import pytest

from contest.charter.models import Category
from contest.charter.rules import CutKind
from contest.db import db, transaction
from contest.entries.service import withdraw_entry
from contest.errors import NotFound
from contest.errors.shortlist import (
    CutUnfit,
    NamesAlreadyKnown,
    NoHeadDecision,
    NotTied,
    ReasonMissing,
    RoundNotLocked,
)
from contest.shortlist.queries import cut_of, head_decisions, ranking
from contest.shortlist.rules import Cut
from contest.shortlist.service import decide_tie
from tests.conftest import NOON
from tests.shortlist.stage import (
    CLERK,
    freeze_top,
    handed_in,
    judged,
    open_seal,
    points,
    the_entry,
    the_round,
)


def told(cast, cut=None):
    """(entry, rank, tied, taken) of every row."""
    return [(row.entry_id, row.rank, row.tied, row.taken) for row in ranking(the_round(cast), cut=cut).rows]


def decide(cast, entry_id, reason="Hội đồng đọc lại cả hai bài", *, undo=False):
    with transaction():
        return decide_tie(
            round_=the_round(cast), entry_id=entry_id, undo=undo, reason=reason, actor=CLERK, at=NOON
        )


def test_entries_are_ranked_by_their_settled_marks_and_cut_by_the_charter(house, cast) -> None:
    low, high, middle = judged(cast, ["70", "90", ("80", "81")])
    with transaction():
        the_round(cast).cut_top = 2

    found = ranking(the_round(cast))

    assert [(row.entry_id, row.rank, row.taken) for row in found.rows] == [
        (high, 1, True),
        (middle, 2, True),
        (low, 3, False),
    ]
    assert [row.mark for row in found.rows] == [Decimal(90), Decimal("80.5"), Decimal(70)]
    assert (found.line, found.taken, found.last_taken, found.open_entries) == (Decimal("80.5"), 2, 2, 0)
    assert sorted(sheet.total for sheet in found.rows[1].sheets) == [Decimal(80), Decimal(81)]


@pytest.mark.parametrize(
    ("first", "second", "ranks", "note"),
    [
        (points("80", c2="19"), points("80"), [1, 2], "Bằng điểm, xét tiêu chí 2 + 3."),
        (points("80", c2="17", c3="21"), points("80"), [1, 2], "Bằng điểm, xét tiêu chí 3."),
        (points("80"), points("80"), [1, 1], "Đồng hạng."),
    ],
)
def test_equal_marks_are_parted_in_the_charters_order(house, cast, first, second, ranks, note) -> None:
    one, two = judged(cast, [first, second])
    rows = ranking(the_round(cast)).rows
    assert [row.rank for row in rows] == ranks
    assert {row.note for row in rows} == {note}
    if ranks == [1, 2]:
        assert [row.entry_id for row in rows] == [one, two]


def test_the_median_parts_when_the_criteria_do_not(house, cast) -> None:
    with transaction():
        the_round(cast).tie_breaks = [{"median": True}]
    judged(cast, [("80", "84"), ("82", "82")])
    rows = ranking(the_round(cast)).rows
    assert [row.rank for row in rows] == [1, 1], "the median of two is their mean, so nothing parts them"


@pytest.mark.parametrize(
    ("cut", "taken"),
    [
        (Cut(top=1), [True, False, False, False]),
        (Cut(top=2), [True, True, True, False]),
        (Cut(top=2, ties_in=False), [True, False, False, False]),
        (Cut(threshold=Decimal(80)), [True, True, True, False]),
        (Cut(threshold=Decimal("80.01")), [True, False, False, False]),
        (Cut(threshold=Decimal(95)), [False, False, False, False]),
        (Cut(top=3, threshold=Decimal(85)), [True, False, False, False]),
        (Cut(), [True, True, True, True]),
    ],
)
def test_what_a_cut_takes_in(house, cast, cut, taken) -> None:
    judged(cast, ["90", "80", "80", "70"])
    assert [row[3] for row in told(cast, cut)] == taken


def test_quotas_keep_places_for_a_categorys_own_best(house, cast) -> None:
    entries = judged(cast, ["90", "85", "80", "60"], categories=[0, 0, 0, 1])
    with transaction():
        the_round(cast).cut_top = 3
        ghi_chep, but_ky = (
            db.session.query(Category).filter_by(contest_id=cast.contest_id).order_by("position")
        )
        ghi_chep.quota_max, but_ky.quota_min = 2, 1

    found = ranking(the_round(cast))

    assert [row.entry_id for row in found.rows if row.taken] == [entries[0], entries[1], entries[3]]
    assert found.left_out_by_quota == {entries[2]}
    assert found.rows[2].note == "Hết chỉ tiêu của thể loại."
    assert found.last_taken == 4, "the line is drawn below the last entry on the list"


@pytest.mark.parametrize(
    ("kind", "top", "threshold", "expected"),
    [
        (CutKind.TOP, 5, Decimal(80), Cut(top=5)),
        (CutKind.THRESHOLD, 5, Decimal(80), Cut(threshold=Decimal(80))),
    ],
)
def test_the_charters_cut_is_by_places_or_by_threshold(house, cast, kind, top, threshold, expected) -> None:
    with transaction():
        round_ = the_round(cast)
        round_.cut_kind, round_.cut_top, round_.cut_threshold = kind, top, threshold
    assert cut_of(the_round(cast)) == expected


def test_more_reserved_places_than_places_are_refused(house, cast) -> None:
    with transaction():
        the_round(cast).cut_top = 1
        for category in db.session.query(Category).filter_by(contest_id=cast.contest_id):
            category.quota_min = 1
    with pytest.raises(CutUnfit):
        cut_of(the_round(cast))


def test_an_entry_withdrawn_after_judging_leaves_the_ranking(house, cast) -> None:
    first, second = judged(cast, ["90", "80"])
    with transaction():
        withdraw_entry(entry=the_entry(first), by="tác giả", reason="", actor=CLERK, at=NOON)
    assert told(cast) == [(second, 1, False, True)]


def test_entries_without_a_mark_are_counted_and_not_ranked(house, cast) -> None:
    handed_in(cast, ["Một", "Hai"])
    found = ranking(the_round(cast))
    assert (found.rows, found.open_entries, found.line) == ((), 0, None)


def test_the_head_parts_equals_for_a_stated_reason(house, cast) -> None:
    one, two, three = judged(cast, ["80", "80", "80"])

    decide(cast, two)
    decide(cast, three)

    assert told(cast) == [(two, 1, False, True), (three, 2, False, True), (one, 3, False, True)]
    assert "Trưởng Ban Giám khảo quyết định: Hội đồng đọc lại" in ranking(the_round(cast)).rows[0].note


def test_the_head_may_decide_anew(house, cast) -> None:
    one, two = judged(cast, ["80", "80"])
    decide(cast, one)
    decide(cast, one, "Xét lại", undo=True)
    assert [(row[0], row[1]) for row in sorted(told(cast))] == [(one, 1), (two, 1)]


def test_who_was_put_first_stays_first_however_often_the_head_has_spoken(house, cast) -> None:
    first, second, third = judged(cast, ["80", "80", "80"])
    for entry in (first, second):
        decide(cast, entry)
    with transaction():
        for row in head_decisions(cast.round_id).values():
            row.weight -= 998
    assert sorted(row.weight for row in head_decisions(cast.round_id).values()) == [1, 2]
    decide(cast, third)
    assert [row.entry_id for row in ranking(the_round(cast)).rows] == [first, second, third]
    assert not any(row.tied for row in ranking(the_round(cast)).rows)


def test_the_head_says_nothing_where_nothing_is_equal(house, cast) -> None:
    one, _ = judged(cast, ["80", "81"])
    with pytest.raises(NotTied):
        decide(cast, one)


def test_a_decision_needs_a_reason_an_entry_of_the_round_and_the_charters_word(house, cast) -> None:
    one, _ = judged(cast, ["80", "80"])
    with pytest.raises(ReasonMissing):
        decide(cast, one, "  ")
    with pytest.raises(NotFound):
        decide(cast, 99_999)
    with transaction():
        the_round(cast).tie_breaks = [{"median": True}]
    with pytest.raises(NoHeadDecision):
        decide(cast, one)


def test_nobody_breaks_a_tie_before_the_lock_or_after_the_names_are_known(house, cast) -> None:
    with pytest.raises(RoundNotLocked):
        decide(cast, 1)
    one, _ = judged(cast, ["80", "80"])
    freeze_top(cast, 1)
    open_seal(cast)
    with pytest.raises(NamesAlreadyKnown):
        decide(cast, one)
