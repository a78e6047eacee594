"""The sheets of a round by their codes, one sheet, and sending it back to its judge for a reason."""

from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from contest.assignment.models import Assignment
from contest.assignment.queries import assignments_of_judge
from contest.charter.models import Contest, Round
from contest.charter.queries import round_numbered
from contest.errors.settling import OwnEntry
from contest.people.queries import judges_of
from contest.plumbing import clock
from contest.scoring.models import SheetState
from contest.scoring.queries import (
    assignment_in,
    has_seen_the_others,
    marks_veiled,
    readings_of,
    recheck_result_of,
    round_lock,
    sheet_of,
    standings,
    versions_of,
)
from contest.scoring.service import send_back_sheet
from contest.screening.rules import normal_code
from contest.web.case_forms import done
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.settling import JURY_HEADS
from contest.web.organizer.view import show
from contest.web.sessions import visitor
from contest.web.typed import whole

A_PAGE: Final = 100


class SendBackForm(FlaskForm):
    """Why a sheet goes back, and which version of it was looked at."""

    version = HiddenField()
    reason = TextAreaField(
        _l("Lý do trả lại"),
        [
            InputRequired(_l("Xin ghi lý do để giám khảo biết cần sửa gì.")),
            Length(max=2000, message=_l("Xin viết ngắn hơn 2.000 ký tự.")),
        ],
    )


@bp.get("/<slug>/rounds/<int:number>/sheets")
@open_to(*JURY_HEADS)
def sheets(contest: Contest, number: int) -> str:
    """Every sheet of the round by its code and judge, and what it did last; no mark."""
    round_ = round_numbered(contest, number)
    judge_id, typed = request.args.get("judge", type=int), request.args.get("code", "").strip()
    after = max(0, min(request.args.get("after", 0, type=int), 10_000_000))
    code = (normal_code(typed) or typed) if typed else None
    rows = readings_of(round_.id, judge_id=judge_id, code=code, after=after, most=A_PAGE + 1)
    return show(
        "organizer/settling_sheets.html",
        contest,
        round=round_,
        rows=rows[:A_PAGE],
        judges=[role.account for role in judges_of(contest.id)],
        judge_id=judge_id,
        code=typed,
        own={one.blind_code.code: one.id for one in assignments_of_judge(visitor().account.id, round_.id)},
        after=after,
        further=after + A_PAGE if len(rows) > A_PAGE else None,
    )


@bp.route("/<slug>/rounds/<int:number>/sheets/<int:assignment_id>", methods=["GET", "POST"])
@open_to(*JURY_HEADS)
def sheet(contest: Contest, number: int, assignment_id: int) -> Any:
    """One sheet with its versions; sending it back. Raises NotFound, OwnEntry for another judge of the entry."""
    round_ = round_numbered(contest, number)
    assignment = _reading(round_, assignment_id)
    form = SendBackForm()

    def act() -> None:
        send_back_sheet(
            assignment=assignment,
            version=whole(form.version.data) or 0,
            reason=form.reason.data or "",
            actor=visitor().actor,
            at=clock.now(),
        )

    if form.validate_on_submit() and done(act, form.reason):
        flash(_("Đã trả phiếu cho giám khảo. Bản đã nộp vẫn được giữ."), "ok")
        return redirect(url_for("organizer.sheets", slug=contest.slug, number=number), 303)
    assignment = _reading(round_, assignment_id)  # a refusal rolled back: read what the page shows anew
    found = sheet_of(assignment.id)
    form.version.data = str(found.version) if found else ""
    page = show(
        "organizer/settling_sheet.html",
        contest,
        round=round_,
        assignment=assignment,
        sheet=found,
        versions=versions_of(found.id) if found else [],
        returnable=found is not None
        and found.state == SheetState.HANDED_IN
        and round_lock(round_.id) is None
        and not has_seen_the_others(assignment)
        and recheck_result_of(round_.id, assignment.entry_id) is None,
        form=form,
        veiled=assignment.entry_id in marks_veiled(round_.id),
    )
    return page, 422 if form.errors else 200


def _reading(round_: Round, assignment_id: int) -> Assignment:
    assignment = assignment_in(round_.id, assignment_id)
    me = visitor().account.id
    readers = {reading.judge_id for reading in standings(round_, entry_id=assignment.entry_id)[0].readings}
    if me in readers and me != assignment.judge_id:
        raise OwnEntry
    return assignment
