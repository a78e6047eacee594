"""Entries a judge cannot read, and entries a judge finds suspect."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from contest.assignment.models import Assignment
from contest.assignment.queries import assignments_of_judge
from contest.charter.models import Contest, Round
from contest.db import transaction
from contest.people.models import Account, RoleKind
from contest.plumbing import clock
from contest.scoring.models import SheetState, SuspicionKind
from contest.scoring.queries import sheets_of_judge
from contest.scoring.service import decline_assignment, report_suspicion
from contest.web.guards import open_to
from contest.web.judge import bp
from contest.web.judge.forms import ConflictForm, ConflictsForm, SuspicionForm
from contest.web.judge.view import BlindRow, blind_rows, blind_view, own_assignment
from contest.web.judge.work import go_on, rounds_shown
from contest.web.sessions import visitor


@bp.route("/<slug>/assignments/<int:assignment_id>/conflict", methods=["GET", "POST"])
@open_to(RoleKind.JUDGE)
def conflict(contest: Contest, assignment_id: int) -> Any:
    """Ask once more, then end the assignment and go on."""
    judge = visitor().account
    assignment, round_ = own_assignment(contest, judge, assignment_id)
    form = ConflictForm()
    if not form.validate_on_submit():
        view = blind_view(assignment)
        page = render_template("judge/conflict.html", contest=contest, view=view, form=form)
        return page, 422 if form.errors else 200
    with transaction():
        kept = _decline(assignment, judge, form.reason.data or "")
    flash(_("Bài %(code)s sẽ do giám khảo khác chấm.", code=assignment.blind_code.code), "ok")
    _tell_kept(kept)
    return go_on(contest, round_, judge.id)


@bp.route("/<slug>/conflicts", methods=["GET", "POST"])
@open_to(RoleKind.JUDGE)
def conflicts(contest: Contest) -> Any:
    """Titles and figures of everything given to the judge, so that conflicts are declared before reading."""
    judge = visitor().account
    own = _left(contest, judge)
    form = ConflictsForm()
    form.assignments.choices = [(row.assignment_id, row.title) for _assignment, row in own]
    if not form.validate_on_submit():
        page = render_template(
            "judge/conflicts.html", contest=contest, form=form, rows=[row for _assignment, row in own]
        )
        return page, 422 if form.errors else 200
    chosen = set(form.assignments.data or ())
    ended = [assignment for assignment, row in own if row.assignment_id in chosen]
    kept: list[Round] = []
    with transaction():
        for assignment in ended:
            kept += _decline(assignment, judge, form.reason.data or "")
    told = ngettext(
        "%(num)s bài sẽ do giám khảo khác chấm.", "%(num)s bài sẽ do giám khảo khác chấm.", len(ended)
    )
    flash(told, "ok")
    _tell_kept(kept)
    return redirect(url_for("judge.conflicts", slug=contest.slug), 303)


@bp.route("/<slug>/assignments/<int:assignment_id>/suspicion", methods=["GET", "POST"])
@open_to(RoleKind.JUDGE)
def suspicion(contest: Contest, assignment_id: int) -> Any:
    """Tell the organizers what looks wrong; the sheet goes on as before."""
    assignment, _round = own_assignment(contest, visitor().account, assignment_id)
    form = SuspicionForm().offer()
    if not form.validate_on_submit():
        view = blind_view(assignment)
        page = render_template("judge/suspicion.html", contest=contest, view=view, form=form)
        return page, 422 if form.errors else 200
    with transaction():
        report_suspicion(
            assignment=assignment,
            kind=SuspicionKind(form.kind.data),
            note=form.note.data or "",
            at=clock.now(),
        )
    flash(_("Đã báo Ban Tổ chức. Ông/Bà cứ chấm tiếp như bình thường."), "ok")
    return redirect(url_for("judge.reading", slug=contest.slug, assignment_id=assignment.id), 303)


def _decline(assignment: Assignment, judge: Account, reason: str) -> list[Round]:
    return decline_assignment(
        assignment=assignment, judge=judge, reason=reason, actor=visitor().actor, at=clock.now()
    )


def _tell_kept(rounds: Sequence[Round]) -> None:
    """Finished work of other rounds does not end by a conflict; whoever declared it is to know."""
    if rounds:
        names = ", ".join(sorted({round_.name for round_ in rounds}))
        flash(_("Phiếu đã nộp ở %(rounds)s vẫn giữ nguyên; Ban Tổ chức sẽ xem xét.", rounds=names), "warn")


def _left(contest: Contest, judge: Account) -> list[tuple[Assignment, BlindRow]]:
    """What the judge has not handed in, in all rounds."""
    left = []
    for round_ in rounds_shown(contest, judge.id):
        own = {assignment.id: assignment for assignment in assignments_of_judge(judge.id, round_.id)}
        rows = blind_rows(list(own.values()), sheets_of_judge(judge.id, round_.id))
        left += [(own[row.assignment_id], row) for row in rows if row.state != SheetState.HANDED_IN]
    return left
