"""Cases: where a judge sees the other's sheet, after both have handed in, and settles the mark with them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from contest.assignment.models import Assignment
from contest.charter.models import Contest, Round
from contest.db import transaction
from contest.errors import NotFound, Refusal
from contest.errors.settling import MarkUnfit, NoCase
from contest.people.models import RoleKind
from contest.plumbing import clock
from contest.plumbing.vietnamese import format_points, parse_points
from contest.scoring.models import SettlingCase
from contest.scoring.queries import (
    Talk,
    case_of_entry,
    cases_of_judge,
    criteria_of,
    recheck_result_of,
    round_lock,
    sheets_of_round,
    talk_of,
    talks_of,
)
from contest.scoring.rules import CaseKind, scale
from contest.scoring.service import accept_mark, propose_mark, remark_on_case
from contest.web.case_forms import ProposalForm, RemarkForm, done
from contest.web.cases import case_view
from contest.web.guards import open_to
from contest.web.judge import bp
from contest.web.judge.view import BlindRow, blind_rows, blind_view, own_assignment
from contest.web.judge.work import rounds_shown
from contest.web.refusals import said
from contest.web.sessions import visitor


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case of the judge's list; whose turn it is stands in ``turn``: own, other, head, done."""

    row: BlindRow
    kind: CaseKind
    difference: Decimal
    turn: str
    mark: Decimal | None


@bp.get("/<slug>/cases")
@open_to(RoleKind.JUDGE)
def cases(contest: Contest) -> str:
    """The judge's own cases: those that wait, then those that have their mark."""
    judge = visitor().account
    found = cases_of_judge(judge.id, [round_.id for round_ in rounds_shown(contest, judge.id)])
    shown = {row.assignment_id: row for row in blind_rows([a for _case, a in found], {})}
    talks = talks_of([case for case, _assignment in found])
    rows = [
        CaseRow(
            row=shown[assignment.id],
            kind=case.kind,
            difference=_difference(case),
            turn=_turn(case, talks[case.id], judge.id),
            mark=_mark(talks[case.id]),
        )
        for case, assignment in found
        if assignment.id in shown
    ]
    return render_template("judge/cases.html", contest=contest, rows=rows)


@bp.get("/<slug>/assignments/<int:assignment_id>/case")
@open_to(RoleKind.JUDGE)
def case(contest: Contest, assignment_id: int) -> Any:
    """The sheets side by side, what was said, and what is proposed. Raises NoCase before it is opened."""
    assignment, round_, found = _own_case(contest, assignment_id)
    return _page(contest, assignment, round_, found)


@bp.post("/<slug>/assignments/<int:assignment_id>/case/remarks")
@open_to(RoleKind.JUDGE)
def case_remark(contest: Contest, assignment_id: int) -> Any:
    """Say something to the others."""
    assignment, round_, found = _own_case(contest, assignment_id)
    form = RemarkForm()
    judge = visitor().account

    def act() -> None:
        remark_on_case(case=found, by=judge, text=form.text.data or "", at=clock.now())

    if form.validate_on_submit() and done(act, form.text):
        flash(_("Đã gửi ý kiến."), "ok")
        return redirect(_place(contest, assignment), 303)
    return _page(contest, assignment, round_, found, remark=form), 422


@bp.post("/<slug>/assignments/<int:assignment_id>/case/proposals")
@open_to(RoleKind.JUDGE)
def case_proposal(contest: Contest, assignment_id: int) -> Any:
    """Propose a mark, in place of what was proposed before."""
    assignment, round_, found = _own_case(contest, assignment_id)
    form = ProposalForm()
    judge = visitor().account

    def act() -> None:
        try:
            mark = parse_points(form.mark.data or "")
        except ValueError:
            raise MarkUnfit(most=format_points(scale(criteria_of(round_)))) from None
        propose_mark(case=found, judge=judge, mark=mark, reason=form.reason.data or "", at=clock.now())

    if form.validate_on_submit() and done(
        act, form.mark, minutes_missing=form.reason, case_remark_too_long=form.reason
    ):
        flash(_("Đã đề nghị điểm. Bài có điểm kết luận khi mọi giám khảo của bài đồng ý."), "ok")
        return redirect(_place(contest, assignment), 303)
    return _page(contest, assignment, round_, found, proposal=form), 422


