"""A package made: what is chosen is told, signed and kept; then it is named in the house, once for each content."""

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from contest import __version__
from contest.authors.service.files import release
from contest.charter.models import Contest, Round
from contest.db import db
from contest.entries.queries import entries_whole
from contest.entries.service import lock_register
from contest.errors.nominations import (
    NothingChosen,
    NotToBeSent,
    NoUpperLevel,
    PackageOverfull,
    PaperTellsMarks,
    PaperUnfit,
    TooManyPapers,
)
from contest.nominations.models import Nomination, Package
from contest.nominations.queries import candidates, entries_told, files_told, level_of, package_of_content
from contest.nominations.rules import (
    MOST_ENTRIES,
    MOST_PAPERS,
    EntryTold,
    Manifest,
    MemberTold,
    PaperSent,
    PaperTold,
    Sender,
    list_digest,
)
from contest.plumbing.audit import Actor, record
from contest.plumbing.packages import (
    ALGORITHM,
    ENTRIES,
    FILES,
    MANIFEST,
    PAPERS,
    SIGNATURE,
    PackageLimits,
    canonical,
    public_key,
    sign,
    write_package,
)
from contest.plumbing.room import room_wanted
from contest.plumbing.storage import Kept, storage

LARGEST: Final = 2_000_000_000
LARGEST_PAPER: Final = 50_000_000
BEGINS: Final = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "zip": b"PK\x03\x04"}
"""How the bytes of each kind of paper begin."""


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
    papers: tuple[PaperTold, ...]
    made_at: datetime


def pack(
    *,
    contest: Contest,
    round_: Round,
    chosen: Sequence[int],
    rest: bool = False,
    scores: bool = True,
    phones: bool = True,
    papers: Sequence[PaperSent] = (),
    at: datetime,
) -> Packed:
    """Write and sign a package of these entries; outside any transaction, for it copies their files.

    chosen  ids of the entries nominated
    rest    take along every other eligible entry, for the record
    papers  those that go along, in this order; whoever packs has had them written
    Raises  NoUpperLevel, ListNotFrozen, NamesSealed, NothingChosen, NotToBeSent, PackageOverfull, DiskFull;
            of papers TooManyPapers, PaperUnfit, PaperTellsMarks where marks stay at home
    """
    level = level_of(contest.id)
    if not level.upper_label:
        raise NoUpperLevel
    _check_papers(papers, scores=scores)
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
    _check_size(told)
    lines = [canonical(entry.as_json()) + b"\n" for entry in told]
    along_with = {
        PaperTold(f"{PAPERS}{place:02d}.{paper.suffix}", paper.kind, paper.title): paper.data
        for place, paper in enumerate(papers, start=1)
    }
    laid = {ENTRIES: b"".join(lines), **{paper.name: data for paper, data in along_with.items()}}
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
        files=tuple(_members(laid, told)),
        papers=tuple(along_with),
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
        kept=_keep(written, key, laid, told),
        key=key,
        scores=scores,
        phones=phones,
        papers=tuple(along_with),
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
        papers=[asdict(paper) for paper in packed.papers],
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
        papers=[paper.kind for paper in packed.papers],
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


def _check_size(told: Sequence[EntryTold]) -> None:
    """Refuse here what no level above would open."""
    files = files_told(told)
    if (
        len(told) > MOST_ENTRIES
        or len(files) > PackageLimits().members - MOST_PAPERS - 3
        or sum(file.size for file in files) > LARGEST
    ):
        raise PackageOverfull(entries=len(told), files=len(files), most=MOST_ENTRIES)


def _check_papers(papers: Sequence[PaperSent], *, scores: bool) -> None:
    if len(papers) > MOST_PAPERS:
        raise TooManyPapers(limit=MOST_PAPERS)
    for paper in papers:
        if not paper.data.startswith(BEGINS[paper.suffix]) or len(paper.data) > LARGEST_PAPER:
            raise PaperUnfit(title=paper.title)
        if paper.marks and not scores:
            raise PaperTellsMarks(title=paper.title)


def _members(laid: Mapping[str, bytes], told: Sequence[EntryTold]) -> list[MemberTold]:
    """What lies behind the signature, in its order."""
    found = [MemberTold(name, hashlib.sha256(data).hexdigest(), len(data)) for name, data in laid.items()]
    return found + [MemberTold(FILES + f.sha256, f.sha256, f.size) for f in files_told(told)]


def _keep(manifest: bytes, key: str, laid: Mapping[str, bytes], told: Sequence[EntryTold]) -> Kept:
    signature = canonical({"algorithm": ALGORITHM, "key": key, "signature": sign(manifest)})
    members = [(MANIFEST, manifest), (SIGNATURE, signature), *laid.items()]
    files = [(FILES + f.sha256, storage().path(f.sha256)) for f in files_told(told)]
    with tempfile.TemporaryFile(prefix="package-") as out, room_wanted():
        write_package(out, [*members, *files])
        out.seek(0)
        return storage().keep(out, limit=LARGEST)
