"""Panels, anchors, what is kept, capacity and wishes: what else a draw can be asked for."""

from collections import Counter

import pytest

from contest.assignment.rules import (
    EntryToRead,
    JudgeAtHand,
    NoPlan,
    Panels,
    Problem,
    RemedyKind,
    ShortageKind,
    Wishes,
    solve,
)

ENTRIES = [EntryToRead(n, frozenset({n % 5}), n % 2) for n in range(60)]
JUDGES = [JudgeAtHand(100 + n) for n in range(12)]
PANELS = tuple(frozenset(range(100 + 3 * n, 103 + 3 * n)) for n in range(4))


def readers_of(plan):
    found = {}
    for entry, judge in plan:
        found.setdefault(entry, set()).add(judge)
    return found


def test_in_split_panels_all_readers_but_one_come_from_one_panel_and_everybody_is_connected():
    plan = solve(Problem(ENTRIES, JUDGES, 3, panels=Panels(PANELS)), seed=3)
    for readers in readers_of(plan).values():
        assert sorted(len(readers & panel) for panel in PANELS) == [0, 0, 1, 2]
    assert plan.measures.groups == 1
    assert set(plan.loads.values()) == {15}


def test_panels_without_a_common_reader_are_refused_unless_somebody_insists_and_then_marked():
    apart = Panels(PANELS, across=0)
    with pytest.raises(NoPlan) as refused:
        solve(Problem(ENTRIES, JUDGES, 2, panels=apart), seed=3)
    reason = refused.value.reasons[0]
    assert reason.kind == ShortageKind.DISCONNECTED
    assert reason.remedies[0].kind == RemedyKind.READER_ACROSS

    plan = solve(Problem(ENTRIES, JUDGES, 2, panels=apart, insist=True), seed=3)
    assert plan.disconnected
    assert plan.measures.groups == 4


def test_anchors_are_read_by_all_who_may_and_connect_panels():
    judges = [JudgeAtHand(99, frozenset({1})), *JUDGES]
    problem = Problem(ENTRIES, judges, 2, panels=Panels(PANELS, across=0), anchors=[0, 1])
    plan = solve(problem, seed=3)
    readers = readers_of(plan)
    assert readers[0] == {judge.id for judge in judges}
    assert readers[1] == {judge.id for judge in JUDGES}
    assert plan.measures.groups == 1


def test_of_two_never_together_one_reads_an_anchor():
    plan = solve(Problem(ENTRIES, JUDGES, 2, anchors=[7], never_together=[(100, 101)]), seed=3)
    readers = readers_of(plan)
    assert len(readers[7]) == 11
    assert not any({100, 101} <= who for who in readers.values())


@pytest.mark.parametrize("seed", range(3))
def test_an_anchor_that_too_few_may_read_is_no_plan(seed):
    own = frozenset({1})
    judges = [JudgeAtHand(1), JudgeAtHand(2, own), JudgeAtHand(3, own), JudgeAtHand(4)]
    with pytest.raises(NoPlan) as refused:
        solve(Problem([EntryToRead(1, own), EntryToRead(2)], judges, 3, anchors=[1]), seed=seed)
    (reason,) = refused.value.reasons
    assert (reason.kind, reason.entries) == (ShortageKind.ENTRY_WITHOUT_JUDGES, (1,))


@pytest.mark.parametrize("seed", range(8))
def test_an_anchor_finds_readers_enough_among_those_who_may_read_together(seed):
    judges = [JudgeAtHand(n) for n in range(4)]
    plan = solve(
        Problem([EntryToRead(1)], judges, 3, anchors=[1], never_together=[(0, 1), (0, 2), (0, 3)]), seed=seed
    )
    assert readers_of(plan)[1] == {1, 2, 3}


@pytest.mark.parametrize("seed", range(3))
def test_an_entry_that_lacks_a_reader_stays_with_the_panel_of_the_one_it_has(seed):
    standing = [(n, 100 + n % 12) for n in range(60)]
    apart = Panels(PANELS, across=0)
    plan = solve(Problem(ENTRIES, JUDGES, 2, standing=standing, panels=apart, insist=True), seed=seed)
    for entry, judge in standing:
        (other,) = readers_of(plan)[entry]
        assert any({judge, other} <= panel for panel in PANELS)


def test_where_that_panel_has_nobody_left_another_takes_the_entry():
    pairs = Panels((frozenset({100, 101}), frozenset({102, 103})), across=0)
    problem = Problem(
        [EntryToRead(1)], JUDGES[:4], 2, excluded=[(1, 101)], standing=[(1, 100)], panels=pairs, insist=True
    )
    assert readers_of(solve(problem, seed=3))[1] <= {102, 103}


