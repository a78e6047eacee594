"""Which rounds may change places."""

import pytest

from contest.charter.rules.order import displaced, held_rounds

A, B, C, NEW = 1, 2, 3, 0


@pytest.mark.parametrize(
    ("begun", "held"),
    [
        (set(), 0),
        ({A}, 1),
        ({A, B}, 2),
        ({B}, 2),  # what comes before a round that has begun is held with it
        ({A, B, C}, 3),
    ],
)
def test_all_up_to_the_last_that_has_begun_keep_their_places(begun, held):
    assert held_rounds([A, B, C], begun) == held


@pytest.mark.parametrize(
    ("begun", "wanted", "by"),
    [
        (set(), [C, B, A], None),
        (set(), [NEW, A, B, C], None),
        (set(), [B, C], None),
        ({A}, [A, B, C], None),
        ({A}, [A, C, B], None),
        ({A}, [A, NEW, B, C], None),
        ({A}, [A, B], None),
        ({A}, [A], None),
        ({A}, [B, A, C], A),
        ({A}, [NEW, A, B, C], A),
        ({A}, [B, C], A),
        ({A, B}, [A, C, B], B),
        ({A, B}, [A, NEW, B, C], B),
        ({A, B}, [A, B, NEW, C], None),
        ({B}, [B, C], B),  # the round before it never began, yet its list would have fed it
        ({B}, [A, C], B),
        ({A, B, C}, [A, B, C, NEW], None),
        ({A, B, C}, [A, B], C),
    ],
)
def test_an_order_is_refused_where_it_moves_a_round_that_has_begun_or_what_comes_before_it(begun, wanted, by):
    assert displaced([A, B, C], wanted, begun) == by
