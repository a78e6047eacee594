"""The charter's method makes the ranking; the others are second opinions."""

from decimal import Decimal

import pytest

from contest.assignment.service.settings import write_category_readers
from contest.charter.service import set_round
from contest.db import transaction
from contest.errors.charter import ValueUnfit
from contest.errors.shortlist import MethodNotCharters, MethodUnfit, ReasonMissing
from contest.scoring.queries import settlements
from contest.scoring.service import agree_mark, settle_round
from contest.shortlist.queries import opinions, ranking, readings_of
from contest.shortlist.rules import Agreed, Cut, marks_by
from contest.shortlist.service import freeze
from tests.conftest import NOON
from tests.shortlist.stage import CLERK, codes, judged, lock, the_round

SHEETS = [("70", "74"), ("90", "86"), ("80", "77"), ("65", "72"), ("84", "84"), ("79", "75")]


def by(cast, method):
    """The first round goes by this method."""
    with transaction():
        the_round(cast).method = method


def freeze_by(cast, method=None, *, reason="", top=2):
    with transaction():
        return freeze(
            round_=the_round(cast), cut=Cut(top=top), actor=CLERK, at=NOON, reason=reason, method=method
        )


def test_by_an_adjusted_method_the_model_marks_and_the_settled_mark_stands_beside(house, cast) -> None:
    by(cast, "adjusted")
    judged(cast, SHEETS)
    found = readings_of(the_round(cast))
    expected = marks_by("adjusted", found.readings, {}).marks
    rows = ranking(the_round(cast)).rows
    assert {row.entry_id: row.mark for row in rows} == {
        found.entry_ids[place]: mark for place, mark in expected.items()
    }
    settled = settlements(cast.round_id)
    assert {row.settled for row in rows} == {settled[row.entry_id].mark for row in rows}
    assert [row.mark for row in rows] == sorted((row.mark for row in rows), reverse=True)


def test_minutes_settle_a_round_of_the_adjusted_method_and_count_in_its_marks(house, cast) -> None:
    by(cast, "adjusted")
    entries = judged(cast, [("70", "82"), *SHEETS[1:]], locked=False)
    with transaction():
        settle_round(round_=the_round(cast), seed=1, actor=CLERK, at=NOON)
        agree_mark(
            round_=the_round(cast),
            entry_id=entries[0],
            mark=Decimal(80),
            minutes="Hai giám khảo đọc lại.",
            actor=CLERK,
            at=NOON,
        )
    lock(cast)
    found = readings_of(the_round(cast))
    place = found.entry_ids.index(entries[0])
    expected = marks_by("adjusted", found.readings, {place: Agreed(Decimal(80), by_its_judges=True)})
    row = next(row for row in ranking(the_round(cast)).rows if row.entry_id == entries[0])
    assert (row.mark, row.settled) == (expected.marks[place], Decimal(80))
    assert sorted(sheet.total for sheet in row.sheets) == [Decimal(70), Decimal(82)], "sheets stay"
    assert row.mark != marks_by("adjusted", found.readings, {}).marks[place]


def test_means_of_pairs_and_sums_of_three_are_never_ranked_together(house, cast) -> None:
    by(cast, "sum")
    with transaction():
        write_category_readers(cast.round_id, {cast.category_id: 3})
    judged(cast, ["80", "70", "90"], categories=[0, 0, 1])
    with pytest.raises(MethodUnfit, match="có bài 2 phiếu, có bài 3"):
        ranking(the_round(cast))
    assert opinions(the_round(cast)).official.unfit is not None


def test_sums_of_three_are_ranked_though_the_round_has_two_readers_otherwise(house, cast) -> None:
    by(cast, "sum")
    with transaction():
        write_category_readers(cast.round_id, {cast.category_id: 3})
    judged(cast, ["80", "70"])
    assert [row.mark for row in ranking(the_round(cast)).rows] == [Decimal(240), Decimal(210)]
    cut = Cut(threshold=Decimal(220))
    found = {one.method: one for one in opinions(the_round(cast), cut=cut).others}
    assert len(found["mean"].members) == 1, "a third of the sums' threshold"


def test_a_model_that_cannot_be_used_is_said_and_nothing_takes_its_place(house, cast) -> None:
    by(cast, "scaled")
    judged(cast, ["80", "80"])
    with pytest.raises(MethodUnfit) as refusal:
        ranking(the_round(cast))
    assert "cùng một điểm" in str(refusal.value)
    with pytest.raises(MethodUnfit):
        freeze_by(cast)


def test_only_then_may_another_method_of_the_charter_be_frozen_and_the_recipe_says_so(house, cast) -> None:
    by(cast, "scaled")
    judged(cast, ["80", "80"])
    with pytest.raises(ReasonMissing):
        freeze_by(cast, "mean")
    with pytest.raises(MethodNotCharters):
        freeze_by(cast, "zscore", reason="Thử")
    recipe = freeze_by(cast, "mean", reason="Mọi phiếu cùng điểm").recipe
    assert (recipe["method"], recipe["charters_method"], recipe["parameters"]) == ("mean", "scaled", {})


def test_where_the_charters_method_works_no_other_is_frozen(house, cast) -> None:
    judged(cast, SHEETS)
    with pytest.raises(MethodNotCharters):
        freeze_by(cast, "median", reason="Thích hơn")


def test_the_recipe_tells_what_a_model_estimated_and_is_the_same_again(house, cast) -> None:
    by(cast, "scaled")
    judged(cast, SHEETS)
    first, again = freeze_by(cast), freeze_by(cast, reason="Lần nữa")
    assert set(first.recipe["parameters"]) == {"level", "quality", "judge", "noise", "scale"}
    assert (first.recipe, first.digest) == (again.recipe, again.digest)


def test_a_charter_refuses_a_method_its_readers_do_not_suffice_for(house, cast) -> None:
    with pytest.raises(ValueUnfit), transaction():
        set_round(round_=the_round(cast), changes={"method": "trimmed"}, actor=CLERK, at=NOON)


def test_every_other_method_is_a_second_opinion_with_who_would_cross_the_line(house, cast) -> None:
    entries = judged(cast, SHEETS)
    found = opinions(the_round(cast), cut=Cut(top=2))
    assert found.official.method == "mean"
    told = {one.method: one for one in found.others}
    assert set(told) == {"sum", "trimmed", "median", "zscore", "ratio", "adjusted", "scaled"}
    assert told["trimmed"].unfit is not None
    assert set(told["median"].ranks) == set(entries)
    assert (told["median"].comes, told["median"].goes) == ((), ())
    for one in found.others:
        if one.unfit is None:
            assert set(one.comes) == one.members - found.official.members
            assert set(one.goes) == found.official.members - one.members
            assert set(one.comes) | set(one.goes) <= set(found.moved)
    assert set(found.codes.values()) == set(codes(cast).values())


def test_a_sum_is_held_against_a_threshold_on_its_own_scale(house, cast) -> None:
    judged(cast, SHEETS)
    found = opinions(the_round(cast), cut=Cut(threshold=Decimal(77)))
    told = {one.method: one for one in found.others}
    assert found.official.members == told["sum"].members
    assert 0 < len(told["sum"].members) < len(SHEETS)
