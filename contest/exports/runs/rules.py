"""How a run stands, told by its moments; and who may have what it made."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from contest.exports.face import Naming

BEATS: Final = timedelta(seconds=1)
"""How often a worker says that it is alive, and how far it is."""

STALLED: Final = timedelta(seconds=60)
"""The silence after which a worker is taken for dead."""

ATTEMPTS: Final = 3
"""How often a run is begun before it is given up."""


class RunState(StrEnum):
    """How a run stands.

    WAITING      nobody has begun
    WORKING      somebody is at it
    INTERRUPTED  whoever was at it is silent; it will be begun again
    READY        the file can be had
    FAILED       it ended without a file, and says why
    CANCELLED    somebody stopped it
    GONE         the file was there and has been removed
    """

    WAITING = "waiting"
    WORKING = "working"
    INTERRUPTED = "interrupted"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"
    GONE = "gone"


OPEN: Final = frozenset({RunState.WAITING, RunState.WORKING, RunState.INTERRUPTED})


@dataclass(frozen=True, slots=True)
class Moments:
    """What happened to a run, each once or never; ``beat_at`` is the last sign of life."""

    beat_at: datetime | None = None
    finished_at: datetime | None = None
    failed_at: datetime | None = None
    cancelled_at: datetime | None = None
    removed_at: datetime | None = None


def state_of(moments: Moments, *, at: datetime) -> RunState:
    """How a run stands at this moment."""
    if moments.cancelled_at is not None:
        return RunState.CANCELLED
    if moments.failed_at is not None:
        return RunState.FAILED
    if moments.finished_at is not None:
        return RunState.READY if moments.removed_at is None else RunState.GONE
    if moments.beat_at is None:
        return RunState.WAITING
    return RunState.INTERRUPTED if at - moments.beat_at > STALLED else RunState.WORKING


def may_have(naming: Naming, *, secretary: bool, unsealed: bool) -> bool:
    """Whether somebody of the office may see and take what a run made.

    naming    the names that stand in the file: those of the right it was made under
    unsealed  whether the seal of the run's round is open
    """
    return naming is Naming.NEVER or secretary or (naming is Naming.UNSEALED and unsealed)
