"""The caller's side of opening a package: ask the process, wait no longer than allowed."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from contest.errors.packages import PACKAGES, PackageRefused, PackageTooBig
from contest.errors.storage import DiskFull
from contest.plumbing.packages.checking import PackageLimits
from contest.plumbing.packages.writing import ENTRIES, MANIFEST
from contest.plumbing.scratch import scratch

_COMMAND: Final = (sys.executable, "-E", "-s", "-m", "contest.plumbing.packages.process")
_ROOT: Final = Path(__file__).resolve().parents[3]
_KEPT: Final = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")


@dataclass(frozen=True, slots=True)
class Opened:
    """A package whose signature and digests hold, unpacked in a folder that goes when its block ends.

    digest  the SHA-256 of its manifest, by which it is known
    key     the public key that signed it; whether to trust that key is the caller's matter
    """

    manifest: dict[str, Any]
    digest: str
    key: str
    folder: Path

    @property
    def entries(self) -> Path:
        """The lines about its entries."""
        return self.folder / ENTRIES

    def member(self, name: str) -> Path:
        """One of its members, by its whole name in the archive. Raises FileNotFoundError."""
        path = self.folder / Path(name).name
        if not path.is_file():
            raise FileNotFoundError(name)
        return path


@contextmanager
def open_package(path: Path, limits: PackageLimits | None = None) -> Iterator[Opened]:
    """Open a package in a process of its own, for the length of a block.

    Raises  the refusals of contest.errors.packages; DiskFull; OSError when the process does not start
    """
    with scratch("package") as into:
        told = _ask(path.resolve(), into, limits or PackageLimits())
        if told.get("no_room"):
            raise DiskFull
        refused = PACKAGES.get(str(told.get("refusal", "")))
        if refused is not None:
            raise refused(**told["values"])
        manifest = json.loads((into / MANIFEST).read_bytes())
        yield Opened(manifest, told["digest"], told["key"], into)


def _ask(path: Path, into: Path, limits: PackageLimits) -> dict[str, Any]:
    request = {"path": str(path), "into": str(into), "limits": asdict(limits)}
    try:
        done = subprocess.run(
            _COMMAND,
            cwd=_ROOT,
            env={key: os.environ[key] for key in _KEPT if key in os.environ},
            input=json.dumps(request).encode() + b"\n",
            capture_output=True,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PackageTooBig from None
    try:
        told = json.loads(done.stdout)
    except ValueError:
        raise PackageRefused from None
    return told if isinstance(told, dict) else {}
