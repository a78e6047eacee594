"""The environment in .venv: made from the lock files, whole or not at all. Standard library alone.

A stamp, written last, holds the hashes of the locks an environment was made from. With the right
stamp there is nothing to do; without it the environment is made anew, and what fails half-way
is removed.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

RUNTIME = ("requirements.txt",)
DEVELOPERS = ("requirements.txt", "requirements-dev.txt")  # the second holds the first, and more
STAMP = "complete.stamp"

Run = Callable[[Sequence[object]], tuple[int, str]]  # one command, its words turned into text


class Trouble(Exception):
    """What went wrong and what to do: one sentence in Vietnamese, and the same in English."""


NO_NETWORK = (
    "Không tải được các gói cần thiết: hãy kiểm tra kết nối mạng rồi chạy lại. / "
    "The needed packages could not be fetched: please check the network and run again."
)
NO_TOOLS = (
    "Python này thiếu cả pip lẫn venv: trên Debian hoặc Ubuntu, hãy chạy `sudo apt install python3-venv`. / "
    "This Python has neither pip nor venv: on Debian or Ubuntu, run `sudo apt install python3-venv`."
)
NOT_INSTALLED = (
    "Không cài được các gói cần thiết (chi tiết ở trên); không để lại gì dở dang. / "
    "The needed packages could not be installed (see above); nothing half-made was left behind."
)
SETTING_UP = (
    "Đang chuẩn bị môi trường, lần đầu có thể mất một phút… / Setting up, up to a minute the first time…"
)
SIGNS_OF_NO_NETWORK = re.compile(
    r"NewConnectionError|NameResolutionError|ConnectTimeout|Connection (refused|reset)|Network is unreachable"
    r"|dns error|client error \(Connect\)|name resolution|getaddrinfo|[Tt]imed out|ProxyError"
)


def ensure_environment(root: Path, locks: Sequence[str], run: Run | None = None) -> None:
    """Make .venv hold what the locks pin; when it does already, do nothing at all.

    The developers' tools are added to a complete runtime, whose versions they never change;
    anything else is made anew. Raises Trouble.
    """
    if is_complete(root, locks):
        return
    anew = not is_complete(root, RUNTIME)
    say(SETTING_UP)
    try:
        if anew:
            remove(root / ".venv")
        install(root, locks[-1], anew=anew, run=run or run_quietly)
        write_stamp(root, locks)
    except BaseException:
        if anew:
            remove(root / ".venv")
        raise
    finally:
        remove(root / ".boot")


def is_complete(root: Path, locks: Sequence[str]) -> bool:
    """Whether .venv stands and was made from these locks. Asks nothing of the network."""
    environment = root / ".venv"
    try:
        stamped = (environment / STAMP).read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return python_of(environment).exists() and set(marks(root, locks)) <= set(stamped)


def marks(root: Path, locks: Sequence[str]) -> list[str]:
    """The lines a stamp must hold for an environment made from these locks by this Python."""
    python = f"python {sys.version_info.major}.{sys.version_info.minor}"
    return [python, *(f"{lock} {hashlib.sha256((root / lock).read_bytes()).hexdigest()}" for lock in locks)]


def write_stamp(root: Path, locks: Sequence[str]) -> None:
    """Say in the environment what it was made from: whole or not at all."""
    stamp = root / ".venv" / STAMP
    fresh = stamp.with_suffix(".new")
    fresh.write_text("\n".join(marks(root, locks)) + "\n", encoding="utf-8")
    fresh.replace(stamp)


def install(root: Path, lock: str, *, anew: bool, run: Run) -> None:
    """Install a lock the quick way, or else the plain way. Raises Trouble when neither goes."""
    failure = with_uv(root, lock, run)
    if failure is None:
        return
    if anew:
        remove(root / ".venv")
    if importlib.util.find_spec("ensurepip"):
        failure = with_pip(root, lock, run)
    elif importlib.util.find_spec("pip") is None:
        raise Trouble(NO_TOOLS)
    if failure is None:
        return
    if SIGNS_OF_NO_NETWORK.search(failure):
        raise Trouble(NO_NETWORK)
    say("\n".join(failure.strip().splitlines()[-12:]))
    raise Trouble(NOT_INSTALLED)


def with_uv(root: Path, lock: str, run: Run) -> str | None:
    """The quick way, in seconds: this Python's pip fetches uv, which does the rest.

    Returns  None when all is installed, else what the failing command said
    Raises   Trouble when pip found no network: the plain way would find none either
    """
    boot, environment, python = root / ".boot", root / ".venv", outer_python(root)
    remove(boot)
    boot.mkdir()
    (boot / "uv.txt").write_text(pinned_uv(root), encoding="utf-8")
    fetch = [python, "-m", "pip", "install", "--quiet", "--retries", "2", "--no-deps", "--require-hashes"]
    fetch += ["--only-binary", ":all:", "--target", str(boot), "-r", str(boot / "uv.txt")]
    failure = first_failure(run, fetch)
    if failure and SIGNS_OF_NO_NETWORK.search(failure):
        raise Trouble(NO_NETWORK)
    uv = shutil.which("uv", path=f"{boot / 'bin'}{os.pathsep}{boot / 'Scripts'}")
    if failure or uv is None:
        return failure or "uv is not there"
    make = [uv, "venv", "--quiet", "--python", python, environment]
    fill = [uv, "pip", "install", "--quiet", "--require-hashes", "--python", python_of(environment)]
    steps = [] if environment.exists() else [make]
    return first_failure(run, *steps, [*fill, "-r", root / lock])


def with_pip(root: Path, lock: str, run: Run) -> str | None:
    """The plain way, half a minute: venv and the pip it brings. Returns what `with_uv` returns."""
    environment = root / ".venv"
    fetch = [python_of(environment), "-m", "pip", "install", "--quiet", "--retries", "2", "--no-deps"]
    return first_failure(
        run,
        [outer_python(root), "-m", "venv", environment],
        [*fetch, "--require-hashes", "-r", root / lock],
    )


def pinned_uv(root: Path) -> str:
    """The lines of the developers' lock that pin uv and its hashes."""
    lock = (root / DEVELOPERS[1]).read_text(encoding="utf-8")
    pin = re.search(r"^uv==(?:.*\\\n)*.*$", lock, re.MULTILINE)
    return f"{pin.group()}\n" if pin else ""


def outer_python(root: Path) -> str:
    """The Python to build with: the running one, or the one behind it when it lies in .venv itself."""
    if Path(sys.prefix).resolve() == (root / ".venv").resolve():
        return str(getattr(sys, "_base_executable", sys.executable))
    return sys.executable


def python_of(environment: Path) -> Path:
    """The interpreter inside an environment."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def first_failure(run: Run, *steps: Sequence[object]) -> str | None:
    """Run commands until one fails; return what that one said."""
    for step in steps:
        code, said = run(step)
        if code:
            return said or f"exit code {code}"
    return None


def run_quietly(command: Sequence[object]) -> tuple[int, str]:
    """Run one command to its end; return its exit code and all it said."""
    done = subprocess.run(
        [str(word) for word in command],
        env={**os.environ, "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return done.returncode, done.stdout


def remove(folder: Path) -> None:
    """Remove a folder, or a link in its place, if it is there."""
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def say(sentence: str) -> None:
    """Tell the person at the keyboard at once, on stderr: stdout belongs to the command."""
    print(sentence, file=sys.stderr, flush=True)
