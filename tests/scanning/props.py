"""A scan batch on the stage, put there by hand: one run of pages waits for the secretary."""

import io
from datetime import datetime
from random import Random

from PIL import Image

from contest.db import db
from contest.plumbing.codes import draw_token
from contest.plumbing.storage import Kept, storage
from contest.scanning.models import CoverSheet, ScanBatch, ScanFile, ScanPage, ScanPiece
from contest.scanning.rules import Trouble


def waiting_scan(
    contest_id: int, *, by: str, at: datetime, pages: int = 1, covered: bool = True
) -> ScanBatch:
    """A batch of one file whose pages wait together; the caller opens the transaction.

    covered  behind a sheet that lies on no entry; else without any
    """
    pictures = [_kept(_picture(contest_id, number)) for number in range(pages)]
    file = ScanFile(
        position=1,
        digest=pictures[0].digest,
        size=pictures[0].size,
        kind="webp",
        page_count=pages,
        pages_read=pages,
    )
    batch = ScanBatch(
        contest_id=contest_id,
        number=1,
        digest=f"{contest_id:064d}",
        size=pictures[0].size,
        received_at=at,
        received_by=by,
        read_at=at,
        split_at=at,
        files=[file],
    )
    trouble = Trouble.UNBOUND if covered else Trouble.NO_COVER
    sheet = CoverSheet(
        contest_id=contest_id, number=1, token=draw_token(rng=Random(contest_id)), made_at=at, made_by=by
    )
    db.session.add_all([batch, *([sheet] if covered else [])])
    db.session.flush()
    piece = ScanPiece(batch_id=batch.id, position=1, sheet_id=sheet.id, troubles=[trouble.value])
    db.session.add(piece)
    db.session.flush()
    for number, picture in enumerate(pictures, start=1):
        page = ScanPage(
            batch_id=batch.id,
            file_id=file.id,
            piece_id=piece.id,
            position=number,
            number=number,
            digest=picture.digest,
            thumb=picture.digest,
            width=300,
            height=424,
            codes=[],
        )
        db.session.add(page)
    return batch


def _picture(contest_id: int, number: int) -> Image.Image:
    return Image.new("RGB", (300, 424), (250, 250 - 9 * number, 250 - contest_id % 200))


def _kept(picture: Image.Image) -> Kept:
    packed = io.BytesIO()
    picture.save(packed, "WEBP")
    packed.seek(0)
    return storage().keep(packed, limit=1_000_000)
