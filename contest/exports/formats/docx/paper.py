"""The paper: page, margins, fonts, the number at the top, and the properties of the file."""

import zipfile
from datetime import UTC
from io import BytesIO
from typing import Any, BinaryIO, Final

import docx
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from contest.exports.formats.docx.marks import element, page_number, set_font
from contest.exports.formats.wording import named
from contest.exports.sheet import Document, LetterheadStyle, Margins

SHORT_MM: Final = 210
LONG_MM: Final = 297
OWN_STYLES: Final[dict[str, dict[str, Any]]] = {
    "Head": {"size": 14, "centred": True},
    "Cell": {"size": 12, "before": 1, "after": 1},
    "Heading 1": {"size": 14, "bold": True, "centred": True},
    "Heading 2": {"size": 14, "bold": True, "before": 6, "after": 6},
    "Heading 3": {"size": 14, "bold": True, "before": 6, "after": 4},
}
PARTY_TITLE: Final = 16
"""The size of a paper's title in the Party's form, in points."""

_PROPERTIES: Final = "/docProps/core.xml"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3


def new_paper(document: Document, *, numbered: bool = True) -> tuple[Paper, float]:
    """An empty paper set for the document.

    numbered  whether its pages carry numbers, from the second on
    Returns   the paper and the width left between its margins, in millimetres
    """
    paper = docx.Document()
    room = _set_page(paper, document.letterhead.margins, turned=document.across)
    if numbered:
        _number_pages(paper)
    _set_styles(paper, document)
    name_properties(paper, document)
    _set_compatibility(paper)
    return paper, room


def _set_page(paper: Paper, margins: Margins, *, turned: bool) -> float:
    section = paper.sections[-1]
    width, height = (LONG_MM, SHORT_MM) if turned else (SHORT_MM, LONG_MM)
    section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = len(paper.sections) == 1
    return float(width - margins.left - margins.right)


def _number_pages(paper: Paper) -> None:
    """The number in the middle of the top margin, which later sections take over."""
    top = paper.sections[0].header.paragraphs[0]
    top.alignment = WD_ALIGN_PARAGRAPH.CENTER
    page_number(top)


def turn_page(paper: Paper, margins: Margins, *, turned: bool) -> float:
    """Begin a page for an annex; the numbers at the top go on.

    Returns  the width left between its margins, in millimetres
    """
    paper.add_section(WD_SECTION.NEW_PAGE)
    return _set_page(paper, margins, turned=turned)


def _set_styles(paper: Paper, document: Document) -> None:
    styles: Any = paper.styles
    set_font(styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr")))
    for lang in styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), {"vi": "vi-VN", "en": "en-GB"}[document.language])
        lang.set(qn("w:eastAsia"), "vi-VN")
    _style(styles["Normal"], size=14, after=6, spacing=1.1)
    _style(styles["Header"], size=14)
    for name, looks in OWN_STYLES.items():
        if name in styles:
            _style(styles[name], **looks)
    if document.letterhead.style is LetterheadStyle.PARTY:
        styles["Heading 1"].font.size = Pt(PARTY_TITLE)
    add_styles(paper)


def add_styles(paper: Paper) -> None:
    """The styles that our own pieces stand in, where the paper has none of that name."""
    styles: Any = paper.styles
    for name, looks in OWN_STYLES.items():
        if name not in styles:
            _style(styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH), **looks)


def _style(
    style: ParagraphStyle, *, size: int, bold: bool = False, centred: bool = False,
    before: int = 0, after: int = 0, spacing: float = 1.0,
) -> None:  # fmt: skip
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    set_font(style.element.get_or_add_rPr())
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), spacing
    form.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else None


def name_properties(paper: Paper, document: Document) -> None:
    """The document's own title and moment, and nobody's name."""
    package: Any = paper.part.package
    for key in [k for k, r in package.rels.items() if _is_foreign(r)]:
        del package.rels[key]
    properties = paper.core_properties
    made_at = document.made_at.astimezone(UTC).replace(tzinfo=None)
    properties.created = properties.modified = made_at
    properties.title = named(document)[:255]
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.language, properties.revision = document.language, 1


def _is_foreign(relation: Any) -> bool:
    """A picture of the first page; the properties by another name than Word's, as LibreOffice has it.

    python-docx would not know these for the properties and write them besides its own.
    """
    if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
        return True
    if relation.is_external or relation.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES:
        return False
    return str(relation.target_part.partname) == _PROPERTIES


def _set_compatibility(paper: Paper) -> None:
    """The layout rules of today's Word."""
    settings: Any = paper.settings.element
    compat = settings.find(qn("w:compat"))
    uri = "http://schemas.microsoft.com/office/word"
    compat.append(element("compatSetting", name="compatibilityMode", uri=uri, val=15))


def save(paper: Paper, out: BinaryIO) -> None:
    """Write the paper with every file inside dated alike, so that only the content makes the bytes."""
    written = BytesIO()
    paper.save(written)
    with zipfile.ZipFile(written) as made, zipfile.ZipFile(out, "w") as sealed:
        for name in made.namelist():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, _UNIX
            sealed.writestr(info, made.read(name))
