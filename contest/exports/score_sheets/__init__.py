"""Score sheets on paper (phiếu chấm): one page a reading, blank or filled in. They never name an author.

said     what the sheets say, as plain values
asked    from the readings of a round to what their sheets say
as_pdf   to be printed as they are
as_docx  to be changed in Word or LibreOffice first
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, Protocol

from contest.assignment.models import Assignment
from contest.charter.models import Contest, Round
from contest.errors.exports import FormatUnknown
from contest.exports.score_sheets import as_docx, as_pdf
from contest.exports.score_sheets.asked import sheets_asked
from contest.exports.score_sheets.said import SheetsSaid
from contest.scoring.models import ScoreSheet


class Writer(Protocol):
    """The face of each format."""

    @property
    def media_type(self) -> str:
        """What a browser is told."""
        ...

    @property
    def suffix(self) -> str:
        """The end of the file's name, with its dot."""
        ...

    def write(self, said: SheetsSaid) -> bytes:
        """The file; the same sheets give the same bytes."""
        ...


WRITERS: Final[Mapping[str, Writer]] = MappingProxyType({"pdf": as_pdf, "docx": as_docx})
"""Every format by the name that the pages and ``scores print`` use."""


def writer_of(fmt: str) -> Writer:
    """The writer of that format. Raises FormatUnknown."""
    if fmt not in WRITERS:
        raise FormatUnknown(fmt=fmt, known=", ".join(WRITERS))
    return WRITERS[fmt]


def score_sheets(
    contest: Contest,
    round_: Round,
    assignments: Sequence[Assignment],
    *,
    addresses: Mapping[int, tuple[str, str]],
    sheets: Mapping[int, ScoreSheet],
    fmt: str = "pdf",
) -> bytes:
    """These readings' sheets, A4, one a page; the same sheets give the same bytes.

    assignments  with their judges; entries without a blind copy are left out
    addresses    the token of each sheet and the address its QR code leads to, by assignment id
    sheets       what stands on the sheets that are printed filled, by assignment id
    Raises       FormatUnknown
    """
    writer = writer_of(fmt)
    return writer.write(sheets_asked(contest, round_, assignments, addresses=addresses, sheets=sheets))
