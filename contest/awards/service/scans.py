"""Scans of letters and of evidence: kept as the house keeps files, given out as downloads only."""

from dataclasses import dataclass
from typing import IO, Final

from contest.db import db
from contest.errors.awards import ScanUnfit
from contest.plumbing.documents.draft import Refused
from contest.plumbing.documents.reading import Limits
from contest.plumbing.documents.sniff import SCANNED, sniff
from contest.plumbing.storage import storage

MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class KeptLetter:
    """A scan that is in the storage: its digest, its bytes, what it is by its bytes; all empty for none."""

    digest: str = ""
    size: int = 0
    kind: str = ""


NO_SCAN: Final = KeptLetter()


def keep_scan(stream: IO[bytes], *, most_mb: int) -> KeptLetter:
    """Keep one scan, outside any transaction; nothing names it until a verb does.

    Raises  ScanUnfit for what is neither a picture nor a PDF, TooBig, DiskFull; RuntimeError inside a transaction
    """
    if db.session().info.get("writing"):
        raise RuntimeError("files are kept outside any transaction")
    db.session.commit()
    kept = storage().keep(stream, limit=most_mb * MEGABYTE)
    try:
        kind = sniff(storage().path(kept.digest), Limits())
    except Refused as refused:
        raise ScanUnfit from refused
    if kind not in SCANNED:
        raise ScanUnfit
    return KeptLetter(kept.digest, kept.size, kind.value)
