"""Files that come in parts, by tus 1.0: begun, asked after, gone on with, given up. For whoever holds the draft."""

from datetime import datetime

from flask import Response, url_for

from contest.authors.models import Draft, Upload
from contest.authors.queries import upload_behind
from contest.authors.service import (
    begin_upload,
    complete_upload,
    drop_upload,
    held_upload,
    note_offset,
    offset_of,
    read_upload,
)
from contest.authors.service.uploads import LASTS
from contest.charter.models import Contest
from contest.db import transaction
from contest.entries.rules import FileRole
from contest.errors import Refusal
from contest.errors.storage import DiskFull
from contest.plumbing.clock import now
from contest.plumbing.storage import storage
from contest.web.citizen import bp
from contest.web.citizen.tus import (
    EXTENSIONS,
    VERSION,
    arriving,
    asked_metadata,
    asked_number,
    check_version,
    moment,
    speaks_tus,
    told,
)
from contest.web.citizen.visit import contest_of, held_draft
from contest.web.guards import open_to_anyone
from contest.web.limits import PART, UPLOAD, limiter

UPLOADS = "/drafts/<int:draft_id>/uploads"
UPLOAD_ = f"{UPLOADS}/<upload>"


@bp.route(UPLOADS, methods=["OPTIONS"], provide_automatic_options=False)
@open_to_anyone
@speaks_tus
def uploads_protocol(draft_id: int) -> Response:
    """What this server speaks, and how large a file of this contest may be."""
    most = contest_of(held_draft(draft_id).contest_id).max_file_mb * 1_000_000
    return told(204, tus_version=VERSION, tus_extension=EXTENSIONS, tus_max_size=most)


@bp.route(UPLOADS, methods=["POST"], provide_automatic_options=False)
@limiter.limit(UPLOAD)
@open_to_anyone
@speaks_tus
def uploads(draft_id: int) -> Response:
    """Begin: the contest's limits are told now, before the bytes."""
    held = held_draft(draft_id)
    contest = contest_of(held.contest_id)
    check_version()
    length, named = asked_number("Upload-Length"), asked_metadata()
    role = FileRole(named["role"]) if named.get("role") in set(FileRole) else FileRole.ESSAY
    with transaction():
        upload, token = begin_upload(
            draft=held, contest=contest, length=length, name=named.get("filename", ""), role=role, at=now()
        )
    here = url_for("citizen.upload", draft_id=draft_id, upload=token)
    return told(201, location=here, upload_expires=moment(upload.expires_at))


@bp.route(UPLOAD_, methods=["HEAD"], provide_automatic_options=False)
@limiter.limit(PART)
@open_to_anyone
@speaks_tus
def upload(draft_id: int, upload: str) -> Response:
    """How far it has come."""
    held = held_draft(draft_id)
    found = upload_behind(held, upload, at=now())
    check_version()
    return told(
        200,
        upload_offset=offset_of(found),
        upload_length=found.length,
        upload_expires=moment(found.expires_at),
    )


@bp.route(UPLOAD_, methods=["PATCH"], provide_automatic_options=False)
@limiter.limit(PART)
@open_to_anyone
@speaks_tus
def upload_part(draft_id: int, upload: str) -> Response:
    """Go on: acknowledged once it lies on the disk; the last part once the file stands in the draft."""
    held, at = held_draft(draft_id), now()
    contest = contest_of(held.contest_id)
    check_version()
    with held_upload(draft=held, token=upload, at=at) as going:
        reached = going.take(arriving(), at=asked_number("Upload-Offset"))
        if reached < going.upload.length:
            with transaction():
                note_offset(upload=going.upload, offset=reached, at=at)
        else:
            _finish(held, contest, going.upload, at)
    return told(204, upload_offset=reached, upload_expires=moment(at + LASTS))


@bp.route(UPLOAD_, methods=["DELETE"], provide_automatic_options=False)
@limiter.limit(PART)
@open_to_anyone
@speaks_tus
def upload_removal(draft_id: int, upload: str) -> Response:
    """Give it up."""
    held = held_draft(draft_id)
    found = upload_behind(held, upload, at=now())
    check_version()
    _drop(held, found)
    return told(204)


def _finish(held: Draft, contest: Contest, upload: Upload, at: datetime) -> None:
    """All bytes are there: keep, read and name the file; one that cannot be taken goes with its parts."""
    try:
        received = read_upload(upload)
        with transaction():
            complete_upload(draft=held, contest=contest, upload=upload, received=received, at=at)
    except DiskFull:
        raise
    except Refusal:
        _drop(held, upload)
        raise
    storage().drop_part(upload.token_hash)


def _drop(held: Draft, upload: Upload) -> None:
    with transaction():
        drop_upload(draft=held, upload_id=upload.id)
    storage().drop_part(upload.token_hash)
