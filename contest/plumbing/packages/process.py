"""The process that opens one package: ``python -m contest.plumbing.packages.process``.

It takes one request as JSON on standard input and answers with JSON on standard output. Memory, time and the
size of files are given up before the package is opened.
"""

import json
import sys
from pathlib import Path

from contest.errors.packages import PackageRefused
from contest.plumbing.packages.checking import PackageLimits, check_package
from contest.plumbing.room import NO_ROOM


def confine(limits: PackageLimits) -> None:
    """Give up what no package may cost; Windows has no such limits, there the caller's clock alone ends it."""
    if sys.platform == "win32":
        return
    import resource

    cpu = int(limits.seconds)
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.bytes_in + (1 << 20)),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, cpu),
    ):
        resource.setrlimit(what, (most, most))


def main() -> None:
    """Answer the one request."""
    request = json.loads(sys.stdin.readline())
    limits = PackageLimits(**request["limits"])
    confine(limits)
    try:
        told: dict[str, object] = dict(check_package(Path(request["path"]), Path(request["into"]), limits))
    except PackageRefused as refused:
        told = {"refusal": type(refused).__name__, "values": refused.values}
    except MemoryError:
        told = {"refusal": "PackageTooBig", "values": {}}
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        told = {"no_room": True}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
