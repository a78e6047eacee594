"""Blind copies by code: the text as judges see it, as PDF, and the pictures of our own making. It names nobody."""

from collections.abc import Iterator, Sequence
from itertools import islice

from contest.charter.models import Contest, Round
from contest.db import db
from contest.entries.rules import FileRole
from contest.exports.archive.blind_pdf import blind_pdf
from contest.exports.archive.stored import add_stored, picture_suffix
from contest.exports.archive.zipped import ZipStream
from contest.exports.formats import FORMATS
from contest.exports.long.face import Work, from_file
from contest.exports.papers import score_summary
from contest.screening.models import BlindCopy
from contest.screening.queries import blind_copies_of, coded_in_order

BATCH = 50
SCORES = "tong-hop-diem.xlsx"


def entries_by_code(
    pack: ZipStream, round_: Round, entry_ids: Sequence[int], *, work: Work, left_out: list[str]
) -> Iterator[bytes]:
    """A folder an entry, named by its code, in the order of the codes, which tells nothing.

    left_out  takes the codes of entries that have no blind copy. Raises FileLost
    """
    chosen = set(entry_ids)
    ordered = ((code, entry_id) for code, entry_id in coded_in_order(round_.id) if entry_id in chosen)
    while batch := list(islice(ordered, BATCH)):
        copies = blind_copies_of([entry_id for _, entry_id in batch])
        db.session.commit()
        for code, entry_id in batch:
            copy = copies.pop(entry_id, None)
            if copy is None:
                left_out.append(code)
            else:
                yield from _entry(pack, code, copy)
            work.step()


def scores(pack: ZipStream, contest: Contest, round_: Round) -> Iterator[bytes]:
    """The table of marks, by codes alone. Raises RoundNotLocked."""
    lock = score_summary.check(round_, names=False)
    document = score_summary.build(contest, round_, names=False, at=lock.locked_at)
    written = b"".join(from_file(lambda file: FORMATS["xlsx"].write(document, file)))
    yield from pack.add_bytes(SCORES, written)


def _entry(pack: ZipStream, code: str, copy: BlindCopy) -> Iterator[bytes]:
    yield from pack.add_bytes(f"{code}/{code}.pdf", blind_pdf(code, copy))
    numbers = {"trang": 0, "anh-nhan-vat": 0}
    for page in copy.pages:
        what = "anh-nhan-vat" if page.get("role") == FileRole.PHOTO else "trang"
        numbers[what] += 1
        digest = str(page["digest"])
        name = f"{code}/{what}-{numbers[what]:02d}{picture_suffix(digest, entry=code)}"
        yield from add_stored(pack, name, digest, entry=code)
