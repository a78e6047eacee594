"""What leaves the house about packages from below: the answer to the sender, and the minutes that came along."""

from io import BytesIO

from flask import Response, send_file

from contest.charter.models import Contest
from contest.db import transaction
from contest.errors.nominations import ConsignmentUnknown
from contest.exports.formats import FORMATS
from contest.exports.papers import consignment_answer as paper
from contest.nominations.queries import consignment_of
from contest.nominations.service import record_answer_taken
from contest.people.models import RoleKind
from contest.plumbing.clock import now
from contest.plumbing.storage import storage
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.sessions import visitor


@bp.get("/<slug>/consignments/<int:consignment_id>/answer.<any(pdf, docx, xlsx, csv):fmt>")
@open_to(RoleKind.SECRETARY)
def consignment_answer(contest: Contest, consignment_id: int, fmt: str) -> Response:
    """The answer to the sender as a file; the log says who took it."""
    held, at, out = consignment_of(contest.id, consignment_id), now(), BytesIO()
    FORMATS[fmt].write(paper.build(contest, held, at=at), out)
    with transaction():
        record_answer_taken(consignment=held, fmt=fmt, actor=visitor().actor, at=at)
    out.seek(0)
    return send_file(
        out,
        mimetype=FORMATS[fmt].media_type,
        as_attachment=True,
        download_name=f"tra-loi-goi-den-{held.number}{FORMATS[fmt].suffix}",
        etag=False,
        max_age=0,
    )


@bp.get("/<slug>/consignments/<int:consignment_id>/minutes")
@open_to(RoleKind.SECRETARY)
def consignment_minutes(contest: Contest, consignment_id: int) -> Response:
    """The minutes that came with a package, as they came."""
    held = consignment_of(contest.id, consignment_id)
    if not held.minutes or held.swept_at is not None:
        raise ConsignmentUnknown
    return send_file(
        storage().path(held.minutes),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=f"bien-ban-goi-den-{held.number}.pdf",
        etag=False,
        max_age=0,
    )
