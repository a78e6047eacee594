"""``search``: make the index of words anew."""

import click

from contest.cli.opening import inside
from contest.db import transaction
from contest.plumbing.following import BATCH, changed
from contest.screening.queries import entries_not_looked_at
from contest.screening.service import forget_everything


@click.group("search")
def command() -> None:
    """Tìm kiếm toàn văn.

    Full-text search.
    """


@command.command("rebuild")
@inside
def rebuild() -> None:
    """Dựng lại chỉ mục tìm kiếm và xem lại mọi bài từ đầu.

    Empty the index and the last looks, and make them anew of every entry; the service may run meanwhile.
    """
    with transaction():
        forget_everything()
    count = 0
    while ids := entries_not_looked_at(limit=BATCH):
        with transaction():
            changed("entry", *ids)
        count += len(ids)
    click.echo(f"{count} bài đã vào chỉ mục. / {count} entries indexed.")
