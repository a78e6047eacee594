"""``export``: write a paper of a round in one of the formats."""

import secrets
from pathlib import Path

import click

from contest.authors.queries import names_known
from contest.charter.queries import contest_named, round_numbered
from contest.cli.export_archive import archive
from contest.cli.opening import ACTOR, for_round, inside
from contest.db import transaction
from contest.exports.face import Naming
from contest.exports.formats import FORMATS
from contest.exports.registry import PAPERS, paper_of, record_export, write_paper
from contest.plumbing.clock import now


class PaperUnlessSaid(click.Group):
    """A group whose usual command need not be named: ``export --contest …`` writes a paper."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Name the usual command where none is named."""
        named = args and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if named else ["paper", *args])


@click.group("export", cls=PaperUnlessSaid)
def command() -> None:
    """Xuất văn bản (paper, không ghi gì cũng vậy) hoặc gói bài (archive). / Write a paper, or pack entries."""


@command.command("paper")
@for_round
@click.option("--as", "fmt", required=True, type=click.Choice(list(FORMATS)), help="Dạng tệp. / Format.")
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Tệp để ghi. / File to write.",
)
@click.option(
    "--paper",
    "key",
    default="shortlist",
    show_default=True,
    metavar="KEY",
    help=f"Văn bản: {', '.join(PAPERS)}. / Which paper.",
)
@click.option(
    "--names/--no-names",
    default=None,
    help="Có hay không họ tên tác giả; mặc định: có, khi đã ghép phách. / Authors' names; by default once unsealed.",
)
@inside
def paper(slug: str, number: int, fmt: str, out: Path, key: str, names: bool | None) -> None:
    """Xuất một văn bản của vòng chấm; họ tên chỉ có sau khi ghép phách.

    Write a paper of a round: the frozen shortlist unless --paper says otherwise. Authors' names stand in it
    only once both keys of the seal are turned; the register of entries, which the secretary keeps, names them
    when --names asks for it. A file that stands is replaced only when the new one is complete.
    """
    contest = contest_named(slug)
    round_, at, chosen = round_numbered(contest, number), now(), paper_of(key)
    if names is None:
        names = chosen.naming is Naming.UNSEALED and names_known(round_.id)
    waiting = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        with waiting.open("xb") as file:
            write_paper(chosen.key, fmt, contest=contest, round_=round_, names=names, out=file, at=at)
        with transaction():
            record_export(chosen.key, fmt, contest=contest, round_=round_, names=names, actor=ACTOR, at=at)
        waiting.replace(out)
    finally:
        waiting.unlink(missing_ok=True)
    click.echo(
        f"Đã ghi {out}" + (" (có họ tên tác giả)." if names else " (theo mã phách, không nêu họ tên).")
    )


command.add_command(archive)
