"""What becomes of a piece: attached, laid aside with a reason, cut in two, opened again; nothing twice."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from contest.db import db
from contest.entries.models import Entry, ManuscriptPage
from contest.entries.queries import WHOLE
from contest.entries.rules import FileRole
from contest.entries.service import lock_register, set_essay_pages
from contest.errors.entries import AlreadyWithdrawn
from contest.errors.scanning import (
    TROUBLES,
    CutUnfit,
    NoPagesChosen,
    PieceSettled,
    SureMissing,
    WhyMissing,
)
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean
from contest.scanning.models import CoverSheet, ScanPage, ScanPiece
from contest.scanning.queries import entry_facts, piece_of, waiting_pieces_of_sheet
from contest.scanning.rules import Trouble, entry_troubles
from contest.scanning.service.sheets import lay_sheet


def attach_piece(
    *,
    piece: ScanPiece,
    entry: Entry,
    page_ids: Collection[int],
    replacing: bool,
    sure: bool,
    actor: Actor,
    at: datetime,
) -> None:
    """Make the chosen pages of a piece pages of an entry, as its next version; the rest of the piece stays left out.

    A sheet that lay on no entry is laid on this one.

    replacing  in place of the essay's pages that it has; else behind them
    sure       a person has seen what stands against it: a decision, or pages that would be replaced or added to
    Raises     PieceSettled, AlreadyWithdrawn, NoPagesChosen, SureMissing, SheetTaken
    """
    held = _held(piece)
    facts = entry_facts([entry])[entry.id]
    if facts.withdrawn:
        raise AlreadyWithdrawn
    decided = {Trouble.ACCEPTED, Trouble.REJECTED} | ({Trouble.HAS_PAGES} if replacing else set())
    _ask([trouble for trouble in entry_troubles(facts, pages=0) if trouble in decided], sure)
    for page in held.pages:
        if not page.is_cover:
            page.left_out = page.id not in page_ids
    if not held.essay_pages:
        raise NoPagesChosen
    sheet = held.sheet
    if sheet is not None and sheet.entry_id is None:
        lay_sheet(sheet=sheet, entry=entry, actor=actor, at=at)
    _attach(held, entry, replacing=replacing, actor=actor, at=at)
    if sheet is not None:
        _others_behind(sheet, actor, at)


def attach_if_certain(piece_id: int, *, actor: Actor, at: datetime) -> bool:
    """Attach a piece that nothing stands against; what changed since the batch was split makes it wait.

    Returns  whether it was attached now
    """
    piece = db.session.get_one(ScanPiece, piece_id)
    if piece.entry_id is None or piece.troubles:
        return False
    entry = db.session.get_one(Entry, piece.entry_id)
    lock_register(entry.contest_id)
    piece = piece_of(entry.contest_id, piece_id)
    if not piece.is_waiting or not piece.essay_pages:
        return False
    against = entry_troubles(entry_facts([entry])[entry.id], pages=len(piece.essay_pages))
    if against:
        piece.troubles = [trouble.value for trouble in against]
        db.session.flush()
        return False
    _attach(piece, entry, replacing=True, actor=actor, at=at)
    return True


def bind_sheet(*, sheet: CoverSheet, entry: Entry, actor: Actor, at: datetime) -> int:
    """Lay a sheet on an entry; pages that were scanned with it and wait for nothing else are attached.

    Returns  how many pieces were attached
    Raises   SheetTaken
    """
    lock_register(entry.contest_id)
    lay_sheet(sheet=sheet, entry=entry, actor=actor, at=at)
    return _others_behind(sheet, actor, at)


def lay_aside(*, piece: ScanPiece, because: str, actor: Actor, at: datetime) -> None:
    """Say that the pages of a piece belong to no entry; they stay kept. Raises PieceSettled, WhyMissing."""
    held = _held(piece)
    said = clean(because).strip()
    if not said:
        raise WhyMissing
    held.because, held.settled_at, held.settled_by = said, at, actor.name
    db.session.flush()
    record("scan_piece.laid_aside", **_about(held, actor, at), reason=said)


def reopen_piece(*, piece: ScanPiece, sure: bool, actor: Actor, at: datetime) -> None:
    """Take a settled piece up again: its pages leave the entry, as a further version, and it waits.

    sure    the entry has been decided on since, and its pages may go all the same
    Raises  PieceSettled when it waits already, AlreadyWithdrawn, SureMissing
    """
    held = _held(piece, settled=True)
    if held.manuscript_id is not None and held.entry_id is not None:
        entry = _whole(held.entry_id)
        facts = entry_facts([entry])[entry.id]
        _ask([Trouble.ACCEPTED] if facts.accepted else [], sure)
        set_essay_pages(entry=entry, pages=_without(entry, held), at=at)
        if held.sheet is not None and held.sheet.bound_at == held.settled_at:
            held.sheet.entry_id = held.sheet.bound_at = None
    held.manuscript_id = held.settled_at = None
    held.settled_by = held.because = ""
    held.troubles = [Trouble.REOPENED.value]
    db.session.flush()
    record("scan_piece.reopened", **_about(held, actor, at))


def cut_piece(*, piece: ScanPiece, page_id: int, actor: Actor, at: datetime) -> ScanPiece:
    """Part a piece before one of its pages; what follows is a piece of its own that waits for a person.

    Raises  PieceSettled, CutUnfit
    """
    held = _held(piece)
    places = [page.id for page in held.pages]
    if page_id not in places[1:]:
        raise CutUnfit
    last = db.session.scalar(select(func.max(ScanPiece.position)).where(ScanPiece.batch_id == held.batch_id))
    fresh = ScanPiece(batch_id=held.batch_id, position=(last or 0) + 1, troubles=[Trouble.CUT.value])
    db.session.add(fresh)
    held.troubles = held.troubles or [Trouble.CUT.value]
    db.session.flush()
    for page in held.pages[places.index(page_id) :]:
        page.piece_id = fresh.id
    db.session.flush()
    record("scan_piece.cut", **_about(held, actor, at))
    return fresh


def _ask(against: list[Trouble], sure: bool) -> None:
    """Refuse until a person says that it is meant. Raises SureMissing."""
    if against and not sure:
        raise SureMissing(reason=TROUBLES[against[0]])


def _whole(entry_id: int) -> Entry:
    """The entry as it stands now, whatever of it was read before the register was held."""
    question = select(Entry).where(Entry.id == entry_id).options(*WHOLE)
    return db.session.scalars(question.execution_options(populate_existing=True)).one()


def _attach(piece: ScanPiece, entry: Entry, *, replacing: bool, actor: Actor, at: datetime) -> None:
    whole = _whole(entry.id)
    standing = [] if replacing else [_copy(page) for page in _essay_pages(whole)]
    fresh = [_copy(page) for page in piece.essay_pages]
    manuscript = set_essay_pages(entry=whole, pages=[*standing, *fresh], at=at)
    piece.entry_id, piece.manuscript_id = entry.id, manuscript.id
    piece.settled_at, piece.settled_by = at, actor.name
    db.session.flush()
    record("scan_piece.attached", **_about(piece, actor, at), count=len(fresh), version=manuscript.version)


def _others_behind(sheet: CoverSheet, actor: Actor, at: datetime) -> int:
    """Attach what waits behind a sheet for nothing but its entry."""
    attached = 0
    for piece_id in waiting_pieces_of_sheet(sheet.id):
        piece = db.session.get_one(ScanPiece, piece_id)
        piece.entry_id = sheet.entry_id
        piece.troubles = [trouble for trouble in piece.troubles if trouble != Trouble.UNBOUND]
        db.session.flush()
        attached += attach_if_certain(piece_id, actor=actor, at=at)
    return attached


def _without(entry: Entry, piece: ScanPiece) -> list[ManuscriptPage]:
    """The essay's pages as they are without those of a piece; as they were before it, if nothing came after."""
    if entry.manuscript.id == piece.manuscript_id:
        earlier = entry.manuscripts[-2] if len(entry.manuscripts) > 1 else None
        return [_copy(page) for page in earlier.pages if page.role == FileRole.ESSAY] if earlier else []
    taken = [page.digest for page in piece.essay_pages]
    rest = []
    for page in _essay_pages(entry):
        if page.digest in taken:
            taken.remove(page.digest)
        else:
            rest.append(_copy(page))
    return rest


def _essay_pages(entry: Entry) -> list[ManuscriptPage]:
    return [page for page in entry.manuscript.pages if page.role == FileRole.ESSAY]


def _copy(page: ManuscriptPage | ScanPage) -> ManuscriptPage:
    return ManuscriptPage(digest=page.digest, width=page.width, height=page.height, role=FileRole.ESSAY)


def _held(piece: ScanPiece, *, settled: bool = False) -> ScanPiece:
    """The piece as it stands now, with the register held. Raises PieceSettled."""
    contest_id = piece.batch.contest_id
    lock_register(contest_id)
    held = piece_of(contest_id, piece.id)
    if held.is_waiting == settled:
        raise PieceSettled
    return held


def _about(piece: ScanPiece, actor: Actor, at: datetime) -> dict[str, Any]:
    """What every line of the log says of a run of pages."""
    return {"actor": actor, "at": at, "contest_id": piece.batch.contest_id, "subject": piece}
