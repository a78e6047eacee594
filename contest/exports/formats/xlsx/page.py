"""The lines around a sheet's table: letterhead and titles above, notes and signatures below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import ceil
from typing import Any, Final

from xlsxwriter.worksheet import Worksheet

from contest.exports.formats import wording
from contest.exports.formats.cells import tidy
from contest.exports.formats.xlsx.styles import Styles
from contest.exports.sheet import Document, LetterheadStyle, Passage, PassageForm
from contest.plumbing.formulas import is_formula

LINE_HEIGHT: Final = 1.32
"""The height of a line, in multiples of its font size."""

ROOM_TO_SIGN: Final = 4
HIGHEST_ROW: Final = 409.0
TIGHTEST: Final = 3.0
"""Texts that would need more lines than this beside each other go below each other."""

Line = tuple[str, dict[str, Any]]


@dataclass(slots=True)
class Page:
    """A worksheet filled from above; rows once left are closed (the file streams).

    height  of the lines so far, in points
    """

    sheet: Worksheet
    styles: Styles
    widths: Sequence[float]
    row: int = 0
    height: float = 0.0

    def letterhead(self, document: Document) -> None:
        """The organs at the left, the emblem at the right, then number, place and day, and a letter's subject."""
        head = document.letterhead
        if head.style is LetterheadStyle.NONE:
            return
        emblem = wording.EMBLEMS[head.style]
        organs = [(tidy(head.upper_body), False), (tidy(head.issuing_body), True)]
        left: list[Line] = [(text, {"bold": bold}) for text, bold in organs if text]
        if head.style is LetterheadStyle.PARTY:
            left.append(("*", {}))
        right: list[Line] = [(text, {"bold": True}) for text in emblem.lines]
        right[-1][1]["underline"] = 1
        height = max(len(left), len(right))
        number: Line = (wording.number_line(head), {})
        day: Line = (wording.place_and_day(head), {"italic": True})
        subject = (
            (wording.subject_line(document.subject), {"font_size": 11}) if document.subject else ("", {})
        )
        self._side_by_side(
            [[*_filled(left, height), number, subject], [*_filled(right, height), day, ("", {})]]
        )
        self.row += 1

    def titles(self, document: Document) -> None:
        """The title and the lines below it, or whom a letter is addressed to; then the paragraphs."""
        if not document.subject:
            self.heading(document.title, document.lines)
        for line in wording.addressed(document.addressees):
            self.wide(line, align="center")
        for paragraph in document.paragraphs:
            self.wide(tidy(paragraph), align="left")
        self.row += 1

    def heading(self, title: str, lines: Sequence[str]) -> None:
        """A title and what it is of."""
        self.wide(tidy(title), bold=True, font_size=14, align="center")
        for line in lines:
            self.wide(tidy(line), bold=True, align="center")

    def passage(self, passage: Passage) -> None:
        """A heading and its paragraphs, each across the table."""
        if passage.heading:
            self.wide(tidy(passage.heading), bold=True, align="left")
        for place, text in enumerate(passage.paragraphs):
            lead = f"{tidy(passage.lead)} " if passage.lead and place == 0 else ""
            match passage.form:
                case PassageForm.CENTRED:
                    self.wide(tidy(text), bold=True, align="center")
                case PassageForm.SLANTED:
                    self.wide(lead + tidy(text), italic=True, align="left")
                case _:
                    self.wide(lead + tidy(text), align="left")

    def ending(self, document: Document) -> None:
        """What was said besides, the notes, then the signatures side by side, then who receives the document."""
        if document.closing:
            self.row += 1
        for text in document.closing:
            self.wide(tidy(text), align="left")
        if document.footnotes:
            self.row += 1
        for note in document.footnotes:
            self.wide(tidy(note), italic=True, font_size=11, align="left")
        self._signatures(document)
        if document.recipients:
            self.wide(wording.RECEIVED_BY, align="left", bold=True, italic=True)
        for line in wording.received_by(document.recipients):
            self.wide(f"- {line}", align="left", font_size=11)

    def _signatures(self, document: Document) -> None:
        if not document.signatures:
            return
        self.row += 1
        party = document.letterhead.style is LetterheadStyle.PARTY
        said = [wording.signature_lines(s, document.letterhead.style) for s in document.signatures]
        height = max(map(len, said))
        self._side_by_side(
            [
                _filled(
                    [(text, {"bold": not party or index == 0}) for index, text in enumerate(lines)], height
                )
                + [("", {})] * ROOM_TO_SIGN
                + [(tidy(signature.name), {"bold": True})]
                for lines, signature in zip(said, document.signatures, strict=True)
            ]
        )
        self.row += 1

    def wide(self, text: str, **said: Any) -> None:
        """One line across the whole table, as high as its text needs."""
        self.height += self.fit([(text, sum(self.widths))], size=said.get("font_size", 12))
        self._span(0, len(self.widths) - 1, text, said)
        self.row += 1

    def fit(self, texts: Iterable[tuple[str, float]], *, size: int = 12) -> float:
        """Make the row as high as its texts need in their widths: not every reader does so by itself.

        Returns  the height in points
        """
        lines = max((lines_of(text, width * 12 / size) for text, width in texts), default=1)
        if lines > 1 or size > 12:
            self.sheet.set_row(self.row, min(lines * size * LINE_HEIGHT, HIGHEST_ROW))
        return lines * size * LINE_HEIGHT

    def forget_height(self) -> None:
        """Let go of the height of the last row that has left: the library would hold one for each row of a table."""
        left = self.row - 2
        self.sheet.row_info.pop(left, None)
        self.sheet.row_sizes.pop(left, None)

    def _side_by_side(self, blocks: list[list[Line]]) -> None:
        """Blocks of as many lines, centred beside each other; below each other where columns are too few."""
        spans = shares(self.widths, [max(extent(text) for text, _ in block) for block in blocks])
        if spans is None:
            for text, said in (line for block in blocks for line in block):
                self.wide(text, align="center", **said)
            return
        rooms = [sum(self.widths[first : last + 1]) for first, last in spans]
        for lines in zip(*blocks, strict=True):
            self.height += self.fit([(line[0], room) for line, room in zip(lines, rooms, strict=True)])
            for (text, said), (first, last) in zip(lines, spans, strict=True):
                self._span(first, last, text, {"align": "center", **said})
            self.row += 1

    def _span(self, first: int, last: int, text: str, said: dict[str, Any]) -> None:
        if not text:
            return
        quoted = {"quote_prefix": True} if is_formula(text) else {}
        style = self.styles.line(text_wrap=True, valign="top", **said, **quoted)
        if first < last:
            self.sheet.merge_range(self.row, first, self.row, last, "", style)
        self.sheet.write_string(self.row, first, text, style)


