"""Certificates: each in a PDF of its own in an archive, or all in one PDF."""

from collections.abc import Iterator
from typing import Final

from contest.errors import N_
from contest.errors.exports import ExportUnknown
from contest.exports.archive.zipped import ZipStream
from contest.exports.face import Naming, Paper
from contest.exports.long.face import Asked, Work
from contest.exports.printing import Sheets
from contest.exports.registry import paper_of

EACH, TOGETHER = "each", "together"
BY: Final = {EACH: N_("Mỗi người một tệp PDF"), TOGETHER: N_("Tất cả trong một tệp PDF")}
SUFFIXES: Final = {EACH: ".zip", TOGETHER: ".pdf"}


def words(asked: Asked) -> tuple[str, ...]:
    """Which sheets, and how they are packed."""
    return (_paper(asked).title, BY[_by(asked)])


def naming(asked: Asked, *, secretary: bool, unsealed: bool) -> Naming:
    """Winners are named once the seal is open, not before."""
    return Naming.UNSEALED if unsealed else Naming.NEVER


def check(asked: Asked) -> None:
    """Raises ExportUnknown, PaperUnknown, SealClosed, NotDecided."""
    _by(asked)
    _paper(asked).check(asked.round, names=asked.names)


def file_name(asked: Asked) -> str:
    """``giay-chung-nhan.zip``."""
    return _paper(asked).file_name + SUFFIXES[_by(asked)]


def media_type(asked: Asked) -> str:
    """ZIP or PDF."""
    return "application/zip" if _by(asked) == EACH else "application/pdf"


def make(asked: Asked, work: Work) -> Iterator[bytes]:
    """The sheets, each a step."""
    sheets = Sheets(_paper(asked), asked.contest, asked.round, names=asked.names, at=asked.at)
    work.begin(len(sheets.awarded))
    if _by(asked) == TOGETHER:
        yield sheets.whole(work.step)
        return
    pack = ZipStream()
    for number in range(1, len(sheets.awarded) + 1):
        yield from pack.add_bytes(sheets.name_of(number), sheets.one(number))
        work.step()
    yield from pack.end()


def _paper(asked: Asked) -> Paper:
    paper = paper_of(asked.options.get("paper", ""))
    if not paper.sheets:
        raise ExportUnknown
    return paper


def _by(asked: Asked) -> str:
    by = asked.options.get("by", "")
    if by not in BY:
        raise ExportUnknown
    return by
