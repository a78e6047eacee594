"""Meetings: their list, a new one, and the page on which one is held."""

from io import BytesIO
from typing import Any

from flask import Response, flash, redirect, request, send_file, url_for
from flask_babel import gettext as _

from contest.charter.models import Contest
from contest.charter.queries import round_numbered
from contest.db import transaction
from contest.errors import Refusal
from contest.exports.formats import FORMATS
from contest.exports.papers.meeting_minutes import minutes_of_meeting
from contest.overview.queries import current_round
from contest.people.models import RoleKind
from contest.people.queries import roles_in
from contest.plumbing.clock import now
from contest.shortlist import service
from contest.shortlist.queries import meeting_of, meetings_of
from contest.shortlist.rules.voting import Majority, MeetingKind, Part
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.meeting_forms import MeetingForm
from contest.web.organizer.meeting_view import meeting_page
from contest.web.organizer.places import OFFICE
from contest.web.organizer.ranking import READERS
from contest.web.organizer.veil import refuse_if_veiled
from contest.web.organizer.view import show, viewer_of
from contest.web.refusals import said
from contest.web.sessions import visitor


@bp.get("/<slug>/meetings")
@open_to(*READERS)
def meetings(contest: Contest) -> str:
    """The contest's meetings, newest first."""
    return show(
        "organizer/meetings.html",
        contest,
        meetings=meetings_of(contest),
        may_write=visitor().has_role(contest.id, *OFFICE),
    )


@bp.route("/<slug>/meetings/new", methods=["GET", "POST"])
@open_to(*OFFICE)
def open_meeting(contest: Contest) -> Any:
    """When, where, about what, who presides; then the meeting's own page."""
    people = [role.account for role in roles_in(contest.id)]
    heads = [role.account.name for role in roles_in(contest.id, RoleKind.HEAD_JUDGE)]
    mine = visitor().name if viewer_of(contest).knows_all_names else ""
    number = request.args.get("round", type=int) or current_round(contest).number
    form = MeetingForm.offer(
        contest, number=number, at=now(), chair=heads[0] if heads else "", secretary=mine
    )
    if not form.validate_on_submit():
        return show("organizer/meeting_new.html", contest, form=form), 422 if form.errors else 200
    try:
        with transaction():
            meeting = service.open_meeting(
                round_=round_numbered(contest, form.round.data),
                kind=MeetingKind(form.kind.data),
                title=form.title.data or "",
                place=form.place.data or "",
                held_at=form.held_at.moment,
                chair=form.person(Part.CHAIR, people),
                secretary=form.person(Part.SECRETARY, people),
                majority=Majority(form.majority.data),
                absent_votes=bool(form.absent_votes.data),
                actor=visitor().actor,
                at=now(),
            )
    except Refusal as refusal:
        form.form_errors = [*form.form_errors, said(refusal)]
        return show("organizer/meeting_new.html", contest, form=form), refusal.status
    flash(_("Đã mở cuộc họp. Xin ghi thành phần dự họp."), "ok")
    return redirect(url_for("organizer.meeting", slug=contest.slug, meeting_id=meeting.id), 303)


@bp.get("/<slug>/meetings/<int:meeting_id>")
@open_to(*READERS)
def meeting(contest: Contest, meeting_id: int) -> str:
    """One meeting: who is there, what was put to it, how the votes came out."""
    found = meeting_of(contest, meeting_id)
    refuse_if_veiled(found.round)
    return meeting_page(contest, found)


@bp.get("/<slug>/meetings/<int:meeting_id>/minutes.<any(docx, pdf):fmt>")
@open_to(*OFFICE)
def meeting_minutes(contest: Contest, meeting_id: int, fmt: str) -> Response:
    """The minutes of one meeting as a file; the log says who took them."""
    found, at, out = meeting_of(contest, meeting_id), now(), BytesIO()
    refuse_if_veiled(found.round)
    FORMATS[fmt].write(minutes_of_meeting(contest, found, at=at), out)
    with transaction():
        service.record_minutes_taken(meeting=found, fmt=fmt, actor=visitor().actor, at=at)
    out.seek(0)
    return send_file(
        out,
        mimetype=FORMATS[fmt].media_type,
        as_attachment=True,
        download_name=f"bien-ban-hop-vong-{found.round.number}-lan-{found.number}{FORMATS[fmt].suffix}",
        etag=False,
        max_age=0,
    )
