"""How Word finds out the look of a run: run, character style, paragraph style, defaults."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from contest.plumbing.documents.draft import Refused
from contest.plumbing.documents.runs import Look
from contest.plumbing.documents.word_sheet import Sheet
from contest.plumbing.documents.xml import LOCAL, Element, attribute, child, parse_xml

Traits = tuple[tuple[str, str], ...]
"""What one level says, the nearest last: font, latin (the font for unaccented letters), size, bold, hidden, style."""

_OFF: Final = ("0", "false", "off", "none")
_LONGEST_CHAIN: Final = 20
HEADINGS: Final = ("title", "heading", "tiêu đề", "đầu đề")
_OF_THEME: Final = "+"
_OLD_IN_THEME: Final = re.compile(rb"""typeface=["']\s*(?:\.vn|vni|vi)""", re.IGNORECASE)
_TELLING: Final = {"sz": "size", "b": "bold", "vanish": "hidden", "rStyle": "style"}


@dataclass(frozen=True, slots=True)
class _Style:
    """One style together with those it is based on."""

    traits: Traits = ()
    heading: bool = False


_NONE: Final = _Style()


@dataclass(slots=True)
class Styles:
    """The styles of one document, looked up as they are met.

    theme  gives the bytes of the theme, which only a font that names it needs
    """

    sheet: Sheet | None = None
    theme: Callable[[], bytes] | None = None
    _themed: dict[str, str] | None = None
    _styles: dict[str, _Style] = field(default_factory=dict)
    _looks: dict[tuple[str, str, Traits], Look] = field(default_factory=dict)

    def look(self, run: Element | None, paragraph: str, table: str = "") -> Look:
        """The look of a run with these run properties in a paragraph of this style, in a table of that style."""
        own = () if run is None else traits(run)
        key = (paragraph, table, own)
        found = self._looks.get(key)
        if found is None:
            found = self._looks[key] = self._look(own, paragraph, table)
        return found

    def is_heading(self, style: str) -> bool:
        """Whether the style, or one it is based on, is a title or a heading."""
        return bool(style) and self._style(style).heading

    def _look(self, own: Traits, paragraph: str, table: str) -> Look:
        sheet = self.sheet
        defaults = () if sheet is None else traits(child(child(sheet.defaults, "rPrDefault"), "rPr"))
        around = self._style(paragraph or ("" if sheet is None else sheet.usual)).traits
        beside = self._style(table).traits
        seen = dict((*defaults, *beside, *around, *self._style(dict(own).get("style", "")).traits, *own))
        return Look(
            font=self._named(seen.get("font", "")) or self._named(seen.get("latin", "")),
            size=_points(seen.get("size", "20")),
            bold=seen.get("bold", "0") not in _OFF,
            hidden=seen.get("hidden", "0") not in _OFF,
        )

    def _named(self, font: str) -> str:
        """The name of a font, which may be one that the theme names."""
        if not font.startswith(_OF_THEME):
            return font
        if self._themed is None:
            self._themed = _fonts_of_theme(self.theme() if self.theme else b"")
        return self._themed.get(font[1:6], font)

    def _style(self, name: str, depth: int = 0) -> _Style:
        """A style with what it is based on; a circle among them ends by itself."""
        if name not in self._styles:
            element = self.sheet.style(name) if self.sheet is not None and name else None
            if element is None or depth > _LONGEST_CHAIN:
                return _NONE
            parent = value_of(child(element, "basedOn"))
            based_on = self._style(parent, depth + 1)
            called = value_of(child(element, "name")).lower()
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
    """The fonts of a ``w:rFonts``; one that the theme names goes before one named here."""
    found = []
    space = element.tag[: -len("rFonts")]
    for ours, theirs in (("font", "hAnsi"), ("latin", "ascii")):
        name, themed = element.get(f"{space}{theirs}"), element.get(f"{space}{theirs}Theme")
        if themed is not None:
            found.append((ours, f"{_OF_THEME}{themed}"))
        elif name is not None:
            found.append((ours, name))
    return found


def _fonts_of_theme(data: bytes) -> dict[str, str]:
    """The Latin fonts that a theme calls "major" and "minor", when one of them is of old; else they do not matter."""
    found: dict[str, str] = {}
    if _OLD_IN_THEME.search(data):
        with suppress(Refused):  # the text can be read without
            for element in parse_xml(data).iter():
                latin = child(element, "latin")
                if latin is not None:
                    found[LOCAL[element.tag][:5]] = attribute(latin, "typeface") or ""
    return found


def value_of(element: Element | None) -> str:
    """Its ``w:val``; nothing when there is none."""
    return "" if element is None else attribute(element, "val") or ""


def _points(half_points: str) -> float:
    try:
        return float(half_points) / 2
    except ValueError:
        return 0
