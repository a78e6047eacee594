"""Texts that the contest's entries are compared with: load files or a ZIP, list, take away."""

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from contest.charter.models import Contest
from contest.db import transaction
from contest.errors import Refusal
from contest.plumbing.clock import now
from contest.screening.queries import reference_in, references_in
from contest.screening.service import load_references, read_references, remove_reference
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.places import OFFICE
from contest.web.organizer.resemblances_forms import ReferencesForm
from contest.web.organizer.view import show
from contest.web.refusals import said
from contest.web.sessions import visitor


@bp.get("/<slug>/references")
@open_to(*OFFICE)
def references(contest: Contest) -> str:
    """The texts that entries are compared with."""
    return _page(contest, ReferencesForm(formdata=None))


@bp.post("/<slug>/references")
@open_to(*OFFICE)
def create_references(contest: Contest) -> Any:
    """Read the files and keep their text; say what could not be read."""
    form = ReferencesForm()
    if not form.validate_on_submit():
        return _page(contest, form), 422
    files = [(file.filename or "", file.stream) for file in form.files.data if file.filename]
    try:
        texts, refused = read_references(files, max_mb=contest.max_file_mb)
    except Refusal as refusal:
        form.files.errors = [said(refusal)]
        return _page(contest, form), refusal.status
    with transaction():
        count = load_references(contest=contest, texts=texts, actor=visitor().actor, at=now())
    _tell(count, len(texts) - count)
    if refused:
        told = [(name, said(refusal)) for name, refusal in refused]
        return _page(contest, ReferencesForm(formdata=None), told), 201 if count else 422
    return redirect(url_for("organizer.references", slug=contest.slug), 303)


@bp.post("/<slug>/references/<int:reference_id>/removal")
@open_to(*OFFICE)
def remove_one_reference(contest: Contest, reference_id: int) -> Response:
    """Compare with this text no more."""
    with transaction():
        remove_reference(reference=reference_in(contest.id, reference_id), actor=visitor().actor, at=now())
    flash(_("Đã bỏ tài liệu; các kết luận đã ghi vẫn giữ."), "ok")
    return redirect(url_for("organizer.references", slug=contest.slug), 303)


def _page(contest: Contest, form: ReferencesForm, refused: list[tuple[str, str]] | None = None) -> str:
    return show(
        "organizer/references.html",
        contest,
        form=form,
        references=references_in(contest.id),
        refused=refused or [],
    )


def _tell(count: int, known: int) -> None:
    if count:
        told = ngettext(
            "Đã nhận %(num)s tài liệu; máy đang so với các bài dự thi.",
            "Đã nhận %(num)s tài liệu; máy đang so với các bài dự thi.",
            count,
        )
        flash(told, "ok")
    if known:
        told = ngettext("%(num)s tệp đã có từ trước.", "%(num)s tệp đã có từ trước.", known)
        flash(told, "info")