def test_anchors_above_a_maximum_are_no_plan():
    with pytest.raises(NoPlan) as refused:
        solve(Problem(ENTRIES, [JudgeAtHand(1, maximum=1), *JUDGES], 1, anchors=[1, 2]), seed=3)
    (reason,) = refused.value.reasons
    assert (reason.kind, reason.judges, reason.entries) == (ShortageKind.ANCHORS, (1,), (1, 2))
    assert (reason.needed, reason.have) == (2, 1)
    assert [(one.kind, one.amount) for one in reason.remedies] == [
        (RemedyKind.RAISE_MAXIMUM, 1),
        (RemedyKind.FEWER_ANCHORS, 1),
    ]


def test_whoever_stands_above_the_maximum_already_is_told_what_would_mend_the_anchors():
    standing = [(50, 1), (51, 1), (52, 1)]
    problem = Problem(ENTRIES, [JudgeAtHand(1, maximum=1), *JUDGES], 1, standing=standing, anchors=[1])
    with pytest.raises(NoPlan) as refused:
        solve(problem, seed=3)
    (reason,) = refused.value.reasons
    assert (reason.entries, reason.needed, reason.have) == ((1,), 4, 3)
    assert [one.amount for one in reason.remedies] == [3, 1]


def test_a_panel_without_judges_enough_for_an_entry_is_told():
    pairs = Panels((frozenset({100, 101}), frozenset({102, 103})))
    with pytest.raises(NoPlan) as refused:
        solve(Problem(ENTRIES, JUDGES, 4, panels=pairs), seed=3)
    assert {reason.kind for reason in refused.value.reasons} == {ShortageKind.PANEL}


def test_what_is_kept_moves_only_as_far_as_a_new_judge_needs():
    first = solve(Problem(ENTRIES, JUDGES, 2), seed=3)
    second = solve(Problem(ENTRIES, [*JUDGES, JudgeAtHand(200)], 2, kept=tuple(first)), seed=4)
    moved = set(first) - set(second)
    assert set(second.loads.values()) == {9, 10}
    assert len(moved) == second.loads[200]
    assert {judge for _, judge in set(second) - set(first)} == {200}


def test_a_judge_who_leaves_passes_on_only_their_own():
    first = solve(Problem(ENTRIES, JUDGES, 2), seed=3)
    second = solve(Problem(ENTRIES, JUDGES[1:], 2, kept=tuple(first)), seed=4)
    stayed = {pair for pair in first if pair[1] != 100}
    assert len(stayed - set(second)) <= 5
    assert set(second.loads.values()) == {10, 11}


def test_loads_are_level_in_proportion_to_capacity():
    judges = [JudgeAtHand(1, capacity=100), JudgeAtHand(2, capacity=50), JudgeAtHand(3, capacity=50)]
    assert solve(Problem(ENTRIES, judges, 1), seed=3).loads == {1: 30, 2: 15, 3: 15}


def test_an_entry_of_a_kind_with_a_number_of_its_own_has_so_many_readers():
    entries = [EntryToRead(1, readers=4), EntryToRead(2), EntryToRead(3, language="km", readers=1)]
    judges = [
        JudgeAtHand(9, languages=frozenset({"km"})),
        *(JudgeAtHand(n, languages=frozenset({"vi"})) for n in range(4)),
    ]
    readers = readers_of(solve(Problem(entries, judges, 2), seed=3))
    assert {entry: len(who) for entry, who in readers.items()} == {1: 4, 2: 2, 3: 1}
    assert readers[3] == {9}


def test_wishes_are_met_where_the_level_allows():
    wanted = {(entry, 100 + entry % 12): 1.0 for entry in range(60)}
    plan = solve(Problem(ENTRIES, JUDGES, 2, wishes=Wishes.of(wanted)), seed=3)
    assert plan.measures.wish_share == 1
    assert set(wanted) <= set(plan)
    assert set(plan.loads.values()) == {10}


def test_wishes_for_a_category_go_to_those_who_know_it():
    fond = Wishes(categories={(100, 0): 2.0, (101, 1): 1.0})
    plan = solve(Problem(ENTRIES, JUDGES, 2, wishes=fond), seed=3)
    category = {entry.id: entry.category for entry in ENTRIES}
    count = Counter((judge, category[entry]) for entry, judge in plan)
    assert count[100, 0] == 10
    assert count[101, 1] == 10


def test_each_pile_is_a_fair_sample_of_the_categories():
    plan = solve(Problem(ENTRIES, JUDGES, 2), seed=3)
    category = {entry.id: entry.category for entry in ENTRIES}
    piles = Counter((judge, category[entry]) for entry, judge in plan)
    assert set(piles.values()) <= {4, 5, 6}
    assert plan.measures.mixed_categories < 0.6


def test_near_misses_are_told():
    own = frozenset({0})
    judges = [JudgeAtHand(1, maximum=20), JudgeAtHand(2), JudgeAtHand(3, own), JudgeAtHand(4, own)]
    near = solve(Problem(ENTRIES, judges, 2), seed=3).near
    assert near.at_maximum == (1,)
    assert near.tight == 12
    assert set(near.tight_ids) == {entry.id for entry in ENTRIES if 0 in entry.units}
