"""How a run stands, and who may have what it made: each case once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from contest.exports.face import Naming
from contest.exports.runs.rules import STALLED, Moments, RunState, may_have, state_of
from tests.conftest import NOON

BEGUN = Moments(beat_at=NOON)
DONE = replace(BEGUN, finished_at=NOON)


@pytest.mark.parametrize(
    ("moments", "later", "state"),
    [
        (Moments(), 0, RunState.WAITING),
        (Moments(), 9999, RunState.WAITING),
        (BEGUN, 0, RunState.WORKING),
        (BEGUN, STALLED.seconds, RunState.WORKING),
        (BEGUN, STALLED.seconds + 1, RunState.INTERRUPTED),
        (DONE, 9999, RunState.READY),
        (replace(DONE, removed_at=NOON), 0, RunState.GONE),
        (replace(BEGUN, failed_at=NOON), 9999, RunState.FAILED),
        (replace(BEGUN, cancelled_at=NOON), 9999, RunState.CANCELLED),
        (Moments(cancelled_at=NOON), 0, RunState.CANCELLED),
    ],
)
def test_a_run_stands_by_its_moments(moments: Moments, later: int, state: RunState) -> None:
    assert state_of(moments, at=NOON + timedelta(seconds=later)) is state


@pytest.mark.parametrize(
    ("naming", "secretary", "unsealed", "may"),
    [
        (Naming.NEVER, False, False, True),
        (Naming.UNSEALED, False, False, False),
        (Naming.UNSEALED, False, True, True),
        (Naming.UNSEALED, True, False, True),
        (Naming.SECRETARY, False, True, False),
        (Naming.SECRETARY, True, False, True),
    ],
)
def test_who_may_have_it(naming: Naming, secretary: bool, unsealed: bool, may: bool) -> None:
    assert may_have(naming, secretary=secretary, unsealed=unsealed) is may
