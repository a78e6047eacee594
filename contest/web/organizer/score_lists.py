"""Lists of scores in the office: to take along, sent in again, looked through and taken."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from contest.charter.models import Contest, Round
from contest.charter.queries import round_numbered
from contest.errors import Refusal
from contest.people.queries import judges_of
from contest.scoring.queries import readings_on_paper, readings_told, round_lock, sent_list, sent_lists
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.places import OFFICE
from contest.web.organizer.settling import JURY_HEADS
from contest.web.organizer.view import show
from contest.web.refusals import said
from contest.web.score_lists import (
    lines_of,
    list_received,
    list_to_fill_in,
    looks_of,
    take_list,
)
from contest.web.sessions import visitor

PAGE = 100


@bp.get("/<slug>/rounds/<int:number>/lists")
@open_to(*OFFICE)
def score_lists(contest: Contest, number: int) -> str:
    """Take a list along, send one in, and the lists sent before."""
    return _page(contest, round_numbered(contest, number))


@bp.get("/<slug>/rounds/<int:number>/lists/blank.xlsx")
@open_to(*OFFICE)
def score_list_blank(contest: Contest, number: int) -> Any:
    """The workbook of the round or of one judge."""
    round_ = round_numbered(contest, number)
    return list_to_fill_in(
        contest,
        round_,
        judge_id=request.args.get("judge", type=int),
        filled="filled" in request.args,
        told=_told(round_),
    )


@bp.post("/<slug>/rounds/<int:number>/lists")
@open_to(*OFFICE)
def send_score_list(contest: Contest, number: int) -> Any:
    """Read a list and keep it; then its rows are looked through."""
    round_ = round_numbered(contest, number)
    try:
        sent = list_received(round_, judge=None)
    except Refusal as refusal:
        return _page(contest, round_, refused=said(refusal)), refusal.status
    return redirect(_place(contest, round_, sent.id), 303)


@bp.get("/<slug>/rounds/<int:number>/lists/<int:list_id>")
@open_to(*OFFICE)
def score_list(contest: Contest, number: int, list_id: int) -> str:
    """Each row and what becomes of it."""
    round_ = round_numbered(contest, number)
    sent = sent_list(round_.id, list_id, judge_id=None)
    lines = lines_of(sent, looks_of(round_, sent, judge=None), told=_told(round_))
    shown = (
        [line for line in lines if line.outcome in {"refused", "unseen"}]
        if "wrong" in request.args
        else lines
    )
    pages = max(1, -(-len(shown) // PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), pages)
    return show(
        "organizer/score_list.html",
        contest,
        round=round_,
        sent=sent,
        lines=shown[(page - 1) * PAGE : page * PAGE],
        counts={
            key: sum(line.outcome == key for line in lines)
            for key in ("added", "corrected", "same", "blank", "unseen", "refused")
        },
        all=len(lines),
        wrong="wrong" in request.args,
        number=page,
        pages=pages,
        lock=round_lock(round_.id),
    )


@bp.post("/<slug>/rounds/<int:number>/lists/<int:list_id>")
@open_to(*OFFICE)
def take_score_list(contest: Contest, number: int, list_id: int) -> Any:
    """Take the rows that can be taken."""
    round_ = round_numbered(contest, number)
    try:
        take_list(contest, round_, list_id, judge=None)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        flash(said(refusal), "bad")
    else:
        flash(_("Đã nhận bảng điểm. Kết quả từng dòng ở dưới."), "ok")
    return redirect(_place(contest, round_, list_id), 303)


def _told(round_: Round) -> set[int]:
    who = visitor()
    presides = who.has_role(round_.contest_id, *JURY_HEADS)
    return readings_told(round_, readings_on_paper(round_.id), viewer=who.account, presides=presides)


def _place(contest: Contest, round_: Round, list_id: int) -> str:
    return url_for("organizer.score_list", slug=contest.slug, number=round_.number, list_id=list_id)


def _page(contest: Contest, round_: Round, *, refused: str = "") -> str:
    return show(
        "organizer/score_lists.html",
        contest,
        round=round_,
        judges=[(role.account_id, role.account.name) for role in judges_of(contest.id)],
        lists=sent_lists(round_.id, judge_id=None),
        refused=refused,
        presides=visitor().has_role(contest.id, *JURY_HEADS),
        lock=round_lock(round_.id),
    )
