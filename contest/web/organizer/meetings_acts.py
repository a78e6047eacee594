"""What is done at a meeting: people called and present, motions put and counted, the end, later supplements."""

from typing import Any

from flask import request
from flask_babel import gettext as _

from contest.charter.models import Contest
from contest.errors import NotFound
from contest.plumbing.clock import now
from contest.shortlist import service
from contest.shortlist.models import Meeting, Motion
from contest.shortlist.queries import meeting_of
from contest.shortlist.rules.voting import PersonSaid
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.meeting_forms import (
    DetailsForm,
    DissentForm,
    MotionForm,
    PersonForm,
    SupplementForm,
    VotesForm,
)
from contest.web.organizer.meeting_view import acted, address_of, closing_form, known_form, offices_in
from contest.web.organizer.places import OFFICE
from contest.web.organizer.saving import done
from contest.web.organizer.veil import refuse_if_veiled
from contest.web.sessions import visitor
from contest.web.typed import wholes


@bp.post("/<slug>/meetings/<int:meeting_id>/details")
@open_to(*OFFICE)
def meeting_details(contest: Contest, meeting_id: int) -> Any:
    """When, where, how it is voted, what else was said."""
    meeting = _meeting(contest, meeting_id)
    form = DetailsForm.of(contest, meeting)
    return acted(
        contest,
        meeting,
        "details",
        form,
        lambda: service.set_meeting(
            changes=form.changes(meeting), seen=form.seen.data or "", **_said(meeting)
        ),
        _("Đã lưu."),
    )


@bp.post("/<slug>/meetings/<int:meeting_id>/attendance")
@open_to(*OFFICE)
def meeting_person(contest: Contest, meeting_id: int) -> Any:
    """Call somebody who has no account."""
    meeting, form = _meeting(contest, meeting_id), PersonForm(prefix="person")
    return acted(
        contest,
        meeting,
        "person",
        form,
        lambda: service.add_attendances(people=[form.said()], **_said(meeting)),
        _("Đã ghi vào thành phần dự họp."),
    )


@bp.post("/<slug>/meetings/<int:meeting_id>/attendance/known")
@open_to(*OFFICE)
def meeting_known(contest: Contest, meeting_id: int) -> Any:
    """Call the contest's own people."""
    meeting, offices = _meeting(contest, meeting_id), offices_in(contest)
    form = known_form(contest, meeting)

    def call() -> None:
        people = [PersonSaid(*offices[id_], account_id=id_) for id_ in form.people.data or ()]
        service.add_attendances(people=people, **_said(meeting))

    return acted(contest, meeting, "known", form, call, _("Đã ghi vào thành phần dự họp."))


@bp.post("/<slug>/meetings/<int:meeting_id>/presence")
@open_to(*OFFICE)
def meeting_presence(contest: Contest, meeting_id: int) -> Any:
    """Who is there now, and who votes."""
    meeting = _meeting(contest, meeting_id)
    present, voting = (wholes(request.form.getlist(name)) for name in ("present", "voting"))
    return done(
        lambda: service.note_presence(present=present, voting=voting, **_said(meeting)),
        to=address_of(contest, meeting, anchor="people"),
        word=_("Đã ghi người có mặt."),
    )


@bp.post("/<slug>/meetings/<int:meeting_id>/attendance/<int:seat_id>/removal")
@open_to(*OFFICE)
def meeting_seat_removal(contest: Contest, meeting_id: int, seat_id: int) -> Any:
    """Take somebody off the list who was called in error."""
    meeting = _meeting(contest, meeting_id)
    return done(
        lambda: service.remove_attendance(attendance_id=seat_id, **_said(meeting)),
        to=address_of(contest, meeting, anchor="people"),
        word=_("Đã bỏ khỏi thành phần dự họp."),
    )


@bp.post("/<slug>/meetings/<int:meeting_id>/motions")
@open_to(*OFFICE)
def meeting_motion(contest: Contest, meeting_id: int) -> Any:
    """Put something to the vote."""
    meeting = _meeting(contest, meeting_id)
    form = MotionForm.offer(meeting)

    def put() -> None:
        service.put_motion(
            kind=form.of_kind, text=form.text.data or "", code=form.code.data or "", **_said(meeting)
        )

    return acted(contest, meeting, "motion", form, put, _("Đã đưa ra biểu quyết."))


