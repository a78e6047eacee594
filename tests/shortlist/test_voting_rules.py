"""What counted hands come to, in a table of truth."""

import pytest

from contest.shortlist.rules.voting import Majority, Votes, carried, fit

CAST, PRESENT, TWO_THIRDS = Majority.CAST, Majority.PRESENT, Majority.TWO_THIRDS


@pytest.mark.parametrize(
    ("counts", "majority", "passes"),
    [
        ((5, 4, 0), PRESENT, True),
        ((4, 1, 4), PRESENT, False),  # more for than against, yet not half of nine
        ((4, 4, 0), PRESENT, None),
        ((4, 1, 3), PRESENT, None),  # exactly half
        ((0, 0, 3), PRESENT, False),
        ((4, 1, 4), CAST, True),
        ((1, 2, 6), CAST, False),
        ((2, 2, 5), CAST, None),
        ((0, 0, 9), CAST, None),
        ((6, 3, 0), TWO_THIRDS, True),
        ((5, 2, 2), TWO_THIRDS, False),
        ((2, 1, 0), TWO_THIRDS, True),
        ((0, 0, 0), TWO_THIRDS, False),
    ],
)
def test_what_a_vote_comes_to(counts, majority, passes) -> None:
    assert carried(Votes(*counts), majority=majority) is passes


@pytest.mark.parametrize(
    ("counts", "absent_votes", "fits"),
    [
        ((5, 2, 0), False, True),
        ((5, 1, 0), False, False),
        ((5, 2, 1), False, False),
        ((5, 2, 0), True, True),
        ((5, 2, 2), True, True),
        ((5, 2, 3), True, False),
        ((5, 1, 0), True, False),
    ],
)
def test_seven_of_nine_are_there(counts, absent_votes, fits) -> None:
    assert fit(Votes(*counts), present=7, entitled=9, absent_votes=absent_votes) is fits


def test_nobody_counts_below_nothing() -> None:
    with pytest.raises(ValueError, match="below 0"):
        Votes(3, -1, 0)
