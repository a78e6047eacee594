"""What a process has cost so far."""

import sys
from pathlib import Path


def peak_mb() -> int | None:
    """The most memory this process has held at once, in MB; None where the system does not tell."""
    if sys.platform == "win32":
        return None
    import resource

    return _in_mb(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def own_peak_mb() -> int | None:
    """The same without what whoever started this process held, which Linux counts otherwise."""
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8")
    except OSError:
        return peak_mb()
    return next(int(line.split()[1]) // 1000 for line in status.splitlines() if line.startswith("VmHWM"))


def peak_of_children_mb() -> int | None:
    """The most that one of the programs it started, and that have ended, held at once, in MB."""
    if sys.platform == "win32":
        return None
    import resource

    return _in_mb(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)


def _in_mb(told: int) -> int:
    """Linux tells thousands of bytes, macOS bytes."""
    return round(told / (1_000_000 if sys.platform == "darwin" else 1_000))
