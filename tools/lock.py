"""Lock what pyproject.toml asks for: ``python3 tools/lock.py [--upgrade] [--upgrade-package NAME]``.

Writes requirements.txt (to run) and requirements-dev.txt (to run and to develop), universal and
with hashes. No address goes into them: whoever installs asks their own index, the hashes decide.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Locked from pyproject.toml by tools/lock.py; edit that, not this.\n"
RUNTIME: tuple[str, list[str]] = ("requirements.txt", [])
DEVELOPERS = ("requirements-dev.txt", ["--group", "dev", "--constraints", "requirements.txt"])


def neutral_environment() -> dict[str, str]:
    """The environment without this machine's indexes, so that no other choice of files is locked."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("UV_", "PIP_"))}


def compile_lock(uv: str, name: str, extra: list[str], wishes: list[str]) -> None:
    """Write one lock file; pins that still fit stay as they are unless ``wishes`` say otherwise."""
    command = [uv, "pip", "compile", "--quiet", "--no-config", "--universal", "--python-version", "3.11"]
    command += [
        "--generate-hashes",
        "--no-header",
        "--no-annotate",
        "--no-emit-index-url",
        "--no-emit-find-links",
    ]
    command += ["pyproject.toml", *extra, "--output-file", name, *wishes]
    subprocess.run(command, cwd=ROOT, env=neutral_environment(), check=True)
    lock = ROOT / name
    pins = lock.read_text(encoding="utf-8").removeprefix(HEADER)
    lock.write_text(HEADER + pins, encoding="utf-8", newline="\n")


def main() -> None:
    """Write both locks, the runtime's first: the developers' one follows its pins."""
    uv = shutil.which("uv", path=sysconfig.get_path("scripts")) or shutil.which("uv")
    if uv is None:
        sys.exit("uv is missing: run `python3 run.py test` once, then `.venv/bin/python tools/lock.py`.")
    for name, extra in (RUNTIME, DEVELOPERS):
        compile_lock(uv, name, extra, sys.argv[1:])
        print(name, "locked")


if __name__ == "__main__":
    main()
