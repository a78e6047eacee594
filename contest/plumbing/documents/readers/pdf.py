"""PDF: its text where it has any, pictures of those pages that are scans."""

import ctypes
import mmap
from collections.abc import Iterator
from itertools import accumulate, islice
from pathlib import Path
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from contest.plumbing.documents.draft import Draft, Refused
from contest.plumbing.documents.pdf_lines import PageLine, lines_of
from contest.plumbing.documents.pdf_paragraphs import paragraphs_of, part_running_lines
from contest.plumbing.documents.reading import Note, Why
from contest.plumbing.documents.runs import Runs
from contest.plumbing.documents.xmp import texts_of_xmp

_TAIL: Final = 4096
_FILLED: Final = 1_000_000
_LARGEST_SCALE: Final = 300 / 72
_COVERED: Final = 0.5
_FEW_WORDS: Final = 30
_DULL: Final = frozenset({"CreationDate", "ModDate"})
_ANNOTATION_TEXTS: Final = (b"Contents", b"T", b"Subj", b"V")
_MOST_BOOKMARKS: Final = 200
_LONGEST_NUMBER: Final = 8


def read(path: Path, draft: Draft) -> None:
    """Paragraphs of the pages with text; pages without become pictures, in order.

    Raises  Refused
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        end = data[-_FILLED:].rstrip(b"\0\t\r\n ")  # what a disk or a download may have filled up
        if b"%%EOF" not in end[-_TAIL:]:  # cut short: it is not the whole essay
            raise Refused(Why.DAMAGED)
        said = list(texts_of_xmp(data))
    try:
        with pypdfium2.PdfDocument(path) as document:
            _read(document, draft)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise Refused(Why.ENCRYPTED if locked else Why.DAMAGED) from error
    for text in said:
        draft.put_aside("xmp", text)


def _read(document: pypdfium2.PdfDocument, draft: Draft) -> None:
    draft.count_pages(len(document))
    if not len(document):
        raise Refused(Why.DAMAGED)
    for key, value in document.get_metadata_dict(skip_empty=True).items():
        if key not in _DULL:
            draft.put_aside(f"pdf:{key}", value)
    for index in range(document.count_attachments()):
        draft.put_aside("attachment", document.get_attachment(index).get_name())
    for bookmark in islice(document.get_toc(), _MOST_BOOKMARKS):
        draft.put_aside("bookmark", bookmark.get_title())
    if draft.ours is None:
        _read_pages(document, draft)
    else:
        for index in draft.places():
            page = document[index]
            _draw(page, draft)
            page.close()


def _read_pages(document: pypdfium2.PdfDocument, draft: Draft) -> None:
    pages = []
    letters = 0
    for index in range(len(document)):
        page = document[index]
        label = document.get_page_label(index)
        draft.put_aside("page-label", label if len(label) > _LONGEST_NUMBER else "")
        lines = _lines(page, index, draft)
        letters += sum(len(line.text) for line in lines)
        if letters > draft.limits.characters * 2:
            raise Refused(Why.TOO_BIG)
        pages.append(lines)
        page.close()
    body, running = part_running_lines(pages)
    for place, text in running:
        draft.put_aside(place, text)
    for group in paragraphs_of(body):
        draft.lines += _joined(group, draft)
    if draft.pages and draft.lines:
        draft.note(Note.SOME_PAGES_WITHOUT_TEXT)


def _lines(page: pypdfium2.PdfPage, index: int, draft: Draft) -> list[PageLine]:
    """The lines of a page; none when it is a scan, whose picture is kept instead."""
    for text in _annotations(page):
        draft.put_aside("comment", text)
    text_page = page.get_textpage()
    lines = lines_of(text_page, index)
    text_page.close()
    if lines and not _is_scan(page, lines):
        return lines
    draft.put_aside("text-behind-picture", "\n".join(line.text for line in lines))
    if pdfium.FPDFPage_CountObjects(page.raw):
        _draw(page, draft)
    return []


def _is_scan(page: pypdfium2.PdfPage, lines: list[PageLine]) -> bool:
    """Whether a picture covers the page, and its text is a machine's guess or a scanner's stamp."""
    words = accumulate(len(line.text.split()) for line in lines)
    many = any(count >= _FEW_WORDS for count in words)
    if many and not all(map(_is_invisible, page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]))):
        return False
    width, height = page.get_size()
    covered = max((_area(item) for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])), default=0.0)
    return bool(covered >= _COVERED * width * height)


def _is_invisible(text: pypdfium2.PdfObject) -> bool:
    mode = pdfium.FPDFTextObj_GetTextRenderMode(text.raw)
    return bool(mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)


def _area(item: pypdfium2.PdfObject) -> float:
    left, bottom, right, top = map(float, item.get_bounds())
    return abs(right - left) * abs(top - bottom)


def _draw(page: pypdfium2.PdfPage, draft: Draft) -> None:
    from contest.plumbing.documents.pictures import LONG_SIDE, add_page

    longest = max(page.get_size())
    if not 1 <= longest <= 20_000:
        raise Refused(Why.DAMAGED)
    bitmap = page.render(
        scale=min(LONG_SIDE / longest, _LARGEST_SCALE), may_draw_forms=False, draw_annots=False
    )
    add_page(draft, bitmap.to_pil())
    bitmap.close()


def _joined(group: list[PageLine], draft: Draft) -> Iterator[Any]:
    """One paragraph of several lines; a hyphen that broke a line keeps its words together."""
    runs = Runs(draft)
    for line in group:
        *before, (text, look) = line.parts
        for part in before:
            runs.add(*part)
        broken = line is not group[-1] and not line.text.endswith("-")
        runs.add(f"{text} " if broken else text, look)
    yield from runs.lines()


def _annotations(page: pypdfium2.PdfPage) -> Iterator[str]:
    """What notes, stamps and fields on the page say."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), 200)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        for key in _ANNOTATION_TEXTS:
            length = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
            buffer = ctypes.create_string_buffer(max(min(length, 20_000), 2))
            pdfium.FPDFAnnot_GetStringValue(
                annotation, key, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), len(buffer)
            )
            yield buffer.raw.decode("utf-16-le", "ignore").partition("\0")[0]
        pdfium.FPDFPage_CloseAnnot(annotation)
