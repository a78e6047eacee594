"""What went into an archive, kept beside it on the disk: there may be hundreds of thousands of files."""

import hashlib
import tempfile
from collections.abc import Iterator
from typing import Final

from contest.exports.archive.manifest import Filed, line_of

IN_MEMORY: Final = 1 << 20
"""Bytes of lines up to which no disk is asked for: some ten thousand files."""


class Listed:
    """The files so far, in their order; how many they are, their bytes together, the digest of the list itself."""

    def __init__(self) -> None:
        self.count, self.size = 0, 0
        self._digest = hashlib.sha256()
        self._lines = tempfile.SpooledTemporaryFile(  # noqa: SIM115  whoever makes a list closes it
            IN_MEMORY, "w+", encoding="utf-8", newline="\n", prefix="export-"
        )

    def __enter__(self) -> "Listed":
        return self

    def __exit__(self, *_: object) -> None:
        self._lines.close()

    def __iter__(self) -> Iterator[Filed]:
        """From the first to the last, read one after another; nothing is to be added meanwhile."""
        self._lines.seek(0)
        for line in self._lines:
            sha256, size, name = line.removesuffix("\n").split(" ", 2)
            yield Filed(name, int(size), sha256)

    @property
    def sha256(self) -> str:
        """As manifest.digest_of_list has it."""
        return self._digest.hexdigest()

    def add(self, file: Filed) -> None:
        """One more."""
        self.count += 1
        self.size += file.size
        self._digest.update(line_of(file))
        self._lines.write(f"{file.sha256} {file.size} {file.name}\n")
