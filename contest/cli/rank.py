"""``rank``: score sheets from a file into marks, ranks and how sure they are, without any database."""

import sys
from pathlib import Path
from typing import Any

import click

from contest.cli.rank_told import Told
from contest.cli.saying import say_json
from contest.cli.sheet_file import SheetFile
from contest.shortlist.rules import METHODS, Unfit
from contest.shortlist.rules.methods.wording import why

UNFIT = 3


@click.command("rank")
@click.argument("path", metavar="FILE.csv", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--method", required=True, type=click.Choice(list(METHODS)), help="Cách tính điểm. / How marks are made."
)
@click.option(
    "--top", type=click.IntRange(1, 10**9), metavar="N", help="Số bài được chọn. / Places of the list."
)
@click.option(
    "--seed", default=1, show_default=True, type=click.IntRange(0, 2**63 - 1), help="Số hạt giống. / Seed."
)
@click.option(
    "--second-look",
    "budget",
    type=click.IntRange(0, 10**9),
    metavar="R",
    help="Nên đọc thêm R lượt ở những bài nào (cần --top). / Which entries R more readings should go to.",
)
@click.option(
    "--threshold",
    default=0.0,
    show_default=True,
    type=click.FloatRange(0),
    help="Không đọc thêm nếu dự kiến đổi ít bài hơn thế. / No second look below so many expected changes.",
)
@click.option("--json", "as_json", is_flag=True, help="In ra dạng JSON. / Print JSON.")
def command(
    path: Path, method: str, top: int | None, seed: int, budget: int | None, threshold: float, as_json: bool
) -> None:
    """Xếp hạng các phiếu điểm ghi trong tệp CSV; không đụng đến cơ sở dữ liệu.

    Rank score sheets given as plain values, a line each: entry, judge, total and, if known, order of reading.
    The format is in docs/rank.md. The same file and seed give the same answer. Code 0: ranked; 1: the file cannot
    be used, in one sentence; 3: the method cannot be used on these sheets, with the reason.
    """
    if budget is not None and top is None:
        raise click.UsageError("--second-look cần --top. / --second-look needs --top.")
    file = SheetFile(path)
    marks = METHODS[method](file.readings)
    if isinstance(marks, Unfit):
        _refuse(method, marks, as_json=as_json)
        sys.exit(UNFIT)
    told = Told(file, method, marks, top=top, seed=seed)
    if as_json:
        say_json(told.everything(budget=budget, threshold=threshold))
        return
    for one in told.entries():
        chance = "" if one["top_probability"] is None else f"\t{one['top_probability']:.3f}"
        span = "" if one["rank_low"] is None else f"\t{one['rank_low']}–{one['rank_high']}"
        click.echo(f"{one['rank']}\t{one['entry']}\t{one['mark']}{span}{chance}")
    click.echo(told.summary(), err=True)
    if budget is not None:
        look = told.second_look(budget, threshold)
        for entry, more in look["readings"].items():
            click.echo(f"+{more}\t{entry}", err=True)


def _refuse(method: str, unfit: Unfit, *, as_json: bool) -> None:
    said, values = why(unfit)
    sentence = said % values
    if as_json:
        reason: dict[str, Any] = {"kind": unfit.kind.value, "needed": unfit.needed, "have": unfit.have}
        say_json({"ranked": False, "method": method, "reasons": [reason | {"sentence": sentence}]})
    else:
        click.echo(sentence)
