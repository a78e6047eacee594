"""What is done with runs: asked for, cancelled, run again, taken away; and how a worker goes about one."""

from contest.exports.runs.service.asking import (
    MAKE,
    WATCH,
    ask_export,
    asked_of,
    cancel_export,
    repeat_export,
    take_export,
)
from contest.exports.runs.service.working import (
    begin_run,
    end_run,
    fail_run,
    look_after,
    note_run,
    remove_results,
)

__all__ = [
    "MAKE",
    "WATCH",
    "ask_export",
    "asked_of",
    "begin_run",
    "cancel_export",
    "end_run",
    "fail_run",
    "look_after",
    "note_run",
    "remove_results",
    "repeat_export",
    "take_export",
]
