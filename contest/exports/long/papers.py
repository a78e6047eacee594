"""A paper with very many rows, in the format that was chosen."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from contest.errors import N_
from contest.errors.exports import ExportUnknown
from contest.exports.face import Naming, Paper
from contest.exports.formats import FORMATS
from contest.exports.limits import refuse_too_long
from contest.exports.long.face import Asked, Work, from_file
from contest.exports.registry import document_of, download_name, format_of, paper_of, write_document
from contest.exports.sheet import Cell, Table

FORMAT_WORDS: Final = {"xlsx": "Excel", "docx": "Word", "pdf": "PDF", "csv": "CSV"}


def words(asked: Asked) -> tuple[str, ...]:
    """The paper and the format."""
    named = (N_("có họ tên tác giả"),) if asked.names else ()
    return (_paper(asked).title, FORMAT_WORDS[_format(asked)], *named)


def naming(asked: Asked, *, secretary: bool, unsealed: bool) -> Naming:
    """The paper's own right where this person has it; else no names."""
    right = _paper(asked).naming
    held = {Naming.SECRETARY: secretary, Naming.UNSEALED: unsealed}
    return right if held.get(right, False) else Naming.NEVER


def check(asked: Asked) -> None:
    """Raises ExportUnknown, PaperUnknown, FormatUnknown, and what the paper refuses."""
    format_of(_format(asked))
    _paper(asked).check(asked.round, names=asked.names)


def file_name(asked: Asked) -> str:
    """As the paper's direct download is called."""
    return download_name(_paper(asked), _format(asked), round_=asked.round)


def media_type(asked: Asked) -> str:
    """The format's own."""
    return format_of(_format(asked)).media_type


def make(asked: Asked, work: Work) -> Iterator[bytes]:
    """The paper as it would be downloaded; each row is a step."""
    paper, fmt = _paper(asked), _format(asked)
    document = document_of(paper, asked.contest, asked.round, names=asked.names, at=asked.at)
    refuse_too_long(document, fmt)
    work.begin(document.length)
    followed = document.with_tables(lambda table: replace(table, rows=_Followed(table, work)))
    yield from from_file(lambda file: write_document(paper, fmt, followed, file, contest=asked.contest))


class _Followed:
    """The rows of a table, each told of as it is taken."""

    def __init__(self, table: Table, work: Work) -> None:
        self._rows, self._work = table.rows, work

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        for row in self._rows:
            yield row
            self._work.step()


def _paper(asked: Asked) -> Paper:
    return paper_of(asked.options.get("paper", ""))


def _format(asked: Asked) -> str:
    fmt = asked.options.get("format", "")
    if fmt not in FORMATS:
        raise ExportUnknown
    return fmt
