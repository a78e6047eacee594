"""What the janitor asks of the awards: which scans are still named."""

from collections.abc import Iterator

from sqlalchemy import select

from contest.awards.models import AwardRevocation, FigureAnswer
from contest.db import db
from contest.plumbing.storage import names_blobs


@names_blobs("awards")
def named_by_awards() -> Iterator[str]:
    """Digests of the letters of localities and of the evidence for taking prizes back."""
    for column in (FigureAnswer.scan_digest, AwardRevocation.scan_digest):
        yield from filter(None, db.session.scalars(select(column)))
