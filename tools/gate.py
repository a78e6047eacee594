"""The gate: everything the house holds itself to, the same on a desk and in CI.

Run by ``python3 run.py test``; with ``-- ARGS`` only pytest runs, with those words.
Every step runs, whatever the others say, so that one sees all there is to mend.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IMPORTS = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command(['--no-logo'])"
PYTEST = ("-m", "pytest")
SPREAD = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "-q")
"""By files, in the order of tests/conftest.py: files of few tests are no short ones."""
ROOMS = tuple(
    f"tests/{room}"
    for room in "units charter people entries authors screening scanning assignment scoring shortlist overview".split()
)
STEPS = (
    ("style", ("-m", "ruff", "format", "--check", "--quiet", ".")),
    ("lint", ("-m", "ruff", "check", "--quiet", ".")),
    ("types", ("-m", "mypy")),
    ("imports", ("-c", IMPORTS)),
    ("templates", ("-m", "djlint", "--lint", "--quiet", "templates")),
    ("postgresql", (*PYTEST, *SPREAD, "--database", "postgresql", *ROOMS, "tests/house/test_migrations.py")),
    ("tests", (*PYTEST, *SPREAD)),
)


MEMORY = Path("/dev/shm")
ROOM = 6 * 2**30


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one step went: its name, exit code, seconds and the last line it said."""

    name: str
    code: int
    seconds: float
    last_line: str

    def row(self) -> str:
        """The step's line in the closing table."""
        return f"{'ok    ' if self.code == 0 else 'FAILED'}  {self.name:<10} {self.seconds:6.1f} s"


@contextmanager
def surroundings() -> Iterator[dict[str, str]]:
    """What the steps run in: temporary files in memory where there is room, so that no database waits for a disk."""
    if not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < ROOM:
        yield dict(os.environ)
        return
    with tempfile.TemporaryDirectory(prefix="gate-", dir=MEMORY, ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)  # the database server runs as somebody else
        yield {**os.environ, "TMPDIR": folder}


def run_step(name: str, words: Sequence[str], variables: dict[str, str]) -> Outcome:
    """Run one step with this Python, let it speak, remember its last line."""
    print(f"── {name}", flush=True)
    began, last_line = time.monotonic(), ""
    command = [sys.executable, *words]
    with subprocess.Popen(
        command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, encoding="utf-8", errors="replace"
    ) as running:
        assert running.stdout is not None
        for line in running.stdout:
            print(line, end="", flush=True)
            last_line = line.strip() or last_line
    seconds = time.monotonic() - began
    print(f"   {name}: {'ok' if running.returncode == 0 else 'FAILED'}, {seconds:.1f} s", flush=True)
    return Outcome(name, running.returncode, seconds, last_line)


def run_gate(steps: Sequence[tuple[str, Sequence[str]]] = STEPS) -> int:
    """Run all steps; print the table and, at the very end, what the tests said last."""
    with surroundings() as variables:
        outcomes = [run_step(name, words, variables) for name, words in steps]
    print("\n" + "\n".join(outcome.row() for outcome in outcomes))
    print(outcomes[-1].last_line, flush=True)
    return 1 if any(outcome.code for outcome in outcomes) else 0


def main(arguments: Sequence[str]) -> int:
    """The whole gate, or only pytest with the words after ``--``."""
    if arguments[:1] == ["--"]:
        return subprocess.run([sys.executable, *PYTEST, *arguments[1:]], cwd=ROOT, check=False).returncode
    if arguments:
        print("usage: python3 run.py test [-- PYTEST ARGS]", file=sys.stderr)
        return 2
    return run_gate()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
