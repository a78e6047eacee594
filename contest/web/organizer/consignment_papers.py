"""What leaves the house about packages from below: the answer to the sender, and the papers that came along."""

from io import BytesIO

from flask import Response, send_file

from contest.charter.models import Contest
from contest.db import transaction
from contest.errors.nominations import ConsignmentUnknown
from contest.exports.formats import FORMATS
from contest.exports.papers import consignment_answer as paper
from contest.nominations.queries import consignment_of
from contest.nominations.rules import read_manifest
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


@bp.get("/<slug>/consignments/<int:consignment_id>/papers/<int:position>")
@open_to(RoleKind.SECRETARY)
def consignment_paper(contest: Contest, consignment_id: int, position: int) -> Response:
    """One paper that came with a package, as it came: never opened here, only taken."""
    held = consignment_of(contest.id, consignment_id)
    manifest = read_manifest(held.manifest) if held.opened_at and held.swept_at is None else None
    if manifest is None or not 1 <= position <= len(manifest.papers):
        raise ConsignmentUnknown
    paper = manifest.papers[position - 1]
    return send_file(
        storage().path(manifest.digest_of(paper.name)),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=f"goi-den-{held.number}-van-ban-{position}.{paper.suffix}",
        etag=False,
        max_age=0,
    )