@bp.post("/<slug>/assignments/<int:assignment_id>/case/acceptances")
@open_to(RoleKind.JUDGE)
def case_acceptance(contest: Contest, assignment_id: int) -> Response:
    """Accept the proposal that stands."""
    assignment, _round, found = _own_case(contest, assignment_id)
    proposal_id = request.form.get("proposal_id", 0, type=int)
    try:
        with transaction():
            settled = accept_mark(
                case=found, proposal_id=proposal_id, judge=visitor().account, at=clock.now()
            )
    except NotFound:
        raise
    except Refusal as refusal:
        flash(said(refusal), "bad")
    else:
        flash(
            _("Các giám khảo đã thống nhất. Điểm kết luận đã ghi.") if settled else _("Đã ghi sự đồng ý."),
            "ok",
        )
    return redirect(_place(contest, assignment), 303)


@bp.get("/<slug>/assignments/<int:assignment_id>/case/remarks")
@bp.get("/<slug>/assignments/<int:assignment_id>/case/proposals")
@bp.get("/<slug>/assignments/<int:assignment_id>/case/acceptances")
@open_to(RoleKind.JUDGE)
def back_to_case(contest: Contest, assignment_id: int) -> Response:
    """A refused page loaded again by its address leads back to the case."""
    assignment, _round = own_assignment(contest, visitor().account, assignment_id)
    return redirect(_place(contest, assignment), 303)


def _own_case(contest: Contest, assignment_id: int) -> tuple[Assignment, Round, SettlingCase]:
    """The judge's assignment with its case. Raises NotFound for a stranger, NoCase while there is none."""
    judge = visitor().account
    assignment, round_ = own_assignment(contest, judge, assignment_id)
    found = case_of_entry(round_.id, assignment.entry_id)
    if found is None or judge.id not in found.judges:
        raise NoCase
    return assignment, round_, found


def _page(
    contest: Contest,
    assignment: Assignment,
    round_: Round,
    found: SettlingCase,
    *,
    remark: RemarkForm | None = None,
    proposal: ProposalForm | None = None,
) -> str:
    judge = visitor().account
    sheets = sheets_of_round(round_.id, [assignment.entry_id]).get(assignment.entry_id, [])
    return render_template(
        "judge/case.html",
        contest=contest,
        round=round_,
        view=blind_view(assignment),
        case=case_view(sheets, found, talk_of(found), named=round_.judges_named, whose=judge.id),
        check=recheck_result_of(round_.id, assignment.entry_id) if found.kind == CaseKind.RECHECK else None,
        locked=round_lock(round_.id) is not None,
        scale=scale(criteria_of(round_)),
        remark=remark or RemarkForm(formdata=None),
        proposal=proposal or ProposalForm(formdata=None),
    )


def _difference(found: SettlingCase) -> Decimal:
    totals = [Decimal(sheet["total"]) for sheet in found.sheets]
    return max(totals) - min(totals)


def _turn(found: SettlingCase, talk: Talk, judge_id: int) -> str:
    if found.closed_at is not None:
        return "done"
    accepted = talk.accepted(talk.proposal) if talk.proposal else set[int]()
    if judge_id not in accepted:
        return "own"
    return "other" if set(found.judges) - accepted else "head"


def _mark(talk: Talk) -> Decimal | None:
    return talk.agreement.mark if talk.agreement else None


def _place(contest: Contest, assignment: Assignment) -> str:
    return url_for("judge.case", slug=contest.slug, assignment_id=assignment.id)
