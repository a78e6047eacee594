"""Originals by author: what entrants sent, byte for byte, in folders named for them. It tells no blind code."""

from collections.abc import Iterator, Sequence
from struct import Struct
from typing import Final

from contest.authors.models import Envelope
from contest.authors.queries import envelopes_of
from contest.db import db
from contest.entries.models import Entry, Manuscript
from contest.entries.queries import entries_whole, receipts_of
from contest.entries.rules import FileRole
from contest.exports.archive.names import LONGEST, Names, safe_name
from contest.exports.archive.stored import add_stored
from contest.exports.archive.zipped import ZipStream
from contest.exports.long.face import Work
from contest.plumbing.vietnamese import name_sort_key
from contest.shortlist.queries import signed_by

BATCH = 50
_ENTRY: Final = Struct(">Q")
STEMS: Final = {FileRole.ESSAY: "bai", FileRole.PHOTO: "anh-nhan-vat", FileRole.STATEMENT: "giay-xac-nhan"}
EARLIER: Final = "phien-ban-"
SUFFIXES: Final = {"jpeg": "jpg", "tiff": "tif"}


def entries_by_author(
    pack: ZipStream,
    contest_id: int,
    entry_ids: Sequence[int],
    *,
    every_version: bool,
    work: Work,
    left_out: list[str],
) -> Iterator[bytes]:
    """A folder an entry: its author and its receipt, in the order of Vietnamese names.

    every_version  also those before the one that counts, each in a folder of its own within the entry's
    left_out  takes the receipts of entries that have no envelope. Raises FileLost
    """
    order = sorted(_keys(entry_ids, left_out))
    for _ in range(len(entry_ids) - len(order)):
        work.step()
    for place in range(0, len(order), BATCH):
        batch = [_ENTRY.unpack(key[-_ENTRY.size :])[0] for key in order[place : place + BATCH]]
        whole, envelopes = (
            {entry.id: entry for entry in entries_whole(contest_id, batch)},
            envelopes_of(batch),
        )
        db.session.commit()
        for entry_id in batch:
            entry = whole.pop(entry_id)
            folder = folder_name(envelopes[entry_id], entry.receipt)
            yield from _entry(pack, folder, entry, every_version=every_version)
            work.step()


def folder_name(envelope: Envelope, receipt: str) -> str:
    """The author, or the collective, and the receipt, which makes it the only one."""
    first, *others = signed_by(envelope) or ("",)
    who = f"{first} và {len(others)} người" if others else first
    return f"{safe_name(who, longest=LONGEST - len(receipt) - 3)} - {receipt}"


def _keys(entry_ids: Sequence[int], left_out: list[str]) -> Iterator[bytes]:
    """What each entry is sorted by, its first author's name and its receipt, and its id: some hundred bytes."""
    for place in range(0, len(entry_ids), 500):
        batch = entry_ids[place : place + 500]
        receipts, envelopes = receipts_of(batch), envelopes_of(batch)
        for entry_id in batch:
            envelope, receipt = envelopes.get(entry_id), receipts[entry_id]
            if envelope is None:
                left_out.append(receipt)
                continue
            first = next(iter(signed_by(envelope)), "")
            yield f"{name_sort_key(first)} {receipt}".encode() + _ENTRY.pack(entry_id)
        db.session.commit()


def _entry(pack: ZipStream, folder: str, entry: Entry, *, every_version: bool) -> Iterator[bytes]:
    yield from _manuscript(pack, folder, entry.manuscript, entry.receipt)
    for earlier in entry.manuscripts[:-1] if every_version else ():
        yield from _manuscript(pack, f"{folder}/{EARLIER}{earlier.version:02d}", earlier, entry.receipt)


def _manuscript(pack: ZipStream, folder: str, manuscript: Manuscript, receipt: str) -> Iterator[bytes]:
    names = Names()
    if not any(file.role == FileRole.ESSAY for file in manuscript.files):
        yield from pack.add_bytes(f"{folder}/{names.take('bai', '.txt')}", _typed(manuscript))
    numbers = dict.fromkeys(STEMS, 0)
    for file in manuscript.files:
        numbers[file.role] += 1
        suffix = safe_name(SUFFIXES.get(file.kind, file.kind))
        name = names.take(f"{STEMS[file.role]}-{numbers[file.role]:02d}", f".{suffix}")
        yield from add_stored(pack, f"{folder}/{name}", file.digest, entry=receipt)


def _typed(manuscript: Manuscript) -> bytes:
    """What was typed into the form, as a text that any computer opens."""
    lines = [manuscript.title, "", *manuscript.paragraphs]
    return ("\ufeff" + "\r\n".join(line.replace("\n", "\r\n") for line in lines) + "\r\n").encode()
