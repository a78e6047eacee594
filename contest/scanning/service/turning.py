"""Pages that lay on their head or their side, turned: the picture is made before any transaction."""

import io
from dataclasses import dataclass
from datetime import datetime

from contest.db import db
from contest.entries.service import lock_register
from contest.errors.scanning import PageUnreadable, PieceSettled
from contest.plumbing.audit import Actor, record
from contest.plumbing.documents.renditions import glance_at, turned
from contest.plumbing.storage import storage
from contest.scanning.models import ScanPage, ScanPiece
from contest.scanning.service.reading import LIMITS


@dataclass(frozen=True, slots=True)
class Turned:
    """A page picture turned and kept: of which picture, and digests of the new one and of the small one."""

    of: str
    digest: str
    thumb: str
    width: int
    height: int


def turn_page(
    *, page: ScanPage, contest_id: int, picture: Turned, degrees: int, actor: Actor, at: datetime
) -> None:
    """Show a page of a waiting piece by its turned picture, which turned_picture made of it.

    Raises  PieceSettled, also when somebody else turned the page meanwhile
    """
    lock_register(contest_id)
    held = db.session.get_one(ScanPage, page.id, populate_existing=True)
    piece = db.session.get(ScanPiece, held.piece_id, populate_existing=True)
    if piece is None or not piece.is_waiting or held.digest != picture.of:
        raise PieceSettled
    put_turned(held, picture, degrees)
    db.session.flush()
    record("scan_page.turned", actor=actor, at=at, contest_id=contest_id, subject=piece)


def turned_picture(digest: str, degrees: int) -> Turned:
    """A page picture turned clockwise and kept; outside any transaction. Raises PageUnreadable."""
    try:
        picture, width, height = turned(storage().path(digest), degrees)
    except (FileNotFoundError, ValueError) as error:
        raise PageUnreadable from error
    kept = storage().keep(io.BytesIO(picture), limit=LIMITS.output_bytes)
    small = glance_at(storage().path(kept.digest)).small
    thumb = storage().keep(io.BytesIO(small), limit=LIMITS.output_bytes)
    return Turned(digest, kept.digest, thumb.digest, width, height)


def put_turned(page: ScanPage, picture: Turned, degrees: int) -> None:
    """Show a page by its turned picture."""
    page.digest, page.thumb, page.width, page.height = (
        picture.digest,
        picture.thumb,
        picture.width,
        picture.height,
    )
    page.turn = (page.turn + degrees) % 360
