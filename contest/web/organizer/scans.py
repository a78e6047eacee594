"""Scan batches: how many there are, a new one, its progress, and what became of each run of pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Any

from flask import Response, current_app, flash, redirect, request, send_file, url_for
from flask_babel import gettext as _

from contest.charter.models import Contest
from contest.db import transaction
from contest.errors import Refusal
from contest.errors.archives import ArchiveRefused
from contest.errors.documents import REFUSALS
from contest.errors.scanning import TROUBLES, TooManyScans
from contest.people.models import RoleKind
from contest.plumbing.clock import now
from contest.scanning.models import ScanFile, ScanPage, ScanPiece
from contest.scanning.queries import batch_line, batch_lines, batch_of, page_of, pieces_of
from contest.scanning.service import Most, enter_batch, open_scan, read_again, receive_scans
from contest.web.bodies import takes_up_to
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.pictures import kept
from contest.web.organizer.places import WATCHERS
from contest.web.organizer.view import asking_again, show
from contest.web.refusals import said
from contest.web.sessions import visitor

LOOK_AGAIN = 4
"""Seconds after which the page of a batch that is being read asks again, by itself and without a script."""


@dataclass(frozen=True, slots=True)
class PieceRow:
    """One run of pages as the list shows it."""

    piece: ScanPiece
    troubles: list[str]
    pages: int
    blanks: int


@bp.get("/<slug>/scans")
@open_to(*WATCHERS)
def scans(contest: Contest) -> str:
    """The batches in numbers, which name nobody; the secretary may bring a new one."""
    return _scans(contest)


@bp.post("/<slug>/scans")
@takes_up_to("SCAN_MB")
@open_to(RoleKind.SECRETARY)
def create_scan_batch(contest: Contest) -> Any:
    """Keep the files, then name them as a batch; reading goes on by itself."""
    try:
        kept_scans = receive_scans(files=_files(), most=_most())
        with transaction():
            batch, fresh = enter_batch(contest=contest, scans=kept_scans, actor=visitor().actor, at=now())
    except (Refusal, ArchiveRefused) as refusal:
        return _scans(contest, refused=said(refusal)), refusal.status
    if not fresh:
        flash(_("Các tệp này đã được nhận trước đó, ở mẻ này; không nhận thêm lần nữa."), "info")
    return redirect(url_for("organizer.scan_batch", slug=contest.slug, batch_id=batch.id), 303)


@bp.get("/<slug>/scans/<int:batch_id>")
@open_to(RoleKind.SECRETARY)
def scan_batch(contest: Contest, batch_id: int) -> Response | str:
    """How far the reading has come; then what became of each run of pages."""
    batch = batch_of(contest.id, batch_id)
    rows = [_row(piece) for piece in pieces_of(batch.id)]
    page = show(
        "organizer/scan_batch.html",
        contest,
        batch=batch,
        line=batch_line(batch),
        waiting=[row for row in rows if row.piece.is_waiting],
        settled=[row for row in rows if not row.piece.is_waiting],
        refused=[(file, _why(file)) for file in batch.files if file.refusal],
        again=LOOK_AGAIN,
    )
    return asking_again(page, after=LOOK_AGAIN) if batch.split_at is None else page


@bp.post("/<slug>/scans/<int:batch_id>/reading")
@open_to(RoleKind.SECRETARY)
def read_scan_batch(contest: Contest, batch_id: int) -> Any:
    """Read on, when the reading stopped: the machine was off, or a step failed too often."""
    batch = batch_of(contest.id, batch_id)
    with transaction():
        read_again(batch=batch, at=now())
    return redirect(url_for("organizer.scan_batch", slug=contest.slug, batch_id=batch.id), 303)


@bp.get("/<slug>/scans/<int:batch_id>/files/<int:position>")
@open_to(RoleKind.SECRETARY)
def scan_file(contest: Contest, batch_id: int, position: int) -> Response:
    """One file as the scanner made it, under a name of our own; the log says who took it."""
    batch = batch_of(contest.id, batch_id)
    with transaction():
        file = open_scan(batch=batch, position=position, actor=visitor().actor, at=now())
    return send_file(
        kept(file.digest),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=f"me-quet-{batch.number}-{file.position}.{file.kind or 'bin'}",
        etag=False,
        last_modified=None,
        max_age=0,
    )


@bp.get("/<slug>/scans/pages/<int:page_id>")
@open_to(RoleKind.SECRETARY)
def scan_page(contest: Contest, page_id: int) -> Response:
    """One page picture, names and all."""
    return _picture(page_of(contest.id, page_id), small=False)


@bp.get("/<slug>/scans/pages/<int:page_id>/small")
@open_to(RoleKind.SECRETARY)
def scan_thumb(contest: Contest, page_id: int) -> Response:
    """The same, small."""
    return _picture(page_of(contest.id, page_id), small=True)


def sentences(troubles: Sequence[str]) -> list[str]:
    """Why a person has to look, in words."""
    return [_(TROUBLES[trouble]) for trouble in troubles if trouble in TROUBLES]


def _scans(contest: Contest, refused: str = "") -> str:
    return show("organizer/scans.html", contest, lines=batch_lines(contest.id), most=_most(), refused=refused)


def _row(piece: ScanPiece) -> PieceRow:
    blanks = sum(1 for page in piece.pages if page.is_blank and page.left_out)
    return PieceRow(piece, sentences(piece.troubles), len(piece.essay_pages), blanks)


def _why(file: ScanFile) -> str:
    if file.refusal == "too-many-pages":
        return said(TooManyScans(limit=_most().pages))
    sentence: str = _(REFUSALS.get(file.refusal, REFUSALS["unreadable"]))
    return sentence


def _files() -> list[tuple[IO[bytes], str]]:
    return [(file.stream, file.filename) for file in request.files.getlist("files") if file.filename]


def _most() -> Most:
    return Most(int(current_app.config["SCAN_MB"]), int(current_app.config["SCAN_PAGES"]))


def _picture(page: ScanPage, *, small: bool) -> Response:
    return send_file(
        kept(page.thumb if small else page.digest),
        mimetype="image/webp",
        download_name=f"{page.position}.webp",
        etag=False,
        last_modified=None,
    )
