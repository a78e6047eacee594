"""Everything about one entry; its originals."""

from flask import Response, send_file

from contest.charter.models import Contest
from contest.db import transaction
from contest.entries.queries import entry_of
from contest.overview.queries import state_of
from contest.plumbing.clock import now
from contest.scoring.queries import suspicions_about
from contest.screening.queries import blind_copy_of, decisions_of, standing_decision
from contest.screening.service import blind_preview, findings_aside, open_original
from contest.units.queries import names_of_units
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.asides import asides_shown
from contest.web.organizer.pictures import kept, named_entry, pictures_of
from contest.web.organizer.places import OFFICE
from contest.web.organizer.view import show, viewer_of
from contest.web.sessions import visitor


@bp.get("/<slug>/entries/<int:entry_id>")
@open_to(*OFFICE)
def entry(contest: Contest, entry_id: int) -> str:
    """Everything about one entry that this visitor may know."""
    viewer, found = viewer_of(contest), entry_of(contest.id, entry_id)
    envelope = viewer.envelopes([found.id]).get(found.id)
    copy = blind_copy_of(found.id) or blind_preview(found)
    return show(
        "organizer/entry.html",
        contest,
        entry=found,
        envelope=envelope,
        units=names_of_units({a.unit_id for a in envelope.authors if a.unit_id} if envelope else ()),
        title=found.manuscript.title if envelope else copy.title,
        paragraphs=found.manuscript.paragraphs if envelope else copy.paragraphs,
        aside=asides_shown(findings_aside(found, envelope)) if envelope else [],
        pictures=pictures_of(contest, found, named=envelope is not None),
        state=state_of(found, standing_decision(found.id)),
        decisions=decisions_of(found.id),
        suspicions=suspicions_about(found.id),
    )


@bp.get("/<slug>/entries/<int:entry_id>/originals/<int:version>-<int:position>")
@open_to(*OFFICE)
def original(contest: Contest, entry_id: int, version: int, position: int) -> Response:
    """One original as a download under a name of our own; for those who may know the author."""
    found = named_entry(contest, entry_id)
    with transaction():
        file = open_original(entry=found, version=version, position=position, actor=visitor().actor, at=now())
    part = f"v{version}-{position}" if len(found.manuscripts) > 1 else str(position)
    return send_file(
        kept(file.digest),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=f"{found.receipt}-{part}.{file.kind}",
        etag=False,
        last_modified=None,
        max_age=0,
    )
