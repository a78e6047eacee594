"""A folder for what is made on the way: gone afterwards, and swept where whoever made it was killed."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from contest.plumbing.locking import lock

PREFIX: Final = "guong-sang-"
HELD: Final = ".held"
"""A file that is locked in each such folder, for as long as whoever made it lives."""


@contextmanager
def scratch(what: str) -> Iterator[Path]:
    """An empty folder that nobody else may open, but for the file that says it is in use; what: for the eye."""
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{what}-") as name:
        folder = Path(name)
        with (folder / HELD).open("xb") as held:
            lock(held)
            yield folder


def sweep_scratch(*, older_than: float) -> int:
    """Remove such folders as are older than that many seconds and that nobody uses; returns how many.

    A folder goes with its maker, unless that was killed: then nobody else would. Other installations on the
    same machine, whose clock may be another, keep theirs there too.
    """
    edge, gone = time.time() - older_than, 0
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if folder.is_dir() and not folder.is_symlink() and folder.stat().st_mtime < edge:
            gone += _removed(folder)
    return gone


def _removed(folder: Path) -> bool:
    """Whether the folder could go: not while it is held, and not when it is none of ours."""
    try:
        with (folder / HELD).open("r+b") as held:
            lock(held)
    except OSError:
        return False
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()
