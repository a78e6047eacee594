"""``bench``: run one of the benchmarks."""

import re
import sys
from importlib import import_module
from itertools import takewhile
from pathlib import Path

import click

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"


@click.command("bench", context_settings={"ignore_unknown_options": True})
@click.argument("name", required=False)
@click.option("--sizes", metavar="N,N…", help="Các cỡ cần đo, cách nhau bằng dấu phẩy. / Sizes to measure.")
@click.option("--json", "as_json", is_flag=True, help="In ra dạng JSON. / Print a list of rows as JSON.")
@click.argument("further", nargs=-1, type=click.UNPROCESSED)
def command(name: str | None, sizes: str | None, as_json: bool, further: tuple[str, ...]) -> None:
    """Chạy một phép đo trong benchmarks/; không ghi NAME thì liệt kê.

    Run benchmarks/NAME.py, which prints a table or, with --json, a list of rows with the case, seconds,
    peak_mb and figures of its own. Without NAME the benchmarks there are are listed.
    """
    known = benchmarks()
    if name is None:
        click.echo("\n".join(known))
        return
    if name not in known:
        raise click.BadParameter(f"không có phép đo “{name}”; có: {', '.join(known)}", param_hint="NAME")
    more = list(takewhile(str.isdigit, further))
    rest = further[len(more) :]
    asked = ",".join([*([sizes] if sizes else []), *more])
    words = [*(("--sizes", asked) if asked else ()), *(("--json",) if as_json else ()), *rest]
    sys.path.insert(0, str(FOLDER.parent))
    sys.exit(import_module(f"benchmarks.{name}").main(words))


def benchmarks() -> list[str]:
    """The names of the benchmarks: the modules with a main of their own."""
    offered = re.compile(r"^def main\(", re.MULTILINE)
    return sorted(p.stem for p in FOLDER.glob("*.py") if offered.search(p.read_text(encoding="utf-8")))
