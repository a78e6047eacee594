"""The parts of a paper that the office writes itself: one long form, and back to what the paper proposes."""

from collections.abc import Mapping
from typing import Any, Final

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField

from contest.charter.models import Contest
from contest.charter.service import write_paper_texts
from contest.db import transaction
from contest.errors import NotFound, Refusal
from contest.exports.face import Paper
from contest.exports.papers.texts import texts_of
from contest.exports.registry import paper_of
from contest.people.models import RoleKind
from contest.plumbing.clock import now
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.papers import may_name, round_asked
from contest.web.organizer.view import show
from contest.web.refusals import said
from contest.web.sessions import visitor

PAGE: Final = "organizer/paper_texts.html"
SEEN: Final = "seen_"


@bp.route("/<slug>/papers/<key>/texts", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER, RoleKind.SECRETARY)
def paper_texts(contest: Contest, key: str) -> Any:
    """What the office writes of its own into a paper; an emptied part says again what is proposed."""
    round_, paper = round_asked(contest), paper_of(key)
    if not paper.texts:
        raise NotFound
    names = may_name(contest, round_, paper)
    proposed = paper.propose(contest, round_, names=names)
    form = _form(paper)(data=_standing(texts_of(contest, paper.key, proposed)))
    values = {"round": round_, "paper": paper, "title": _(paper.title), "form": form}
    if not form.validate_on_submit():
        return show(PAGE, contest, **values), 422 if form.errors else 200
    try:
        with transaction():
            write_paper_texts(
                contest=contest,
                paper=paper.key,
                texts=_typed(form, paper, ""),
                seen=_typed(form, paper, SEEN),
                proposed=proposed,
                actor=visitor().actor,
                at=now(),
            )
    except Refusal as refusal:
        for part, text in texts_of(contest, paper.key, proposed).items():
            form[SEEN + part].data = text
        form.form_errors = [said(refusal)]
        return show(PAGE, contest, **values), refusal.status
    flash(_("Đã lưu lời văn."), "ok")
    return redirect(url_for("organizer.paper_preview", slug=contest.slug, key=key, round=round_.number), 303)


def _form(paper: Paper) -> type[FlaskForm]:
    """A box for each part, and beside it unseen what stood there when the page was sent."""
    fields: dict[str, Any] = {}
    for part in paper.texts:
        hint = _l(part.hint) if part.hint else ""
        fields[part.key] = TextAreaField(_l(part.label), description=hint, render_kw={"rows": 6})
        fields[SEEN + part.key] = HiddenField()
    return type("PaperTextsForm", (FlaskForm,), fields)


def _standing(texts: Mapping[str, str]) -> dict[str, str]:
    return {**texts, **{SEEN + part: text for part, text in texts.items()}}


def _typed(form: FlaskForm, paper: Paper, before: str) -> dict[str, str]:
    return {part.key: str(form[before + part.key].data or "") for part in paper.texts}
