"""The page of one meeting, with the form that was sent in the place of its own."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, url_for
from flask_wtf import FlaskForm

from contest.charter.models import Contest
from contest.db import transaction
from contest.errors import Refusal, Stale
from contest.people.queries import roles_in
from contest.plumbing.clock import now
from contest.shortlist.models import Meeting
from contest.shortlist.queries import meeting_of
from contest.web.organizer.meeting_forms import (
    ClosingForm,
    DetailsForm,
    DissentForm,
    KnownForm,
    MotionForm,
    PersonForm,
    SupplementForm,
    VotesForm,
)
from contest.web.organizer.places import OFFICE
from contest.web.organizer.view import show
from contest.web.refusals import said
from contest.web.sessions import visitor
from contest.web.words import word


def meeting_page(contest: Contest, meeting: Meeting, **sent: FlaskForm) -> str:
    """The meeting's page; ``sent`` is the form that could not be saved, by its place: ``motion``, ``m7`` …"""
    forms = {
        "details": DetailsForm.of(contest, meeting, formdata=None),
        "person": PersonForm(prefix="person", formdata=None),
        "known": known_form(contest, meeting, formdata=None),
        "motion": MotionForm.offer(meeting, formdata=None),
        "closing": closing_form(contest, data={"ended_at": now()}, formdata=None),
        "supplement": SupplementForm(prefix="supplement", formdata=None),
        **{f"m{one.id}": VotesForm.of(one, formdata=None) for one in meeting.motions},
        **{f"d{one.id}": DissentForm.of(meeting, one, formdata=None) for one in meeting.motions},
        **sent,
    }
    return show(
        "organizer/meeting.html",
        contest,
        meeting=meeting,
        round=meeting.round,
        forms=forms,
        sent=next(iter(sent), ""),
        may_write=visitor().has_role(contest.id, *OFFICE),
    )


def acted(
    contest: Contest, meeting: Meeting, place: str, form: FlaskForm, verb: Callable[[], object], word_: str
) -> Any:
    """Do what a form of the page asks and go back to it; what cannot be done is said there, and nothing is lost."""
    status = 422
    if form.validate_on_submit():
        try:
            with transaction():
                verb()
        except Refusal as refusal:
            form.form_errors, status = [*form.form_errors, said(refusal)], refusal.status
            if isinstance(refusal, Stale):
                form["seen"].data = mark_of(meeting_of(contest, meeting.id), place)
        else:
            flash(word_, "ok")
            return redirect(address_of(contest, meeting, anchor=place), 303)
    return meeting_page(contest, meeting_of(contest, meeting.id), **{place: form}), status


def mark_of(meeting: Meeting, place: str) -> str:
    """The mark of what the form of that place is about: a motion, or the meeting itself."""
    return next((motion.seen for motion in meeting.motions if place == f"m{motion.id}"), meeting.seen)


def address_of(contest: Contest, meeting: Meeting, *, anchor: str | None = None) -> str:
    """Where the meeting's page is."""
    return url_for("organizer.meeting", slug=contest.slug, meeting_id=meeting.id, _anchor=anchor)


def known_form(contest: Contest, meeting: Meeting, **sent: Any) -> KnownForm:
    """Those of the contest's people who are not called yet, with what they are."""
    seated = {seat.account_id for seat in meeting.attendances}
    offices = offices_in(contest)
    form = KnownForm(prefix="known", **sent)
    form.people.choices = [
        (id_, f"{name} – {office}") for id_, (name, office) in offices.items() if id_ not in seated
    ]
    return form


def offices_in(contest: Contest) -> dict[int, tuple[str, str]]:
    """Account id -> name and what the person is in the contest, by given name."""
    found: dict[int, tuple[str, str]] = {}
    for role in roles_in(contest.id):
        name, office = role.account.name, word(role.kind)
        before = found.get(role.account_id)
        found[role.account_id] = (name, f"{before[1]}, {office}" if before else office)
    return found


def closing_form(contest: Contest, **said_: Any) -> ClosingForm:
    """The form of the end, on the contest's clock."""
    return ClosingForm(prefix="closing", meta={"zone": contest.zone}, **said_)
