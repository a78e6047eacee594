"""A worker whose reader of plain text does what the text says: what a parser could be brought to do."""

import os
import signal
import sys
import time
from pathlib import Path

from contest.plumbing.documents import worker
from contest.plumbing.documents.draft import Draft, Line
from contest.plumbing.documents.readers import txt

_SEEN: list[str] = []


def read(path: Path, draft: Draft) -> None:
    said = path.read_text(encoding="utf-8").strip()
    _SEEN.append(said)
    draft.lines.append(Line(f"{len(_SEEN)} {said}"))
    misbehave(said, draft)


def misbehave(said: str, draft: Draft) -> None:
    match said.split():
        case ["crash"]:
            os.kill(os.getpid(), signal.SIGSEGV)
        case ["hang"]:
            time.sleep(60)
        case ["hang", "deaf"]:
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
            time.sleep(60)
        case ["spin"]:
            sum(iter(int, 1))
        case ["eat"]:
            _SEEN.extend(["x" * 1_000_000 * number for number in range(1, 10_000)])
        case ["speak"]:
            os.write(1, b"died\ndied\n")
        case ["breed"]:
            child = os.fork()
            if not child:
                time.sleep(60)
            draft.lines.append(Line(str(child)))
        case ["flood"]:
            (draft.into / "flood").write_bytes(b"x" * 50_000_000)


txt.read = read

if __name__ == "__main__":
    worker.main(sys.argv[1:])
