"""The draw: supply and demand, a preview nobody else sees, publication; limits, conflicts, replacements."""

from secrets import randbelow
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from contest.assignment.queries import conflicts_of, draw_of, draws_of, loads, newest_draw
from contest.assignment.service import (
    declare_conflict,
    discard_draw,
    end_assignments,
    preview_draw,
    publish_draw,
    set_reader_limit,
)
from contest.charter.models import Contest, Round
from contest.charter.queries import round_numbered
from contest.db import transaction
from contest.entries.queries import entry_by_receipt
from contest.errors import NotFound, Refusal
from contest.errors.assignment import NoDrawPossible, NothingToDraw
from contest.errors.entries import EntryUnknown
from contest.overview.queries import (
    draw_supply,
    entries_to_draw,
    judge_loads,
    lines_of,
    pair_table,
    unbegun_assignments,
)
from contest.people.models import Account, RoleKind
from contest.people.queries import judges_of
from contest.plumbing.clock import now
from contest.screening.queries import entry_behind
from contest.screening.rules import normal_code
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.forms import ConflictForm, LimitForm, ReliefForm, SeedForm
from contest.web.organizer.places import OFFICE
from contest.web.organizer.view import show, viewer_of
from contest.web.refusals import said
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
            preview_draw(
                round_=round_,
                seed=form.seed.data,
                entry_ids=entries_to_draw(round_),
                actor=visitor().actor,
                at=now(),
            )
    except (NoDrawPossible, NothingToDraw) as refusal:
        return _page(contest, round_, form=form, refusal=refusal), refusal.status
    flash(_("Đã bốc thăm thử. Giám khảo chưa thấy gì cho đến khi công bố."), "ok")
    return _back(contest, round_)


@bp.post("/<slug>/rounds/<int:number>/draw/<int:draw_id>/publication")
@open_to(*OFFICE)
def publish(contest: Contest, number: int, draw_id: int) -> Response:
    """Show the draw to its judges."""
    round_ = round_numbered(contest, number)
    with transaction():
        publish_draw(draw=draw_of(contest.id, draw_id), actor=visitor().actor, at=now())
    flash(_("Đã công bố. Giám khảo thấy bài được giao khi mở trang chấm."), "ok")
    return _back(contest, round_)


@bp.post("/<slug>/rounds/<int:number>/draw/<int:draw_id>/discarding")
@open_to(*OFFICE)
def discard(contest: Contest, number: int, draw_id: int) -> Response:
    """Throw a preview away."""
    round_ = round_numbered(contest, number)
    with transaction():
        discard_draw(draw=draw_of(contest.id, draw_id), actor=visitor().actor, at=now())
    flash(_("Đã bỏ kết quả bốc thăm thử."), "ok")
    return _back(contest, round_)


@bp.post("/<slug>/rounds/<int:number>/draw/limits")
@open_to(*OFFICE)
def set_limit(contest: Contest, number: int) -> Any:
    """One judge's own least and most, for draws to come."""
    round_, judge, form = round_numbered(contest, number), _judge(contest), LimitForm()
    if not form.validate_on_submit():
        flash(_("Số bài phải là số nguyên từ 0, hoặc để trống. Chưa lưu giới hạn nào."), "bad")
        return _back(contest, round_, "judges")
    with transaction():
        set_reader_limit(
            round_=round_,
            judge=judge,
            minimum=form.minimum.data or 0,
            maximum=form.maximum.data,
            actor=visitor().actor,
            at=now(),
        )
    flash(_("Đã lưu giới hạn của %(name)s cho các lần bốc sau.", name=judge.name), "ok")
    return _back(contest, round_, "judges")


@bp.post("/<slug>/rounds/<int:number>/draw/relief")
@open_to(*OFFICE)
def relieve(contest: Contest, number: int) -> Any:
    """Take back what a judge has not begun; a further draw gives it to others. What is begun stays."""
    round_, judge, form = round_numbered(contest, number), _judge(contest), ReliefForm()
    if not form.validate_on_submit():
        flash(_("Xin ghi lý do thay giám khảo. Chưa thay đổi gì."), "bad")
        return _back(contest, round_, "judges")
    actor, at = visitor().actor, now()
    with transaction():
        left = next((row.assigned for row in judge_loads(round_) if row.judge.id == judge.id), 0)
        unbegun = unbegun_assignments(round_.id, judge.id)
        count = end_assignments(
            assignments=unbegun, reason=form.reason.data, contest_id=contest.id, actor=actor, at=at
        )
        set_reader_limit(round_=round_, judge=judge, minimum=0, maximum=left - count, actor=actor, at=at)
    flash(
        ngettext(
            "Đã nhận lại %(num)s bài chưa chấm của %(name)s. Xin bốc bổ sung để có người đọc thay.",
            "Đã nhận lại %(num)s bài chưa chấm của %(name)s. Xin bốc bổ sung để có người đọc thay.",
            count,
            name=judge.name,
        ),
        "ok",
    )
    return _back(contest, round_)


