"""Score sheets on paper: find the one in hand by its code, and see what waits for a second person."""

from typing import Any

from flask import redirect, request, url_for

from contest.charter.models import Contest, Round
from contest.charter.queries import round_numbered
from contest.errors import NotFound
from contest.errors.paper import PaperCodeUnknown
from contest.scoring.queries import (
    TypingState,
    assignment_on_paper,
    readings_coded,
    readings_on_paper,
    round_lock,
    round_of_assignment,
    typings_waiting,
)
from contest.screening.rules import normal_code
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.places import OFFICE
from contest.web.organizer.view import show
from contest.web.refusals import said
from contest.web.sessions import visitor


@bp.get("/<slug>/rounds/<int:number>/typing")
@open_to(*OFFICE)
def typing_desk(contest: Contest, number: int) -> str:
    """The field for a code, what waits for a second person, and what is not typed yet of one judge."""
    return _desk(contest, round_numbered(contest, number))


@bp.get("/<slug>/rounds/<int:number>/typing/find")
@open_to(*OFFICE)
def find_sheet(contest: Contest, number: int) -> Any:
    """To the sheet whose code was scanned or typed; where one entry has several readers, choose among them."""
    round_, code = round_numbered(contest, number), request.args.get("code", "").strip()[:300]
    if not code:
        return redirect(url_for("organizer.typing_desk", slug=contest.slug, number=number), 303)
    try:
        return _to(contest, assignment_on_paper(contest.id, code))
    except NotFound:
        blind = normal_code(code)
    found = readings_coded(round_.id, blind) if blind else []
    judge_id = request.args.get("judge", type=int)
    own = [assignment for assignment in found if assignment.judge_id == judge_id] or found
    if len(own) == 1:
        return _to(contest, own[0].id)
    if not found:
        refusal = PaperCodeUnknown(said=code)
        return _desk(contest, round_, code=code, refused=said(refusal)), refusal.status
    return _desk(contest, round_, code=code, choices=[(a.id, a.judge.name) for a in found])


@bp.get("/<slug>/sheets/by/<paper_token>")
@open_to(*OFFICE)
def scanned_sheet(contest: Contest, paper_token: str) -> Any:
    """Where the QR code of a sheet leads: to the sheet."""
    return _to(contest, assignment_on_paper(contest.id, paper_token))


def _to(contest: Contest, assignment_id: int) -> Any:
    number = round_of_assignment(assignment_id).number
    place = url_for("organizer.typed_sheet", slug=contest.slug, number=number, sheet_id=assignment_id)
    return redirect(place, 303)


def _desk(
    contest: Contest,
    round_: Round,
    *,
    code: str = "",
    refused: str = "",
    choices: list[tuple[int, str]] | None = None,
) -> str:
    waiting = typings_waiting(round_.id)
    typed = {typing.assignment.id for typing in waiting}
    owed = [a for a in readings_on_paper(round_.id, owed=True) if a.id not in typed]
    judges = {a.judge_id: a.judge.name for a in owed}
    judge_id = request.args.get("judge", type=int)
    return show(
        "organizer/typing_desk.html",
        contest,
        round=round_,
        code=code,
        refused=refused,
        choices=choices or [],
        lock=round_lock(round_.id),
        me=visitor().account.id,
        first=[typing for typing in waiting if typing.state == TypingState.FIRST],
        undecided=[typing for typing in waiting if typing.state != TypingState.FIRST],
        judges=[(key, name, sum(a.judge_id == key for a in owed)) for key, name in judges.items()],
        judge_id=judge_id,
        owed=[a for a in owed if a.judge_id == judge_id],
    )
