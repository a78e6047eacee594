"""Tables of plain values: what a column holds, and that each row fits its columns."""

from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

Cell = str | int | Decimal | date | datetime | None
"""One value of a table. A float is none: points and sums are Decimal."""


class Kind(StrEnum):
    """What the values of a column are, which decides how each format writes them.

    TEXT    words, wrapped
    NUMBER  counts and amounts: int or Decimal
    POINTS  marks, always with two decimals: int or Decimal
    DATE    a day: date
    MOMENT  an aware datetime, shown in the document's zone
    CODE    text that looks like a number and is none (receipts, telephones): never calculated with
    """

    TEXT = "text"
    NUMBER = "number"
    POINTS = "points"
    DATE = "date"
    MOMENT = "moment"
    CODE = "code"


WIDTHS: Final = {
    Kind.TEXT: 28.0,
    Kind.NUMBER: 9.0,
    Kind.POINTS: 9.0,
    Kind.DATE: 12.0,
    Kind.MOMENT: 17.0,
    Kind.CODE: 14.0,
}
"""The width of a column that names none, in characters."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    key      the code's name for it; nobody reads it (a template to be read back uses it as heading too)
    heading  what people read
    width    in characters of the text; None takes the kind's own
    """

    key: str
    heading: str
    kind: Kind = Kind.TEXT
    width: float | None = None

    @property
    def characters(self) -> float:
        """The width to draw: never narrower than the heading's longest word."""
        longest = max((len(word) for word in self.heading.split()), default=0)
        return max(self.width if self.width is not None else WIDTHS[self.kind], longest + 2.0)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that are fetched while they are written, each time anew: a table of a hundred thousand holds none of them.

    fetch  begins anew at the first row
    count  how many there are, known without fetching them
    """

    fetch: Callable[[], Iterator[tuple[Cell, ...]]]
    count: int

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        return self.fetch()

    def __len__(self) -> int:
        return self.count


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, columns and rows; each row holds one cell for each column.

    rows       any iterable, read once by each writing: a generator can be written once only
    total_row  a last row set apart (sums, counts); formats for machines leave it out
    name       what organizers' templates call it, where a document has more than one
    """

    caption: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    total_row: tuple[Cell, ...] | None = None
    name: str = ""

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a table needs a column")

    @property
    def length(self) -> int:
        """How many rows there are, without reading them; 0 where that cannot be told."""
        return len(self.rows) if isinstance(self.rows, Sized) else 0

    def checked_rows(self) -> Iterator[tuple[Cell, ...]]:
        """The rows, one after another.

        Raises  ValueError for a row of another length or a naive moment, TypeError for a float, a bool or
                a value that the column's kind does not take (text is taken by every kind)
        """
        for row in self.rows:
            yield self._checked(row)

    def checked_total(self) -> tuple[Cell, ...] | None:
        """The row of totals, checked like the others."""
        return None if self.total_row is None else self._checked(self.total_row)

    def _checked(self, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        if len(row) != len(self.columns):
            raise ValueError(f"a row has {len(row)} cells for {len(self.columns)} columns: {row!r}")
        for column, value in zip(self.columns, row, strict=True):
            if value is None or isinstance(value, str):
                continue
            if isinstance(value, bool) or not isinstance(value, _TAKEN[column.kind]):
                raise TypeError(f"column {column.key} ({column.kind}) does not take {value!r}")
            if isinstance(value, datetime) and value.tzinfo is None:
                raise ValueError(f"column {column.key}: a moment without a zone: {value!r}")
            if isinstance(value, datetime) and column.kind is Kind.DATE:
                raise TypeError(f"column {column.key} holds days, not moments: {value!r}")
        return row


_TAKEN: Final[dict[Kind, tuple[type, ...]]] = {
    Kind.TEXT: (str,),
    Kind.CODE: (str,),
    Kind.NUMBER: (int, Decimal),
    Kind.POINTS: (int, Decimal),
    Kind.DATE: (date,),
    Kind.MOMENT: (datetime,),
}
