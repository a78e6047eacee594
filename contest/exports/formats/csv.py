"""CSV, for machines and for whoever has no spreadsheet.

UTF-8 with a byte order mark; commas; quotes where needed; CRLF (RFC 4180).
Numbers carry a dot for the decimals and nothing for the thousands, days are
2026-05-19, moments 2026-05-19 07:30:00 in the document's zone: one reading in
every country. A comma was preferred to the semicolon of a Vietnamese Excel
since every other reader expects it; whoever works in Excel takes the XLSX.

Only the tables are written, a chart as the table of its values, without
letterhead, totals or signatures, so that the first line holds the headings. Further tables follow after an empty line,
each under its caption. Text that a spreadsheet could take for a formula gets
an apostrophe before it.
"""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import BinaryIO, Final

from contest.exports.formats.cells import rounded, tidy
from contest.exports.sheet import Cell, Document, Kind, Table
from contest.plumbing.formulas import neutralised

media_type: Final = "text/csv; charset=utf-8"
suffix: Final = ".csv"


def write(document: Document, out: BinaryIO) -> None:
    """Write the document's tables."""
    stream = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    try:
        writer = csv.writer(stream, lineterminator="\r\n")
        tables = list(document.told_tables())
        for index, table in enumerate(tables):
            if index:
                writer.writerow([])
            if len(tables) > 1:
                writer.writerow([neutralised(tidy(table.caption))])
            writer.writerow([neutralised(tidy(column.heading)) for column in table.columns])
            writer.writerows(_lines(document, table))
        stream.flush()
    finally:
        stream.detach()


def _lines(document: Document, table: Table) -> Iterator[list[str]]:
    kinds = [column.kind for column in table.columns]
    for row in table.checked_rows():
        yield [_told(document, value, kind) for value, kind in zip(row, kinds, strict=True)]


def _told(document: Document, value: Cell, kind: Kind) -> str:
    match value:
        case None:
            return ""
        case str():
            return neutralised(tidy(value))
        case datetime():
            return f"{document.local(value):%Y-%m-%d %H:%M:%S}"
        case int() | Decimal():
            return f"{rounded(Decimal(value)) if kind is Kind.POINTS else Decimal(value):f}"
        case _:
            return value.isoformat()
