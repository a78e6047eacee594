"""The process that touches hostile bytes: ``python -m contest.plumbing.documents.worker``.

It says that it is ready, takes one JSON request a line on standard input and answers each with a file
``reading.json`` in the folder named by the request, then with a line on standard output, an Outcome. It has
the parsers imported; each file is read in a process forked off from there.
"""

import errno
import gc
import json
import mmap
import os
import signal
import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from contest.plumbing.documents.draft import Draft, Refused, Unwritable
from contest.plumbing.documents.reading import MIB, Limits, Reading, Why
from contest.plumbing.documents.registry import reader_of, warm_up
from contest.plumbing.documents.sniff import SCANNED, check_name, recognise

ANSWER: Final = "reading.json"
FORKS: Final = sys.platform not in ("win32", "darwin")
_FILES: Final = 64
_LAST_SECONDS: Final = 5
_LARGE: Final = 400 * MIB
_TROUBLE: Final = (Why.UNREADABLE.value, Why.TOO_BIG.value)


class Outcome(StrEnum):
    """How the reading of one file went, in the one word that the host is told.

    WORN says that there is an answer, and that this process had better serve nobody else.
    """

    DONE = "done"
    WORN = "worn"
    TOO_BIG = "too-big"
    TIME = "time"
    DISK = "disk"
    DIED = "died"


_CODES: Final = (*Outcome,)
_OUT_OF_TIME: Final = (-getattr(signal, "SIGXCPU", 24), -getattr(signal, "SIGALRM", 14))


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
    kind, box = None, None
    try:
        kind, box = recognise(path, limits)
        check_name(name, kind)
        if ours is not None and kind not in SCANNED:
            raise Refused(Why.TYPE_NOT_ACCEPTED)
        draft = Draft(kind, limits, into, ours=ours, part=part, box=box)
        reader_of(kind)(path, draft)
        return draft.settle()
    except Refused as refused:
        why = refused.why
    except Unwritable:
        raise
    except MemoryError:
        why = Why.TOO_BIG
    except Exception:  # noqa: BLE001 - a parser met what its author had not thought of
        why = Why.UNREADABLE
    finally:
        if box is not None:
            box.close()
    return Reading(kind=kind, refusal=why.value)


def confine(limits: Limits, *, for_good: bool) -> None:
    """Give up memory, time, file size and network-sized handfuls of descriptors, before any file is opened.

    Windows has no such limits; there the caller's clock alone ends a worker.

    for_good  nothing this process does later can raise them again
    """
    if sys.platform == "win32":
        return
    import resource

    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    cpu = int(used) + limits.cpu_seconds
    for what, least, most in (
        (resource.RLIMIT_AS, limits.memory, limits.memory),
        (resource.RLIMIT_FSIZE, limits.output_bytes, limits.output_bytes),
        (resource.RLIMIT_NOFILE, _FILES, _FILES),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_CPU, cpu, cpu + _LAST_SECONDS),
    ):
        resource.setrlimit(what, (least, most if for_good else resource.getrlimit(what)[1]))


def answer(request: dict[str, Any], *, for_good: bool) -> Outcome:
    """Read what the request asks for, leave the answer in its folder, and say how it went."""
    limits = Limits(**request["limits"])
    into = Path(request["into"])
    confine(limits, for_good=for_good)
    try:
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
    except MemoryError:
        return Outcome.TOO_BIG
    except (OSError, Unwritable) as error:
        why = error.__cause__ or error
        return Outcome.TOO_BIG if getattr(why, "errno", 0) == errno.EFBIG else Outcome.DISK
    return Outcome.WORN if reading.refusal in _TROUBLE else Outcome.DONE


def answer_in_child(line: bytes) -> Outcome:
    """The same in a process forked off for this one file, so that nothing of it can stay behind in this one."""
    child = os.fork()
    if not child:
        with suppress(BaseException):  # whatever it is, this process must not go on as if it were its parent
            os._exit(_CODES.index(_answer_alone(line)))
        os._exit(_CODES.index(Outcome.DIED))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code in _OUT_OF_TIME:
        return Outcome.TIME
    outcome = _CODES[code] if 0 <= code < len(_CODES) else Outcome.DIED
    return Outcome.DONE if outcome is Outcome.WORN else outcome


def _answer_alone(line: bytes) -> Outcome:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for pipe in (0, 1):
        os.dup2(nowhere, pipe)
    os.close(nowhere)
    request = json.loads(line)
    signal.setitimer(signal.ITIMER_REAL, request["limits"]["wall_seconds"])
    return answer(request, for_good=True)


def answer_here(line: bytes) -> Outcome:
    """The same in this process, where there is no forking."""
    outcome = answer(json.loads(line), for_good=False)
    return Outcome.WORN if outcome is Outcome.DONE and _is_large() else outcome


def _is_large() -> bool:
    """Whether this process has grown; on Windows nobody asks, there it retires early anyway."""
    if sys.platform == "win32":
        return False
    import resource

    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * mmap.PAGESIZE > _LARGE
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > _LARGE


def main(words: list[str]) -> None:
    """Serve requests until standard input ends; ``--together`` reads them all in this one process."""
    warm_up()
    gc.collect()
    gc.freeze()  # what is there now stays: a fork need not copy it to look for garbage
    serve = answer_in_child if FORKS and "--together" not in words else answer_here
    os.write(1, b"ready\n")
    for line in sys.stdin.buffer:
        os.write(1, f"{serve(line)}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1:])
