"""Lines of a PDF joined into the paragraphs they were broken from, running heads and page numbers apart."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Final

from contest.plumbing.documents.pdf_lines import PageLine

_WIDE_GAP: Final = 1.3
_INDENT: Final = 0.8
_OTHER_SIZE: Final = 1.06
_SPACE: Final = 0.2
_PAGE_NUMBER: Final = re.compile(r"\W*(?:trang|page)?\W*\d{1,3}(?:\s*[/|]\s*\d{1,3})?\W*", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\d+")


def part_running_lines(pages: list[list[PageLine]]) -> tuple[list[PageLine], list[tuple[str, str]]]:
    """The body's lines, and (place, text) of what runs along at the top or the bottom of the pages."""
    ends: Counter[tuple[str, str]] = Counter()
    for lines in pages:
        ends.update({(place, _DIGITS.sub("#", line.text)) for place, line in _ends(lines)})
    running = {
        id(line): place
        for lines in pages
        for place, line in _ends(lines)
        if ends[place, _DIGITS.sub("#", line.text)] > max(1, len(pages) // 2)
        or _PAGE_NUMBER.fullmatch(line.text)
    }
    everything = [line for lines in pages for line in lines]
    body = [line for line in everything if id(line) not in running]
    return body, [(running[id(line)], line.text) for line in everything if id(line) in running]


def _ends(lines: list[PageLine]) -> Iterator[tuple[str, PageLine]]:
    """The highest and the lowest line of a page that has more than those two."""
    if len(lines) > 2:
        yield "header", max(lines, key=lambda line: line.base)
        yield "footer", min(lines, key=lambda line: line.base)


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
        begins = (
            gap > usual_gap * _WIDE_GAP
            or max(above.size, line.size) > min(above.size, line.size) * _OTHER_SIZE
            or edge - above.right > line.first_word + _SPACE * line.size
            or above.left + _INDENT * line.size < line.left > margin + _INDENT * line.size
        )
        if begins:
            groups.append([])
        groups[-1].append(line)
    return groups
