"""Prizes proposed from the ranks: the table of what falls to whom."""

from decimal import Decimal

import pytest

from contest.awards.rules import Gap, PassedBy, Places, Standing, move_up, propose

PRIZES = (Places("A", 1), Places("B", 2), Places("C", 2))


def ranked(*marks: str, same: dict[int, str] | None = None, barred: dict[int, PassedBy] | None = None):
    """Entries 1, 2, … with these marks, equal marks being equal ranks; ``same`` names the author of some."""
    values = [Decimal(mark) for mark in marks]
    return [
        Standing(
            number,
            1 + sum(other > mark for other in values),
            mark,
            frozenset({(same or {}).get(number, f"author {number}")}),
            (barred or {}).get(number),
        )
        for number, mark in enumerate(values, start=1)
    ]


def proposed(standings, prizes=PRIZES, *, most=1, share=False):
    return propose(standings, prizes, most_per_author=most, ties_share=share)


def test_prizes_fall_from_the_best_down() -> None:
    found = proposed(ranked("90", "88", "86", "84", "82", "80"))
    assert found.prizes == {1: "A", 2: "B", 3: "B", 4: "C", 5: "C"}
    assert (found.waiting, found.passed, found.empty) == ((), (), {})


def test_an_author_who_has_enough_is_passed_over_and_the_next_moves_up() -> None:
    found = proposed(ranked("90", "88", "86", "84", "82", "80", same={1: "x", 2: "x", 4: "x"}))
    assert found.prizes == {1: "A", 3: "B", 5: "B", 6: "C"}
    assert found.passed == ((2, PassedBy.AUTHOR_LIMIT), (4, PassedBy.AUTHOR_LIMIT))
    assert found.empty == {("C", Gap.NO_ENTRIES): 1}


def test_the_charter_may_allow_an_author_several() -> None:
    found = proposed(ranked("90", "88", "86", same={1: "x", 2: "x", 3: "x"}), most=2)
    assert found.prizes == {1: "A", 2: "B"}
    assert found.passed == ((3, PassedBy.AUTHOR_LIMIT),)


def test_one_key_in_common_is_the_same_author() -> None:
    first = Standing(1, 1, Decimal(90), frozenset({"lanh|1978|QS", "lanh|0912"}))
    second = Standing(2, 2, Decimal(80), frozenset({"lanh|1979|QS", "lanh|0912"}))
    assert proposed([first, second]).passed == ((2, PassedBy.AUTHOR_LIMIT),)


@pytest.mark.parametrize("why", [PassedBy.WITHDRAWN, PassedBy.REJECTED, PassedBy.REVOKED])
def test_whoever_may_not_win_is_passed_over_with_the_reason(why) -> None:
    found = proposed(ranked("90", "88", barred={1: why}))
    assert found.prizes == {2: "A"}
    assert found.passed == ((1, why),)


@pytest.mark.parametrize(
    ("marks", "share", "prizes", "waiting"),
    [
        # equals for whom one prize has places enough get it
        (("90", "88", "88", "80"), False, {1: "A", 2: "B", 3: "B", 4: "C"}, []),
        # two firsts for one place: they wait, and their two places are kept for them
        (("90", "90", "80", "78"), False, {3: "B", 4: "C"}, [((1, 2), ("A", "B"))]),
        # or share it: one place of the next prize is missing then
        (("90", "90", "80", "78"), True, {1: "A", 2: "A", 3: "B", 4: "C"}, []),
        # a tie across the last line: more equals than places
        (("90", "88", "86", "84", "80", "80"), False, {1: "A", 2: "B", 3: "B", 4: "C"}, [((5, 6), ("C",))]),
        # shared there, the structure is exceeded, which the decision has to explain
        (("90", "88", "86", "84", "80", "80"), True, {1: "A", 2: "B", 3: "B", 4: "C", 5: "C", 6: "C"}, []),
        # a tie over three prizes
        (("90",) * 4, False, {}, [((1, 2, 3, 4), ("A", "B", "B", "C"))]),
    ],
)
def test_ties(marks, share, prizes, waiting) -> None:
    found = proposed(ranked(*marks), share=share)
    assert found.prizes == prizes
    assert [(one.entries, one.prizes) for one in found.waiting] == waiting


def test_those_who_share_are_marked() -> None:
    given = proposed(ranked("90", "90", "80"), share=True).given
    assert [(one.entry, one.shared) for one in given] == [(1, True), (2, True), (3, False)]


def test_a_prize_whose_least_mark_nobody_reaches_stays_empty_and_the_best_go_on_to_the_next() -> None:
    prizes = (Places("A", 1, Decimal(90)), Places("B", 1, Decimal(85)), Places("C", 2))
    found = proposed(ranked("88", "84", "70"), prizes)
    assert found.prizes == {1: "B", 2: "C", 3: "C"}
    assert found.empty == {("A", Gap.BELOW_LEAST): 1}


def test_exactly_the_least_mark_is_enough() -> None:
    assert proposed(ranked("90"), (Places("A", 1, Decimal(90)),)).prizes == {1: "A"}


def test_places_are_left_when_the_list_is_short() -> None:
    assert proposed(ranked("90")).empty == {("B", Gap.NO_ENTRIES): 2, ("C", Gap.NO_ENTRIES): 2}


def test_nobody_and_nothing_are_answered_too() -> None:
    assert proposed([]).prizes == {}
    assert proposed(ranked("90"), ()).prizes == {}


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        proposed(ranked("90"), most=0)
    with pytest.raises(ValueError, match="order of rank"):
        proposed(list(reversed(ranked("90", "80"))))


def test_when_a_prize_is_taken_back_each_below_moves_up_by_one_and_the_next_of_the_list_comes_in() -> None:
    one, two, three, four, five, six = ranked("90", "88", "86", "84", "82", "80")
    found = move_up([two, three, four, five], [six], PRIZES, most_per_author=1, ties_share=False)
    assert found.prizes == {2: "A", 3: "B", 4: "B", 5: "C", 6: "C"}
    assert one.entry not in found.prizes


def test_moving_up_keeps_the_order_the_meeting_gave() -> None:
    one, two, three, four = ranked("90", "88", "86", "84")
    held = [two, one]  # the meeting had put the second before the first
    prizes = (Places("A", 1), Places("B", 1), Places("C", 1))
    found = move_up(held, [three, four], prizes, most_per_author=1, ties_share=False)
    assert found.prizes == {2: "A", 1: "B", 3: "C"}


def test_equals_below_who_would_come_in_wait_for_the_meeting() -> None:
    one, two, three = ranked("90", "80", "80")
    found = move_up(
        [one], [two, three], (Places("A", 1), Places("B", 1)), most_per_author=1, ties_share=False
    )
    assert found.prizes == {1: "A"}
    assert [(w.entries, w.prizes) for w in found.waiting] == [((2, 3), ("B",))]
