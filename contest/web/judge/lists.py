"""A judge's own list of scores: taken along, filled in, sent in again."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from contest.charter.models import Contest, Round
from contest.errors import Refusal
from contest.people.models import RoleKind
from contest.plumbing import clock
from contest.scoring.queries import sent_list
from contest.web.guards import open_to
from contest.web.judge import bp
from contest.web.judge.paper import own_round, paper_page
from contest.web.judge.work import progress_of
from contest.web.refusals import said
from contest.web.score_lists import lines_of, list_received, list_to_fill_in, looks_of, take_list
from contest.web.sessions import visitor


@bp.get("/<slug>/rounds/<int:number>/lists/blank.xlsx")
@open_to(RoleKind.JUDGE)
def own_list_blank(contest: Contest, number: int) -> Any:
    """The judge's own workbook, with what is handed in."""
    return list_to_fill_in(contest, own_round(contest, number), judge_id=visitor().account.id, filled=True)


@bp.post("/<slug>/rounds/<int:number>/lists")
@open_to(RoleKind.JUDGE)
def send_own_list(contest: Contest, number: int) -> Any:
    """Read the judge's list and keep it; then its rows are looked through."""
    round_ = own_round(contest, number)
    try:
        sent = list_received(round_, judge=visitor().account)
    except Refusal as refusal:
        return paper_page(contest, round_, refused=said(refusal)), refusal.status
    return redirect(_place(contest, round_, sent.id), 303)


@bp.get("/<slug>/rounds/<int:number>/lists/<int:list_id>")
@open_to(RoleKind.JUDGE)
def own_list(contest: Contest, number: int, list_id: int) -> Any:
    """Each row of the judge's own list and what becomes of it."""
    judge, round_ = visitor().account, own_round(contest, number)
    sent = sent_list(round_.id, list_id, judge_id=judge.id)
    lines = lines_of(sent, looks_of(round_, sent, judge=judge))
    return render_template(
        "judge/score_list.html",
        contest=contest,
        round=round_,
        sent=sent,
        lines=lines,
        taken=sum(line.outcome in {"added", "corrected"} for line in lines),
        refused=sum(line.outcome == "refused" for line in lines),
        unseen=sum(line.outcome == "unseen" for line in lines),
        progress=progress_of(round_, judge.id, clock.now()),
    )


@bp.post("/<slug>/rounds/<int:number>/lists/<int:list_id>")
@open_to(RoleKind.JUDGE)
def take_own_list(contest: Contest, number: int, list_id: int) -> Any:
    """Hand in what the list says."""
    round_ = own_round(contest, number)
    try:
        take_list(contest, round_, list_id, judge=visitor().account)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        flash(said(refusal), "bad")
    else:
        flash(_("Đã nhận bảng điểm. Kết quả từng dòng ở dưới."), "ok")
    return redirect(_place(contest, round_, list_id), 303)


def _place(contest: Contest, round_: Round, list_id: int) -> str:
    return url_for("judge.own_list", slug=contest.slug, number=round_.number, list_id=list_id)
