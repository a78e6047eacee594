"""Which units count as a judge's own."""

import pytest

from contest.db import db, transaction
from contest.units.models import Unit
from contest.units.queries import kin_of_units
from contest.units.rules import Place, kin

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
