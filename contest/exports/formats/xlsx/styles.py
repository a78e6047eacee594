"""The cell formats of a workbook, each made once."""

from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from contest.exports.sheet import Kind

FONT: Final = {"font_name": "Times New Roman", "font_size": 12}
GRID: Final = {"border": 1, "border_color": "#808080", "valign": "top"}
HEADING: Final = {
    **GRID, "bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#E7E6E6"
}  # fmt: skip
WHOLE: Final = "#,##0"
BROKEN: Final = "#,##0.00"
CELLS: Final[dict[Kind, dict[str, Any]]] = {
    Kind.TEXT: {"text_wrap": True},
    Kind.CODE: {"text_wrap": True, "num_format": "@"},
    Kind.NUMBER: {"num_format": WHOLE},
    Kind.POINTS: {"num_format": "0.00"},
    Kind.DATE: {"num_format": "dd/mm/yyyy"},
    Kind.MOMENT: {"num_format": "hh:mm dd/mm/yyyy"},
}


class Styles:
    """Formats by what they say, made when first asked for."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._cells: dict[tuple[Kind, str, bool, bool, bool], Format] = {}

    def line(self, **said: Any) -> Format:
        """A line of text outside a table, in the workbook's font."""
        return self._format(FONT | said)

    def heading(self) -> Format:
        """A column's heading."""
        return self._format(FONT | HEADING)

    def cell(
        self, kind: Kind, align: str, *, quoted: bool = False, broken: bool = False, total: bool = False
    ) -> Format:
        """A table's cell.

        quoted  text that begins like a formula
        broken  a number with decimals
        total   in the row of totals
        """
        key = (kind, align, quoted, broken, total)
        if key not in self._cells:
            said = FONT | GRID | CELLS[kind] | {"align": align}
            if quoted:
                said |= {"quote_prefix": True}
            if broken:
                said |= {"num_format": BROKEN}
            if total:
                said |= {"bold": True}
            self._cells[key] = self._format(said)
        return self._cells[key]

    def _format(self, said: dict[str, Any]) -> Format:
        key = tuple(sorted(said.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(said)
        return self._made[key]
