"""Which sheets a document takes: one for each table or chart, with the passages that stand around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from contest.exports.sheet import Annex, Chart, Document, Part, Passage, Table


@dataclass(frozen=True, slots=True)
class Leaf:
    """One sheet of a workbook.

    table  its rows; those of the chart where one is drawn; None for text alone
    before what is said above the table, after what is said below it
    annex  the annex that begins here
    first  it carries the letterhead; last: it carries notes and signatures
    """

    table: Table | None
    chart: Chart | None = None
    before: tuple[Passage, ...] = ()
    after: tuple[Passage, ...] = ()
    annex: Annex | None = None
    across: bool = False
    first: bool = False
    last: bool = False


def leaves_of(document: Document) -> list[Leaf]:
    """The document's sheets, then those of its annexes."""
    found = _leaves(document.body, across=document.across, ends=True)
    for annex in document.annexes:
        found += _leaves(annex.parts, across=annex.across, annex=annex)
    return found


def _leaves(
    parts: Sequence[Part], *, across: bool, annex: Annex | None = None, ends: bool = False
) -> list[Leaf]:
    """One sheet a table; passages stand above the table that follows them, the last ones below the last."""
    whole = [place for place, part in enumerate(parts) if not isinstance(part, Passage)]
    ends_at = [*whole[:-1], len(parts) - 1]
    found: list[Leaf] = []
    begin = 0
    for number, end in enumerate(ends_at):
        mine, begin = parts[begin : end + 1], end + 1
        part = next((one for one in mine if not isinstance(one, Passage)), None)
        cut = mine.index(part) if part is not None else len(mine)
        found.append(
            Leaf(
                table=part.as_table() if isinstance(part, Chart) else part,
                chart=part if isinstance(part, Chart) else None,
                before=tuple(one for one in mine[:cut] if isinstance(one, Passage)),
                after=tuple(one for one in mine[cut:] if isinstance(one, Passage)),
                annex=annex if number == 0 else None,
                across=across,
                first=ends and number == 0,
                last=ends and number == len(ends_at) - 1,
            )
        )
    return found
