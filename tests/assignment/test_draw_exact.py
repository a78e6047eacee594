"""The draw against an exact solver, with all it can be asked for at once: no plan is missed, no rule is broken."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from contest.assignment.rules import NoPlan, solve
from tests.assignment.exact import PATTERNS, a_problem, assert_kept, has_plan

numbers = st.integers(0, 10**9)


def assert_exact(problem, seed):
    try:
        plan = solve(problem, seed=seed)
    except NoPlan as refused:
        assert not has_plan(problem)
        assert all(reason.needed > reason.have and reason.remedies for reason in refused.reasons)
    else:
        assert_kept(problem, plan)


@settings(max_examples=150, deadline=None)
@given(numbers, st.sampled_from(PATTERNS), st.integers(0, 99))
@example(147, "star", 0)
def test_judges_kept_apart_in_any_pattern_find_a_plan_when_one_exists(number, apart, seed):
    assert_exact(a_problem(number, apart=apart), seed)
