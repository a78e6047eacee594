"""A document as plain values for the template of papers: every text shown, every width dealt."""

from typing import Any, Final

from contest.exports.formats import wording
from contest.exports.formats.cells import alignment, shown, tidy
from contest.exports.formats.widths import size_of, widths_of
from contest.exports.sheet import Document, Letterhead, LetterheadStyle, Signature, Table

UPRIGHT_MM: Final = 165.0
ACROSS_MM: Final = 252.0
"""The room between margins of 30 and 15 mm."""


def said(document: Document) -> dict[str, Any]:
    """What the template asks for by name."""
    made_at = document.local(document.made_at)
    return {
        "title": tidy(document.title),
        "lines": [tidy(line) for line in document.lines],
        "language": document.language,
        "made": [made_at.year, made_at.month, made_at.day],
        "across": document.across,
        "style": document.letterhead.style.value,
        "head": _head(document.letterhead),
        "paragraphs": [tidy(text) for text in document.paragraphs],
        "tables": [_table(document, table) for table in document.tables],
        "closing": [tidy(text) for text in document.closing],
        "footnotes": [tidy(text) for text in document.footnotes],
        "recipients": [tidy(one).rstrip(".;") for one in document.recipients],
        "side_by_side": wording.side_by_side(_cells(document)),
        "signatures": [_signature(one, document.letterhead.style) for one in document.signatures],
    }


def _cells(document: Document) -> int:
    """The places beside each other: those who sign, and before them who receives, or room when one alone signs."""
    count = len(document.signatures)
    return count + 1 if document.recipients or count < 2 else count


def _head(head: Letterhead) -> dict[str, Any] | None:
    if head.style is LetterheadStyle.NONE:
        return None
    emblem = wording.EMBLEMS[head.style]
    return {
        "upper": tidy(head.upper_body),
        "body": tidy(head.issuing_body),
        "number": wording.number_line(head),
        "day": wording.place_and_day(head),
        "emblem": [
            {"text": text, "size": size} for text, size in zip(emblem.lines, emblem.sizes, strict=True)
        ],
    }


def _table(document: Document, table: Table) -> dict[str, Any]:
    columns = table.columns
    rows = [
        [shown(value, column.kind, document) for column, value in zip(columns, row, strict=True)]
        for row in table.checked_rows()
    ]
    total = table.checked_total()
    told = (
        [shown(value, c.kind, document) for c, value in zip(columns, total, strict=True)] if total else None
    )
    room = ACROSS_MM if document.across else UPRIGHT_MM
    return {
        "caption": tidy(table.caption),
        "size": size_of(columns),
        "headings": [tidy(column.heading) for column in columns],
        "widths": widths_of(columns, told or [""] * len(columns), room),
        "alignments": [alignment(column) for column in columns],
        "rows": rows,
        "total": told,
    }


def _signature(one: Signature, style: LetterheadStyle) -> dict[str, Any]:
    """The Party writes the office below the first line lightly, the others boldly."""
    lines = wording.signature_lines(one, style)
    bold = style is not LetterheadStyle.PARTY
    return {
        "lines": [{"text": text, "bold": bold or place == 0} for place, text in enumerate(lines)],
        "name": tidy(one.name),
    }
