"""Further readings near the cut line: what is proposed, without a mark, and how it becomes a draw.

Whoever knows the authors reads how many entries it is about, not which: before the lock that would say whose.
"""

from collections import Counter
from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from contest.charter.models import Contest, Round
from contest.charter.queries import round_numbered
from contest.db import transaction
from contest.errors import Refusal
from contest.errors.looks import LookTooEarly
from contest.plumbing.clock import now
from contest.shortlist.queries import (
    Budget,
    LineLook,
    look_budget,
    past_looks,
    why_no_look,
)
from contest.shortlist.queries import (
    line_look as proposed,
)
from contest.shortlist.service import draw_line_look
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.certainty_words import shown
from contest.web.organizer.draws_forms import LineLookForm, any_seed
from contest.web.organizer.draws_view import reasons_of
from contest.web.organizer.places import OFFICE
from contest.web.organizer.view import show, viewer_of
from contest.web.refusals import said
from contest.web.sessions import visitor

ROWS: Final = 500
"""So many entries are named at most."""


@bp.route("/<slug>/rounds/<int:number>/line-look", methods=["GET", "POST"])
@open_to(*OFFICE)
def line_look(contest: Contest, number: int) -> Any:
    """What further readings are worth, and their draw, previewed where nobody else sees it."""
    round_ = round_numbered(contest, number)
    if request.method == "GET":
        return _page(contest, round_, LineLookForm(formdata=None, seed=any_seed()))
    form = LineLookForm()
    if not form.validate_on_submit():
        return _page(contest, round_, form), 422
    try:
        with transaction():
            draw_line_look(
                round_=round_,
                readings=form.readings.data,
                seed=form.seed.data,
                actor=visitor().actor,
                at=now(),
            )
    except Refusal as refusal:
        return _page(contest, round_, form, refusal=refusal), refusal.status
    flash(_("Đã bốc thử. Xin xem kỹ thay đổi rồi công bố; giám khảo chưa thấy gì."), "ok")
    return redirect(url_for("organizer.draw", slug=contest.slug, number=number), 303)


def _page(contest: Contest, round_: Round, form: LineLookForm, *, refusal: Refusal | None = None) -> str:
    closed = why_no_look(round_)
    budget = look_budget(round_)
    asked = request.args.get("readings", type=int) or form.readings.data or budget.left
    look, waits = (None, None) if closed else _look(round_, budget, min(max(asked, 1), budget.left))
    if form.readings.data is None:
        form.readings.data = look.readings if look and look.readings else budget.left
    reasons = reasons_of(refusal) if hasattr(refusal, "reasons") else []
    form.form_errors = [] if refusal is None or reasons else [said(refusal)]
    return show(
        "organizer/line_look.html",
        contest,
        round=round_,
        form=form,
        budget=budget,
        look=look,
        tried=min(max(asked, 0), budget.left),
        rows=look.rows[:ROWS] if look and not viewer_of(contest).knows_all_names else (),
        counts=sorted(Counter(more for _code, more in look.rows).items()) if look else (),
        closed="" if closed is None else said(closed),
        waits="" if waits is None else said(waits),
        unsettled=isinstance(waits, LookTooEarly),
        reasons=reasons,
        past=past_looks(round_),
        over=round_.closes_at < now(),
        shown=shown,
    )


def _look(round_: Round, budget: Budget, readings: int) -> tuple[LineLook | None, Refusal | None]:
    try:
        return proposed(round_, budget=readings), None
    except Refusal as refusal:
        return None, refusal
