"""CSV and its relatives: which letters, which separator."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import Final

from contest.errors.spreadsheets import NotASheet
from contest.plumbing.formulas import restored
from contest.plumbing.spreadsheets.rows import Value, plain

SEPARATORS: Final = ",;\t"
SAMPLE: Final = 20_000
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def separated_cells(data: bytes) -> Iterator[list[Value]]:
    """The rows of separated text, each cell text or nothing.

    Raises  NotASheet for what is no text, or text without sense as rows
    """
    text = decoded(data)
    separator, told = separator_of(text)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False))
    except csv.Error as error:
        raise NotASheet from error
    if told:
        rows[0] = []
    return ([plain(restored(cell)) for cell in row] for row in rows)


def decoded(data: bytes) -> str:
    """Text in UTF-8 or UTF-16 (by its mark), else in Windows-1258, which old Vietnamese Excel wrote.

    Raises  NotASheet for anything else
    """
    names = ("utf-16",) if data.startswith(_UTF_16) else ("utf-8-sig", "cp1258")
    for name in names:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise NotASheet


def separator_of(text: str) -> tuple[str, bool]:
    """The separator, and whether a first line "sep=;" tells it (as Excel has it).

    Otherwise it is the commonest of comma, semicolon and tab outside quotes, over the first lines.
    """
    first = text.split("\n", 1)[0].strip().casefold()
    if len(first) == len("sep=;") and first.startswith("sep=") and first[-1] in SEPARATORS:
        return first[-1], True
    sample = text[:SAMPLE] if len(text) <= SAMPLE else text[:SAMPLE].rpartition("\n")[0]
    lines = [line for line in "".join(sample.split('"')[::2]).splitlines() if line.strip()][:20]
    counts = {sign: [line.count(sign) for line in lines] for sign in SEPARATORS}
    return max(SEPARATORS, key=lambda sign: (min(counts[sign], default=0), sum(counts[sign]))), False
