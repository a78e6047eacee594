"""A folder for what a format writes on its way: gone afterwards, and swept where its process was killed."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

PREFIX: Final = "guong-sang-export-"


@contextmanager
def scratch() -> Iterator[str]:
    """The path of an empty folder that nobody else may open."""
    with tempfile.TemporaryDirectory(prefix=PREFIX) as folder:
        yield folder


def sweep_scratch(*, older_than: float) -> int:
    """Remove such folders as are older than that many seconds, with the rows in them; returns how many.

    A folder goes with its writer, unless that was killed: then nobody else would.
    """
    edge, gone = time.time() - older_than, 0
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if folder.is_dir() and not folder.is_symlink() and folder.stat().st_mtime < edge:
            shutil.rmtree(folder, ignore_errors=True)
            gone += not folder.exists()
    return gone
