"""Screening: one entry a view, what tells its author lit up, a decision, and the next."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from contest.assignment.queries import is_being_read
from contest.charter.models import Contest
from contest.db import transaction
from contest.entries.models import Entry
from contest.entries.queries import entries_whole, entry_of
from contest.errors.screening import DecidedMeanwhile
from contest.plumbing.clock import now
from contest.scoring.queries import suspicions_about
from contest.screening.models import ScreeningDecision
from contest.screening.queries import copies_of, entry_ids_to_screen, standing_decision
from contest.screening.rules import TITLE
from contest.screening.service import (
    Burned,
    accept_all,
    blind_preview,
    clean_entry_ids,
    decide,
    findings_aside,
    hold_decision,
    releasing,
    undo_decision,
)
from contest.screening.service.look import texts_of
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.asides import asides_shown
from contest.web.organizer.deciding import Decision, decision_said
from contest.web.organizer.marks import pieces_of, places_in
from contest.web.organizer.masks import same_text
from contest.web.organizer.pictures import pictures_of, previewed_pictures
from contest.web.organizer.places import OFFICE
from contest.web.organizer.queue import on_to, queue_of
from contest.web.organizer.register import act_of
from contest.web.organizer.resemblances_rows import rows_beside
from contest.web.organizer.view import show, viewer_of
from contest.web.sessions import visitor


@bp.get("/<slug>/screening")
@open_to(*OFFICE)
def screening(contest: Contest) -> Any:
    """The first entry that waits; a page that says so when none does."""
    queue = queue_of(viewer_of(contest))
    if queue.ids:
        return on_to(contest, queue, queue.ids[0])
    return show("organizer/screening_done.html", contest, last=_last(contest), asked=queue.asked)


@bp.get("/<slug>/screening/<int:entry_id>")
@open_to(*OFFICE)
def screen(contest: Contest, entry_id: int) -> str:
    """One entry with its checklist, its text, and what can be decided."""
    return _page(contest, entry_of(contest.id, entry_id), Decision.blank(contest))


@bp.post("/<slug>/screening/<int:entry_id>/decisions")
@open_to(*OFFICE)
def decide_entry(contest: Contest, entry_id: int) -> Any:
    """Decide, then show the next entry that waits."""
    found, said, queue = entry_of(contest.id, entry_id), decision_said(contest), queue_of(viewer_of(contest))
    if not said.is_complete:
        return _page(contest, found, said), 422

    def verb(burned: tuple[Burned, ...]) -> object:
        hold_decision(entry=found, seen=_decision_seen())
        (current,) = entries_whole(contest.id, [entry_id], afresh=True)
        same_text(current)
        return decide(
            entry=current,
            verdict=said.verdict,
            code=said.code,
            reason=said.reason,
            actor=visitor().actor,
            at=now(),
            burned=burned,
        )

    try:
        releasing(verb)
    except DecidedMeanwhile as met:
        return _page(contest, entry_of(contest.id, entry_id), said, met=met), met.status
    return on_to(contest, queue, queue.after(entry_id), last=entry_id)


@bp.post("/<slug>/screening/<int:entry_id>/undoing")
@open_to(*OFFICE)
def undo_entry(contest: Contest, entry_id: int) -> Any:
    """Take the decision back; both stay in the history."""
    found = entry_of(contest.id, entry_id)
    try:
        with transaction():
            hold_decision(entry=found, seen=_decision_seen())
            undo_decision(entry=found, actor=visitor().actor, at=now())
    except DecidedMeanwhile as met:
        return _page(contest, entry_of(contest.id, entry_id), Decision.blank(contest), met=met), met.status
    flash(_("Đã hoàn tác quyết định. Quyết định cũ vẫn còn trong lịch sử của bài."), "ok")
    return on_to(contest, queue_of(viewer_of(contest)), entry_id)


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
    found, at = clean_entry_ids(contest), now()
    count = releasing(
        lambda burned: accept_all(
            contest=contest, actor=visitor().actor, at=at, entry_ids=found, burned=burned
        )
    )
    flash(ngettext("Đã nhận %(num)s bài sạch.", "Đã nhận %(num)s bài sạch.", count), "ok")
    act = act_of(at) if count else None
    return redirect(url_for("organizer.entries", slug=contest.slug, state="eligible", act=act), 303)


def _decision_seen() -> int | None:
    """The id of the decision that stood on the screen; None when the entry had none."""
    return request.form.get("decision", type=int)


def _page(contest: Contest, found: Entry, said: Decision, *, met: DecidedMeanwhile | None = None) -> str:
    viewer = viewer_of(contest)
    queue = queue_of(viewer)
    named = bool(viewer.opens([found.id]))
    copy = None if named else blind_preview(found)
    places = places_in(found) if named else []
    texts = dict(texts_of(found.manuscript))
    if copy is not None:
        texts = {TITLE: copy.title, **dict(enumerate(copy.paragraphs))}
    return show(
        "organizer/screening.html",
        contest,
        entry=found,
        named=named,
        envelope=viewer.envelopes([found.id]).get(found.id),
        checks=viewer.checks(found),
        resembling=rows_beside(viewer, found.id),
        places=places,
        pieces={number: pieces_of(text, number, places) for number, text in texts.items()},
        pictures=pictures_of(contest, found, named=named),
        copies=copies_of(found.id) if named else [],
        aside=asides_shown(findings_aside(found)) if named else [],
        decision=standing_decision(found.id),
        being_read=is_being_read(found.id),
        queue=queue,
        last=_last(contest),
        said=said,
        met=met,
        suspicions=suspicions_about(found.id),
    )


def _last(contest: Contest) -> tuple[Entry, ScreeningDecision] | None:
    """The visitor's own decision of just before with its entry, so that it can be taken back from here."""
    number = request.args.get("last", type=int)
    decision = standing_decision(number) if number is not None else None
    if decision is None or decision.decided_by != visitor().actor.name:
        return None
    return entry_of(contest.id, decision.entry_id), decision
