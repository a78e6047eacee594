"""One paper sheet on the screen: typed, typed again by another person, decided where they differ."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from contest.assignment.models import Assignment
from contest.charter.models import Contest, Round
from contest.charter.queries import round_numbered
from contest.db import db, transaction
from contest.errors import NotFound, Refusal
from contest.errors.paper import TypistReads
from contest.errors.scoring import PointsUnfit
from contest.plumbing.clock import now
from contest.scoring.queries import (
    TypingState,
    criteria_of,
    entries_not_to_see,
    reading_in,
    round_lock,
    still_reads,
    typing_of,
)
from contest.scoring.rules import scale
from contest.scoring.service import drop_typing, settle_typing, take_paper, type_sheet
from contest.screening.queries import blind_copies_of
from contest.web.guards import open_to
from contest.web.locale import points as points_said
from contest.web.organizer import bp
from contest.web.organizer.places import OFFICE
from contest.web.organizer.view import show
from contest.web.refusals import said
from contest.web.sessions import visitor

PREFIX = "points-"


@bp.get("/<slug>/rounds/<int:number>/typing/<int:sheet_id>")
@open_to(*OFFICE)
def typed_sheet(contest: Contest, number: int, sheet_id: int) -> str:
    """The sheet as it is to be typed now by this person. Raises TypistReads for another judge of the entry."""
    round_ = round_numbered(contest, number)
    return _page(contest, round_, reading_in(round_.id, sheet_id))


@bp.post("/<slug>/rounds/<int:number>/typing/<int:sheet_id>")
@open_to(*OFFICE)
def type_paper(contest: Contest, number: int, sheet_id: int) -> Any:
    """Keep what was typed; the second person's is compared with the first's."""
    return _decided(
        contest,
        number,
        sheet_id,
        lambda a: type_sheet(assignment=a, **_said(), typist=visitor().account, at=now()),
    )


@bp.post("/<slug>/rounds/<int:number>/typing/<int:sheet_id>/settlement")
@open_to(*OFFICE)
def settle_paper(contest: Contest, number: int, sheet_id: int) -> Any:
    """Decide by the paper where two persons read differently."""
    return _decided(
        contest,
        number,
        sheet_id,
        lambda a: settle_typing(assignment=a, **_said(), person=visitor().account, at=now()),
    )


@bp.post("/<slug>/rounds/<int:number>/typing/<int:sheet_id>/correction")
@open_to(*OFFICE)
def correct_by_paper(contest: Contest, number: int, sheet_id: int) -> Any:
    """Let the paper take the place of what is handed in, for a reason."""
    version, reason = request.form.get("version", type=int), request.form.get("reason", "")
    return _decided(
        contest,
        number,
        sheet_id,
        lambda a: take_paper(
            assignment=a, version=version, reason=reason, person=visitor().account, at=now()
        ),
    )


@bp.post("/<slug>/rounds/<int:number>/typing/<int:sheet_id>/removal")
@open_to(*OFFICE)
def drop_typed(contest: Contest, number: int, sheet_id: int) -> Any:
    """Let what was typed not count."""
    round_ = round_numbered(contest, number)
    reading = reading_in(round_.id, sheet_id)
    try:
        with transaction():
            drop_typing(assignment=reading, person=visitor().account, at=now())
    except TypistReads:
        raise
    except Refusal as refusal:
        flash(said(refusal), "bad")
    else:
        told = _(
            "Đã bỏ bản nhập của phiếu %(code)s; bản ấy vẫn nằm trong nhật ký.", code=reading.blind_code.code
        )
        flash(told, "ok")
    return redirect(_desk(contest, round_, reading), 303)


def _decided(contest: Contest, number: int, sheet_id: int, verb: Callable[[Assignment], TypingState]) -> Any:
    """Do it and go on to the next sheet; to the same where two readings differ; a refusal keeps what was typed."""
    round_ = round_numbered(contest, number)
    reading = reading_in(round_.id, sheet_id)
    try:
        with transaction():
            state = verb(reading)
    except NotFound:
        raise
    except Refusal as refusal:
        db.session.rollback()
        return _page(contest, round_, reading, refusal=refusal), refusal.status
    if state in {TypingState.DIFFERS, TypingState.AGREED}:
        place = url_for("organizer.typed_sheet", slug=contest.slug, number=number, sheet_id=sheet_id)
        return redirect(place, 303)
    _tell(reading, state)
    return redirect(_desk(contest, round_, reading), 303)


def _tell(reading: Assignment, state: TypingState) -> None:
    typing = typing_of(reading)
    kept = typing.first if state == TypingState.FIRST else typing.sheet
    told = {"code": reading.blind_code.code, "total": points_said(kept.total if kept else None)}
    if state == TypingState.FIRST:
        flash(_("Phiếu %(code)s: đã giữ %(total)s điểm, chờ người khác nhập lại.", **told), "info")
    else:
        flash(_("Phiếu %(code)s: %(total)s điểm, hai người nhập khớp. Phiếu đã được tính.", **told), "ok")


def _desk(contest: Contest, round_: Round, reading: Assignment) -> str:
    return url_for("organizer.typing_desk", slug=contest.slug, number=round_.number, judge=reading.judge_id)


def _said() -> dict[str, Any]:
    points = {
        name.removeprefix(PREFIX): value for name, value in request.form.items() if name.startswith(PREFIX)
    }
    return {"points": points, "remark": request.form.get("remark", "")}


def _page(contest: Contest, round_: Round, reading: Assignment, *, refusal: Refusal | None = None) -> str:
    me, typing = visitor().account.id, typing_of(reading)
    if me != reading.judge_id and reading.entry_id in entries_not_to_see(me, round_.id):
        raise TypistReads
    mine = typing.first is not None and typing.first.typist_id == me
    given = _said() if refusal is not None else _begun(typing.first, mine=mine)
    copy = blind_copies_of([reading.entry_id]).get(reading.entry_id)
    return show(
        "organizer/typed_sheet.html",
        contest,
        round=round_,
        reading=reading,
        title=copy.title if copy else "",
        typing=typing,
        state=typing.state.value,
        mine=mine,
        given=given,
        refused=said(refusal) if refusal else "",
        faults={fault.key: fault for fault in refusal.faults} if isinstance(refusal, PointsUnfit) else {},
        lock=round_lock(round_.id),
        over=not still_reads(reading),
        scale=scale(criteria_of(round_)),
    )


def _begun(first: Any, *, mine: bool) -> Mapping[str, Any]:
    """What the fields hold at first: one's own typing to correct; of another's the remark alone."""
    if first is None:
        return {"points": {}, "remark": ""}
    points = {key: points_said(Decimal(value)) for key, value in first.points.items()} if mine else {}
    return {"points": points, "remark": first.remark}
