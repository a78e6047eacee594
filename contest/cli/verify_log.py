"""``verify-log``: re-compute the chain of the audit log."""

import sys

import click

from contest.cli.opening import inside
from contest.plumbing.audit import first_broken_event


@click.command("verify-log")
@inside
def command() -> None:
    """Kiểm tra chuỗi nhật ký: mã 1 và số dòng đầu tiên bị sửa, nếu có.

    Check the chain of the audit log; code 1 and the first row that does not follow, if any.
    """
    broken = first_broken_event()
    if broken is not None:
        click.echo(
            f"Nhật ký đứt ở dòng {broken}: dòng này hoặc dòng trước nó đã bị sửa, xóa hay chèn.", err=True
        )
        sys.exit(1)
    click.echo("Nhật ký nguyên vẹn.")
