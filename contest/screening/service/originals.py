"""Opening an original: byte for byte what an entrant sent, names and all, so each opening is logged."""

from datetime import datetime

from contest.entries.models import Entry, ManuscriptFile
from contest.errors import NotFound
from contest.plumbing.audit import Actor, record


def open_original(*, entry: Entry, version: int, position: int, actor: Actor, at: datetime) -> ManuscriptFile:
    """One original file of one version of an entry loaded with its files; the log says who read it. Raises NotFound."""
    for manuscript in entry.manuscripts:
        for file in manuscript.files:
            if manuscript.version == version and file.position == position:
                record(
                    "original.opened",
                    actor=actor,
                    at=at,
                    contest_id=entry.contest_id,
                    subject=file,
                    receipt=entry.receipt,
                )
                return file
    raise NotFound
