"""Lines of a PDF joined into the paragraphs they were broken from, running heads and page numbers apart."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import Final

from contest.plumbing.documents.pdf_lines import PageLine

_WIDE_GAP: Final = 1.3
_INDENT: Final = 0.8
_OTHER_SIZE: Final = 1.06
_SPACE: Final = 0.2
_LINES_OF_A_HEAD: Final = 4
_PAGE_NUMBER: Final = re.compile(r"\W*(?:trang|page)?\W*\d{1,3}(?:\s*[/|]\s*\d{1,3})?\W*", re.IGNORECASE)
_base: Final = attrgetter("base")
_DIGITS: Final = re.compile(r"\d+")


def part_running_lines(pages: list[list[PageLine]]) -> tuple[list[PageLine], list[tuple[str, str]]]:
    """The body's lines, and (place, text) of what runs along at the top or the bottom of the pages."""
    running: list[tuple[str, str]] = []
    for _ in range(_LINES_OF_A_HEAD):
        found = _outermost_running(pages)
        running += [(place, line.text) for place, line in found]
        gone = {id(line) for _, line in found}
        pages = [[line for line in lines if id(line) not in gone] for lines in pages]
        if not found:
            break
    return [line for lines in pages for line in lines], running


def _outermost_running(pages: list[list[PageLine]]) -> list[tuple[str, PageLine]]:
    """The highest and lowest lines that most pages have in common, digits apart, or that number a page."""
    ends = [(place, line, _DIGITS.sub("#", line.text)) for lines in pages for place, line in _ends(lines)]
    seen = Counter((place, shape) for place, _, shape in ends)
    often = max(1, len(pages) // 2)
    return [
        (place, line)
        for place, line, shape in ends
        if seen[place, shape] > often or _PAGE_NUMBER.fullmatch(line.text)
    ]


def _ends(lines: list[PageLine]) -> Iterator[tuple[str, PageLine]]:
    """The highest and the lowest line of a page that has more than those two."""
    if len(lines) > 2:
        yield "header", max(lines, key=_base)
        yield "footer", min(lines, key=_base)


def paragraphs_of(lines: list[PageLine]) -> list[list[PageLine]]:
    """The lines in groups, a paragraph each.

    A new one begins below a wider gap, at an indent, at another size of letters, and after a line that
    ended although the next word would still have fitted.
    """
    if not lines:
        return []
    gaps = [above.base - line.base for above, line in pairwise(lines) if above.page == line.page]
    usual_gap = median([gap for gap in gaps if gap > 0] or [0.0])
    margin = Counter(round(line.left) for line in lines).most_common(1)[0][0]
    edge = sorted(line.right for line in lines)[int(len(lines) * 0.97)]
    groups = [[lines[0]]]
    for above, line in pairwise(lines):
        gap = above.base - line.base if above.page == line.page else usual_gap
        apart = (
            gap > usual_gap * _WIDE_GAP
            or max(above.size, line.size) > min(above.size, line.size) * _OTHER_SIZE
        )
        ended = edge - above.right > line.first_word + _SPACE * line.size
        indented = above.left + _INDENT * line.size < line.left > margin + _INDENT * line.size
        if apart or ((ended or indented) and not _are_one_title(above, line)):
            groups.append([])
        groups[-1].append(line)
    return groups


def _are_one_title(above: PageLine, line: PageLine) -> bool:
    """Whether both are bold and centred alike: a title too long for one line."""
    middles = (above.left + above.right) / 2 - (line.left + line.right) / 2
    return above.bold and line.bold and abs(middles) < line.size / 2
