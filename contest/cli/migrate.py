"""``migrate``: bring the database up to date."""

import click
from flask_migrate import upgrade

from contest.cli.opening import inside


@click.command("migrate")
@inside
def command() -> None:
    """Tạo hoặc cập nhật cơ sở dữ liệu; chạy lại không đổi gì.

    Create the database or bring it up to date; a second run changes nothing.
    """
    upgrade()
    click.echo("Cơ sở dữ liệu đã ở bản mới nhất.")
