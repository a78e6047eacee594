"""The joint trial, seen from the office: draw its entries, open it, watch who has marked, show the spread."""

from secrets import randbits
from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from contest.charter.models import Contest, Round
from contest.charter.queries import round_numbered
from contest.db import transaction
from contest.entries.queries import entries_whole
from contest.errors import NotFound, Refusal
from contest.overview.queries import entries_to_draw
from contest.people.models import RoleKind
from contest.plumbing import clock
from contest.scoring.models import Trial
from contest.scoring.queries import criteria_of, round_lock, trial_jury, trial_of, trial_spreads
from contest.scoring.rules import scale
from contest.scoring.service import draw_trial, open_trial, show_trial
from contest.screening.service import shown_titles
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.view import show
from contest.web.refusals import said
from contest.web.sessions import visitor

JURY_HEADS = (RoleKind.ORGANIZER, RoleKind.HEAD_JUDGE)


class TrialForm(FlaskForm):
    """How many entries the jury marks together."""

    count = IntegerField(
        _l("Số bài chấm chung"),
        [
            InputRequired(_l("Xin ghi số bài.")),
            NumberRange(min=1, max=20, message=_l("Từ 1 đến 20 bài.")),
        ],
        default=5,
    )


@bp.route("/<slug>/rounds/<int:number>/trial", methods=["GET", "POST"])
@open_to(*JURY_HEADS)
def joint_trial(contest: Contest, number: int) -> Any:
    """The trial as it stands; posting draws its entries."""
    round_, form = round_numbered(contest, number), TrialForm()
    if form.validate_on_submit():
        try:
            with transaction():
                draw_trial(
                    round_=round_,
                    entry_ids=entries_to_draw(round_),
                    count=form.count.data or 0,
                    seed=randbits(31),
                    actor=visitor().actor,
                    at=clock.now(),
                )
        except Refusal as refusal:
            form.count.errors = [said(refusal)]
        else:
            return _back(contest, number)
    page = show("organizer/trial.html", contest, round=round_, form=form, **_shown(contest, round_))
    return page, 422 if form.errors else 200


@bp.post("/<slug>/rounds/<int:number>/trial/opening")
@open_to(*JURY_HEADS)
def open_joint_trial(contest: Contest, number: int) -> Response:
    """Let the judges mark."""
    trial = _trial(contest, number)
    try:
        with transaction():
            open_trial(trial=trial, actor=visitor().actor, at=clock.now())
    except Refusal as refusal:
        flash(said(refusal), "bad")
    else:
        flash(_("Giám khảo đã thấy các bài chấm chung."), "ok")
    return _back(contest, number)


@bp.post("/<slug>/rounds/<int:number>/trial/spread")
@open_to(*JURY_HEADS)
def show_joint_trial(contest: Contest, number: int) -> Response:
    """Let the jury see how far its marks lie apart."""
    trial = _trial(contest, number)
    try:
        with transaction():
            show_trial(trial=trial, actor=visitor().actor, at=clock.now())
    except Refusal as refusal:
        flash(said(refusal), "bad")
    else:
        flash(_("Ban Giám khảo đã xem được điểm lệch nhau ở đâu."), "ok")
    return _back(contest, number)


def _shown(contest: Contest, round_: Round) -> dict[str, object]:
    """What the page shows; who marks too sees the others' marks only with the whole jury."""
    trial, criteria = trial_of(round_.id), criteria_of(round_)
    entries = entries_whole(contest.id, [entry.entry_id for entry in trial.entries]) if trial else []
    judges_too = visitor().has_role(contest.id, RoleKind.JUDGE)
    jury = trial_jury(trial, contest.id) if trial else []
    return {
        "trial": trial,
        "titles": shown_titles(entries),
        "jury": jury,
        "names": {account.id: account.name for account, _done in jury},
        "spreads": trial_spreads(trial, criteria) if trial and (trial.shown_at or not judges_too) else [],
        "scale": scale(criteria),
        "lock": round_lock(round_.id),
    }


def _trial(contest: Contest, number: int) -> Trial:
    trial = trial_of(round_numbered(contest, number).id)
    if trial is None:
        raise NotFound
    return trial


def _back(contest: Contest, number: int) -> Response:
    return redirect(url_for("organizer.joint_trial", slug=contest.slug, number=number), 303)
