"""What the office gives a unit: the blank list before, the receipt of its bundle afterwards."""

from io import BytesIO

from flask import Response, request, send_file

from contest.authors.queries import envelopes_of, units_said
from contest.authors.queries.bundles import bundle_of, entries_of_bundle
from contest.authors.service import record_receipt_taken
from contest.charter.models import Contest
from contest.db import transaction
from contest.errors.bundles import BundleNotReady
from contest.exports.blanks import bundle_list
from contest.exports.formats import FORMATS
from contest.exports.papers import bundle_receipt as paper
from contest.exports.papers.people import signed
from contest.people.models import RoleKind
from contest.plumbing.clock import now
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.bundle_view import code_of, whence
from contest.web.organizer.view import show
from contest.web.sessions import visitor


@bp.get("/<slug>/bundles/list.xlsx")
@open_to(RoleKind.ORGANIZER, RoleKind.SECRETARY)
def bundle_blank(contest: Contest) -> Response:
    """The blank list of this contest, for the unit that is asked for, or for any."""
    typed = " ".join(request.args.get("unit", "").split())[:200]
    _id, name = units_said([typed], on=now().date()).get(typed, (None, typed))
    out = BytesIO()
    bundle_list.write(contest, name, out)
    return _download(out, "danh-sach-bai-du-thi.xlsx", FORMATS["xlsx"].media_type)


@bp.get("/<slug>/bundles/<int:bundle_id>/receipt")
@open_to(RoleKind.SECRETARY)
def bundle_receipt(contest: Contest, bundle_id: int) -> str:
    """The receipt of a bundle, to print for its unit."""
    held = bundle_of(contest.id, bundle_id)
    if held.taken_at is None:
        raise BundleNotReady
    entries = entries_of_bundle(held.id)
    envelopes = envelopes_of([entry.id for entry in entries])
    return show(
        "organizer/bundle_receipt.html",
        contest,
        bundle=held,
        code=code_of(contest, held),
        whence=whence(held),
        rows=[(entry, signed(envelopes.get(entry.id))) for entry in entries],
    )


@bp.get("/<slug>/bundles/<int:bundle_id>/receipt.<any(xlsx, docx, pdf, csv):fmt>")
@open_to(RoleKind.SECRETARY)
def bundle_receipt_file(contest: Contest, bundle_id: int, fmt: str) -> Response:
    """The receipt as a file; the log says who took it."""
    held, at, out = bundle_of(contest.id, bundle_id), now(), BytesIO()
    FORMATS[fmt].write(paper.build(contest, held, at=at), out)
    with transaction():
        record_receipt_taken(bundle=held, fmt=fmt, actor=visitor().actor, at=at)
    return _download(
        out, f"bien-nhan-{code_of(contest, held).lower()}{FORMATS[fmt].suffix}", FORMATS[fmt].media_type
    )


def _download(out: BytesIO, name: str, media_type: str) -> Response:
    out.seek(0)
    return send_file(out, mimetype=media_type, as_attachment=True, download_name=name, etag=False, max_age=0)
