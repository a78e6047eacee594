"""What the janitor has to know of blind copies."""

from collections.abc import Iterator

from sqlalchemy import select

from contest.db import db
from contest.plumbing.storage import names_blobs
from contest.screening.models import BlindCopy


@names_blobs("blind copies")
def named_by_blind_copies() -> Iterator[str]:
    """Digests of the page pictures that judges see."""
    for pages in db.session.scalars(select(BlindCopy.pages)):
        yield from (str(page["digest"]) for page in pages)