@bp.post("/<slug>/meetings/<int:meeting_id>/motions/<int:motion_id>/votes")
@open_to(*OFFICE)
def motion_votes(contest: Contest, meeting_id: int, motion_id: int) -> Any:
    """Write down the counted hands."""
    meeting = _meeting(contest, meeting_id)
    form = VotesForm.of(_motion(meeting, motion_id))

    def count() -> None:
        service.record_votes(
            motion_id=motion_id,
            votes=form.votes,
            chair=form.ruling,
            reason=form.reason.data or "",
            seen=form.seen.data or "",
            **_said(meeting),
        )

    return acted(contest, meeting, f"m{motion_id}", form, count, _("Đã ghi kết quả biểu quyết."))


@bp.post("/<slug>/meetings/<int:meeting_id>/motions/<int:motion_id>/withdrawal")
@open_to(*OFFICE)
def motion_withdrawal(contest: Contest, meeting_id: int, motion_id: int) -> Any:
    """Take a motion back."""
    meeting, reason = _meeting(contest, meeting_id), request.form.get("reason", "")
    return done(
        lambda: service.withdraw_motion(motion_id=motion_id, reason=reason, **_said(meeting)),
        to=address_of(contest, meeting, anchor=f"m{motion_id}"),
        word=_("Đã rút nội dung này."),
    )


@bp.post("/<slug>/meetings/<int:meeting_id>/motions/<int:motion_id>/opinions")
@open_to(*OFFICE)
def motion_dissent(contest: Contest, meeting_id: int, motion_id: int) -> Any:
    """Write down what somebody thinks otherwise, with the name if they wish."""
    meeting = _meeting(contest, meeting_id)
    form = DissentForm.of(meeting, _motion(meeting, motion_id))

    def note() -> None:
        service.note_dissent(
            motion_id=motion_id, text=form.text.data or "", seat_id=form.seat.data or None, **_said(meeting)
        )

    return acted(contest, meeting, f"d{motion_id}", form, note, _("Đã ghi ý kiến vào biên bản."))


@bp.post("/<slug>/meetings/<int:meeting_id>/opinions/<int:dissent_id>/removal")
@open_to(*OFFICE)
def motion_dissent_removal(contest: Contest, meeting_id: int, dissent_id: int) -> Any:
    """Take an opinion out of the minutes again."""
    meeting = _meeting(contest, meeting_id)
    return done(
        lambda: service.remove_dissent(dissent_id=dissent_id, **_said(meeting)),
        to=address_of(contest, meeting),
        word=_("Đã bỏ ý kiến này khỏi biên bản."),
        but=(NotFound,),
    )


@bp.post("/<slug>/meetings/<int:meeting_id>/closing")
@open_to(*OFFICE)
def meeting_closing(contest: Contest, meeting_id: int) -> Any:
    """End the meeting: from then on its minutes stand."""
    meeting, form = _meeting(contest, meeting_id), closing_form(contest)
    return acted(
        contest,
        meeting,
        "closing",
        form,
        lambda: service.close_meeting(ended_at=form.ended_at.moment, **_said(meeting)),
        _("Đã kết thúc cuộc họp. Biên bản lấy được ở đây."),
    )


@bp.post("/<slug>/meetings/<int:meeting_id>/supplements")
@open_to(*OFFICE)
def meeting_supplement(contest: Contest, meeting_id: int) -> Any:
    """Add to closed minutes, with the reason."""
    meeting, form = _meeting(contest, meeting_id), SupplementForm(prefix="supplement")

    def add() -> None:
        service.supplement_meeting(text=form.text.data or "", reason=form.reason.data or "", **_said(meeting))

    return acted(contest, meeting, "supplement", form, add, _("Đã ghi bổ sung."))


def _meeting(contest: Contest, meeting_id: int) -> Meeting:
    found = meeting_of(contest, meeting_id)
    refuse_if_veiled(found.round)
    return found


def _motion(meeting: Meeting, motion_id: int) -> Motion:
    found = next((one for one in meeting.motions if one.id == motion_id), None)
    if found is None:
        raise NotFound
    return found


def _said(meeting: Meeting) -> dict[str, Any]:
    return {"meeting": meeting, "actor": visitor().actor, "at": now()}
