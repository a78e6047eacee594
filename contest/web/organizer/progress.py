"""The judges' progress: how far, how fast, done by when; and letters to those who fall behind."""

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms import SelectMultipleField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from contest.charter.models import Contest
from contest.charter.queries import round_numbered
from contest.db import transaction
from contest.errors import Refusal
from contest.overview.queries import JudgeLine, days_of_sheets, judge_lines
from contest.overview.rules import Pace, all_done_at
from contest.people.models import RoleKind
from contest.plumbing import clock
from contest.plumbing.mail import letters_leave
from contest.scoring.queries import round_lock
from contest.scoring.service import Reminded, remind_judges
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.places import OFFICE
from contest.web.organizer.view import show, viewer_of
from contest.web.refusals import said
from contest.web.sessions import visitor

READERS_OF_PROGRESS = (*OFFICE, RoleKind.HEAD_JUDGE)
LATE = (Pace.BEHIND, Pace.QUIET, Pace.OVERDUE)


class ReminderForm(FlaskForm):
    """Whom to write to, and what to add to the letter."""

    judges = SelectMultipleField(
        _l("Giám khảo"),
        coerce=int,
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    note = TextAreaField(_l("Lời nhắn thêm"))


@bp.route("/<slug>/rounds/<int:number>/progress", methods=["GET", "POST"])
@open_to(*READERS_OF_PROGRESS)
def judges_progress(contest: Contest, number: int) -> Any:
    """Each judge's line; posting writes the letters."""
    round_, at = round_numbered(contest, number), clock.now()
    form = ReminderForm()
    if form.validate_on_submit():
        try:
            with transaction():
                reminded = remind_judges(
                    contest=contest,
                    round_=round_,
                    judge_ids=form.judges.data or (),
                    note=form.note.data or "",
                    actor=visitor().actor,
                    at=at,
                )
        except Refusal as refusal:
            form.form_errors.append(said(refusal))
        else:
            _tell(reminded)
            return redirect(url_for("organizer.judges_progress", slug=contest.slug, number=number), 303)
    lines = judge_lines(round_, at=at)
    page = show(
        "organizer/progress.html",
        contest,
        round=round_,
        lines=lines,
        late=sum(1 for one in lines if late(one)),
        mailed=letters_leave(),
        all_done=all_done_at(one.forecast for one in lines if one.left),
        may_deal=bool(viewer_of(contest).roles & set(OFFICE)),
        form=form,
        chosen=set(form.judges.data or ())
        if form.is_submitted()
        else {one.judge_id for one in lines if late(one)},
        locked=round_lock(round_.id),
        days=[(f"{day:%d/%m}", count) for day, count in days_of_sheets(contest, round_)],
    )
    return page, 422 if form.errors or form.form_errors else 200


def late(line: JudgeLine) -> bool:
    """Whether somebody should write to this judge."""
    return line.going.pace in LATE


def _tell(reminded: Reminded) -> None:
    if reminded.sent:
        flash(
            ngettext(
                "Đã gửi thư nhắc %(num)s giám khảo.", "Đã gửi thư nhắc %(num)s giám khảo.", reminded.sent
            ),
            "ok",
        )
    if reminded.rested:
        flash(
            ngettext(
                "%(num)s giám khảo đã được nhắc trong ngày nên không gửi lại.",
                "%(num)s giám khảo đã được nhắc trong ngày nên không gửi lại.",
                reminded.rested,
            ),
            "info",
        )
