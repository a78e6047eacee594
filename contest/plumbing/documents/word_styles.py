"""How Word finds out the look of a run: run, character style, paragraph style, defaults."""

from dataclasses import dataclass, field
from typing import Final

from contest.plumbing.documents.runs import Look
from contest.plumbing.documents.word_sheet import Sheet
from contest.plumbing.documents.xml import LOCAL, Element, attribute, child

Traits = tuple[tuple[str, str], ...]
"""What one level says, the nearest last: font, latin (the font for unaccented letters), size, bold, hidden, style."""

_OFF: Final = ("0", "false", "off", "none")
_LONGEST_CHAIN: Final = 20
HEADINGS: Final = ("title", "heading", "tiêu đề", "đầu đề")
_TELLING: Final = {"sz": "size", "b": "bold", "vanish": "hidden", "rStyle": "style"}


@dataclass(frozen=True, slots=True)
class _Style:
    """One style together with those it is based on."""

    traits: Traits = ()
    heading: bool = False


_NONE: Final = _Style()


@dataclass(slots=True)
class Styles:
    """The styles of one document, looked up as they are met."""

    sheet: Sheet | None = None
    _styles: dict[str, _Style] = field(default_factory=dict)
    _looks: dict[tuple[str, Traits], Look] = field(default_factory=dict)

    def look(self, run: Element | None, paragraph: str) -> Look:
        """The look of a run with these run properties in a paragraph of this style."""
        own = () if run is None else traits(run)
        key = (paragraph, own)
        found = self._looks.get(key)
        if found is None:
            found = self._looks[key] = self._look(own, paragraph)
        return found

    def is_heading(self, style: str) -> bool:
        """Whether the style, or one it is based on, is a title or a heading."""
        return bool(style) and self._style(style).heading

    def _look(self, own: Traits, paragraph: str) -> Look:
        sheet = self.sheet
        defaults = () if sheet is None else traits(child(child(sheet.defaults, "rPrDefault"), "rPr"))
        around = self._style(paragraph or ("" if sheet is None else sheet.usual)).traits
        seen = dict((*defaults, *around, *self._style(dict(own).get("style", "")).traits, *own))
        return Look(
            font=seen.get("font") or seen.get("latin", ""),
            size=_points(seen.get("size", "20")),
            bold=seen.get("bold", "0") not in _OFF,
            hidden=seen.get("hidden", "0") not in _OFF,
        )

    def _style(self, name: str, depth: int = 0) -> _Style:
        """A style with what it is based on; a circle among them ends by itself."""
        if name not in self._styles:
            element = self.sheet.style(name) if self.sheet is not None and name else None
            if element is None or depth > _LONGEST_CHAIN:
                return _NONE
            parent = _value(child(element, "basedOn"))
            based_on = self._style(parent, depth + 1)
            called = _value(child(element, "name")).lower()
            self._styles[name] = _Style(
                (*based_on.traits, *traits(child(element, "rPr"))),
                based_on.heading
                or called.startswith(HEADINGS)
                or child(child(element, "pPr"), "outlineLvl") is not None,
            )
        return self._styles[name]


def traits(properties: Element | None) -> Traits:
    """What one ``w:rPr`` says by itself."""
    found: list[tuple[str, str]] = []
    for element in properties if properties is not None else ():
        name = LOCAL[element.tag]
        if name == "rFonts":
            found += _fonts(element)
        elif name in _TELLING:
            found.append((_TELLING[name], attribute(element, "val") or "1"))
    return tuple(found)


def _fonts(element: Element) -> list[tuple[str, str]]:
    """The fonts of a ``w:rFonts``: one that the theme names instead is a font of today."""
    found = []
    space = element.tag[: -len("rFonts")]
    for ours, theirs in (("font", "hAnsi"), ("latin", "ascii")):
        name = element.get(f"{space}{theirs}")
        if name is not None:
            found.append((ours, name))
        elif element.get(f"{space}{theirs}Theme") is not None:
            found.append((ours, ""))
    return found


def _value(element: Element | None) -> str:
    return "" if element is None else attribute(element, "val") or ""


def _points(half_points: str) -> float:
    try:
        return float(half_points) / 2
    except ValueError:
        return 0
