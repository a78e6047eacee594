"""The same essay as the files people send: DOCX, PDF, plain text, photographs of pages."""

import ctypes
import io
import re
import textwrap
import zipfile
from functools import cache, lru_cache
from random import Random
from typing import Final

import docx
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from docx.oxml.ns import qn
from docx.shared import Pt
from PIL import Image, ImageDraw, ImageFont

from contest.plumbing.fonts import REGULAR
from contest.rehearsal.essays import Essay

_FONT: Final = REGULAR
_A4: Final = (595.0, 842.0)  # points
_MARGIN: Final = 64.0
_SIZE: Final = 12.0
_LEADING: Final = 18.5
_PHOTO: Final = (800, 1130)  # pixels
_EPOCH: Final = (2025, 1, 1, 0, 0, 0)
_CLOCK_OF_PDF: Final = re.compile(rb"(/CreationDate\(D:20|/ID\[<|(?<=><))([0-9A-F]{32}|[0-9]{12})(?=[+>])")


def as_txt(essay: Essay) -> bytes:
    """Title and paragraphs in UTF-8."""
    return (essay.title + "\n\n" + essay.text + "\n").encode()


def as_docx(essay: Essay, author: str | None = None) -> bytes:
    """A Word file; the same essay gives the same bytes.

    author  put into the header and the properties when given, as people do who should not
    """
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    properties = document.core_properties
    properties.author = properties.last_modified_by = author or ""
    properties.title, properties.comments = essay.title, ""
    if author is not None:
        document.sections[0].header.paragraphs[0].text = f"Họ và tên: {author}"
    document.add_heading(essay.title, level=1)
    for paragraph in essay.paragraphs:
        document.add_paragraph(paragraph)
    packed = io.BytesIO()
    document.save(packed)
    return _without_clock(packed.getvalue())


def as_pdf(essay: Essay) -> bytes:
    """A PDF with real text in a font that holds all Vietnamese letters."""
    pdf = pdfium.PdfDocument.new()
    data = _FONT.read_bytes()
    buffer = (ctypes.c_uint8 * len(data)).from_buffer_copy(data)
    font = pdfium_c.FPDFText_LoadFont(pdf.raw, buffer, len(data), pdfium_c.FPDF_FONT_TRUETYPE, 1)
    page, y = None, 0.0
    for line, size in _lines_of_pdf(essay):
        if page is None or y < _MARGIN:
            if page is not None:
                page.gen_content()
            page, y = pdf.new_page(*_A4), _A4[1] - _MARGIN
        if line:
            _write_line(pdf, page, font, line, size, y)
        y -= _LEADING
    if page is not None:
        page.gen_content()
    out = io.BytesIO()
    pdf.save(out)
    pdfium_c.FPDFFont_Close(font)
    pdf.close()
    return _CLOCK_OF_PDF.sub(lambda match: match[1] + b"0" * len(match[2]), out.getvalue())


def as_photos(essay: Essay, rng: Random, *, pages: int = 3) -> list[bytes]:
    """JPEG pictures of pages as a telephone takes them: tilted, uneven, ruled paper; at most `pages` of them.

    What does not fit is left out, as it is when somebody forgets the last page.
    """
    size = 20 if essay.word_count < 900 else 15
    leading, width = size * 2 - 8, _PHOTO[0] - 130
    font = _font(size)
    lines: list[str] = [essay.title, ""]
    for paragraph in essay.paragraphs:
        lines += _wrapped("    " + paragraph, size, width)
    per_page = (_PHOTO[1] - 120) // leading
    chunks = [lines[at : at + per_page] for at in range(0, len(lines), per_page)][:pages]
    return [_photo(chunk, font, leading=leading, rng=rng) for chunk in chunks]


def _without_clock(packed: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as read,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as write,
    ):
        for name in sorted(read.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            write.writestr(zipfile.ZipInfo(name, _EPOCH), read.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _lines_of_pdf(essay: Essay) -> list[tuple[str, float]]:
    width = _A4[0] - 2 * _MARGIN
    lines = [(line, 15.0) for line in _wrapped(essay.title, 15, width)] + [("", _SIZE)]
    for paragraph in essay.paragraphs:
        lines += [(line, _SIZE) for line in _wrapped(paragraph, int(_SIZE), width)]
        lines.append(("", _SIZE))
    return lines


def _write_line(
    pdf: pdfium.PdfDocument, page: pdfium.PdfPage, font: object, line: str, size: float, y: float
) -> None:
    raw = pdfium_c.FPDFPageObj_CreateTextObj(pdf.raw, font, size)
    units = (line + "\0").encode("utf-16-le")
    text = (ctypes.c_ushort * (len(units) // 2)).from_buffer_copy(units)
    pdfium_c.FPDFText_SetText(raw, text)
    pdfium_c.FPDFPageObj_Transform(raw, 1, 0, 0, 1, _MARGIN, y)
    pdfium_c.FPDFPage_InsertObject(page.raw, raw)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONT, size)


@lru_cache(maxsize=4096)
def _width(word: str, size: int) -> float:
    return _font(size).getlength(word)


def _wrapped(text: str, size: int, width: float) -> list[str]:
    lines, line, used = [], "", 0.0
    space = _width(" ", size)
    indent = text[: len(text) - len(text.lstrip())]
    for word in textwrap.dedent(text).split():
        wide = _width(word, size)
        if line and used + space + wide > width:
            lines.append(line)
            line, used = word, wide
        else:
            line, used = (f"{line} {word}", used + space + wide) if line else (indent + word, wide)
    return [*lines, line]


def _photo(lines: list[str], font: ImageFont.FreeTypeFont, *, leading: int, rng: Random) -> bytes:
    paper = Image.new(
        "RGB", _PHOTO, (247 - rng.randrange(10), 244 - rng.randrange(10), 232 - rng.randrange(14))
    )
    pen = ImageDraw.Draw(paper)
    ink = (24 + rng.randrange(30), 30 + rng.randrange(30), 110 + rng.randrange(60))
    for at, line in enumerate(lines):
        y = 60 + at * leading
        pen.line((30, y + leading - 6, _PHOTO[0] - 30, y + leading - 6), fill=(205, 214, 226))
        x = 65.0 + (len(line) - len(line.lstrip())) * 8
        for word in line.split():
            pen.text((x + rng.uniform(-1, 1), y + rng.uniform(-2, 2)), word, font=font, fill=ink)
            x += font.getlength(word + " ")
    grain = Image.frombytes("L", (90, 127), rng.randbytes(90 * 127)).resize(_PHOTO).convert("RGB")
    paper = Image.blend(paper, grain, 0.05)
    paper = paper.rotate(rng.uniform(-2.2, 2.2), Image.Resampling.BILINEAR, fillcolor=(92, 84, 76))
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=58)
    return out.getvalue()
