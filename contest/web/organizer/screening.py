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
from contest.plumbing.clock import now
from contest.screening.models import VerdictKind
from contest.screening.queries import copies_of, entry_ids_to_screen, standing_decision
from contest.screening.rules import TITLE
from contest.screening.service import (
    Burned,
    accept_all,
    blind_preview,
    clean_entry_ids,
    decide,
    findings_aside,
    releasing,
    undo_decision,
)
from contest.screening.service.look import texts_of
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.forms import MoreForm, RejectForm
from contest.web.organizer.marks import pieces_of, places_in
from contest.web.organizer.masks import same_text
from contest.web.organizer.pictures import pictures_of, previewed_pictures
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

    def verb(burned: tuple[Burned, ...]) -> object:
        current = entry_of(contest.id, entry_id)
        same_text(current)
        return decide(
            entry=current,
            verdict=VerdictKind(verdict),
            code=reject.code.data if filled is reject else "",
            reason=filled.reason.data if filled is not None else "",
            actor=visitor().actor,
            at=now(),
            burned=burned,
        )

    releasing(verb)
    return _to(contest, after, last=entry_id)


@bp.post("/<slug>/screening/<int:entry_id>/undoing")
@open_to(*OFFICE)
def undo_entry(contest: Contest, entry_id: int) -> Response:
    """Take the decision back; both stay in the history."""
    with transaction():
        undo_decision(entry=entry_of(contest.id, entry_id), actor=visitor().actor, at=now())
    flash(_("Đã hoàn tác quyết định. Quyết định cũ vẫn còn trong lịch sử của bài."), "ok")
    return _to(contest, entry_id)


@bp.get("/<slug>/screening/<int:entry_id>/preview")
@open_to(*OFFICE)
def preview_entry(contest: Contest, entry_id: int) -> str:
    """What a judge would see of the entry."""
    found = entry_of(contest.id, entry_id)
    named = bool(viewer_of(contest).opens([found.id]))
    return show(
        "organizer/preview.html",
        contest,
        entry=found,
        copy=blind_preview(found),
        pictures=previewed_pictures(contest, found, named=named),
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
    count = releasing(
        lambda burned: accept_all(
            contest=contest, actor=visitor().actor, at=now(), entry_ids=found, burned=burned
        )
    )
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
    texts = dict(texts_of(found.manuscript))
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
        pictures=pictures_of(contest, found, named=named),
        copies=copies_of(found.id) if named else [],
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
