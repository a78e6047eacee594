"""Passwords on their way in: typed unseen, from standard input, or from a file only its owner can read.

Never from an option or the environment, which other programs on the machine can see.
"""

import os
import stat
import sys
from pathlib import Path

import click


def password_from_stdin() -> str:
    """The first line of standard input."""
    return sys.stdin.readline().rstrip("\r\n")


def new_password() -> str:
    """A password typed twice, unseen."""
    return str(
        click.prompt("Mật khẩu mới (ít nhất 10 ký tự)", hide_input=True, confirmation_prompt="Nhập lại")
    )


def passwords_from(file: Path, *, count: int) -> list[str]:
    """That many passwords from a file, one a line.

    Raises  click.ClickException for a file that others on this machine may read, or with fewer lines
    """
    if os.name == "posix" and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise click.ClickException(f"Người khác đọc được {file}: hãy chạy chmod 600 {file} rồi làm lại.")
    lines = file.read_text(encoding="utf-8").splitlines()
    if len(lines) < count:
        raise click.ClickException(f"{file} cần {count} dòng, mỗi dòng một mật khẩu.")
    return lines[:count]
