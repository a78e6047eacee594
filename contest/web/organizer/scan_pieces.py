"""The runs of scanned pages that wait for a person: which entry, which pages, or none. For the secretary alone."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from contest.charter.models import Contest
from contest.db import transaction
from contest.entries.models import Entry
from contest.entries.queries import entry_of
from contest.errors import Refusal
from contest.errors.scanning import TROUBLES, EntryNotChosen
from contest.overview.queries import Wanted, entry_meant, lines_of, register_page
from contest.people.models import RoleKind
from contest.plumbing.clock import now
from contest.scanning.models import ScanPiece
from contest.scanning.queries import entry_facts, page_of, piece_of
from contest.scanning.rules import EntryFacts, entry_troubles
from contest.scanning.service import (
    attach_piece,
    cut_piece,
    lay_aside,
    reopen_piece,
    turn_page,
    turned_picture,
)
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.saving import done
from contest.web.organizer.scans import sentences
from contest.web.organizer.view import EntryRow, show, viewer_of
from contest.web.refusals import said
from contest.web.sessions import visitor

FEW = 8
QUARTER = 90


@dataclass(frozen=True, slots=True)
class Chosen:
    """The entry that pages may go to, and what stands against it in words."""

    row: EntryRow
    facts: EntryFacts
    against: list[str]


@bp.get("/<slug>/scans/pieces/<int:piece_id>")
@open_to(RoleKind.SECRETARY)
def scan_piece(contest: Contest, piece_id: int) -> str:
    """The pages, small; which entry they belong to, found by number, receipt or words."""
    return _page(contest, piece_of(contest.id, piece_id))


@bp.post("/<slug>/scans/pieces/<int:piece_id>/attachment")
@open_to(RoleKind.SECRETARY)
def attach_scan_piece(contest: Contest, piece_id: int) -> Any:
    """Put the ticked pages into the entry that was typed or chosen."""
    piece = piece_of(contest.id, piece_id)
    try:
        entry = _meant(contest)
        with transaction():
            attach_piece(
                piece=piece,
                entry=entry,
                page_ids=request.form.getlist("page", type=int),
                replacing=request.form.get("how") == "replace",
                sure="sure" in request.form,
                actor=visitor().actor,
                at=now(),
            )
    except Refusal as refusal:
        return _page(contest, piece_of(contest.id, piece_id), refused=said(refusal)), refusal.status
    flash(_("Đã đưa các trang vào bài số %(number)s.", number=entry.register_number), "ok")
    return _onwards(contest, piece)


@bp.post("/<slug>/scans/pieces/<int:piece_id>/aside")
@open_to(RoleKind.SECRETARY)
def lay_scan_piece_aside(contest: Contest, piece_id: int) -> Any:
    """Say that these pages belong to no entry, and why."""
    piece = piece_of(contest.id, piece_id)
    try:
        with transaction():
            lay_aside(piece=piece, because=request.form.get("because", ""), actor=visitor().actor, at=now())
    except Refusal as refusal:
        return _page(contest, piece_of(contest.id, piece_id), refused=said(refusal)), refusal.status
    flash(_("Đã bỏ riêng tập trang này; ảnh vẫn được giữ."), "ok")
    return _onwards(contest, piece)


@bp.post("/<slug>/scans/pieces/<int:piece_id>/reopening")
@open_to(RoleKind.SECRETARY)
def reopen_scan_piece(contest: Contest, piece_id: int) -> Any:
    """Take the pages out of their entry again, or back from what was laid aside."""
    piece, sure = piece_of(contest.id, piece_id), "sure" in request.form
    return done(
        lambda: reopen_piece(piece=piece, sure=sure, actor=visitor().actor, at=now()),
        to=_here(contest, piece),
        word=_("Tập trang được mở lại; xin xếp lại vào bài."),
    )


@bp.post("/<slug>/scans/pieces/<int:piece_id>/cuts")
@open_to(RoleKind.SECRETARY)
def cut_scan_piece(contest: Contest, piece_id: int) -> Any:
    """Part the pages before one of them, because another essay begins there."""
    piece, at_page = piece_of(contest.id, piece_id), request.form.get("at", 0, type=int)
    return done(
        lambda: cut_piece(piece=piece, page_id=at_page, actor=visitor().actor, at=now()),
        to=_here(contest, piece),
        word=_("Đã cắt thành hai tập; tập sau đứng cuối danh sách chờ xử lý."),
    )


@bp.post("/<slug>/scans/pages/<int:page_id>/turns")
@open_to(RoleKind.SECRETARY)
def turn_scan_page(contest: Contest, page_id: int) -> Any:
    """Turn a page a quarter clockwise."""
    page = page_of(contest.id, page_id)
    to = url_for("organizer.scan_piece", slug=contest.slug, piece_id=page.piece_id or 0)
    try:
        picture = turned_picture(page.digest, QUARTER)
    except Refusal as refusal:
        flash(said(refusal), "bad")
        return redirect(to, 303)
    return done(
        lambda: turn_page(
            page=page,
            contest_id=contest.id,
            picture=picture,
            degrees=QUARTER,
            actor=visitor().actor,
            at=now(),
        ),
        to=f"{to}#page-{page.id}",
        word=_("Đã xoay trang %(number)s.", number=page.position),
    )


def _page(contest: Contest, piece: ScanPiece, refused: str = "") -> str:
    asked = request.values.get("q", "").strip()
    typed = request.values.get("entry", "").strip() or (_number_of(piece) if not asked else "")
    chosen = _chosen(contest, typed, pages=len(piece.essay_pages))
    ticked = request.form.getlist("page", type=int) if request.method == "POST" else None
    return show(
        "organizer/scan_piece.html",
        contest,
        piece=piece,
        troubles=sentences(piece.troubles),
        typed=typed,
        asked=asked,
        found=_found(contest, asked),
        chosen=chosen,
        ticked={page.id for page in piece.essay_pages} if ticked is None else set(ticked),
        because=request.form.get("because", ""),
        how=request.form.get("how", ""),
        refused=refused,
    )


def _chosen(contest: Contest, typed: str, *, pages: int) -> Chosen | None:
    entry_id = entry_meant(contest.id, typed, by_code=False) if typed else None
    if entry_id is None:
        return None
    entry = entry_of(contest.id, entry_id)
    facts = entry_facts([entry])[entry.id]
    against = [_(TROUBLES[trouble]) for trouble in entry_troubles(facts, pages=pages)]
    return Chosen(viewer_of(contest).rows(lines_of([entry_id]))[0], facts, against)


def _found(contest: Contest, asked: str) -> list[EntryRow]:
    if not asked:
        return []
    viewer = viewer_of(contest)
    page = register_page(contest.id, Wanted(search=asked, all_names=viewer.knows_all_names))
    return viewer.rows(page.lines[:FEW])


def _meant(contest: Contest) -> Entry:
    """The entry that was typed. Raises EntryNotChosen."""
    entry_id = entry_meant(contest.id, request.form.get("entry", ""), by_code=False)
    if entry_id is None:
        raise EntryNotChosen
    return entry_of(contest.id, entry_id)


def _number_of(piece: ScanPiece) -> str:
    """What the field begins with: the entry that the sheet lies on."""
    return str(piece.entry.register_number) if piece.entry is not None else ""


def _here(contest: Contest, piece: ScanPiece) -> str:
    return url_for("organizer.scan_piece", slug=contest.slug, piece_id=piece.id)


def _onwards(contest: Contest, piece: ScanPiece) -> Any:
    return redirect(url_for("organizer.scan_batch", slug=contest.slug, batch_id=piece.batch_id), 303)
