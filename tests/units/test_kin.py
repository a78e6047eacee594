"""Which units count as a judge's own, and what a unit is on a day."""

from datetime import date

import pytest

from contest.db import db, transaction
from contest.units.models import Unit
from contest.units.queries import kin_of_units, units_as_they_became
from contest.units.rules import Place, kin, unit_on

DISTRICT, NEW, OLD, OLDER, TWIN, HAMLET, FAR = 1, 2, 3, 4, 5, 6, 7
PLACES = {
    DISTRICT: Place(),
    NEW: Place(parent=DISTRICT),
    OLD: Place(parent=DISTRICT, successor=NEW),
    OLDER: Place(successor=OLD),
    TWIN: Place(parent=DISTRICT, successor=NEW),
    HAMLET: Place(parent=TWIN),
    FAR: Place(parent=DISTRICT),
}


@pytest.mark.parametrize(
    ("unit", "merged", "parents", "own"),
    [
        (NEW, False, False, {NEW}),
        (NEW, True, False, {NEW, OLD, OLDER, TWIN}),  # all it was made of
        (OLDER, True, False, {NEW, OLD, OLDER, TWIN}),  # and what came of it, with the others
        (FAR, True, False, {FAR}),
        (FAR, False, True, {FAR, DISTRICT}),
        (TWIN, False, True, {TWIN, DISTRICT, HAMLET}),
        (NEW, True, True, {NEW, OLD, OLDER, TWIN, DISTRICT, HAMLET}),
        (DISTRICT, False, True, {DISTRICT, NEW, OLD, TWIN, FAR}),
        (99, True, True, {99}),  # not in the directory
    ],
)
def test_kin(unit, merged, parents, own):
    assert kin(unit, PLACES, merged=merged, parents=parents) == own


def test_units_merged_in_a_circle_end():
    circle = {1: Place(successor=2), 2: Place(successor=1)}
    assert kin(1, circle, merged=True, parents=True) == {1, 2}


def test_the_directory_says_which_units_are_ones_own(cast, house):
    units = cast.units
    with transaction():
        db.session.get_one(Unit, units["X-NL"]).successor_id = units["X-VL"]
        db.session.get_one(Unit, units["T-QS"]).parent_id = units["X-VL"]

    own = kin_of_units([units["X-VL"], units["TT-DM"]], merged=True, parents=True)

    assert own == {
        units["X-VL"]: {units["X-NL"], units["X-VL"], units["T-QS"]},
        units["TT-DM"]: {units["TT-DM"]},
    }
    assert kin_of_units([units["X-VL"]], merged=False, parents=False) == {units["X-VL"]: {units["X-VL"]}}


LAST_DAY, MERGED, LATER = date(2025, 6, 30), date(2025, 7, 1), date(2030, 1, 1)
SPANS = {
    1: Place(successor=2, last=LAST_DAY),
    2: Place(successor=3, first=MERGED, last=date(2029, 12, 31)),
    3: Place(first=LATER),
    4: Place(successor=2),  # nobody wrote down when it ended
    5: Place(successor=6),
    6: Place(),
    7: Place(successor=8, last=LAST_DAY),
    8: Place(successor=7, last=LAST_DAY),
    9: Place(successor=99, last=LAST_DAY),  # its successor is not in the directory
}


@pytest.mark.parametrize(
    ("unit", "on", "became"),
    [
        (1, LAST_DAY, 1),  # its last day is its own
        (1, MERGED, 2),
        (1, date(2029, 12, 31), 2),
        (1, LATER, 3),
        (1, None, 3),
        (2, LAST_DAY, 2),
        (3, LAST_DAY, 3),
        (4, LAST_DAY, 4),
        (4, MERGED, 2),
        (5, LAST_DAY, 6),
        (7, MERGED, 8),
        (9, MERGED, 9),
    ],
)
def test_a_unit_is_itself_while_it_lasts_and_then_what_it_was_merged_into(unit, on, became):
    assert unit_on(unit, SPANS, on=on) == became


def test_the_directory_says_what_each_unit_is_on_a_day(cast, house):
    old, new = cast.units["X-NL"], cast.units["X-VL"]
    with transaction():
        unit = db.session.get_one(Unit, old)
        unit.successor_id, unit.valid_to = new, LAST_DAY

    for day, now, codes in ((LAST_DAY, old, {"X-VL"}), (MERGED, new, {"X-NL", "X-VL"})):
        became, told = units_as_they_became(on=day)
        assert became[old].id == now
        assert told[new] == codes
