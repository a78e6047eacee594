"""What people do with a run."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select

from contest.charter.models import Contest, Round
from contest.db import db
from contest.errors.exports import ResultGone, RunOver, TooManyRuns
from contest.exports.face import Naming
from contest.exports.long.face import Asked
from contest.exports.long.registry import long_export
from contest.exports.runs.models import ExportRun
from contest.exports.runs.queries import open_runs_of
from contest.exports.runs.rules import OPEN, RunState
from contest.people.models import Account
from contest.plumbing.audit import Actor, record
from contest.plumbing.jobs import enqueue

MAKE: Final = "exports.make"
WATCH: Final = "exports.watch"
WATCHED_EVERY: Final = timedelta(seconds=60)
MOST_OPEN: Final = 10
"""Files of one contest that may wait or be worked on at once."""


def ask_export(
    *,
    kind: str,
    contest: Contest,
    round_: Round,
    options: Mapping[str, str],
    secretary: bool,
    unsealed: bool,
    account: Account,
    at: datetime,
) -> ExportRun:
    """Promise a file that is made in the background; the same one that is on its way already is not made twice.

    options    as the export's own file understands them
    secretary  whether the asker is the contest's secretary; unsealed: whether the round's seal is open. Both say
               whether authors stand in the file, and so who may have it later
    Raises     ExportUnknown, TooManyRuns, SealClosed, and what the export refuses
    """
    export = long_export(kind)
    asked = Asked(contest, round_, dict(options), Naming.NEVER, at)
    asked = replace(asked, naming=export.naming(asked, secretary=secretary, unsealed=unsealed))
    export.check(asked)
    db.session.execute(select(Contest.id).where(Contest.id == contest.id).with_for_update())
    standing = open_runs_of(contest.id)
    for run in standing:
        if (run.kind, run.round_id, run.options, run.naming) == (
            kind,
            round_.id,
            asked.options,
            asked.naming,
        ):
            return run
    if len(standing) >= MOST_OPEN:
        raise TooManyRuns(count=len(standing))
    run = ExportRun(
        contest_id=contest.id,
        round_id=round_.id,
        kind=kind,
        options=asked.options,
        naming=asked.naming,
        asked_at=at,
        asked_by_id=account.id,
        asked_by=account.name,
        file_name=export.file_name(asked),
        media_type=export.media_type(asked),
    )
    db.session.add(run)
    db.session.flush()
    enqueue(MAKE, {"run": run.id}, at=at)
    enqueue(WATCH, {"run": run.id}, at=at, due_at=at + WATCHED_EVERY)
    record("export.asked", actor=account.actor(), at=at, **_told(run))
    return run


def cancel_export(*, run: ExportRun, actor: Actor, at: datetime) -> None:
    """Stop a run: whoever is at it leaves off within a second or two and keeps nothing. Raises RunOver."""
    held = _held(run)
    if held.state(at) not in OPEN:
        raise RunOver
    held.cancelled_at, held.cancelled_by = at, actor.name
    db.session.flush()
    record("export.cancelled", actor=actor, at=at, **_told(held))


def repeat_export(
    *,
    run: ExportRun,
    contest: Contest,
    round_: Round,
    secretary: bool,
    unsealed: bool,
    account: Account,
    at: datetime,
) -> ExportRun:
    """Ask for the same once more, by the rights that the asker has now. Raises what ask_export raises."""
    return ask_export(
        kind=run.kind,
        contest=contest,
        round_=round_,
        options=run.options,
        secretary=secretary,
        unsealed=unsealed,
        account=account,
        at=at,
    )


def take_export(*, run: ExportRun, actor: Actor, at: datetime) -> str:
    """The digest of a result that leaves the house; the log says who took it. Raises ResultGone."""
    held = _held(run)
    if held.state(at) is not RunState.READY or held.digest is None:
        raise ResultGone
    record("export.taken", actor=actor, at=at, sha256=held.digest, **_told(held))
    return held.digest


def asked_of(run: ExportRun, contest: Contest, round_: Round) -> Asked:
    """What a run was asked for, as of the moment its rows are read: it may have waited long for its turn."""
    return Asked(contest, round_, run.options, run.naming, run.started_at or run.asked_at)


def _held(run: ExportRun) -> ExportRun:
    """The run as it stands now, inside the transaction."""
    return db.session.get_one(ExportRun, run.id, populate_existing=True, with_for_update=True)


def _told(run: ExportRun) -> dict[str, Any]:
    """What the log says of a run, whatever became of it."""
    return {
        "contest_id": run.contest_id,
        "subject": run,
        "kind": run.kind,
        "names": run.naming is not Naming.NEVER,
        **run.options,
    }
