"""A chart as spreadsheets and word processors draw it themselves, from cells that can be changed."""

from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart as Drawn

from contest.exports.formats.cells import tidy
from contest.exports.sheet import Chart

INKS: Final = ("#404040", "#B8B8B8", "#808080", "#E6E6E6")
FONT: Final[dict[str, Any]] = {"name": "Times New Roman", "size": 11, "color": "#000000"}
PIXELS_OF_BAR: Final = 30
PIXELS_AROUND: Final = 60
PIXELS_WIDE: Final = 620
PIXELS_OF_ROW: Final = 20


def drawn(workbook: Workbook, sheet: str, row: int, chart: Chart) -> Drawn:
    """The chart over a table of its values whose headings stand in a row of a sheet, from the first column."""
    last, many = row + len(chart.bars), len(chart.series) > 1
    made = workbook.add_chart({"type": "bar"} | ({"subtype": "stacked"} if many else {}))
    for place, name in enumerate(chart.series, start=1):
        series: dict[str, Any] = {
            "name": tidy(name),
            "categories": [sheet, row + 1, 0, last, 0],
            "values": [sheet, row + 1, place, last, place],
            "fill": {"color": INKS[(place - 1) % len(INKS)]},
            "border": {"color": INKS[0], "width": 0.5},
            "gap": 45,
        }
        if not many:
            series["data_labels"] = {
                "value": True,
                "position": "outside_end",
                "num_format": "#,##0",
                "font": FONT,
            }
        made.add_series(series)
    made.set_y_axis({"reverse": True, "num_font": FONT, "line": {"color": INKS[0]}})
    made.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    made.set_title({"none": True})
    made.set_legend({"position": "top", "font": FONT} if many else {"none": True})
    made.set_chartarea({"border": {"none": True}})
    made.set_size({"width": PIXELS_WIDE, "height": pixels_high(chart)})
    return made


def pixels_high(chart: Chart) -> int:
    """The height that the bars need."""
    return PIXELS_AROUND + PIXELS_OF_BAR * len(chart.bars)


def rows_high(chart: Chart) -> int:
    """The rows of a sheet that the chart covers, with one before and one after."""
    return pixels_high(chart) // PIXELS_OF_ROW + 3
