"""The joint trial: the whole jury marks the same few entries, each alone, then sees how far the marks lie apart."""

from typing import Any

from flask import flash, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from contest.charter.models import Contest, Round
from contest.charter.queries import round_numbered
from contest.db import db, transaction
from contest.errors import NotFound, Refusal
from contest.errors.scoring import PointsUnfit
from contest.people.models import RoleKind
from contest.plumbing import clock
from contest.plumbing.vietnamese import points_in_words
from contest.scoring.models import Trial, TrialSheet
from contest.scoring.queries import criteria_of, open_trial_of, trial_row, trial_rows, trial_spreads
from contest.scoring.queries.trials import TrialRow
from contest.scoring.rules import scale
from contest.scoring.service import decline_trial_entry, mark_trial
from contest.web.devices import mark_device
from contest.web.guards import open_to
from contest.web.judge import bp
from contest.web.judge.pages import picture_answer
from contest.web.judge.reading import sum_of
from contest.web.judge.sheets import sheet_typed
from contest.web.judge.view import NO_SHEET, SheetView, trial_page_digest, trial_view
from contest.web.refusals import said, wants_json
from contest.web.sessions import visitor


@bp.get("/<slug>/rounds/<int:number>/trial")
@open_to(RoleKind.JUDGE)
def trial(contest: Contest, number: int) -> Any:
    """The trial's entries with the judge's own sheets, and the spread once it is shown."""
    round_, found = _trial(contest, number)
    rows = trial_rows(found, visitor().account.id)
    return render_template(
        "judge/trial.html",
        contest=contest,
        round=round_,
        trial=found,
        rows=[(row, trial_view(row.entry)) for row in rows],
        spreads=trial_spreads(found, criteria_of(round_)) if found.shown_at else [],
        scale=scale(criteria_of(round_)),
        me=visitor().account.id,
    )


@bp.route("/<slug>/rounds/<int:number>/trial/<int:position>", methods=["GET", "POST"])
@open_to(RoleKind.JUDGE)
def trial_entry(contest: Contest, number: int, position: int) -> Any:
    """One entry and the judge's sheet; posting saves, or hands in when that button was pressed."""
    round_, found = _trial(contest, number)
    row = trial_row(found, visitor().account.id, position)
    if request.method == "GET":
        page = _page(contest, round_, found, row, _kept(row.sheet))
        return mark_device(make_response(page), visitor().account.id)
    typed, handing_in = sheet_typed(), request.form.get("act") == "hand-in"
    try:
        with transaction():
            sheet = mark_trial(
                row=row,
                judge=visitor().account,
                points=typed.points,
                remark=typed.remark,
                version=typed.version,
                hand_in=handing_in,
                actor=visitor().actor,
                at=clock.now(),
            )
    except NotFound:
        raise
    except Refusal as refusal:
        if wants_json():
            raise
        return _refused(contest, round_, position, typed, refusal)
    if wants_json():
        return jsonify(_saved(contest, round_, sheet))
    flash(
        _("Đã nộp phiếu chấm chung bài %(n)s.", n=position) if handing_in else _("Đã lưu phiếu chấm."), "ok"
    )
    return _after(contest, found, row, handing_in)


@bp.post("/<slug>/rounds/<int:number>/trial/<int:position>/conflict")
@open_to(RoleKind.JUDGE)
def trial_conflict(contest: Contest, number: int, position: int) -> Response:
    """The judge cannot read this entry, neither here nor in any round."""
    _round, found = _trial(contest, number)
    row = trial_row(found, visitor().account.id, position)
    try:
        with transaction():
            decline_trial_entry(row=row, judge=visitor().account, actor=visitor().actor, at=clock.now())
    except Refusal as refusal:
        flash(said(refusal), "bad")
    else:
        flash(_("Ông/Bà sẽ không phải chấm bài này, kể cả khi bốc thăm."), "ok")
    return redirect(url_for("judge.trial", slug=contest.slug, number=number), 303)


@bp.get("/<slug>/rounds/<int:number>/trial/<int:position>/pages/<int:page_number>")
@open_to(RoleKind.JUDGE)
def trial_picture(contest: Contest, number: int, position: int, page_number: int) -> Any:
    """The bytes of one page of an entry of the trial."""
    _round, found = _trial(contest, number)
    row = trial_row(found, visitor().account.id, position)
    return picture_answer(trial_page_digest(row.entry, page_number), page_number)


def _trial(contest: Contest, number: int) -> tuple[Round, Trial]:
    round_ = round_numbered(contest, number)
    found = open_trial_of(round_.id)
    if found is None:
        raise NotFound
    return round_, found


def _kept(sheet: TrialSheet | None) -> SheetView:
    if sheet is None:
        return NO_SHEET
    return SheetView(sheet.version, None, sheet.points, sheet.remark, sheet.total, sheet.saved_at)


def _page(
    contest: Contest,
    round_: Round,
    found: Trial,
    row: TrialRow,
    sheet: SheetView,
    *,
    refused: str = "",
    fault: Any = None,
) -> str:
    come_to = sum_of(sheet.points, round_)
    return render_template(
        "judge/trial_entry.html",
        contest=contest,
        round=round_,
        trial=found,
        position=row.entry.number,
        view=trial_view(row.entry),
        sheet=sheet,
        writable=found.shown_at is None and (row.sheet is None or row.sheet.handed_in_at is None),
        total=come_to,
        total_words=points_in_words(come_to),
        scale=scale(criteria_of(round_)),
        refused=refused,
        faults={one.key: one for one in fault.faults} if fault else {},
    )


def _refused(contest: Contest, round_: Round, position: int, typed: SheetView, refusal: Refusal) -> Any:
    """The page again with what was typed; its version is the newest, so that pressing once more decides for it."""
    db.session.rollback()
    found = open_trial_of(round_.id)
    if found is None:
        raise NotFound
    row = trial_row(found, visitor().account.id, position)
    shown = SheetView(row.sheet.version if row.sheet else None, None, typed.points, typed.remark, None, None)
    fault = refusal if isinstance(refusal, PointsUnfit) else None
    return _page(contest, round_, found, row, shown, refused=said(refusal), fault=fault), refusal.status


def _saved(contest: Contest, round_: Round, sheet: TrialSheet) -> dict[str, object]:
    return {
        "version": sheet.version,
        "saved_at": f"{clock.local(sheet.saved_at, contest.zone):%H:%M}",
        "total_words": points_in_words(sum_of(sheet.points, round_)),
    }


def _after(contest: Contest, found: Trial, row: TrialRow, handing_in: bool) -> Response:
    number = next(round_.number for round_ in contest.rounds if round_.id == found.round_id)
    rows = trial_rows(found, visitor().account.id) if handing_in else [row]
    left = [one for one in rows if one.sheet is None or one.sheet.handed_in_at is None]
    if not left:
        return redirect(url_for("judge.trial", slug=contest.slug, number=number), 303)
    position = left[0].entry.number
    return redirect(url_for("judge.trial_entry", slug=contest.slug, number=number, position=position), 303)
