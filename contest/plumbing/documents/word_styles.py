"""How Word finds out the look of a run: run, character style, paragraph style, defaults."""

from dataclasses import dataclass, field
from typing import Final, Self
from xml.etree.ElementTree import Element

from contest.plumbing.documents.container import attribute, child, local
from contest.plumbing.documents.runs import Look

Traits = dict[str, str]
"""What one level says: font, latin (the font for unaccented letters), size, bold, hidden, heading."""

_OFF: Final = ("0", "false", "off", "none")
_LONGEST_CHAIN: Final = 20
_HEADINGS: Final = ("title", "heading", "tiêu đề", "đầu đề")


@dataclass(slots=True)
class Styles:
    """The styles of one document, each merged with those it is based on."""

    defaults: Traits = field(default_factory=dict)
    _own: dict[str, Traits] = field(default_factory=dict)
    _parents: dict[str, str] = field(default_factory=dict)
    _merged: dict[str, Traits] = field(default_factory=dict)
    _usual: str = ""

    @classmethod
    def of(cls, root: Element) -> Self:
        """The styles of a ``styles.xml``."""
        styles = cls()
        for element in root:
            match local(element.tag):
                case "docDefaults":
                    styles.defaults = traits(child(child(element, "rPrDefault"), "rPr"))
                case "style":
                    styles._learn(element)
        return styles

    def look(self, run: Element | None, paragraph: str) -> Look:
        """The look of a run with these run properties in a paragraph of this style."""
        own = traits(run)
        character = attribute(style, "val") or "" if (style := child(run, "rStyle")) is not None else ""
        seen = self.defaults | self.of_style(paragraph or self._usual) | self.of_style(character) | own
        return Look(
            font=seen.get("font") or seen.get("latin", ""),
            size=_points(seen.get("size", "20")),
            bold=seen.get("bold", "0") not in _OFF,
            hidden=seen.get("hidden", "0") not in _OFF,
        )

    def is_heading(self, style: str) -> bool:
        """Whether the style, or one it is based on, is a title or a heading."""
        return "heading" in self.of_style(style)

    def of_style(self, style: str) -> Traits:
        """What a style says together with those it is based on; a circle among them ends by itself."""
        if style not in self._merged:
            chain: list[str] = []
            name = style
            while name in self._own and len(chain) < _LONGEST_CHAIN:
                chain.append(name)
                name = self._parents.get(name, "")
            merged: Traits = {}
            for name in reversed(chain):
                merged |= self._own[name]
            self._merged[style] = merged
        return self._merged[style]

    def _learn(self, style: Element) -> None:
        key = attribute(style, "styleId") or ""
        found = traits(child(style, "rPr"))
        name = child(style, "name")
        called = (attribute(name, "val") or "").lower() if name is not None else ""
        if called.startswith(_HEADINGS) or child(child(style, "pPr"), "outlineLvl") is not None:
            found["heading"] = "1"
        self._own[key] = found
        if (parent := child(style, "basedOn")) is not None:
            self._parents[key] = attribute(parent, "val") or ""
        if attribute(style, "default") in ("1", "true") and attribute(style, "type") == "paragraph":
            self._usual = key


def traits(properties: Element | None) -> Traits:
    """What one ``w:rPr`` says by itself."""
    found: Traits = {}
    for element in properties if properties is not None else ():
        match local(element.tag):
            case "rFonts":
                for ours, theirs in (("font", "hAnsi"), ("latin", "ascii")):
                    if (name := attribute(element, theirs)) is not None:
                        found[ours] = name
                    elif attribute(element, f"{theirs}Theme") is not None:
                        found[ours] = ""
            case "sz":
                found["size"] = attribute(element, "val") or ""
            case "b":
                found["bold"] = attribute(element, "val") or "1"
            case "vanish":
                found["hidden"] = attribute(element, "val") or "1"
    return found


def _points(half_points: str) -> float:
    try:
        return float(half_points) / 2
    except ValueError:
        return 0
