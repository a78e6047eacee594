"""Certificates: whom they go to, each to be printed by itself; all of them together are made in the background."""

from io import BytesIO

from flask import Response, send_file
from flask_babel import gettext as _

from contest.charter.models import Contest
from contest.db import transaction
from contest.exports.printing import Sheets
from contest.exports.registry import paper_of, record_export
from contest.plumbing.clock import now
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.papers import may_name, round_asked
from contest.web.organizer.places import OFFICE
from contest.web.organizer.view import show
from contest.web.sessions import visitor


@bp.get("/<slug>/papers/<key>/sheets")
@open_to(*OFFICE)
def paper_sheets(contest: Contest, key: str) -> str:
    """Everybody who is handed a sheet, and the two ways to have them all."""
    sheets = _sheets(contest, key)
    return show(
        "organizer/paper_sheets.html",
        contest,
        round=round_asked(contest),
        paper=sheets.paper,
        title=_(sheets.paper.title),
        awarded=sheets.awarded,
    )


@bp.get("/<slug>/papers/<key>/sheets/<int:position>.pdf")
@open_to(*OFFICE)
def paper_sheet(contest: Contest, key: str, position: int) -> Response:
    """One sheet as a PDF; the log says that it was taken."""
    sheets, round_ = _sheets(contest, key), round_asked(contest)
    made = BytesIO(sheets.one(position))
    with transaction():
        record_export(
            sheets.paper.key,
            "pdf",
            contest=contest,
            round_=round_,
            names=True,
            actor=visitor().actor,
            at=now(),
        )
    return send_file(
        made,
        mimetype="application/pdf",
        download_name=f"{sheets.paper.file_name}-{position:03d}.pdf",
        etag=False,
        max_age=0,
    )


def _sheets(contest: Contest, key: str) -> Sheets:
    round_, paper = round_asked(contest), paper_of(key)
    return Sheets(paper, contest, round_, names=may_name(contest, round_, paper), at=now())
