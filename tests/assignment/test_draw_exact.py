"""The draw against an exact solver, with all it can be asked for at once: no plan is missed, no rule is broken."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from contest.assignment.rules import NoPlan, solve
from tests.assignment.exact import PATTERNS, a_problem, assert_kept, has_plan

numbers = st.integers(0, 10**9)


def assert_exact(problem, seed):
    plan, reasons = solved(problem, seed)
    if plan is None:
        assert not has_plan(problem)
        assert reasons
        assert all(reason.needed > reason.have and reason.remedies for reason in reasons)
    else:
        assert_kept(problem, plan)


def solved(problem, seed):
    """The plan and no reasons, or no plan and the reasons."""
    try:
        return solve(problem, seed=seed), ()
    except NoPlan as refused:
        return None, refused.reasons


@settings(max_examples=100, deadline=None)
@given(numbers, st.sampled_from(PATTERNS), st.integers(0, 99))
@example(147, "star", 0)
def test_judges_kept_apart_in_any_pattern_find_a_plan_when_one_exists(number, apart, seed):
    assert_exact(a_problem(number, apart=apart), seed)


@settings(max_examples=80, deadline=None)
@given(numbers, st.sampled_from(PATTERNS), st.integers(0, 2), st.integers(0, 99))
@example(9065, "any", 2, 3)
def test_panels_and_anchors_find_a_plan_when_one_exists(number, apart, anchors, seed):
    assert_exact(a_problem(number, apart=apart, anchors=anchors, panels=True), seed)
