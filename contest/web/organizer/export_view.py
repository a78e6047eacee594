"""Runs in words: what was asked for, how it stands, what can be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask_babel import format_decimal
from flask_babel import gettext as _

from contest.charter.models import Contest
from contest.errors import N_, Refusal
from contest.exports.face import Naming
from contest.exports.long.registry import long_export
from contest.exports.runs.models import ExportRun
from contest.exports.runs.rules import OPEN, RunState
from contest.exports.runs.service import asked_of

STATES: Final = {
    RunState.WAITING: ("none", N_("chờ đến lượt")),
    RunState.WORKING: ("info", N_("đang lập")),
    RunState.INTERRUPTED: ("warn", N_("bị ngắt, sắp làm lại")),
    RunState.READY: ("ok", N_("đã xong")),
    RunState.FAILED: ("bad", N_("không lập được")),
    RunState.CANCELLED: ("none", N_("đã dừng")),
    RunState.GONE: ("none", N_("đã xóa vì hết hạn")),
}
MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run as the list shows it.

    title, chosen  what was asked for
    state          tone and word
    is_open        whether it can still be stopped
    names          whether authors stand in the file
    """

    run: ExportRun
    title: str
    chosen: str
    round_name: str
    state: tuple[str, str]
    is_open: bool
    is_working: bool
    is_ready: bool
    names: bool
    size: str
    problem: str


def run_lines(contest: Contest, runs: Sequence[ExportRun], *, at: datetime) -> list[RunLine]:
    """These runs of the contest in words."""
    return [_line(contest, run, at) for run in runs]


def _line(contest: Contest, run: ExportRun, at: datetime) -> RunLine:
    round_ = next(one for one in contest.rounds if one.id == run.round_id)
    state = run.state(at)
    tone, word = STATES[state]
    title, *chosen = (_(sentence) for sentence in _words(run, contest))
    return RunLine(
        run=run,
        title=title,
        chosen=" · ".join(chosen),
        round_name=round_.name,
        state=(tone, _(word)),
        is_open=state in OPEN,
        is_working=state is RunState.WORKING,
        is_ready=state is RunState.READY,
        names=run.naming is not Naming.NEVER,
        size=size_in_words(run.size) if run.size is not None else "",
        problem=_said(run),
    )


def size_in_words(size: int) -> str:
    """A number of bytes as people read it: 12,3 MB."""
    if size < MEGABYTE:
        return f"{format_decimal(max(1, round(size / 1000)))} kB"
    return f"{format_decimal(round(size / MEGABYTE, 1))} MB"


def _words(run: ExportRun, contest: Contest) -> tuple[str, ...]:
    """What was asked for; a run of an export that is no longer offered is told by its file."""
    round_ = next(one for one in contest.rounds if one.id == run.round_id)
    try:
        return long_export(run.kind).words(asked_of(run, contest, round_))
    except Refusal:
        return (run.file_name,)


def _said(run: ExportRun) -> str:
    if not run.problem:
        return ""
    told, values = run.problem["sentence"], run.problem["values"]
    sentence: str = _(told)
    return sentence % values if values else sentence
