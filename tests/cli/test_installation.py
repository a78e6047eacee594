"""Migrating, starting a real contest, serving it, and the log."""

import sqlite3
from pathlib import Path

import pytest

from tests.cli.office import Shell

START = (
    "start-contest",
    "--title",
    "Gương sáng",
    "--slug",
    "thi",
    "--email",
    "an@thi.vn",
    "--name",
    "Hoàng An",
)
PASSWORD = "mot-mat-khau-that-dai"


def test_migrating_an_empty_folder_makes_the_database(
    shell: Shell, data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CONTEST_DATA", str(tmp_path / "moi"))

    assert shell("migrate").exit_code == 0
    assert shell("migrate").exit_code == 0
    assert (tmp_path / "moi" / "instance" / "contest.sqlite").exists()


def test_any_command_on_an_empty_folder_migrates_first(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CONTEST_DATA", str(tmp_path / "moi"))

    assert shell("contests list").exit_code == 0


def test_a_real_installation_starts_with_a_contest_and_its_organizer(shell: Shell, data: Path) -> None:
    result = shell(*START, "--password-stdin", given=PASSWORD + "\n")

    assert result.exit_code == 0
    assert "an@thi.vn" in shell("people list --contest thi").output
    assert shell("contests show thi --json").output.count('"announced": false') == 1
    with sqlite3.connect(data / "instance" / "contest.sqlite") as database:
        assert database.execute("SELECT count(*) FROM account WHERE demonstration").fetchone() == (0,)
    database.close()


def test_it_asks_for_what_the_options_leave_open(shell: Shell) -> None:
    typed = f"Gương sáng\nhuyện Chi Lăng\nan@thi.vn\nHoàng An\n{PASSWORD}\n{PASSWORD}\n"

    result = shell("start-contest", "--opens", "2026-10-01T08:30", given=typed)

    assert result.exit_code == 0
    assert PASSWORD not in result.output
    told = shell("contests show huyen-chi-lang-2026 --json").output
    assert "17:00" in told


def test_a_weak_password_founds_nothing(shell: Shell) -> None:
    result = shell(*START, "--password-stdin", given="123\n")

    assert result.exit_code == 1
    assert "Mật khẩu" in result.stderr
    assert shell("contests show thi").exit_code == 1


def test_the_log_is_whole_until_somebody_changes_it(shell: Shell, data: Path, contest: str) -> None:
    assert shell("verify-log").exit_code == 0

    database = sqlite3.connect(data / "instance" / "contest.sqlite")
    with database:
        database.execute("DROP TRIGGER audit_event_no_update")
        database.execute("UPDATE audit_event SET verb = 'nothing.happened' WHERE id = 1")
    database.close()
    result = shell("verify-log")

    assert result.exit_code == 1
    assert "dòng 1" in result.stderr


def test_production_serves_no_demonstration_accounts(
    shell: Shell, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell(*START, "--password-stdin", given=PASSWORD + "\n")
    database = sqlite3.connect(data / "instance" / "contest.sqlite")
    with database:
        database.execute("UPDATE account SET demonstration = 1")
    database.close()
    monkeypatch.setenv("CONTEST_PRODUCTION", "1")

    result = shell("serve")

    assert result.exit_code == 1
    assert "trình diễn" in result.stderr
    assert "demonstration" in result.stderr


def test_production_loads_no_demonstration(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTEST_PRODUCTION", "1")

    assert shell("demonstration --no-serve").exit_code == 1


def test_a_database_with_a_real_contest_gets_no_demonstration(shell: Shell, contest: str) -> None:
    result = shell("demonstration --no-serve")

    assert result.exit_code == 0
    assert "Đã có cuộc thi thật" in result.output
    assert "mật khẩu" not in result.output


def test_a_setting_that_cannot_be_used_is_said_in_one_sentence(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTEST_PRODUCTION", "maybe")

    result = shell("contests list")

    assert result.exit_code == 1
    assert "CONTEST_PRODUCTION" in result.stderr


def test_bench_lists_what_there_is_and_refuses_the_rest(shell: Shell) -> None:
    assert "rehearse" in shell("bench").output.split()
    assert shell("bench nothing").exit_code == 2
