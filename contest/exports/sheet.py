"""What a document says, once, before anybody asks in which format.

A room that exports builds a Document of plain values; the formats of
``contest.exports.formats`` turn it into bytes. Nothing here knows a database,
a page or a file.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from contest.exports.parts import Chart, Part, Passage, PassageForm
from contest.exports.tables import Cell, Column, Kind, Rows, Table

__all__ = [
    "NO_LETTERHEAD",
    "Annex",
    "Cell",
    "Chart",
    "Column",
    "Document",
    "Kind",
    "Letterhead",
    "LetterheadStyle",
    "Margins",
    "Part",
    "Passage",
    "PassageForm",
    "Rows",
    "Signature",
    "Table",
]


class LetterheadStyle(StrEnum):
    """Whose form the head and the signatures follow: the Party's, the State's, the Youth Union's, or none."""

    PARTY = "party"
    STATE = "state"
    YOUTH = "youth"
    NONE = "none"


UPRIGHT: Final = 92.0
"""The widest table, in characters, for which the page stays upright."""


@dataclass(frozen=True, slots=True)
class Margins:
    """The margins of a page, in millimetres; the same on an upright and on a turned page."""

    top: int = 20
    bottom: int = 20
    left: int = 30
    right: int = 15


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of a page as an office writes it.

    upper_body    the organ above; may be empty
    issuing_body  the organ that issues the document
    number        number and sign, "12-BC/BTC" (party) or "12/BC-BTC" (state); empty leaves room to write it
    day           None leaves room to write it
    Source        36-HD/VPTW (party), Nghị định 30/2020/NĐ-CP (state)
    """

    style: LetterheadStyle
    upper_body: str = ""
    issuing_body: str = ""
    number: str = ""
    place: str = ""
    day: date | None = None
    margins: Margins = Margins()


@dataclass(frozen=True, slots=True)
class Signature:
    """One place to sign.

    prefix  on whose behalf, without punctuation: "TM", "KT", "TL", "Q" or nothing; the letterhead's
            style writes it T/M (party) or TM. (state)
    title   lines of the office held; the first carries the prefix: "BAN TỔ CHỨC\\nTRƯỞNG BAN"
    name    the person who signs; may be empty
    organizers  whether it is the organizers' place, in which whoever signs this paper for them comes to stand
    """

    title: str
    prefix: str = ""
    name: str = ""
    organizers: bool = False


NO_LETTERHEAD: Final = Letterhead(LetterheadStyle.NONE)


def _widest(parts: Iterable[Part]) -> float:
    """The width of the widest table among them, in characters."""
    return max(
        (sum(c.characters for c in part.columns) for part in parts if isinstance(part, Table)), default=0
    )


@dataclass(frozen=True, slots=True)
class Annex:
    """What is attached below the signatures, on pages of its own: the list that a decision is about.

    lines  under the title: "(Kèm theo Quyết định số …)"
    """

    title: str
    lines: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def across(self) -> bool:
        """Whether its pages are turned, because a table is too wide for upright ones."""
        return _widest(self.parts) > UPRIGHT


@dataclass(frozen=True, slots=True)
class Document:
    """A document to be handed out.

    title       in capitals as it is to stand: "DANH SÁCH", "BIÊN BẢN"
    made_at     the moment the document's properties name; the same document gives the same bytes
    lines       what stands under the title: what the list is of, the contest, the round
    paragraphs  text before the tables
    parts       what follows the tables, in this order: text, tables and charts by turns
    closing     text after them: what was said besides, when it ended
    annexes     what is attached below the signatures
    subject     what a letter is about ("Về việc …"); it stands below the number, and no title is shown
    addressees  "Kính gửi", one a line, before everything else
    recipients  "Nơi nhận", one a line; none leaves it out
    language    "vi" or "en": how numbers are written and which language readers are told
    Raises      ValueError for a moment without a zone or an unknown language
    """

    title: str
    made_at: datetime
    lines: tuple[str, ...] = ()
    letterhead: Letterhead = NO_LETTERHEAD
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    signatures: tuple[Signature, ...] = ()
    closing: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    annexes: tuple[Annex, ...] = ()
    subject: str = ""
    addressees: tuple[str, ...] = ()
    language: str = "vi"
    zone: str = "Asia/Ho_Chi_Minh"

    def __post_init__(self) -> None:
        if self.made_at.tzinfo is None:
            raise ValueError("made_at needs a zone")
        if self.language not in ("vi", "en"):
            raise ValueError(f"no such language: {self.language}")

    @property
    def body(self) -> tuple[Part, ...]:
        """Everything between the paragraphs and what closes the document, in order."""
        return (*self.tables, *self.parts)

    @property
    def across(self) -> bool:
        """Whether the page is turned, because a table is too wide for an upright one."""
        return _widest(self.body) > UPRIGHT

    @property
    def length(self) -> int:
        """How many rows its tables have together, the annexes' too, as far as they tell without being read."""
        return sum(table.length for table in self.told_tables())

    def with_tables(self, change: Callable[[Table], Table]) -> "Document":
        """The same document, each of its tables changed so."""

        def changed(parts: Iterable[Part]) -> tuple[Part, ...]:
            return tuple(change(part) if isinstance(part, Table) else part for part in parts)

        return replace(
            self,
            tables=tuple(map(change, self.tables)),
            parts=changed(self.parts),
            annexes=tuple(replace(annex, parts=changed(annex.parts)) for annex in self.annexes),
        )

    def told_tables(self) -> Iterator[Table]:
        """Every table, the annexes' too; a chart as the table of its values."""
        for part in (*self.body, *(part for annex in self.annexes for part in annex.parts)):
            if isinstance(part, Table):
                yield part
            elif isinstance(part, Chart):
                yield part.as_table()

    def local(self, moment: datetime) -> datetime:
        """The moment on a wall clock in the document's zone."""
        return moment.astimezone(ZoneInfo(self.zone))
