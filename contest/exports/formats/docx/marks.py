"""The few pieces of OOXML that python-docx has no word for."""

from typing import Any, Final

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

FONT: Final = "Times New Roman"
_SLOTS: Final = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")
_THEMES: Final = ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme")


def element(tag: str, *children: Any, **attributes: object) -> Any:
    """An element of the main namespace: element("tblW", w=5000, type="pct")."""
    made: Any = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    for child in children:
        made.append(child)
    return made


def run(text: str, *, bold: bool = False) -> Any:
    """A run of text in which line ends and tabs are kept."""
    made = element("r", *([element("rPr", element("b"))] if bold else []))
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(element("br"))
        for index, piece in enumerate(line.split("\t")):
            if index:
                made.append(element("tab"))
            said = element("t")
            said.set(qn("xml:space"), "preserve")
            said.text = piece
            made.append(said)
    return made


def set_font(properties: Any) -> None:
    """Times New Roman for every script, whatever the theme says."""
    fonts = properties.get_or_add_rFonts()
    for theme in _THEMES:
        fonts.attrib.pop(qn(theme), None)
    for slot in _SLOTS:
        fonts.set(qn(slot), FONT)


def page_number(paragraph: Paragraph) -> None:
    """The field that becomes the number of the page."""
    instruction = element("instrText")
    instruction.text = "PAGE"
    begin, end = element("fldChar", fldCharType="begin"), element("fldChar", fldCharType="end")
    for part in (begin, instruction, end):
        paragraph._p.append(element("r", part))


def rule(paragraph: Paragraph, *, room_mm: float, length_mm: float) -> None:
    """Turn an empty paragraph into a solid rule in the middle of its room."""
    side = Mm(max(0.0, (room_mm - length_mm) / 2))
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = side
    form.first_line_indent = Mm(0)
    form.space_before, form.space_after, form.line_spacing = Pt(1), Pt(4), Pt(3)
    line = element("pBdr", element("top", val="single", sz=6, space=0, color="000000"))
    paragraph._p.get_or_add_pPr().insert_element_before(line, "w:spacing", "w:ind", "w:jc", "w:rPr")


def bare(table: Table, widths_mm: list[float]) -> None:
    """Make a table a mere frame for layout: no lines, no inner margins, fixed widths, rows kept whole."""
    table.autofit = False
    properties: Any = table._tbl.tblPr
    margins = element("tblCellMar", *(element(side, w=0, type="dxa") for side in ("left", "right")))
    properties.insert_element_before(margins, "w:tblLook")
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("cantSplit"))
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)
