"""A shell on data of its own: every command as an office types it."""

import csv
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from contest.cli import cli
from tests.cli.office import ORGANIZERS, PASSWORDS, WRITERS, Office, Shell
from tests.conftest import Schema


@pytest.fixture
def data(tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder whose database is migrated and empty."""
    if schema.sqlite is None:
        pytest.skip("the shell's tests bring their own SQLite")
    folder = tmp_path / "data"
    (folder / "instance").mkdir(parents=True)
    shutil.copy(schema.sqlite, folder / "instance" / "contest.sqlite")
    monkeypatch.setenv("CONTEST_DATA", str(folder))
    monkeypatch.setenv("CONTEST_JOBS", "off")
    monkeypatch.setenv("CONTEST_DISK_RESERVE_MB", "0")
    for name in ("DATABASE_URL", "CONTEST_PRODUCTION", "CONTEST_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def shell(data: Path) -> Shell:
    """``shell("contests list")`` or ``shell("units", "import", path)`` runs a command; its result."""

    def run(*words: object, given: str | None = None) -> Result:
        typed = str(words[0]).split() if len(words) == 1 else [str(word) for word in words]
        result = CliRunner().invoke(cli, typed, input=given)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def contest(shell: Shell) -> str:
    """A contest of that slug, announced and open."""
    assert shell("contests", "create", "--slug", "thi", "--title", "Gương sáng", "--announce").exit_code == 0
    return "thi"


@pytest.fixture
def office(shell: Shell, contest: str, tmp_path: Path) -> Office:
    for email, password in zip(ORGANIZERS, PASSWORDS, strict=True):
        words = (
            "--contest",
            contest,
            "--role",
            "organizer",
            "--email",
            email,
            "--name",
            f"Tổ chức {email[0]}",
        )
        assert shell("people", "add", *words, "--password-stdin", given=password).exit_code == 0
    for n in range(1, 5):
        words = (
            "--contest",
            contest,
            "--role",
            "judge",
            "--email",
            f"gk{n}@thi.vn",
            "--name",
            f"Giám khảo {n}",
        )
        assert shell("people", "add", *words).exit_code == 0
    files = tmp_path / "files"
    files.mkdir()
    rows = []
    for n, writer in enumerate(WRITERS, start=1):
        (files / f"{n}.txt").write_text(f"Chuyện thứ {n} về một người tốt việc tốt.\n" * 30, encoding="utf-8")
        rows.append(
            {
                "title": f"Bài {n}",
                "category": "but-ky",
                "author_name": writer,
                "author_birth": 1980 + n,
                "author_phone": f"091234500{n}",
                "figure_name": f"Nhân vật {n}",
                "file": f"{n}.txt",
            }
        )
    manifest = write_csv(tmp_path / "list.csv", rows)
    words = ("--contest", contest, "--manifest", manifest, "--files", files)
    assert shell("entries", "import", *words).exit_code == 0
    return Office(shell, tmp_path)


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """A private file with both organizers' passwords."""
    file = tmp_path / "keys"
    file.write_text("\n".join(PASSWORDS), encoding="utf-8")
    file.chmod(0o600)
    return file


def write_csv(path: Path, rows: Sequence[dict[str, object]]) -> Path:
    """A list as CSV, its columns those of the first row."""
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a report."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
