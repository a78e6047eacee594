"""A reading in the making: what readers put in, and how it is settled at the end."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from contest.plumbing.documents.reading import Kind, Limits, Note, Page, Reading, Why
from contest.plumbing.vietnamese.text import clean, count_clean_words, count_words

if TYPE_CHECKING:
    from contest.plumbing.documents.container import Container

TITLE_WORDS: Final = 40
ASIDE_TEXT: Final = 4_000
ASIDE_PLACES: Final = 500


class Refused(Exception):
    """The worker won't read this file, for a reason that has a sentence."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


class Unwritable(Exception):
    """A picture of a page can't be kept: the disk's fault, not the file's."""


class Line(NamedTuple):
    """One paragraph with as much of its looks as tells a title.

    heading  the style says so
    size     of its largest letters in points, None where the file has no looks at all
    bold     all of it is bold
    """

    text: str
    heading: bool = False
    size: float | None = None
    bold: bool = False


@dataclass(slots=True)
class Draft:
    """What a reader has found so far.

    ours  None for an essay. For a scan, whose every page becomes a picture with its QR codes read: how those
          codes begin that may turn their page upright
    box   the container, where one was opened to tell the kind
    """

    kind: Kind
    limits: Limits
    into: Path
    lines: list[Line] = field(default_factory=list)
    footnotes: list[Line] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    page_count: int = 0
    ours: str | None = None
    part: tuple[int, int] | None = None
    box: "Container | None" = None
    _aside: dict[tuple[str, str], None] = field(default_factory=dict)
    _notes: set[Note] = field(default_factory=set)

    def note(self, note: Note) -> None:
        """Warn of something, once."""
        self._notes.add(note)

    def put_aside(self, place: str, text: str) -> None:
        """Keep what is not body where a screener can look for names."""
        text = " ".join(clean(text).split())[:ASIDE_TEXT]
        if text and len(self._aside) < ASIDE_PLACES:
            self._aside[place, text] = None

    def put_lines_aside(self, place: str, lines: Iterable[Line]) -> None:
        """The same for paragraphs of one place."""
        self.put_aside(place, "\n".join(line.text for line in lines))

    def count_pages(self, pages: int) -> None:
        """Say how many pages there are, before any of them is made.

        Raises  Refused for more than the limit
        """
        if pages > self.limits.pages:
            raise Refused(Why.TOO_MANY_PAGES)
        self.page_count = pages

    def places(self) -> range:
        """The places of the pages to make pictures of, once they are counted: all, or the part that was asked for."""
        start, stop = self.part or (0, self.page_count)
        return range(start, min(stop, self.page_count))

    def settle(self) -> Reading:
        """The finished reading.

        Raises  Refused for a file that holds nothing, or more text than the limit
        """
        lines = [line for line in (*self.lines, *self.footnotes) if line.text]
        if sum(len(line.text) for line in lines) > self.limits.characters:
            raise Refused(Why.TOO_BIG)
        if not lines and not self.pages and Note.CONVERTER_MISSING not in self._notes:
            raise Refused(Why.UNREADABLE if Note.PICTURES_LEFT_OUT in self._notes else Why.EMPTY)
        if not lines:
            self.note(Note.NO_TEXT)
        title = lines[0].text if is_title(lines) else None
        paragraphs = tuple(line.text for line in lines[1 if title else 0 :])
        return Reading(
            kind=self.kind,
            paragraphs=paragraphs,
            title=title,
            words=count_clean_words("\n".join(paragraphs)),
            pages=tuple(self.pages),
            page_count=self.page_count,
            aside=tuple(self._aside),
            warnings=tuple(sorted(note.value for note in self._notes)),
        )


def is_title(lines: Sequence[Line]) -> bool:
    """Whether the first paragraph is the title of those after it.

    The style says so; or it is larger than the body, bold above text that is not, or all capitals; or,
    where the file has no looks, it is short and does not end as a sentence does.
    """
    if len(lines) < 2 or count_words(lines[0].text) > TITLE_WORDS:
        return False
    first, rest = lines[0], lines[1:]
    if first.heading or first.text.isupper():
        return True
    if first.size is None:
        return first.text[-1] not in ".,:;…" and len(rest[0].text) > len(first.text)
    sizes: Counter[float] = Counter()
    for line in rest:
        sizes[line.size or 0] += len(line.text)
    usual = sizes.most_common(1)[0][0]
    plain = sum(len(line.text) for line in rest if not line.bold)
    return first.size > usual * 1.05 or (first.bold and plain > sum(len(line.text) for line in rest) / 2)
