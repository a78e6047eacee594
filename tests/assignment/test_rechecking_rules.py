"""What readings drawn a while ago would break of today's rules."""

import pytest

from contest.assignment.rules import EntryToRead, JudgeAtHand, Problem
from contest.assignment.rules.columns import Pairs
from contest.assignment.rules.rechecking import Breach, breaches_of

ENTRIES = [EntryToRead(10, frozenset({1}), category=5), EntryToRead(11, frozenset({2}), category=6)]


@pytest.mark.parametrize(
    ("judges", "known", "fresh", "broken"),
    [
        ([JudgeAtHand(1), JudgeAtHand(2)], {}, [(10, 1), (11, 2)], []),
        ([JudgeAtHand(1)], {}, [(12, 1)], [(Breach.ENTRY_GONE, 1, (1,))]),
        ([JudgeAtHand(1)], {}, [(10, 2), (11, 2)], [(Breach.JUDGE_GONE, 2, (2,))]),
        ([JudgeAtHand(1)], {"excluded": [(10, 1)]}, [(10, 1), (11, 1)], [(Breach.CONFLICT, 1, (1,))]),
        ([JudgeAtHand(1, units=frozenset({2}))], {}, [(10, 1), (11, 1)], [(Breach.UNIT, 1, (1,))]),
        ([JudgeAtHand(1, categories=frozenset({5}))], {}, [(10, 1), (11, 1)], [(Breach.RIGHT, 1, (1,))]),
        ([JudgeAtHand(1, maximum=1)], {}, [(10, 1)], []),
        ([JudgeAtHand(1, maximum=1)], {"standing": [(11, 1)]}, [(10, 1)], [(Breach.MAXIMUM, 1, (1,))]),
        (
            [JudgeAtHand(1), JudgeAtHand(2)],
            {"standing": [(10, 2)], "never_together": [(1, 2)]},
            [(10, 1), (11, 1)],
            [(Breach.TOGETHER, 1, (1,))],
        ),
    ],
)
def test_each_rule_is_told_with_how_many_readings_break_it(judges, known, fresh, broken):
    problem = Problem(ENTRIES, judges, 2, **known)

    found = breaches_of(problem, Pairs.of(fresh))

    assert [(one.breach, one.readings, one.judges) for one in found] == broken


def test_what_ends_with_the_draw_no_longer_counts():
    judges = [JudgeAtHand(1, maximum=1), JudgeAtHand(2)]
    problem = Problem(ENTRIES, judges, 2, standing=[(10, 2), (11, 1)], never_together=[(1, 2)])

    assert breaches_of(problem, Pairs.of([(10, 1)]), Pairs.of([(10, 2), (11, 1)])) == []


def test_a_draw_that_only_takes_back_breaks_nothing():
    assert (
        breaches_of(Problem([], [JudgeAtHand(1)], 2, standing=[(10, 1)]), Pairs(), Pairs.of([(10, 1)])) == []
    )
