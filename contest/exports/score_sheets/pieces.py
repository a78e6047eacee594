"""Lines, cells and frames of a score sheet in Word, made without asking python-docx for each."""

from collections.abc import Sequence
from typing import Any, Final

from docx.oxml.ns import qn
from docx.shared import Mm

from contest.exports.formats.docx.marks import element, run
from contest.exports.score_sheets.fitting import WIDE

SIDES: Final = ("top", "left", "bottom", "right")
BLACK: Final[dict[str, object]] = {"val": "single", "sz": 4, "space": 0, "color": "404040"}
TWIPS_PER_POINT: Final = 20


def words(text: str, *, size: int = 12, bold: bool = False, italic: bool = False, colour: str = "") -> Any:
    """A run of text in letters of so many points; line ends and tabs are kept."""
    made = run(text)
    properties = element("rPr")
    if bold:
        properties.append(element("b"))
    if italic:
        properties.append(element("i"))
    if colour:
        properties.append(element("color", val=colour))
    properties.append(element("sz", val=size * 2))
    made.insert(0, properties)
    return made


def line(
    runs: Sequence[Any], *, side: str = "", style: str = "", before: int = 0, after: int = 0, exact: int = 0,
    dotted: bool = False, wide: float = WIDE, before_page: bool = False,
) -> Any:  # fmt: skip
    """A paragraph.

    exact        its height in points, whatever it holds
    dotted       a tab in it runs in dots as far as ``wide`` millimetres
    before_page  it begins a page
    """
    form = element("pPr")
    if style:
        form.append(element("pStyle", val=style))
    if before_page:
        form.append(element("pageBreakBefore"))
    if dotted:
        form.append(element("tabs", element("tab", val="right", leader="dot", pos=Mm(wide).twips)))
    spacing = element("spacing", before=before * TWIPS_PER_POINT, after=after * TWIPS_PER_POINT)
    spacing.set(qn("w:line"), str(exact * TWIPS_PER_POINT if exact else 240))
    spacing.set(qn("w:lineRule"), "exact" if exact else "auto")
    form.append(spacing)
    if side:
        form.append(element("jc", val=side))
    return element("p", form, *runs)


def cell(wide: float, lines: Sequence[Any], *, across: int = 1) -> Any:
    """A cell of the table, its text in the middle of its height."""
    properties = element("tcPr", element("tcW", w=Mm(wide).twips, type="dxa"))
    if across > 1:
        properties.append(element("gridSpan", val=across))
    properties.append(element("vAlign", val="center"))
    return element("tc", properties, *lines)


def bare_cell(wide: float, lines: Sequence[Any], *, boxed: bool = False) -> Any:
    """A cell of a frame; only a boxed one shows where it ends."""
    properties = element("tcPr", element("tcW", w=Mm(wide).twips, type="dxa"))
    if boxed:
        properties.append(element("tcBorders", *(element(side, **BLACK) for side in SIDES)))
        properties.append(element("tcMar", *(element(side, w=113, type="dxa") for side in SIDES)))
    return element("tc", properties, *lines)


def frame(widths: Sequence[float], cells: Sequence[Any]) -> Any:
    """A table for layout alone: one row, no lines, no heads."""
    made = _table(widths, lines=False, pad=0)
    made.append(element("tr", element("trPr", element("cantSplit")), *cells))
    return made


def grid(widths: Sequence[float], *, caption: str, pad: float) -> Any:
    """A table with lines, to which rows are added.

    caption  what it is of, for who cannot see it
    pad      the room above and below the text of each row, in millimetres
    """
    made = _table(widths, lines=True, pad=pad)
    made.tblPr.append(element("tblCaption", val=caption))
    return made


def _table(widths: Sequence[float], *, lines: bool, pad: float) -> Any:
    beside, over = (79, Mm(pad).twips) if lines else (0, 0)
    properties = element("tblPr", element("tblW", w=sum(Mm(wide).twips for wide in widths), type="dxa"))
    if lines:
        kinds = (*SIDES, "insideH", "insideV")
        properties.append(element("tblBorders", *(element(kind, **BLACK) for kind in kinds)))
    properties.append(element("tblLayout", type="fixed"))
    margins = zip(SIDES, (over, beside, over, beside), strict=True)
    properties.append(element("tblCellMar", *(element(side, w=w, type="dxa") for side, w in margins)))
    properties.append(element("tblLook", val="0020" if lines else "0000", firstRow=int(lines), noHBand=1))
    columns = element("tblGrid", *(element("gridCol", w=Mm(wide).twips) for wide in widths))
    return element("tbl", properties, columns)
