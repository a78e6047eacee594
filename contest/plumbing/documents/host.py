"""The caller's side: ask a worker, wait no longer than allowed, believe nothing it says without checking."""

import errno
import json
import os
import shutil
import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

from contest.plumbing.documents.pool import Pool
from contest.plumbing.documents.reading import SCAN_LIMITS, Limits, Reading, Why

ESSAYS = Pool(max(2, os.cpu_count() or 2))
SCANS = Pool(1)
"""Scans take minutes: they wait for one another, and no essay waits for them."""

_ANSWER: Final = "reading.json"
_GRACE: Final = 1.0
_SOUND: Final = frozenset({"done", "too-big", "time", "disk", "died"})
_ANSWERS: Final = {"done": None, "worn": None, "too-big": Why.TOO_BIG, "time": Why.TOOK_TOO_LONG}


def read_document(
    path: Path, *, into: Path, limits: Limits | None = None, name: str | None = None
) -> Reading:
    """Read one file in a process of its own; whatever the file holds, the answer is a Reading.

    into    folder for pictures of pages, made when missing; nothing else stays in it
    limits  what the file may cost; Limits() when not given
    name    what the sender calls the file, whose ending has to agree with its bytes; path's own when not given
    Raises  OSError when path can't be opened or into can't be written, never for what the file holds
    """
    return _read(path, into=into, limits=limits or Limits(), name=name)


def read_scan(
    path: Path,
    *,
    into: Path,
    limits: Limits | None = None,
    name: str | None = None,
    ours: str = "",
    part: tuple[int, int] | None = None,
) -> Reading:
    """Read a batch of scanned sheets: a PDF or a picture, every page as a picture with its QR codes.

    No text is read, not even where a page has some. A page whose code stands on its head is turned upright;
    its turn says so.

    limits  SCAN_LIMITS when not given
    ours    how the codes begin that may turn their page; any code may, when not given
    part    (from, up to): the places of the pages to read, counted from 0; page_count still speaks of all
    Raises  as read_document
    """
    return _read(path, into=into, limits=limits or SCAN_LIMITS, name=name, ours=ours, part=part)


def _read(
    path: Path,
    *,
    into: Path,
    limits: Limits,
    name: str | None,
    ours: str | None = None,
    part: tuple[int, int] | None = None,
) -> Reading:
    size = path.stat().st_size
    if size == 0 or size > limits.bytes_in:
        return Reading(kind=None, refusal=(Why.TOO_BIG if size else Why.EMPTY).value)
    into.mkdir(parents=True, exist_ok=True)
    into = into.resolve()
    staging = Path(tempfile.mkdtemp(prefix=".reading-", dir=into))
    try:
        request: dict[str, object] = {
            "path": str(path.resolve()),
            "name": path.name if name is None else name,
            "into": str(staging),
            "limits": asdict(limits),
            "ours": ours,
            "part": part,
        }
        refusal = _ask(ESSAYS if ours is None else SCANS, request, seconds=limits.wall_seconds)
        return Reading(kind=None, refusal=refusal.value) if refusal else _collect(staging, into)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _ask(pool: Pool, request: dict[str, object], *, seconds: float) -> Why | None:
    """Let a worker answer; why it could not, or None.

    Raises  OSError when no worker can be brought up, or it can't write
    """
    line = json.dumps(request).encode()
    said: str | None = ""
    fresh = False
    while (
        said == "" and not fresh
    ):  # one that has waited may have been killed by somebody else: ask a new one
        with pool.worker() as worker:
            fresh = worker.served == 0
            said = worker.ask(line, seconds=seconds + _GRACE)
            worker.worn = said not in _SOUND
    if said == "disk":
        raise OSError(errno.ENOSPC, "the pages of a file can't be written", request["into"])
    return Why.TOOK_TOO_LONG if said is None else _ANSWERS.get(said, Why.UNREADABLE)


def _collect(staging: Path, into: Path) -> Reading:
    """The worker's answer, checked, with its pictures moved to where the caller wants them."""
    try:
        reading = Reading.from_json(
            json.loads((staging / _ANSWER).read_text(encoding="utf-8")), folder=staging
        )
        if any(page.path.is_symlink() or not page.path.is_file() for page in reading.pages):
            raise ValueError("a page that is no file")
    except (OSError, ValueError, KeyError, TypeError):
        return Reading(kind=None, refusal=Why.UNREADABLE.value)
    pages = []
    for page in reading.pages:
        kept = into / page.path.name
        page.path.replace(kept)
        pages.append(replace(page, path=kept))
    return replace(reading, pages=tuple(pages))
