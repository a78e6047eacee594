"""Screening: one entry a view, what tells its author lit up, a decision, and the next."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from contest.assignment.queries import is_being_read
from contest.charter.models import Contest
from contest.charter.queries import rejection_codes_of
from contest.db import transaction
from contest.entries.models import Entry
from contest.entries.queries import entry_of
from contest.errors.screening import TextChanged
from contest.plumbing.clock import now
from contest.screening.models import VerdictKind
from contest.screening.queries import entry_ids_to_screen, standing_decision
from contest.screening.rules import TITLE
from contest.screening.service import (
    accept_all,
    blind_preview,
    clean_entry_ids,
    decide,
    findings_aside,
    lift_mask,
    make_mask,
    mask_all_found,
    mask_phrase,
    undo_decision,
)
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.entries import pictures_of
from contest.web.organizer.forms import MoreForm, RejectForm
from contest.web.organizer.marks import pieces_of, places_in
from contest.web.organizer.places import OFFICE
from contest.web.organizer.view import show, viewer_of
from contest.web.sessions import visitor


@bp.get("/<slug>/screening")
@open_to(*OFFICE)
def screening(contest: Contest) -> Any:
    """The first entry that waits; a page that says so when none does."""
    waiting = entry_ids_to_screen(contest.id)
    if waiting:
        return _to(contest, waiting[0])
    return show("organizer/screening_done.html", contest, last=_last(contest))


@bp.get("/<slug>/screening/<int:entry_id>")
@open_to(*OFFICE)
def screen(contest: Contest, entry_id: int) -> str:
    """One entry with its checklist, its text, and what can be decided."""
    return _page(contest, entry_of(contest.id, entry_id))


@bp.post("/<slug>/screening/<int:entry_id>/decisions")
@open_to(*OFFICE)
def decide_entry(contest: Contest, entry_id: int) -> Any:
    """Decide, then show the next entry that waits."""
    found, after = entry_of(contest.id, entry_id), _next(contest, entry_id)
    verdict = request.form.get("verdict", "")
    if verdict not in set(VerdictKind):
        abort(400)
    reject, more = _reject_form(contest), MoreForm(prefix="more")
    forms: dict[str, RejectForm | MoreForm] = {"rejected": reject, "more_needed": more}
    filled = forms.get(verdict)
    if filled is not None and not filled.validate_on_submit():
        return _page(contest, found, reject=reject, more=more, wrong=filled), 422
    _same_text(found)
    with transaction():
        decide(
            entry=found,
            verdict=VerdictKind(verdict),
            code=reject.code.data if filled is reject else "",
            reason=filled.reason.data if filled is not None else "",
            actor=visitor().actor,
            at=now(),
        )
    return _to(contest, after, last=entry_id)


@bp.post("/<slug>/screening/<int:entry_id>/undoing")
@open_to(*OFFICE)
def undo_entry(contest: Contest, entry_id: int) -> Response:
    """Take the decision back; both stay in the history."""
    with transaction():
        undo_decision(entry=entry_of(contest.id, entry_id), actor=visitor().actor, at=now())
    flash(_("Đã hoàn tác quyết định. Quyết định cũ vẫn còn trong lịch sử của bài."), "ok")
    return _to(contest, entry_id)


@bp.post("/<slug>/screening/<int:entry_id>/masks")
@open_to(*OFFICE)
def mask_entry(contest: Contest, entry_id: int) -> Response:
    """Black out one place, one phrase, or everything found."""
    found, said = _entry_with_names(contest, entry_id), request.form
    _same_text(found)
    with transaction():
        if said.get("phrase", "").strip():
            count = mask_phrase(entry=found, phrase=said["phrase"], actor=visitor().actor, at=now())
        elif "all" in said:
            count = mask_all_found(entry=found, actor=visitor().actor, at=now())
        else:
            make_mask(entry=found, **_stretch(), actor=visitor().actor, at=now())
            count = 1
    flash(ngettext("Đã che %(num)s chỗ.", "Đã che %(num)s chỗ.", count), "ok")
    return _to(contest, entry_id, "places")


@bp.post("/<slug>/screening/<int:entry_id>/masks/lifted")
@open_to(*OFFICE)
def lift_entry_mask(contest: Contest, entry_id: int) -> Response:
    """Let one place be seen, for a reason."""
    found = _entry_with_names(contest, entry_id)
    _same_text(found)
    with transaction():
        lift_mask(
            entry=found,
            **_stretch(),
            reason=request.form.get("reason", ""),
            actor=visitor().actor,
            at=now(),
        )
    flash(_("Chỗ này sẽ để nguyên trong bản cho giám khảo."), "ok")
    return _to(contest, entry_id, "places")


@bp.get("/<slug>/screening/<int:entry_id>/preview")
@open_to(*OFFICE)
def preview_entry(contest: Contest, entry_id: int) -> str:
    """What a judge would see of the entry."""
    found = entry_of(contest.id, entry_id)
    return show(
        "organizer/preview.html",
        contest,
        entry=found,
        copy=blind_preview(found),
        pictures=pictures_of(contest, found),
    )


@bp.get("/<slug>/screening/clean")
@open_to(*OFFICE)
def clean(contest: Contest) -> str:
    """How many waiting entries have nothing to warn of, before they are accepted together."""
    return show(
        "organizer/clean.html",
        contest,
        clean=len(clean_entry_ids(contest)),
        waiting=len(entry_ids_to_screen(contest.id)),
    )


@bp.post("/<slug>/screening/clean")
@open_to(*OFFICE)
def accept_clean(contest: Contest) -> Response:
    """Accept them; each is checked again at this moment."""
    found = clean_entry_ids(contest)
    with transaction():
        count = accept_all(contest=contest, actor=visitor().actor, at=now(), entry_ids=found)
    flash(ngettext("Đã nhận %(num)s bài sạch.", "Đã nhận %(num)s bài sạch.", count), "ok")
    return redirect(url_for("organizer.screening", slug=contest.slug), 303)


def _page(
    contest: Contest,
    found: Entry,
    *,
    reject: RejectForm | None = None,
    more: MoreForm | None = None,
    wrong: FlaskForm | None = None,
) -> str:
    viewer, waiting = viewer_of(contest), entry_ids_to_screen(contest.id)
    named = bool(viewer.opens([found.id]))
    copy = None if named else blind_preview(found)
    places = places_in(found) if named else []
    texts = {TITLE: found.manuscript.title, **dict(enumerate(found.manuscript.paragraphs))}
    if copy is not None:
        texts = {TITLE: copy.title, **dict(enumerate(copy.paragraphs))}
    place = waiting.index(found.id) if found.id in waiting else None
    return show(
        "organizer/screening.html",
        contest,
        entry=found,
        named=named,
        envelope=viewer.envelopes([found.id]).get(found.id),
        checks=viewer.checks(found),
        places=places,
        pieces={number: pieces_of(text, number, places) for number, text in texts.items()},
        pictures=pictures_of(contest, found),
        aside=findings_aside(found) if named else [],
        decision=standing_decision(found.id),
        being_read=is_being_read(found.id),
        waiting=len(waiting),
        position=place,
        previous=waiting[place - 1] if place else None,
        following=_next(contest, found.id, waiting),
        last=_last(contest),
        reject=reject if reject is not None and reject is wrong else _reject_form(contest, blank=True),
        more=more if more is not None and more is wrong else MoreForm(formdata=None, prefix="more"),
    )


def _reject_form(contest: Contest, *, blank: bool = False) -> RejectForm:
    form = RejectForm(formdata=None, prefix="reject") if blank else RejectForm(prefix="reject")
    codes = [(code.code, f"{code.code} – {code.label}") for code in rejection_codes_of(contest.id)]
    form.code.choices = [("", _("Chọn…")), *codes]
    return form


def _entry_with_names(contest: Contest, entry_id: int) -> Entry:
    """The entry, for those who may know its author: masks tell where the name stands."""
    found = entry_of(contest.id, entry_id)
    if not viewer_of(contest).opens([found.id]):
        abort(404)
    return found


def _same_text(found: Entry) -> None:
    """The version on the screen is the newest. Raises TextChanged."""
    if request.form.get("manuscript", type=int) != found.manuscript.id:
        raise TextChanged


def _stretch() -> dict[str, int]:
    return {name: request.form.get(name, -2, type=int) for name in ("paragraph", "start", "stop")}


def _next(contest: Contest, entry_id: int, waiting: list[int] | None = None) -> int | None:
    """The entry that waits after this one, around to the first; None when no other does."""
    ids = entry_ids_to_screen(contest.id) if waiting is None else waiting
    behind = ids[ids.index(entry_id) + 1 :] if entry_id in ids else []
    others = [other for other in ids if other != entry_id]
    return next(iter([*behind, *others]), None)


def _last(contest: Contest) -> Entry | None:
    """The entry decided on just before, so that the decision can be taken back from here."""
    number = request.args.get("last", type=int)
    return entry_of(contest.id, number) if number is not None and standing_decision(number) else None


def _to(
    contest: Contest, entry_id: int | None, anchor: str | None = None, last: int | None = None
) -> Response:
    if entry_id is None:
        url = url_for("organizer.screening", slug=contest.slug, last=last)
    else:
        url = url_for("organizer.screen", slug=contest.slug, entry_id=entry_id, last=last, _anchor=anchor)
    return redirect(url, 303)
