"""What a process and those that it started hold in memory while they work."""

import os
import threading
from contextlib import suppress
from pathlib import Path


class Watch:
    """Looks at the memory of this process and of those it started, twenty times a second; Linux only."""

    def __init__(self) -> None:
        self.part = ""
        self._peaks: dict[tuple[str, str], int] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def peak(self, who: str, part: str | None = None) -> int | None:
        """The most that was seen, in MB; None where the system does not tell."""
        seen = [peak for (one, when), peak in self._peaks.items() if one == who and part in (None, when)]
        return round(max(seen) / 1_000_000) if seen else None

    def _look(self) -> None:
        while not self._over.wait(0.05):
            for who, used in zip(("host", "workers"), family(), strict=False):
                key = who, self.part
                self._peaks[key] = max(self._peaks.get(key, 0), used)


def family() -> tuple[int, int] | tuple[()]:
    """Bytes in memory of this process, and of all its children and theirs together; empty where /proc is not."""
    parents, used = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, IndexError):
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            parents[int(stat.parent.name)], used[int(stat.parent.name)] = (
                int(fields[1]),
                int(fields[21]) * 4096,
            )
    own = os.getpid()
    if own not in used:
        return ()
    ours = {child for child, parent in parents.items() if own in (parent, parents.get(parent))}
    return used[own], sum(used[child] for child in ours)
