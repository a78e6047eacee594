"""A scan batch on the stage, put there by hand: one run of pages waits for the secretary."""

import io
from datetime import datetime
from random import Random

from PIL import Image

from contest.db import db
from contest.plumbing.storage import Kept, storage
from contest.scanning.models import CoverSheet, ScanBatch, ScanFile, ScanPage, ScanPiece
from contest.scanning.rules import Trouble, new_token


def waiting_scan(contest_id: int, *, by: str, at: datetime) -> None:
    """A batch of one file with one page that nobody knows the entry of; the caller opens the transaction."""
    picture = _kept(Image.new("RGB", (300, 424), (250, 250, 250 - contest_id % 200)))
    sheet = CoverSheet(
        contest_id=contest_id, number=1, token=new_token(rng=Random(contest_id)), made_at=at, made_by=by
    )
    file = ScanFile(
        position=1, digest=picture.digest, size=picture.size, kind="webp", page_count=1, pages_read=1
    )
    batch = ScanBatch(
        contest_id=contest_id,
        number=1,
        digest=f"{contest_id:064d}",
        size=picture.size,
        received_at=at,
        received_by=by,
        read_at=at,
        split_at=at,
        files=[file],
    )
    db.session.add_all([sheet, batch])
    db.session.flush()
    piece = ScanPiece(batch_id=batch.id, position=1, sheet_id=sheet.id, troubles=[Trouble.UNBOUND.value])
    db.session.add(piece)
    db.session.flush()
    page = ScanPage(
        batch_id=batch.id,
        file_id=file.id,
        piece_id=piece.id,
        position=1,
        number=1,
        digest=picture.digest,
        thumb=picture.digest,
        width=300,
        height=424,
        codes=[],
    )
    db.session.add(page)


def _kept(picture: Image.Image) -> Kept:
    packed = io.BytesIO()
    picture.save(packed, "WEBP")
    packed.seek(0)
    return storage().keep(packed, limit=1_000_000)
