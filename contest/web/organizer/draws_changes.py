"""Changes in mid-round, each on a page of its own: asked in plain words, previewed, published on the draw's page."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from contest.assignment.models import Draw
from contest.assignment.queries import readers_wanted
from contest.charter.models import Contest, Round
from contest.charter.queries import round_numbered
from contest.db import transaction
from contest.errors import Refusal
from contest.errors.entries import EntryUnknown
from contest.overview.queries import entries_named, judge_loads
from contest.people.models import Account
from contest.people.queries import judges_of
from contest.plumbing.clock import now
from contest.scoring import service
from contest.scoring.queries import readings_held
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.draws_forms import (
    BY_LOT,
    JoinForm,
    LookForm,
    MoveForm,
    ReadersForm,
    ReplaceForm,
    SeedForm,
    any_seed,
    rows_of,
)
from contest.web.organizer.draws_settings_rows import put_in_place
from contest.web.organizer.draws_view import reasons_of
from contest.web.organizer.places import OFFICE
from contest.web.organizer.saving import put_on_form
from contest.web.organizer.view import show
from contest.web.sessions import visitor


@bp.route("/<slug>/rounds/<int:number>/draw/replacement", methods=["GET", "POST"])
@open_to(*OFFICE)
def draw_replacement(contest: Contest, number: int) -> Any:
    """A judge leaves: what is not handed in goes to others in one draw."""
    round_ = round_numbered(contest, number)
    loads = judge_loads(round_)
    people = {row.judge.id: row.judge for row in loads}
    leaving = request.values.get("judge", type=int)
    form = ReplaceForm(seed=any_seed(), judge=leaving).offer(
        list(people.values()), [row.judge for row in loads if not row.gone]
    )

    def ask() -> Draw:
        return service.replace_judge(
            round_=round_,
            judge=people[form.judge.data],
            successor=people[form.successor.data] if form.successor.data != BY_LOT else None,
            begun_too=form.begun.data == "go",
            reason=form.reason.data,
            **_by_lot(form),
        )

    held = readings_held(round_.id, judge_id=leaving) if leaving in people else []
    return _asked(contest, round_, form, ask, "replacement", held=held, leaving=people.get(leaving or 0))


@bp.route("/<slug>/rounds/<int:number>/draw/joining", methods=["GET", "POST"])
@open_to(*OFFICE)
def draw_joining(contest: Contest, number: int) -> Any:
    """A judge joins: what nobody has begun is levelled again."""
    round_, people = round_numbered(contest, number), _people(contest)
    form = JoinForm(seed=any_seed(), judge=request.args.get("judge", type=int))
    form.judge.choices = [(id_, person.name) for id_, person in people.items()]

    def ask() -> Draw:
        return service.join_judge(round_=round_, judge=people[form.judge.data], **_by_lot(form))

    return _asked(contest, round_, form, ask, "joining")


@bp.route("/<slug>/rounds/<int:number>/draw/readers", methods=["GET", "POST"])
@open_to(*OFFICE)
def draw_readers(contest: Contest, number: int) -> Any:
    """Another number of readers, up or down."""
    round_ = round_numbered(contest, number)
    standing = readers_wanted(round_)
    rows = rows_of(standing.by_category, contest.categories)
    form = ReadersForm(seed=any_seed(), readers=standing.usual, categories=rows)
    form.keep_notice(contest)
    put_in_place(form, ReadersForm(formdata=None, categories=rows))

    def ask() -> Draw:
        return service.set_readers(
            round_=round_,
            readers=form.readers.data,
            by_category=form.numbers(contest.categories),
            notice=form.said_notice,
            **_by_lot(form),
        )

    return _asked(contest, round_, form, ask, "readers")


@bp.route("/<slug>/rounds/<int:number>/draw/second-look", methods=["GET", "POST"])
@open_to(*OFFICE)
def draw_second_look(contest: Contest, number: int) -> Any:
    """Chosen entries get more readers, new to them."""
    round_, form = (
        round_numbered(contest, number),
        LookForm(seed=any_seed(), codes=request.args.get("codes", "")),
    )
    chosen: set[int] = set()
    if form.is_submitted():
        chosen, unknown = entries_named(round_, form.codes.data or "")
        if form.validate() and unknown:
            form.codes.errors = [_("Không có bài nào mang mã: %(codes)s.", codes=", ".join(unknown[:10]))]

    def ask() -> Draw:
        return service.add_readers(round_=round_, entry_ids=chosen, more=form.more.data, **_by_lot(form))

    return _asked(contest, round_, form, ask, "second_look")


@bp.route("/<slug>/rounds/<int:number>/draw/third-readers", methods=["GET", "POST"])
@open_to(*OFFICE)
def draw_third(contest: Contest, number: int) -> Any:
    """A third reader for every entry whose two judges differ too much."""
    round_, form = round_numbered(contest, number), SeedForm(seed=any_seed())

    def ask() -> Draw:
        return service.preview_third_readers(round_=round_, **_by_lot(form))

    return _asked(contest, round_, form, ask, "third")


@bp.route("/<slug>/rounds/<int:number>/draw/move", methods=["GET", "POST"])
@open_to(*OFFICE)
def draw_move(contest: Contest, number: int) -> Any:
    """One entry goes from one judge to another, by hand."""
    round_, people = round_numbered(contest, number), _people(contest)
    form = MoveForm(entry=request.args.get("entry", ""), judge=request.args.get("judge", type=int))
    form.judge.choices = form.successor.choices = [(id_, person.name) for id_, person in people.items()]

    def ask() -> Draw:
        found, _unknown = entries_named(round_, form.entry.data)
        if len(found) != 1:
            raise EntryUnknown
        return service.move_entry(
            round_=round_,
            entry_id=found.pop(),
            judge=people[form.judge.data],
            successor=people[form.successor.data],
            reason=form.reason.data,
            **_by_lot(form),
        )

    return _asked(contest, round_, form, ask, "move")


def _asked(
    contest: Contest, round_: Round, form: Any, ask: Callable[[], Draw], name: str, **values: Any
) -> Any:
    """The page with its form; when it was sent and fits, preview the change and go to the draw's page."""
    page = f"organizer/draw_{name}.html"
    faulty = form.errors or any(field.errors for field in form)
    if not form.is_submitted() or faulty or not form.validate():
        return show(page, contest, round=round_, form=form, reasons=[], **values), 422 if form.errors else 200
    try:
        with transaction():
            ask()
    except Refusal as refusal:
        reasons = reasons_of(refusal) if hasattr(refusal, "reasons") else []
        if not reasons:
            put_on_form(form, refusal)
        return show(page, contest, round=round_, form=form, reasons=reasons, **values), refusal.status
    flash(_("Đã bốc thử. Xin xem kỹ thay đổi rồi công bố; giám khảo chưa thấy gì."), "ok")
    return redirect(url_for("organizer.draw", slug=contest.slug, number=round_.number), 303)


def _by_lot(form: Any) -> dict[str, Any]:
    return {"seed": form.seed.data if "seed" in form else 0, "actor": visitor().actor, "at": now()}


def _people(contest: Contest) -> dict[int, Account]:
    return {role.account_id: role.account for role in judges_of(contest.id)}
