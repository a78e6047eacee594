"""A chart that Word and LibreOffice draw themselves, with the workbook of its values inside.

xlsxwriter, which makes our workbooks, writes the chart; python-docx has no word for one.
"""

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Any, Final

from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.packuri import PackURI
from docx.opc.part import Part as Piece
from docx.oxml.parser import parse_xml
from docx.shared import Mm
from xlsxwriter import Workbook

from contest.exports.formats import wording
from contest.exports.formats.cells import tidy
from contest.exports.formats.xlsx.charts import drawn, pixels_high
from contest.exports.sheet import Chart, Document

MM_OF_PIXEL: Final = 25.4 / 96
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
CHART_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EPOCH: Final = datetime(1980, 1, 1, tzinfo=UTC)
SHOWN: Final = b'<c:showVal val="1"/>'
"""What xlsxwriter says of labels; a word processor takes what is not said for shown."""

ALONE: Final = (
    b'<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    b'<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
_PRINTING: Final = re.compile(rb"<c:printSettings>.*</c:printSettings>")
_FRAME: Final = """<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:c="{chart}" xmlns:r="{office}/relationships">
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>
<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{id}" name="Chart {id}"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="{chart}"><c:chart r:id="{link}"/></a:graphicData></a:graphic>
</wp:inline></w:drawing>"""


def add_chart(paper: Paper, document: Document, chart: Chart, room: float) -> None:
    """The title, then the chart over the whole room; who cannot see it is told its values."""
    if chart.title:
        paper.add_heading(tidy(chart.title), level=3)
    number = 1 + sum(part.content_type == CHART_TYPE for part in paper.part.package.iter_parts())
    link = paper.part.relate_to(_piece(paper, document, chart, number), f"{OFFICE}/relationships/chart")
    high = min(pixels_high(chart) * MM_OF_PIXEL, 230.0)
    frame: Any = parse_xml(
        _FRAME.format(
            chart=CHART, office=OFFICE, wide=int(Mm(room)), high=int(Mm(high)), id=1000 + number, link=link
        )
    )
    frame[0].find("{*}docPr").set("descr", " ".join((tidy(chart.about), wording.bars_told(document, chart))))
    paragraph = paper.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run()._r.append(frame)


def _piece(paper: Paper, document: Document, chart: Chart, number: int) -> Piece:
    """The chart and its workbook as parts of the package."""
    package: Any = paper.part.package
    written, workbook = _written(document, chart)
    made = Piece(PackURI(f"/word/charts/chart{number}.xml"), CHART_TYPE, b"", package)
    inside = Piece(PackURI(f"/word/embeddings/chart{number}.xlsx"), SHEET_TYPE, workbook, package)
    link = made.relate_to(inside, f"{OFFICE}/relationships/package")
    outside = f'<c:externalData r:id="{link}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    told = _PRINTING.sub(b"", written).replace(SHOWN, ALONE)
    made._blob = told.replace(b"</c:chartSpace>", outside.encode())
    return made


def _written(document: Document, chart: Chart) -> tuple[bytes, bytes]:
    """The chart's XML with its values remembered, and the workbook of the values alone."""
    both, alone = io.BytesIO(), io.BytesIO()
    for out, shown in ((both, True), (alone, False)):
        with Workbook(out, {"in_memory": True}) as workbook:
            workbook.set_properties({"created": EPOCH.replace(tzinfo=None)})
            sheet = workbook.add_worksheet("A")
            sheet.set_column(0, 0, 40)
            table = chart.as_table()
            for place, column in enumerate(table.columns):
                sheet.write_string(0, place, tidy(column.heading))
            for row, (label, values) in enumerate(chart.bars, start=1):
                told = f" ({wording.values_told(document, values)})" if len(values) > 1 else ""
                sheet.write_string(row, 0, tidy(label) + told)
                for place, value in enumerate(values, start=1):
                    sheet.write_number(row, place, value)
            if shown:
                sheet.insert_chart(len(chart.bars) + 2, 0, drawn(workbook, "A", 0, chart))
    with zipfile.ZipFile(both) as made:
        return made.read("xl/charts/chart1.xml"), alone.getvalue()
