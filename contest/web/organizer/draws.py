"""The draw: supply and demand, a preview nobody else sees, publication."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from contest.assignment.queries import draw_of, draws_of, newest_draw, readers_wanted
from contest.assignment.service import discard_draw
from contest.charter.models import Contest, Round
from contest.charter.queries import round_numbered
from contest.db import transaction
from contest.errors import Refusal
from contest.errors.assignment import DealingUnfit, DrawOutdated, NoDrawPossible, NothingToDraw
from contest.errors.feeding import ListOwed, NamesOutAlready
from contest.overview.queries import draw_demand, draw_shifts, judge_loads, pair_table
from contest.plumbing.clock import now
from contest.scoring.service import publish_change
from contest.shortlist.queries import feeding_of
from contest.shortlist.service import draw_round
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.draws_forms import SeedForm, any_seed
from contest.web.organizer.draws_planner import planned
from contest.web.organizer.draws_view import again_of, history_of, reasons_of, shown_draw
from contest.web.organizer.places import OFFICE
from contest.web.organizer.saving import done
from contest.web.organizer.view import show, viewer_of
from contest.web.sessions import visitor


@bp.get("/<slug>/rounds/<int:number>/draw")
@open_to(*OFFICE)
def draw(contest: Contest, number: int) -> str:
    """The draw that waits to be published, or what the next one would ask for."""
    return _page(contest, round_numbered(contest, number))


@bp.post("/<slug>/rounds/<int:number>/draw")
@open_to(*OFFICE)
def preview(contest: Contest, number: int) -> Any:
    """Draw where nobody else sees it; what cannot be kept is said in words, the settings stay."""
    round_, form = round_numbered(contest, number), SeedForm()
    if not form.validate_on_submit():
        return _page(contest, round_, form=form), 422
    try:
        with transaction():
            draw_round(round_=round_, seed=form.seed.data, actor=visitor().actor, at=now())
    except (NoDrawPossible, NothingToDraw, DealingUnfit, ListOwed, NamesOutAlready) as refusal:
        return _page(contest, round_, form=form, refusal=refusal), refusal.status
    flash(_("Đã bốc thăm thử. Giám khảo chưa thấy gì cho đến khi công bố."), "ok")
    return _back(contest, round_)


@bp.get("/<slug>/rounds/<int:number>/draw/<int:draw_id>")
@open_to(*OFFICE)
def past_draw(contest: Contest, number: int, draw_id: int) -> str:
    """One draw as it was made: its seed, what it changed, how the round stood after it."""
    round_, found = round_numbered(contest, number), draw_of(contest.id, draw_id)
    return show("organizer/draw_past.html", contest, round=round_, past=shown_draw(found, draw_shifts(found)))


@bp.post("/<slug>/rounds/<int:number>/draw/<int:draw_id>/publication")
@open_to(*OFFICE)
def publish(contest: Contest, number: int, draw_id: int) -> Any:
    """Show the draw to its judges, unless they worked on what it takes back."""
    round_, found = round_numbered(contest, number), draw_of(contest.id, draw_id)
    seen = request.form.get("mark", "")
    try:
        return done(
            lambda: publish_change(draw=found, seen=seen, actor=visitor().actor, at=now()),
            to=_place(contest, round_),
            word=_("Đã công bố. Giám khảo thấy bài được giao khi mở trang chấm."),
            but=(DrawOutdated,),
        )
    except DrawOutdated as refusal:
        return _page(contest, round_, refusal=refusal, again=again_of(contest, round_, found)), refusal.status


@bp.post("/<slug>/rounds/<int:number>/draw/<int:draw_id>/discarding")
@open_to(*OFFICE)
def discard(contest: Contest, number: int, draw_id: int) -> Any:
    """Throw a preview away."""
    found = draw_of(contest.id, draw_id)
    return done(
        lambda: discard_draw(draw=found, actor=visitor().actor, at=now()),
        to=_place(contest, round_numbered(contest, number)),
        word=_("Đã bỏ kết quả bốc thăm thử."),
    )


def _page(
    contest: Contest,
    round_: Round,
    *,
    form: SeedForm | None = None,
    refusal: Refusal | None = None,
    again: str | None = None,
) -> str:
    newest = newest_draw(round_.id)
    waiting = newest if newest is not None and newest.published_at is None else None
    judges = judge_loads(round_)
    supply = draw_demand(round_, judges)
    return show(
        "organizer/draw.html",
        contest,
        round=round_,
        waiting=shown_draw(waiting, draw_shifts(waiting)) if waiting else None,
        table=pair_table(waiting) if waiting else None,
        supply=supply,
        feeding=feeding_of(round_),
        wanted=readers_wanted(round_),
        seed_form=form or SeedForm(formdata=None, seed=any_seed()),
        reasons=reasons_of(refusal),
        outdated=isinstance(refusal, DrawOutdated),
        again=again,
        judges=judges,
        history=history_of(draws_of(round_.id)),
        planner=planned(
            contest,
            round_,
            readings=supply.wanted or supply.entries * supply.readers,
            capacities=[row.capacity for row in judges if not row.gone],
        ),
        planner_open=bool(request.args.get("words")),
        secretary=viewer_of(contest).knows_all_names,
    )


def _place(contest: Contest, round_: Round) -> str:
    return url_for("organizer.draw", slug=contest.slug, number=round_.number)


def _back(contest: Contest, round_: Round) -> Response:
    return redirect(_place(contest, round_), 303)
