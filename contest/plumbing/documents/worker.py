"""The process that touches hostile bytes: ``python -m contest.plumbing.documents.worker``.

It takes one JSON request a line on standard input and answers each with a file ``reading.json`` in the
folder named by the request, then with a line on standard output, so that one worker can serve one file
or many. It imports as little as it can, and a parser only when a file needs it.
"""

import json
import sys
from pathlib import Path
from typing import Any, Final

from contest.plumbing.documents.draft import Draft, Refused
from contest.plumbing.documents.reading import Kind, Limits, Reading, Why
from contest.plumbing.documents.registry import reader_of
from contest.plumbing.documents.sniff import SCANNED, check_name, sniff

ANSWER: Final = "reading.json"
_FILES: Final = 64


def read(
    path: Path,
    *,
    name: str,
    into: Path,
    limits: Limits,
    ours: str | None = None,
    part: tuple[int, int] | None = None,
) -> Reading:
    """Read one file in this very process; whatever goes wrong becomes a refusal.

    ours  None for an essay; for a scan, how the codes begin that may turn their page
    part  which pages of a scan to read; all when None
    """
    kind: Kind | None = None
    try:
        kind = sniff(path, limits)
        check_name(name, kind)
        if ours is not None and kind not in SCANNED:
            raise Refused(Why.TYPE_NOT_ACCEPTED)
        draft = Draft(kind, limits, into, ours=ours, part=part)
        reader_of(kind)(path, draft)
        return draft.settle()
    except Refused as refused:
        why = refused.why
    except MemoryError:
        why = Why.TOO_BIG
    except Exception:  # noqa: BLE001 - a parser met what its author had not thought of
        why = Why.UNREADABLE
    return Reading(kind=kind, refusal=why.value)


def confine(limits: Limits) -> None:
    """Give up memory, time, file size and network-sized handfuls of descriptors, before any file is opened.

    Windows has no such limits; there the caller's clock alone ends a worker.
    """
    if sys.platform == "win32":
        return
    import resource

    for what, least in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.output_bytes),
        (resource.RLIMIT_NOFILE, _FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (least, least))
    _allow_cpu(limits.cpu_seconds)


def _allow_cpu(seconds: int) -> None:
    """So many seconds more than were used so far: a worker that serves many files starts each afresh."""
    import resource

    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used) + seconds, hard))


def answer(request: dict[str, Any]) -> None:
    """Read what the request asks for and leave the answer in its folder."""
    limits = Limits(**request["limits"])
    into = Path(request["into"])
    confine(limits)
    reading = read(
        Path(request["path"]),
        name=request["name"],
        into=into,
        limits=limits,
        ours=request["ours"],
        part=request["part"],
    )
    unfinished = into / f"{ANSWER}.part"
    unfinished.write_text(json.dumps(reading.as_json(), ensure_ascii=False), encoding="utf-8")
    unfinished.replace(into / ANSWER)


def main() -> None:
    """Serve requests until standard input ends."""
    for line in sys.stdin.buffer:
        answer(json.loads(line))
        sys.stdout.write("done\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
