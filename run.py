#!/usr/bin/env python3
"""Set up Gương Sáng and run it, with nothing but Python 3.11 or newer.

    python3 run.py                set up, load the demonstration when it is absent, serve
    python3 run.py test           set up with the developers' tools, run the whole gate
    python3 run.py test -- ARGS   only pytest, with ARGS
    python3 run.py COMMAND ...    the application's own command line (--help lists it)

This file keeps to the syntax of Python 3.6, so that an old one can say what is wrong.
"""

import sys
from typing import Optional, Tuple


def old_python_sentence(version: Tuple[int, ...]) -> Optional[str]:
    """The sentence for a Python that is too old, or None for one that will do."""
    if tuple(version[:2]) >= (3, 11):
        return None
    have = ".".join(str(part) for part in version[:2])
    return (
        "Cần Python 3.11 trở lên, máy này đang dùng Python " + have + ": hãy cài bản mới rồi chạy lại. / "
        "Python 3.11 or newer is needed and this is Python "
        + have
        + ": please install a newer one and run again."
    )


TOO_OLD = old_python_sentence(sys.version_info[:2])
if TOO_OLD:
    sys.exit(TOO_OLD)

import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tools.environment import DEVELOPERS, RUNTIME, Trouble, ensure_environment, python_of, say

ROOT = Path(__file__).resolve().parent
STOPPED = "Đã dừng; không để lại gì dở dang. / Stopped; nothing half-made was left behind."


def plan(arguments: Sequence[str]) -> "tuple[Sequence[str], list[str]]":
    """Which locks the words of the command line need, and what Python is to run then."""
    if arguments and arguments[0] == "test":
        return DEVELOPERS, [str(ROOT / "tools" / "gate.py"), *arguments[1:]]
    return RUNTIME, ["-P", "-m", "contest.cli", *(arguments or ["demonstration"])]


def surroundings() -> "dict[str, str]":
    """The environment variables of what is run: the house found from any folder, UTF-8 everywhere."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}


def hand_over(command: "list[str]", variables: "dict[str, str]") -> int:
    """Become the command where the system can, else wait for it: its exit code and Ctrl-C are its own."""
    if os.name == "posix":
        os.execve(command[0], command, variables)
    signal.signal(signal.SIGINT, lambda *_: None)
    return subprocess.run(command, env=variables, check=False).returncode


def main(arguments: Sequence[str]) -> int:
    """Set up if need be, then run what was asked for."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    locks, words = plan(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        ensure_environment(ROOT, locks)
    except Trouble as trouble:
        say(str(trouble))
        return 1
    except KeyboardInterrupt:
        say(STOPPED)
        return 130
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    return hand_over([str(python_of(ROOT / ".venv")), *words], surroundings())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
