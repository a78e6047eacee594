"""A paragraph put together from runs, each in its font: old encodings become Unicode here, run by run."""

from dataclasses import dataclass, field
from itertools import groupby

from contest.plumbing.documents.draft import Draft, Line
from contest.plumbing.documents.reading import Note
from contest.plumbing.vietnamese.legacy import is_unicode, old_font
from contest.plumbing.vietnamese.text import clean


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks, as far as reading needs it; size in points."""

    font: str = ""
    size: float = 0
    bold: bool = False
    hidden: bool = False


@dataclass(slots=True)
class Runs:
    """The runs of one paragraph, in order; a newline parts two lines of it."""

    draft: Draft
    heading: bool = False
    _parts: list[tuple[str, Look]] = field(default_factory=list)

    def add(self, text: str, look: Look) -> None:
        """Add one run; hidden text goes aside."""
        if look.hidden:
            if text.strip():
                self.draft.note(Note.HIDDEN_TEXT_LEFT_OUT)
                self.draft.put_aside("hidden-text", self._decoded([(text, look)]))
        elif text:
            self._parts.append((text, look))

    def lines(self) -> list[Line]:
        """The paragraph, cleaned: one line, or several where it was broken by hand; none when empty."""
        shown = [look for text, look in self._parts if text.strip()]
        texts = [" ".join(text.split()) for text in self._decoded(self._parts).split("\n")]
        size = max((look.size for look in shown), default=0)
        bold = bool(shown) and all(look.bold for look in shown)
        if self.heading:
            texts = [" ".join(filter(None, texts))]
        return [Line(text, heading=self.heading, size=size, bold=bold) for text in texts if text]

    def _decoded(self, parts: list[tuple[str, Look]]) -> str:
        """The text in Unicode; neighbours in one old font are decoded together, since VNI takes two characters."""
        old = [(text, old_font(look.font)) for text, look in parts]
        unsure = any(font and is_unicode(text) for text, font in old)
        decoded = []
        for font, group in groupby(old, key=lambda part: part[1]):
            text = "".join(part[0] for part in group)
            if font is None:
                decoded.append(text.replace("\u00ad", ""))
            elif unsure:
                self.draft.note(Note.OLD_FONT_UNSURE)
                decoded.append(text)
            else:
                if not text.isascii():
                    self.draft.note(Note.OLD_FONT_CONVERTED)
                decoded.append(font.decode(text))
        return clean("".join(decoded))
