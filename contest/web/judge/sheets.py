"""Saving, handing in and taking back a sheet; two versions side by side when another came first."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from contest.assignment.models import Assignment
from contest.charter.models import Contest, Round
from contest.db import db, transaction
from contest.errors import NotFound, Refusal, Stale
from contest.errors.scoring import AlreadyHandedIn, PointsUnfit
from contest.people.models import RoleKind
from contest.plumbing import clock
from contest.scoring.queries import sheet_of
from contest.scoring.service import hand_in_sheet, put_aside, save_sheet, take_back_sheet
from contest.web.guards import open_to
from contest.web.judge import bp
from contest.web.judge.reading import reading_page, sum_of
from contest.web.judge.view import SheetView, blind_view, own_assignment, sheet_view
from contest.web.judge.work import go_on
from contest.web.locale import points as points_said
from contest.web.refusals import said
from contest.web.sessions import visitor

PREFIX = "points-"


@bp.post("/<slug>/assignments/<int:assignment_id>/sheet")
@open_to(RoleKind.JUDGE)
def save(contest: Contest, assignment_id: int) -> Any:
    """Keep what is typed and come back to the page."""
    assignment, round_ = own_assignment(contest, visitor().account, assignment_id)
    typed = sheet_typed()
    try:
        with transaction():
            save_sheet(
                assignment=assignment,
                points=typed.points,
                remark=typed.remark,
                version=typed.version,
                actor=visitor().actor,
                at=clock.now(),
            )
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(contest, assignment, round_, typed, refusal, handing_in=False)
    flash(_("Đã lưu phiếu chấm."), "ok")
    return redirect(_place(contest, assignment, done=_key()), 303)


@bp.post("/<slug>/assignments/<int:assignment_id>/hand-in")
@open_to(RoleKind.JUDGE)
def hand_in(contest: Contest, assignment_id: int) -> Any:
    """Hand the sheet in and go to the next entry."""
    judge = visitor().account
    assignment, round_ = own_assignment(contest, judge, assignment_id)
    typed = sheet_typed()
    try:
        with transaction():
            sheet = hand_in_sheet(
                assignment=assignment,
                points=typed.points,
                remark=typed.remark,
                version=typed.version,
                actor=visitor().actor,
                at=clock.now(),
            )
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(contest, assignment, round_, typed, refusal, handing_in=True)
    handed_in = {"code": assignment.blind_code.code, "total": points_said(sheet.total)}
    flash(_("Đã nộp phiếu bài %(code)s: %(total)s điểm.", **handed_in), "ok")
    return go_on(contest, round_, judge.id, done=_key())


@bp.post("/<slug>/assignments/<int:assignment_id>/aside")
@open_to(RoleKind.JUDGE)
def aside(contest: Contest, assignment_id: int) -> Any:
    """Keep what is typed, put the entry aside and go to the next one."""
    judge = visitor().account
    assignment, round_ = own_assignment(contest, judge, assignment_id)
    typed, at = sheet_typed(), clock.now()
    try:
        with transaction():
            if typed.begun:
                save_sheet(
                    assignment=assignment,
                    points=typed.points,
                    remark=typed.remark,
                    version=typed.version,
                    actor=visitor().actor,
                    at=at,
                )
            put_aside(assignment=assignment, actor=visitor().actor, at=at)
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(contest, assignment, round_, typed, refusal, handing_in=False)
    return go_on(contest, round_, judge.id, done=_key())


@bp.post("/<slug>/assignments/<int:assignment_id>/take-back")
@open_to(RoleKind.JUDGE)
def take_back(contest: Contest, assignment_id: int) -> Any:
    """Undo the hand-in, for a reason."""
    assignment, _round = own_assignment(contest, visitor().account, assignment_id)
    try:
        with transaction():
            take_back_sheet(
                assignment=assignment,
                reason=request.form.get("reason", ""),
                actor=visitor().actor,
                at=clock.now(),
            )
    except NotFound:
        raise
    except Refusal as refusal:
        flash(said(refusal), "bad")
    else:
        flash(_("Đã rút phiếu lại. Sửa xong xin nộp lại phiếu."), "ok")
    return redirect(_place(contest, assignment), 303)


@bp.get("/<slug>/assignments/<int:assignment_id>/sheet")
@bp.get("/<slug>/assignments/<int:assignment_id>/hand-in")
@bp.get("/<slug>/assignments/<int:assignment_id>/take-back")
@bp.get("/<slug>/assignments/<int:assignment_id>/aside")
@open_to(RoleKind.JUDGE)
def back_to_reading(contest: Contest, assignment_id: int) -> Any:
    """A refused page loaded again by its address leads back to the entry."""
    assignment, _round = own_assignment(contest, visitor().account, assignment_id)
    return redirect(_place(contest, assignment), 303)


def sheet_typed() -> SheetView:
    """The sheet as the form brings it, nothing judged yet."""
    points = {
        name.removeprefix(PREFIX): value for name, value in request.form.items() if name.startswith(PREFIX)
    }
    return SheetView(
        version=request.form.get("version", type=int),
        state=None,
        points=points,
        remark=request.form.get("remark", ""),
        total=None,
        saved_at=None,
    )


def _refused(
    contest: Contest,
    assignment: Assignment,
    round_: Round,
    typed: SheetView,
    refusal: Refusal,
    *,
    handing_in: bool,
) -> Any:
    """The page again with everything that was typed, or both versions when another was saved first."""
    db.session.rollback()
    if isinstance(refusal, Stale | AlreadyHandedIn):
        kept = sheet_view(sheet_of(assignment.id))
        page = render_template(
            "judge/two_versions.html",
            contest=contest,
            round=round_,
            view=blind_view(assignment),
            typed=typed,
            typed_total=sum_of(typed.points, round_),
            kept=kept,
            kept_total=sum_of(kept.points, round_),
            handing_in=handing_in,
            key=_key() or "",
        )
        return page, refusal.status
    fault = refusal if isinstance(refusal, PointsUnfit) else None
    page = reading_page(contest, assignment, round_, typed, refused=said(refusal), fault=fault)
    return page, refusal.status


def _place(contest: Contest, assignment: Assignment, *, done: str | None = None) -> str:
    return url_for("judge.reading", slug=contest.slug, assignment_id=assignment.id, done=done)


def _key() -> str | None:
    """The browser's own name for what it kept of this sheet, so that the next page can tell it to forget."""
    return request.form.get("key", "")[:80] or None
