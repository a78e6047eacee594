"""How commands answer: rows under their headings, or JSON."""

import json
from collections.abc import Sequence

import click


def say_rows(headings: Sequence[str], rows: Sequence[Sequence[object]], *, as_json: bool = False) -> None:
    """Print rows under their headings: aligned columns, or a JSON list of objects."""
    if as_json:
        say_json([dict(zip(headings, row, strict=True)) for row in rows])
        return
    cells = [list(headings), *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(headings))]
    for line in cells:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def say_json(value: object) -> None:
    """Print one JSON value, letters as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def _cell(value: object) -> str:
    return "–" if value is None or value == "" else str(value)
