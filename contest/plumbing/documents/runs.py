"""A paragraph put together from runs, each in its font: old encodings become Unicode here, run by run."""

from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from contest.plumbing.documents.draft import Draft, Line
from contest.plumbing.documents.reading import Note
from contest.plumbing.vietnamese.legacy import OldFont, is_unicode, old_font
from contest.plumbing.vietnamese.text import clean

_MOST_FONTS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks, as far as reading needs it; size in points."""

    font: str = ""
    size: float = 0
    bold: bool = False
    hidden: bool = False


class _Fonts(dict[str, OldFont | None]):
    """The old encodings of fonts by name, each worked out once."""

    def __missing__(self, name: str) -> OldFont | None:
        found = old_font(name)
        if len(self) < _MOST_FONTS:
            self[name] = found
        return found


_OLD: Final = _Fonts()


def one_spaced(text: str) -> str:
    """The text with single spaces between its words and none around them."""
    plain = "  " not in text and text.isprintable()  # of all spaces only the plain one is printable
    return text.strip() if plain else " ".join(text.split())


@dataclass(slots=True)
class Runs:
    """The runs of one paragraph, in order; a newline parts two lines of it."""

    draft: Draft
    heading: bool = False
    _parts: list[tuple[str, Look]] = field(default_factory=list)
    _hidden: list[tuple[str, Look]] = field(default_factory=list)

    def add(self, text: str, look: Look) -> None:
        """Add one run; hidden text goes aside when the paragraph ends, whole, for a name may lie across runs."""
        if look.hidden:
            self._hidden.append((text, look))
        elif text:
            self._parts.append((text, look))

    def lines(self) -> list[Line]:
        """The paragraph, cleaned: one line, or several where it was broken by hand; none when empty."""
        parts = self._parts
        if self._hidden and any(text.strip() for text, _ in self._hidden):
            self.draft.note(Note.HIDDEN_TEXT_LEFT_OUT)
            self.draft.put_aside("hidden-text", self._decoded(self._hidden))
        if not parts:
            return []
        decoded = self._decoded(parts)
        if len(parts) == 1 and "\n" not in decoded:
            text, look = one_spaced(decoded), parts[0][1]
            return [Line(text, self.heading, look.size, look.bold)] if text else []
        if self.heading:
            decoded = decoded.replace("\n", " ")
        shown = [look for text, look in parts if not text.isspace()]
        if len(shown) == 1:
            size, bold = shown[0].size, shown[0].bold
        else:
            size = max([look.size for look in shown], default=0)
            bold = bool(shown) and all(look.bold for look in shown)
        texts = map(one_spaced, decoded.split("\n"))
        return [Line(text, self.heading, size, bold) for text in texts if text]

    def _decoded(self, parts: list[tuple[str, Look]]) -> str:
        """The text in Unicode; neighbours in one old font are decoded together, since VNI takes two characters."""
        if len(parts) == 1 and not _OLD[parts[0][1].font]:
            return clean(parts[0][0].replace("\u00ad", ""))
        if not any(_OLD[look.font] for _, look in parts):
            return clean("".join([text for text, _ in parts]).replace("\u00ad", ""))
        old = [(text, _OLD[look.font]) for text, look in parts]
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
