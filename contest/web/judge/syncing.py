"""What scripts send: sheets typed with or without network, each by the verb a form would use, and what became of it.

The same sheet sent twice is one sheet, because the verbs know it by its content; so a device that got no
answer simply sends again.
"""

from collections.abc import Mapping
from typing import Any

from flask import jsonify, request

from contest.assignment.models import Assignment
from contest.assignment.queries import assignments_of_judge
from contest.charter.models import Contest, Round
from contest.db import db, transaction
from contest.errors import NotFound, Refusal
from contest.people.models import RoleKind
from contest.plumbing import clock
from contest.scoring.models import ScoreSheet
from contest.scoring.queries import round_lock, sheet_of, sheets_of_judge
from contest.scoring.service import hand_in_sheet, put_aside, save_sheet
from contest.web.bodies import takes_json
from contest.web.guards import open_to
from contest.web.judge import bp
from contest.web.judge.forms import AsideSent, SheetSent, asides_sent, sheets_sent
from contest.web.judge.view import SheetView, own_assignment, sheet_view
from contest.web.judge.work import rounds_shown
from contest.web.refusals import said
from contest.web.sessions import visitor

DOORS = {True: "offline", False: "web"}
"""How a version says that it was typed without network."""


@bp.post("/<slug>/sync")
@takes_json
@open_to(RoleKind.JUDGE)
def sync(contest: Contest) -> Any:
    """Keep each sheet, and what was put aside, in a transaction of its own; then tell how what is carried stands."""
    body = request.get_json(silent=True)
    sent, carried = sheets_sent(body)
    return jsonify(
        sheets=[_outcome(contest, one) for one in sent],
        aside=[_put_aside(contest, one) for one in asides_sent(body)],
        carried=_standing(contest, carried) if carried else {},
    )


def sheet_told(contest: Contest, sheet: SheetView) -> dict[str, object] | None:
    """The judge's own sheet for a script; None before the first saving."""
    if sheet.version is None or sheet.saved_at is None:
        return None
    return {
        "version": sheet.version,
        "state": sheet.state,
        "points": dict(sheet.points),
        "remark": sheet.remark,
        "total": None if sheet.total is None else str(sheet.total),
        "saved_at": f"{clock.local(sheet.saved_at, contest.zone):%H:%M}",
    }


def _outcome(contest: Contest, one: SheetSent) -> dict[str, object]:
    """What became of one sheet: ``kept``, or the refusal by its name and in words, with the sheet that stands."""
    told: dict[str, object] = {"key": one.key, "assignment": one.assignment}
    try:
        assignment, _round = own_assignment(contest, visitor().account, one.assignment)
        with transaction():
            sheet = _keep(assignment, one)
    except Refusal as refusal:
        db.session.rollback()
        gone = isinstance(refusal, NotFound)
        standing = None if gone else sheet_told(contest, sheet_view(sheet_of(one.assignment)))
        return told | {
            "outcome": "gone" if gone else refusal.code,
            "message": said(refusal),
            "sheet": standing,
        }
    return told | {"outcome": "kept", "message": "", "sheet": sheet_told(contest, sheet_view(sheet))}


def _put_aside(contest: Contest, one: AsideSent) -> dict[str, object]:
    """What became of an entry put aside without network."""
    told: dict[str, object] = {"assignment": one.assignment}
    try:
        assignment, _round = own_assignment(contest, visitor().account, one.assignment)
        with transaction():
            put_aside(assignment=assignment, actor=visitor().actor, at=clock.now(), since=one.since)
    except Refusal as refusal:
        db.session.rollback()
        return told | {"outcome": "gone" if isinstance(refusal, NotFound) else refusal.code}
    return told | {"outcome": "kept"}


def _keep(assignment: Assignment, one: SheetSent) -> ScoreSheet:
    verb = hand_in_sheet if one.hand_in else save_sheet
    return verb(
        assignment=assignment,
        points=one.points,
        remark=one.remark,
        version=one.version,
        actor=visitor().actor,
        door=DOORS[one.offline],
        at=clock.now(),
    )


def _standing(contest: Contest, carried: list[int]) -> Mapping[str, object]:
    """By assignment id: ``open``, ``closed``, ``locked`` or ``gone``, and the sheet as it stands."""
    judge, at = visitor().account, clock.now()
    found: dict[str, object] = {str(number): {"standing": "gone", "sheet": None} for number in carried}
    for round_ in rounds_shown(contest, judge.id):
        sheets = sheets_of_judge(judge.id, round_.id)
        now = _round_stands(round_, open_=round_.is_open(at))
        for assignment in assignments_of_judge(judge.id, round_.id):
            if str(assignment.id) in found:
                sheet = sheet_told(contest, sheet_view(sheets.get(assignment.id)))
                found[str(assignment.id)] = {"standing": now, "sheet": sheet}
    return found


def _round_stands(round_: Round, *, open_: bool) -> str:
    if round_lock(round_.id) is not None:
        return "locked"
    return "open" if open_ else "closed"
