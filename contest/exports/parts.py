"""What a document is made of besides its head: passages of text, tables and charts, in any order."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from contest.exports.tables import Cell, Column, Kind, Table


class PassageForm(StrEnum):
    """How a passage stands: plainly; slanted (grounds); in the middle and bold (QUYẾT ĐỊNH:)."""

    PLAIN = "plain"
    SLANTED = "slanted"
    CENTRED = "centred"


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs under a heading; either may be left out.

    lead   what begins the first paragraph in bold: "Điều 1."
    level  of the heading: 2 for a part of the document, 3 within one
    name   what organizers' templates call it; several of one name are one text
    """

    paragraphs: tuple[str, ...] = ()
    heading: str = ""
    lead: str = ""
    form: PassageForm = PassageForm.PLAIN
    level: int = 2
    name: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars lying below each other, one for each label; several series are stacked.

    title     what stands above it
    about     what it shows in a sentence, for who cannot see it; the values follow by themselves
    label     the heading of the labels where the chart is told as a table: "Đơn vị"
    series    what the values are: ("Hợp lệ", "Không hợp lệ")
    bars      each label with one value for each series, not negative
    unit      of the values: "bài"
    name      what organizers' templates call it
    Raises    ValueError for no bar, no series, a bar of another length or a negative value
    """

    title: str
    about: str
    label: str
    series: tuple[str, ...]
    bars: tuple[tuple[str, tuple[int | Decimal, ...]], ...]
    unit: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        if not self.bars or not self.series:
            raise ValueError("a chart needs a bar and a series")
        for label, values in self.bars:
            if len(values) != len(self.series):
                raise ValueError(f"{len(values)} values for {len(self.series)} series: {label}")
            if any(value < 0 for value in values):
                raise ValueError(f"a bar cannot be shorter than nothing: {label}")

    @property
    def most(self) -> int | Decimal:
        """The length of the longest bar."""
        return max(sum(values) for _label, values in self.bars)

    def as_table(self) -> Table:
        """The same values as a table, for formats that draw nothing."""
        columns = (
            Column("label", self.label, Kind.TEXT, 50),
            *(
                Column(f"series_{place}", name, Kind.NUMBER, 16)
                for place, name in enumerate(self.series, start=1)
            ),
        )
        rows: list[tuple[Cell, ...]] = [(label, *values) for label, values in self.bars]
        return Table(self.title or f"Biểu đồ {self.label.lower()}", columns, rows)


Part = Passage | Table | Chart
"""One piece of a document, in its place among the others."""
