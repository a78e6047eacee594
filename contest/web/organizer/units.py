"""The directory of units: see, search, take a list; shared by all contests of the installation."""

from io import BytesIO
from typing import Any

from flask import request, send_file, url_for
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileRequired
from wtforms import FileField

from contest.charter.models import Contest
from contest.db import transaction
from contest.errors import Refusal
from contest.exports.formats import FORMATS
from contest.exports.sheet import Column, Document, Table
from contest.people.models import RoleKind
from contest.plumbing.clock import now
from contest.units.queries import units as all_units
from contest.units.queries import units_like
from contest.units.rules import HEADINGS
from contest.units.service import Imported, import_units, unit_rows
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.view import show
from contest.web.refusals import said
from contest.web.sessions import visitor

MOST_SHOWN = 500


class UnitsForm(FlaskForm):
    """A list of units as a file."""

    file = FileField(_l("Tệp XLSX hoặc CSV"), [FileRequired(_l("Xin chọn một tệp."))])


@bp.get("/<slug>/units")
@open_to(RoleKind.ORGANIZER, RoleKind.SECRETARY)
def units(contest: Contest) -> str:
    """All units, or those that hold the words typed, with or without marks."""
    return _page(contest, UnitsForm(formdata=None))


@bp.post("/<slug>/units")
@open_to(RoleKind.ORGANIZER)
def create_units(contest: Contest) -> Any:
    """Take a list; say what became of each row that could not be taken."""
    form = UnitsForm()
    if not form.validate_on_submit():
        return _page(contest, form), 422
    try:
        rows = unit_rows(form.file.data.read())
        with transaction():
            done = import_units(rows=rows, actor=visitor().actor, at=now())
    except Refusal as refusal:
        form.file.errors = [said(refusal)]
        return _page(contest, form), refusal.status
    return _page(contest, UnitsForm(formdata=None), done), 201


@bp.get("/<slug>/units/template.xlsx")
@open_to(RoleKind.ORGANIZER, RoleKind.SECRETARY)
def units_template(contest: Contest) -> Any:
    """An empty list with the headings, and one row that shows what is meant."""
    table = Table(
        caption="",
        columns=tuple(Column(heading, heading) for heading, _example in HEADINGS),
        rows=[tuple(example for _heading, example in HEADINGS)],
    )
    out = BytesIO()
    FORMATS["xlsx"].write(Document(title="DANH MỤC ĐƠN VỊ", made_at=now(), tables=(table,)), out)
    out.seek(0)
    return send_file(out, as_attachment=True, download_name="danh-muc-don-vi.xlsx")


def _page(contest: Contest, form: UnitsForm, done: Imported | None = None) -> str:
    typed = request.args.get("q", "").strip()
    found = units_like(typed, limit=MOST_SHOWN) if typed else all_units()
    refused = [(number, said(refusal)) for number, refusal in done.refused] if done else []
    names = {unit.id: unit.name for unit in all_units()}
    return show(
        "organizer/units.html",
        contest,
        form=form,
        units=found[:MOST_SHOWN],
        found=len(found),
        names=names,
        typed=typed,
        done=done,
        refused=refused,
        template=url_for("organizer.units_template", slug=contest.slug),
    )
