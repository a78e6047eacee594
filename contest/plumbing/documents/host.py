"""The caller's side: start a worker, wait no longer than allowed, believe nothing it says without checking."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final

from contest.plumbing.documents.reading import SCAN_LIMITS, Limits, Reading, Why

_ROOT: Final = Path(__file__).resolve().parents[3]
_WORKER: Final = (sys.executable, "-E", "-s", "-m", "contest.plumbing.documents.worker")
_ANSWER: Final = "reading.json"
_KEPT: Final = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
_OUT_OF_TIME: Final = -getattr(signal, "SIGXCPU", 24)


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
        refusal = _run(request, limits=limits)
        return Reading(kind=None, refusal=refusal.value) if refusal else _collect(staging, into)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _run(request: dict[str, object], *, limits: Limits) -> Why | None:
    """Let a worker answer; why it could not, or None."""
    worker = subprocess.Popen(
        _WORKER,
        cwd=_ROOT,
        env={key: os.environ[key] for key in _KEPT if key in os.environ} | {"MALLOC_ARENA_MAX": "2"},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        worker.communicate(json.dumps(request).encode() + b"\n", timeout=limits.wall_seconds)
    except subprocess.TimeoutExpired:
        return Why.TOOK_TOO_LONG
    finally:
        _end(worker)
    if worker.returncode == 0:
        return None
    return Why.TOOK_TOO_LONG if worker.returncode == _OUT_OF_TIME else Why.UNREADABLE


def _end(worker: subprocess.Popen[bytes]) -> None:
    """End the worker and whatever it may have started; nothing to do when it is gone."""
    if worker.poll() is None:
        with suppress(OSError):
            if sys.platform == "win32":
                worker.kill()
            else:
                os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


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
