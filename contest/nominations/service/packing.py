"""A package made: what is chosen is told, signed and kept; then it is named in the house, once for each content."""

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from contest import __version__
from contest.authors.service.files import release
from contest.charter.models import Contest, Round
from contest.db import db
from contest.entries.queries import entries_whole
from contest.entries.service import lock_register
from contest.errors.nominations import MinutesUnfit, NothingChosen, NotToBeSent, NoUpperLevel
from contest.nominations.models import Nomination, Package
from contest.nominations.queries import candidates, entries_told, files_told, level_of, package_of_content
from contest.nominations.rules import EntryTold, Manifest, MemberTold, Sender, list_digest
from contest.plumbing.audit import Actor, record
from contest.plumbing.packages import (
    ALGORITHM,
    ENTRIES,
    FILES,
    MANIFEST,
    MINUTES,
    SIGNATURE,
    canonical,
    public_key,
    sign,
    write_package,
)
from contest.plumbing.storage import Kept, storage

LARGEST: Final = 2_000_000_000
MOST_MINUTES: Final = 50_000_000


@dataclass(frozen=True, slots=True)
class Packed:
    """A package whose bytes are kept, and that no row names yet.

    entries  (entry id, nominated) in the package's order
    content  the digest of what it says without its moment
    """

    round_id: int
    shortlist_id: int
    entries: tuple[tuple[int, bool], ...]
    digest: str
    content: str
    kept: Kept
    key: str
    scores: bool
    phones: bool
    minutes: str
    made_at: datetime


def pack(
    *,
    contest: Contest,
    round_: Round,
    chosen: Sequence[int],
    rest: bool = False,
    scores: bool = True,
    phones: bool = True,
    minutes: bytes = b"",
    at: datetime,
) -> Packed:
    """Write and sign a package of these entries; outside any transaction, for it copies their files.

    chosen  ids of the entries nominated
    rest    take along every other eligible entry, for the record
    minutes a PDF, or nothing
    Raises  NoUpperLevel, ListNotFrozen, NamesSealed, NothingChosen, NotToBeSent, MinutesUnfit, DiskFull
    """
    level = level_of(contest.id)
    if not level.upper_label:
        raise NoUpperLevel
    if minutes and (not minutes.startswith(b"%PDF-") or len(minutes) > MOST_MINUTES):
        raise MinutesUnfit
    found = candidates(contest, round_)
    wanted = set(chosen)
    unfit = wanted - {row.entry.id for row in found.rows}
    if unfit:
        raise NotToBeSent(receipt=_receipts(contest, unfit))
    nominated = [row.entry.id for row in found.rows if row.entry.id in wanted]
    along = [row.entry.id for row in found.rows if row.entry.id not in wanted] if rest else []
    if not nominated:
        raise NothingChosen
    told = entries_told(contest, found, nominated=nominated, along=along, scores=scores, phones=phones)
    lines = [canonical(entry.as_json()) + b"\n" for entry in told]
    release()
    manifest = Manifest(
        sender=Sender(
            body=contest.head.issuing_body or contest.organizer,
            area=contest.area,
            level=level.label,
            rank=level.rank,
            contest=contest.slug,
            title=contest.title,
            year=contest.year,
        ),
        created_at=at,
        software=__version__,
        nominated=len(nominated),
        entries=len(told),
        scores=scores,
        phones=phones,
        list_digest=list_digest(lines),
        files=tuple(_members(b"".join(lines), minutes, told)),
    )
    written = canonical(manifest.as_json())
    content = replace(manifest, created_at=datetime.min.replace(tzinfo=at.tzinfo), software="")
    key = public_key()
    return Packed(
        round_id=round_.id,
        shortlist_id=found.shortlist.id,
        entries=tuple((id_, id_ in wanted) for id_ in (*nominated, *along)),
        digest=hashlib.sha256(written).hexdigest(),
        content=hashlib.sha256(canonical({"key": key, **content.as_json()})).hexdigest(),
        kept=_keep(written, key, b"".join(lines), minutes, told),
        key=key,
        scores=scores,
        phones=phones,
        minutes=hashlib.sha256(minutes).hexdigest() if minutes else "",
        made_at=at,
    )


def register_package(*, contest: Contest, packed: Packed, actor: Actor, at: datetime) -> Package:
    """Name a package in the house under the contest's next number; one that says the same is given back instead."""
    lock_register(contest.id)
    standing = package_of_content(contest.id, packed.content)
    if standing is not None:
        return standing
    last = db.session.scalar(select(func.max(Package.number)).where(Package.contest_id == contest.id)) or 0
    package = Package(
        contest_id=contest.id,
        round_id=packed.round_id,
        shortlist_id=packed.shortlist_id,
        number=last + 1,
        digest=packed.digest,
        content_digest=packed.content,
        file_digest=packed.kept.digest,
        size=packed.kept.size,
        key=packed.key,
        scores=packed.scores,
        phones=packed.phones,
        minutes_digest=packed.minutes,
        made_at=packed.made_at,
        made_by=actor.name[:100],
        nominations=[
            Nomination(entry_id=entry_id, position=position, nominated=nominated)
            for position, (entry_id, nominated) in enumerate(packed.entries, start=1)
        ],
    )
    db.session.add(package)
    db.session.flush()
    record(
        "nomination_package.made",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=package,
        number=package.number,
        count=len(packed.entries),
        nominated=sum(nominated for _, nominated in packed.entries),
        digest=package.digest,
    )
    return package


def record_package_taken(*, package: Package, actor: Actor, at: datetime) -> None:
    """Log that a package, which names authors, left the house."""
    record(
        "nomination_package.exported",
        actor=actor,
        at=at,
        contest_id=package.contest_id,
        subject=package,
        number=package.number,
    )


def _receipts(contest: Contest, ids: set[int]) -> str:
    """The receipts of these entries, of this contest's alone."""
    return ", ".join(entry.receipt for entry in entries_whole(contest.id, ids)) or "?"


def _members(lines: bytes, minutes: bytes, told: Sequence[EntryTold]) -> list[MemberTold]:
    """What lies behind the signature, in its order."""
    found = [MemberTold(ENTRIES, hashlib.sha256(lines).hexdigest(), len(lines))]
    if minutes:
        found.append(MemberTold(MINUTES, hashlib.sha256(minutes).hexdigest(), len(minutes)))
    return found + [MemberTold(FILES + f.sha256, f.sha256, f.size) for f in files_told(told)]


def _keep(manifest: bytes, key: str, lines: bytes, minutes: bytes, told: Sequence[EntryTold]) -> Kept:
    signature = canonical({"algorithm": ALGORITHM, "key": key, "signature": sign(manifest)})
    members = [(MANIFEST, manifest), (SIGNATURE, signature), (ENTRIES, lines)]
    members += [(MINUTES, minutes)] if minutes else []
    files = [(FILES + f.sha256, storage().path(f.sha256)) for f in files_told(told)]
    with tempfile.TemporaryFile(prefix="package-") as out:
        write_package(out, [*members, *files])
        out.seek(0)
        return storage().keep(out, limit=LARGEST)
