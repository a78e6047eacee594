"""Figures of the entries on the list: whom localities were asked about, and what they said."""

from typing import Any

from flask import Response, flash, redirect, request, url_for
from flask_babel import ngettext

from contest.awards.queries import answer_in, award_basis, verifications_of
from contest.awards.rules import Verification
from contest.awards.service import ask_locality, note_answer
from contest.charter.models import Contest
from contest.db import transaction
from contest.errors import NotFound, Refusal
from contest.plumbing.clock import now
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.awards import as_download
from contest.web.organizer.figures_forms import AnswerForm, LetterForm
from contest.web.organizer.places import OFFICE
from contest.web.organizer.view import show
from contest.web.refusals import said
from contest.web.sessions import visitor
from contest.web.typed import wholes


@bp.get("/<slug>/figures")
@open_to(*OFFICE)
def figures(contest: Contest) -> str:
    """Every entry of the list with its figure and where its verification stands, and the two forms."""
    return _page(contest, LetterForm(formdata=None), AnswerForm.fresh())


@bp.post("/<slug>/figures/inquiries")
@open_to(*OFFICE)
def ask_about_figures(contest: Contest) -> Any:
    """Note that a letter asks about the figures that are ticked."""
    form = LetterForm()
    if not form.validate():
        return _page(contest, form, AnswerForm.fresh()), 422
    try:
        with transaction():
            asked = ask_locality(
                contest=contest, entry_ids=_ticked(), letter=form.said(), actor=visitor().actor, at=now()
            )
    except Refusal as refusal:
        form.form_errors = [said(refusal)]
        return _page(contest, form, AnswerForm.fresh()), refusal.status
    flash(
        ngettext(
            "Đã ghi công văn hỏi về %(num)s nhân vật.", "Đã ghi công văn hỏi về %(num)s nhân vật.", len(asked)
        ),
        "ok",
    )
    return redirect(url_for("organizer.figures", slug=contest.slug), 303)


@bp.post("/<slug>/figures/answers")
@open_to(*OFFICE)
def note_answers(contest: Contest) -> Any:
    """Note what a locality's letter says about the figures that are ticked, with its scan."""
    form = AnswerForm.sent()
    if not form.validate():
        return _page(contest, LetterForm(formdata=None), form), 422
    try:
        with transaction():
            noted = note_answer(
                contest=contest,
                entry_ids=_ticked(),
                confirmed=form.confirmed.data == "yes",
                letter=form.said(),
                remark=form.remark.data or "",
                scan=form.scan.kept,
                actor=visitor().actor,
                at=now(),
            )
    except Refusal as refusal:
        form.form_errors = [said(refusal)]
        return _page(contest, LetterForm(formdata=None), form), refusal.status
    flash(
        ngettext("Đã ghi trả lời về %(num)s nhân vật.", "Đã ghi trả lời về %(num)s nhân vật.", len(noted)),
        "ok",
    )
    return redirect(url_for("organizer.figures", slug=contest.slug), 303)


@bp.get("/<slug>/figures/answers/<int:answer_id>/scan")
@open_to(*OFFICE)
def answer_scan(contest: Contest, answer_id: int) -> Response:
    """A locality's letter as it was scanned, as a download under a name of our own."""
    answer = answer_in(contest.id, answer_id)
    if not answer.scan_digest:
        raise NotFound
    return as_download(answer.scan_digest, f"xac-nhan-nhan-vat-{answer_id}.{answer.scan_kind}")


def _page(contest: Contest, letter: LetterForm, answer: AnswerForm) -> str:
    try:
        basis = award_basis(contest, sealed=True)
    except Refusal as refusal:
        return show("organizer/awards/figures_wait.html", contest, waits=said(refusal))
    rows = verifications_of(basis)
    return show(
        "organizer/awards/figures.html",
        contest,
        basis=basis,
        rows=rows,
        counts=[(state, sum(row.state is state for row in rows)) for state in Verification],
        ticked=_ticked(),
        letter=letter,
        answer=answer,
    )


def _ticked() -> set[int]:
    return wholes(request.form.getlist("entry"))
