"""A document as plain values for the template of papers: every text shown, every width dealt."""

from dataclasses import asdict
from typing import Any, Final

from contest.exports.formats import wording
from contest.exports.formats.cells import alignment, shown, tidy
from contest.exports.formats.widths import (
    TALLEST_TOGETHER,
    TALLEST_WHOLE,
    breakable,
    height_of,
    size_of,
    widths_of,
)
from contest.exports.sheet import (
    Annex,
    Chart,
    Document,
    Letterhead,
    LetterheadStyle,
    Part,
    Passage,
    Signature,
    Table,
)

SHORT_MM: Final = 210.0
LONG_MM: Final = 297.0

MM_OF_LETTER: Final = 2.1
"""What a letter of a chart's labels takes on the mean, at 12 points."""

MOST_OF_LABELS: Final = 0.42
"""How much of the room a chart's labels may take; longer ones are broken."""


def said(document: Document) -> dict[str, Any]:
    """What the template asks for by name."""
    made_at = document.local(document.made_at)
    before, _across = wording.places_beside(document)
    room = _room(document, across=document.across)
    return {
        "named": wording.named(document),
        "title": tidy(document.title),
        "lines": [tidy(line) for line in document.lines],
        "language": document.language,
        "made": [made_at.year, made_at.month, made_at.day],
        "across": document.across,
        "margins": asdict(document.letterhead.margins),
        "style": document.letterhead.style.value,
        "head": _head(document.letterhead, room),
        "subject": wording.subject_line(document.subject) if document.subject else "",
        "addressees": list(wording.addressed(document.addressees)),
        "paragraphs": [tidy(text) for text in document.paragraphs],
        "parts": [_part(document, part, room) for part in document.body],
        "annexes": [_annex(document, annex) for annex in document.annexes],
        "closing": [tidy(text) for text in document.closing],
        "footnotes": [tidy(text) for text in document.footnotes],
        "recipients": list(wording.received_by(document.recipients)),
        "received_by": wording.RECEIVED_BY,
        "before": before,
        "places": wording.places_wide(document),
        "signatures": [_signature(one, document.letterhead.style) for one in document.signatures],
    }


def _head(head: Letterhead, room: float) -> dict[str, Any] | None:
    if head.style is LetterheadStyle.NONE:
        return None
    emblem = wording.EMBLEMS[head.style]
    upper, body = wording.organs(head, room)
    return {
        "left": wording.LEFT_SHARES[head.style],
        "upper": upper,
        "body": body,
        "number": wording.number_line(head),
        "day": wording.place_and_day(head),
        "emblem": [
            {"text": text, "size": size} for text, size in zip(emblem.lines, emblem.sizes, strict=True)
        ],
    }


def _room(document: Document, *, across: bool) -> float:
    margins = document.letterhead.margins
    return (LONG_MM if across else SHORT_MM) - margins.left - margins.right


def _annex(document: Document, annex: Annex) -> dict[str, Any]:
    return {
        "title": tidy(annex.title),
        "lines": [tidy(line) for line in annex.lines],
        "across": annex.across,
        "parts": [_part(document, part, _room(document, across=annex.across)) for part in annex.parts],
    }


def _part(document: Document, part: Part, room: float) -> dict[str, Any]:
    match part:
        case Passage():
            return {
                "kind": "passage",
                "heading": tidy(part.heading),
                "level": part.level,
                "lead": tidy(part.lead),
                "form": part.form.value,
                "paragraphs": [tidy(text) for text in part.paragraphs],
            }
        case Chart():
            return {"kind": "chart"} | _chart(document, part, room)
        case _:
            return {"kind": "table"} | _table(document, part, room)


def _chart(document: Document, chart: Chart, room: float) -> dict[str, Any]:
    """The bars as shares of the longest, with what is written beside them."""
    most = max(float(chart.most), 1.0)
    longest = max(len(label) for label, _values in chart.bars)
    return {
        "title": tidy(chart.title),
        "about": tidy(" ".join((chart.about, wording.bars_told(document, chart)))),
        "series": [tidy(name) for name in chart.series],
        "label_width": min(longest * MM_OF_LETTER + 2, room * MOST_OF_LABELS),
        "bars": [
            {
                "label": tidy(label),
                "shares": [float(value) / most for value in values],
                "told": wording.values_told(document, values),
            }
            for label, values in chart.bars
        ],
    }


def _table(document: Document, table: Table, room: float) -> dict[str, Any]:
    columns = table.columns
    rows = [
        [shown(value, column.kind, document) for column, value in zip(columns, row, strict=True)]
        for row in table.checked_rows()
    ]
    total = table.checked_total()
    told = (
        [shown(value, c.kind, document) for c, value in zip(columns, total, strict=True)] if total else None
    )
    size = size_of(columns)
    widths = widths_of(columns, told or [""] * len(columns), room, rows=len(rows))
    heights = [height_of(row, widths, size) for row in rows]
    return {
        "caption": tidy(table.caption),
        "size": size,
        "headings": [tidy(column.heading) for column in columns],
        "widths": widths,
        "alignments": [alignment(column) for column in columns],
        "rows": [
            {
                "cells": [breakable(text, size, width) for text, width in zip(row, widths, strict=True)],
                "whole": height <= TALLEST_WHOLE,
            }
            for row, height in zip(rows, heights, strict=True)
        ],
        "together": sum(heights) <= TALLEST_TOGETHER,
        "no_rows": wording.NO_ROWS,
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
