"""``units``: the directory of reporting units."""

import sys
from pathlib import Path

import click

from contest.cli.opening import ACTOR, in_json, inside
from contest.cli.saying import say_rows
from contest.db import transaction
from contest.plumbing.clock import now
from contest.units.queries import units
from contest.units.service import import_units, unit_rows


@click.group("units")
def command() -> None:
    """Danh mục đơn vị. / The directory of units."""


@command.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@inside
def import_file(file: Path) -> None:
    """Nhận danh mục đơn vị từ FILE (.csv, .xlsx, .ods); mã đã có thì cập nhật, chạy lại không nhân đôi.

    Columns: code, name, and if known short_name, kind, parent, successor (codes), valid_from, valid_to,
    headcount, contact, or as the office's blank has them (Mã đơn vị, Tên đơn vị, Loại, Mã cấp trên, Số người …).
    A code that stands is brought up to date.
    """
    rows = unit_rows(file)
    with transaction():
        done = import_units(rows=rows, actor=ACTOR, at=now())
    for number, why in done.refused:
        click.echo(f"Dòng {number}: {why}.", err=True)
    same = len(rows) - done.added - done.changed - len({number for number, _ in done.refused})
    click.echo(
        f"Thêm {done.added}, cập nhật {done.changed}, giữ nguyên {max(0, same)}, từ chối {len(done.refused)}."
    )
    if done.refused and len(done.refused) >= len(rows):
        sys.exit(1)


@command.command("list")
@in_json
@inside
def list_units(as_json: bool) -> None:
    """Liệt kê các đơn vị. / List all units."""
    rows = [(unit.code, unit.name, unit.kind, unit.headcount) for unit in units()]
    say_rows(("code", "name", "kind", "headcount"), rows, as_json=as_json)
