"""The cut takes the best, never parts equals by chance, and keeps the quotas."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.charter.rules import QuotaKind
from contest.shortlist.rules import Cut, Group, Standing, choose, rank


def ranking(*marks_and_categories):
    """Entries 1, 2, 3 … of (mark, category)."""
    return rank(
        Standing(entry, Decimal(mark), (), frozenset() if category is None else frozenset({of(category)}))
        for entry, (mark, category) in enumerate(marks_and_categories, start=1)
    )


def of(category):
    return Group(QuotaKind.CATEGORY, str(category))


def within(**said):
    """A cut whose quotas are told by the number of the category."""
    quotas = {of(category): quota for category, quota in said.pop("quotas", {}).items()}
    return Cut(quotas=quotas, **said)


def plain(*marks):
    return ranking(*[(mark, None) for mark in marks])


@pytest.mark.parametrize(
    ("marks", "cut", "members", "line", "tied"),
    [
        ((), Cut(top=3), (), None, ()),
        ((90, 80, 70), Cut(), (1, 2, 3), 70, ()),
        ((90, 80, 70), Cut(top=0), (), None, ()),
        ((90, 80, 70), Cut(top=2), (1, 2), 80, ()),
        ((90, 80, 70), Cut(top=9), (1, 2, 3), 70, ()),
        ((90, 80, 80, 70), Cut(top=2), (1, 2, 3), 80, (2, 3)),
        ((90, 80, 80, 70), Cut(top=2, ties_in=False), (1,), 90, (2, 3)),
        ((90, 80, 80, 70), Cut(top=3), (1, 2, 3), 80, ()),
        ((80, 80, 80), Cut(top=1, ties_in=False), (), None, (1, 2, 3)),
        ((90, 80, 79), Cut(threshold=Decimal(80)), (1, 2), 80, ()),
        ((90, 80, 79), Cut(threshold=Decimal(95)), (), None, ()),
        ((90, 80, 79), Cut(top=1, threshold=Decimal(80)), (1,), 90, ()),
        ((90, 80, 79), Cut(top=3, threshold=Decimal(80)), (1, 2), 80, ()),
    ],
)
def test_choose_without_quotas(marks, cut, members, line, tied):
    choice = choose(plain(*marks), cut)
    assert choice.members == members
    assert choice.line == (None if line is None else Decimal(line))
    assert choice.tied_at_line == tied
    assert choice.left_out_by_quota == ()


# Entries by rank: 1, 2, 3 of category 1, then 4, 5 of category 2, then 6 of none.
FIELD = [(95, 1), (90, 1), (85, 1), (80, 2), (75, 2), (70, None)]
# Entries 2 and 3 are equal, of category 1.
EQUALS = [(95, 1), (90, 1), (90, 1), (80, 2), (75, 2), (70, None)]


@pytest.mark.parametrize(
    ("field", "cut", "members", "left_out", "tied"),
    [
        (FIELD, within(top=3, quotas={2: (1, None)}), (1, 2, 4), (3,), ()),
        (FIELD, within(top=3, quotas={2: (2, None)}), (1, 4, 5), (2, 3), ()),
        (FIELD, within(top=4, quotas={1: (None, 2)}), (1, 2, 4, 5), (3,), ()),
        (FIELD, within(top=5, quotas={1: (None, 1), 2: (None, 1)}), (1, 4, 6), (2, 3, 5), ()),
        (FIELD, within(quotas={1: (None, 0)}), (4, 5, 6), (1, 2, 3), ()),
        (FIELD, within(top=3, threshold=Decimal(82), quotas={2: (1, None)}), (1, 2, 3), (), ()),
        (FIELD, within(top=2, quotas={1: (1, None), 2: (1, None)}), (1, 4), (2,), ()),
        (FIELD, within(top=6, quotas={9: (2, 3)}), (1, 2, 3, 4, 5, 6), (), ()),
        (EQUALS, within(top=4, quotas={1: (None, 2)}), (1, 2, 3, 4), (), (2, 3)),
        (EQUALS, within(top=4, ties_in=False, quotas={1: (None, 2)}), (1, 4, 5, 6), (2, 3), (2, 3)),
        (EQUALS, within(top=3, quotas={2: (1, None)}), (1, 2, 3, 4), (), (2, 3)),
        (EQUALS, within(top=3, ties_in=False, quotas={2: (1, None)}), (1, 4), (2, 3), (2, 3)),
        (EQUALS, within(top=2, ties_in=False, quotas={1: (2, None)}), (1,), (), (2, 3)),
    ],
)
def test_choose_with_quotas(field, cut, members, left_out, tied):
    choice = choose(ranking(*field), cut)
    assert (choice.members, choice.left_out_by_quota, choice.tied_at_line) == (members, left_out, tied)


@pytest.mark.parametrize(
    ("given_cut", "why"),
    [
        (lambda: within(top=-1), "below 0"),
        (lambda: within(quotas={1: (-1, None)}), "below 0"),
        (lambda: within(quotas={1: (3, 2)}), "least is above"),
        (lambda: within(top=3, quotas={1: (2, None), 2: (2, None)}), "reserved"),
    ],
)
def test_a_cut_that_contradicts_itself_is_refused(given_cut, why):
    with pytest.raises(ValueError, match=why):
        given_cut()


fields = st.lists(st.tuples(st.integers(60, 66), st.sampled_from([None, 1, 2])), max_size=12)


@given(fields, st.integers(0, 8), st.booleans())
def test_without_quotas_nobody_outside_stands_above_a_member(field, top, ties_in):
    ranked = ranking(*field)
    members = set(choose(ranked, within(top=top, ties_in=ties_in)).members)
    inside = [r.rank for r in ranked if r.entry in members]
    outside = [r.rank for r in ranked if r.entry not in members]
    assert not inside or not outside or max(inside) < min(outside)
    assert len(inside) >= min(top, len(field)) if ties_in else len(inside) <= top


@given(fields, st.integers(4, 8), st.integers(0, 2), st.integers(2, 4))
def test_quotas_hold_and_equals_of_a_category_stay_together(field, top, least, most):
    ranked = ranking(*field)
    cut = within(top=top, ties_in=False, quotas={1: (least, most), 2: (least, None)})
    choice = choose(ranked, cut)
    members = Counter(r.groups for r in ranked if r.entry in set(choice.members))
    assert members.total() <= top
    assert members[frozenset({of(1)})] <= most
    for category in (1, 2):
        marks = [mark for mark, of in field if of == category]
        if len(set(marks)) == len(marks) and not choice.tied_at_line:
            assert members[frozenset({of(category)})] >= min(least, len(marks))
    together = {(r.rank, r.groups, r.entry in set(choice.members)) for r in ranked}
    assert len(together) == len({(rank_, category) for rank_, category, _ in together})
    for better in ranked:
        for worse in ranked:
            if better.groups == worse.groups and better.rank < worse.rank:
                assert better.entry in choice.members or worse.entry not in choice.members