@bp.post("/<slug>/rounds/<int:number>/draw/conflicts")
@open_to(RoleKind.SECRETARY)
def add_conflict(contest: Contest, number: int) -> Any:
    """Keep a judge and an entry apart."""
    round_ = round_numbered(contest, number)
    form = _conflict_form(contest)
    if not form.validate_on_submit():
        return _page(contest, round_, conflict=form), 422
    try:
        entry_id = _entry_said(contest, round_, form.entry.data)
    except EntryUnknown as refusal:
        form.entry.errors = [said(refusal)]
        return _page(contest, round_, conflict=form), 422
    judge = {role.account_id: role.account for role in judges_of(contest.id)}[form.judge.data]
    with transaction():
        declare_conflict(
            judge=judge, entry_id=entry_id, reason=form.reason.data or "", actor=visitor().actor, at=now()
        )
    flash(_("Đã ghi: %(name)s không chấm bài này ở mọi vòng.", name=judge.name), "ok")
    return _back(contest, round_, "conflicts")


def _page(
    contest: Contest,
    round_: Round,
    *,
    form: SeedForm | None = None,
    conflict: ConflictForm | None = None,
    refusal: Refusal | None = None,
) -> str:
    newest = newest_draw(round_.id)
    waiting = newest if newest is not None and newest.published_at is None else None
    secretary = viewer_of(contest).knows_all_names
    return show(
        "organizer/draw.html",
        contest,
        round=round_,
        waiting=waiting,
        supply=draw_supply(round_),
        seed_form=form or SeedForm(formdata=None, seed=randbelow(900_000) + 100_000),
        reasons=reasons_of(refusal),
        loads=loads(waiting.id) if waiting else [],
        table=pair_table(waiting) if waiting else None,
        judges=judge_loads(round_),
        history=draws_of(round_.id),
        conflicts=_conflicts(contest) if secretary else None,
        conflict_form=(conflict or _conflict_form(contest, blank=True)) if secretary else None,
    )


def reasons_of(refusal: Refusal | None) -> list[str]:
    """Why nothing could be drawn, one sentence a number."""
    if isinstance(refusal, NoDrawPossible):
        return [_(sentence) % values for sentence, values in refusal.reasons]
    return [said(refusal)] if refusal is not None else []


def _conflicts(contest: Contest) -> list[dict[str, Any]]:
    """Declared conflicts with judge and entry, for the secretary alone."""
    found = conflicts_of(contest.id)
    lines = {line.entry.id: line.entry for line in lines_of([row.entry_id for row in found])}
    people = {role.account_id: role.account.name for role in judges_of(contest.id)}
    return [
        {"row": row, "judge": people[row.judge_id], "entry": lines[row.entry_id]}
        for row in found
        if row.entry_id in lines
    ]


def _conflict_form(contest: Contest, *, blank: bool = False) -> ConflictForm:
    form = ConflictForm(formdata=None, prefix="conflict") if blank else ConflictForm(prefix="conflict")
    form.judge.choices = [(role.account_id, role.account.name) for role in judges_of(contest.id)]
    return form


def _entry_said(contest: Contest, round_: Round, typed: str) -> int:
    """The entry of a blind code of the round or of a receipt, as typed. Raises EntryUnknown."""
    code = normal_code(typed)
    behind = entry_behind(round_.id, code) if code else None
    if behind is not None:
        return behind.entry_id
    found = entry_by_receipt(typed)
    if found is None or found.contest_id != contest.id:
        raise EntryUnknown
    return found.id


def _judge(contest: Contest) -> Account:
    """The judge a form speaks of. Raises NotFound for anybody else."""
    wanted = request.form.get("judge", -1, type=int)
    found = next((role.account for role in judges_of(contest.id) if role.account_id == wanted), None)
    if found is None:
        raise NotFound
    return found


def _back(contest: Contest, round_: Round, anchor: str | None = None) -> Response:
    return redirect(url_for("organizer.draw", slug=contest.slug, number=round_.number, _anchor=anchor), 303)
