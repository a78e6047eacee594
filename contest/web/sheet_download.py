"""Score sheets to take along, to print or to change: the same for the office and for a judge's own."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from flask import Response, request, send_file, url_for

from contest.assignment.models import Assignment
from contest.charter.models import Contest, Round
from contest.db import transaction
from contest.exports.score_sheets import score_sheets, writer_of
from contest.plumbing.clock import now
from contest.plumbing.mail.links import absolute
from contest.scoring.models import ScoreSheet
from contest.scoring.service import print_sheets
from contest.web.sessions import visitor


def sheets_to_take(
    contest: Contest, round_: Round, asked: Sequence[Assignment], filled: Mapping[int, ScoreSheet]
) -> Response:
    """The sheets of these readings in the format whose button was pressed, with what stands on the filled ones.

    Raises  FormatUnknown, NothingToPrint, TooManyToPrint
    """
    fmt = request.form.get("as", "pdf")
    writer = writer_of(fmt)
    with transaction():
        tokens = print_sheets(round_=round_, assignments=asked, actor=visitor().actor, at=now())
    addresses = {key: (token, sheet_address(contest, token)) for key, token in tokens.items()}
    paper = score_sheets(contest, round_, asked, addresses=addresses, sheets=filled, fmt=fmt)
    return send_file(
        BytesIO(paper),
        mimetype=writer.media_type,
        as_attachment=True,
        download_name=f"phieu-cham-vong-{round_.number}{writer.suffix}",
        etag=False,
        max_age=0,
    )


def sheet_address(contest: Contest, token: str) -> str:
    """Where the QR code of a sheet leads: to the office, whose people sign in first."""
    return absolute(url_for("organizer.scanned_sheet", slug=contest.slug, paper_token=token))