def _filled(lines: list[Line], height: int) -> list[Line]:
    return lines + [("", {})] * (height - len(lines))


def extent(text: str) -> float:
    """The length of a text in widths of a digit, about: capitals are wide, small letters narrow."""
    capitals = sum(map(str.isupper, text))
    return 1.4 * capitals + 0.95 * (len(text) - capitals)


def lines_of(text: str, width: float) -> int:
    """The lines that a text takes in a width."""
    return sum(max(1, ceil(extent(part) / max(width - 1, 1))) for part in text.split("\n"))


def shares(widths: Sequence[float], needs: Sequence[float]) -> list[tuple[int, int]] | None:
    """The columns dealt to neighbours so that the tightest is least tight, and they are alike in width.

    Returns  the first and last column of each, or None when the columns are too few or far too narrow
    """

    def tightness(cuts: tuple[int, ...]) -> tuple[float, float]:
        rooms = [sum(widths[a:b]) for a, b in pairwise((0, *cuts, len(widths)))]
        tight = max(need / room for need, room in zip(needs, rooms, strict=True))
        return max(tight, 1.0), max(rooms) - min(rooms)

    if len(widths) < len(needs):
        return None
    best = min(combinations(range(1, len(widths)), len(needs) - 1), key=tightness)
    if tightness(best)[0] > TIGHTEST:
        return None
    return [(a, b - 1) for a, b in pairwise((0, *best, len(widths)))]
