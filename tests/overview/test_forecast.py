"""How fast a judge reads, and when all will be read."""

from datetime import timedelta
from decimal import Decimal

import pytest

from contest.overview.rules import Forecast, forecast
from tests.conftest import NOON

BEGAN = NOON


@pytest.mark.parametrize(
    ("handed_in", "days", "per_day", "ends_in"),
    [
        (0, 4, None, None),  # nothing handed in tells nothing
        (10, 5, "2.0", 5),  # half in five days: five more
        (15, 5, "3.0", 5 / 3),
        (20, 5, "4.0", None),  # all done
        (5, 0.25, "5.0", 3),  # the first hours count as a day, or one essay would forecast a miracle
        (1, 300, "0.0", 365),  # at a crawl it is a year, not a century
    ],
)
def test_forecast(handed_in, days, per_day, ends_in):
    at = BEGAN + timedelta(days=days)

    said = forecast(assigned=20, handed_in=handed_in, began=BEGAN, at=at)

    assert said.per_day == (None if per_day is None else Decimal(per_day))
    if ends_in is None:
        assert said.ends_at is None
    else:
        assert abs(said.ends_at - (at + timedelta(days=ends_in))) < timedelta(seconds=1)


def test_before_the_beginning_nothing_is_told():
    assert forecast(assigned=5, handed_in=1, began=BEGAN, at=BEGAN) == Forecast(None, None)
