"""Score sheets as PDF: tagged as PDF/UA-1, so that a reader is told headings, table heads and what the code is."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any, Final

from contest.exports.formats import pdf, wording
from contest.exports.formats.cells import tidy
from contest.exports.formats.pdf.joined import joined
from contest.exports.score_sheets.qr import as_svg
from contest.exports.score_sheets.said import DRAFT, MARGINS, TITLE, WORDS, SheetSaid, SheetsSaid
from contest.exports.sheet import Letterhead

media_type: Final = pdf.media_type
suffix: Final = pdf.suffix


MOST_TOGETHER: Final = 200
"""Sheets up to which a PDF is set in one piece and tagged; a whole round is printed to be written on by hand."""

BATCH: Final = 25
"""More are set so many at a time, since what has been set is remembered for a while: memory stays as it is."""


def write(said: SheetsSaid) -> bytes:
    """The PDF, A4, one sheet a page; a very long remark goes on on the next page."""
    if len(said.sheets) <= MOST_TOGETHER:
        return _typeset(said, tagged=True)

    def batches() -> Iterator[bytes]:
        for place in range(0, len(said.sheets), BATCH):
            yield _typeset(replace(said, sheets=said.sheets[place : place + BATCH]), tagged=False)

    return joined(batches())


def _typeset(said: SheetsSaid, *, tagged: bool) -> bytes:
    values = {
        "title": TITLE,
        "words": WORDS,
        "margins": asdict(MARGINS),
        "head": _head(said.head),
        "about": said.about,
        "rubric": [asdict(one) for one in said.rubric],
        "headings": list(said.headings),
        "weighted": said.weighted,
        "scale": said.scale,
        "sheets": [_told(one) for one in said.sheets],
    }
    return pdf.typeset("score_sheets", values, tagged=tagged)


def _head(head: Letterhead) -> dict[str, Any]:
    emblem = wording.EMBLEMS.get(head.style)
    return {
        "style": head.style.value,
        "upper": tidy(head.upper_body),
        "body": tidy(head.issuing_body),
        "emblem": list(emblem.lines) if emblem is not None else [],
        "day": wording.place_and_day(head),
    }


def _told(one: SheetSaid) -> dict[str, Any]:
    return asdict(one) | {"qr": as_svg(one.address), "draft": DRAFT if one.draft else ""}
