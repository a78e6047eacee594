"""How ODT tells the look of a run: automatic style, named style, family default, font face."""

from dataclasses import dataclass, field
from functools import reduce
from typing import Final, Self

from contest.plumbing.documents.runs import Look
from contest.plumbing.documents.xml import LOCAL, Element, attribute, child

Traits = dict[str, str]

_WANTED: Final = {
    "font-name": "face",
    "font-family": "family",
    "font-size": "size",
    "font-weight": "weight",
    "display": "display",
}
_NO_FONT: Final = {"face": "", "family": ""}
"""A style that names a font in one way has done with what others say in the other."""
_JOIN: Final = "\n"
_OF_TEXT: Final = "text"
_LONGEST_CHAIN: Final = 20


@dataclass(slots=True)
class OpenStyles:
    """The styles of one document; a run inside a paragraph has both styles, the inner one first."""

    _own: dict[str, Traits] = field(default_factory=dict)
    _parents: dict[str, str] = field(default_factory=dict)
    _faces: dict[str, str] = field(default_factory=dict)
    _defaults: Traits = field(default_factory=dict)
    _looks: dict[str, Look] = field(default_factory=dict)

    @classmethod
    def of(cls, *roots: Element) -> Self:
        """The styles of ``styles.xml`` and ``content.xml``; the later ones win."""
        styles = cls()
        for root in roots:
            for element in root.iter():
                name = LOCAL[element.tag]
                if name == "font-face":
                    family = attribute(element, "font-family") or ""
                    styles._faces[attribute(element, "name") or ""] = family.strip("'\"")
                elif name == "default-style" and attribute(element, "family") == "paragraph":
                    styles._defaults = _traits(element)
                elif name == "style":
                    key = _key(attribute(element, "name"), attribute(element, "family"))
                    styles._own[key] = _traits(element)
                    styles._parents[key] = _key(
                        attribute(element, "parent-style-name"), attribute(element, "family")
                    )
        return styles

    def inside(self, outer: str, inner: str) -> str:
        """The name for a span's style within its paragraph's."""
        return f"{outer}{_JOIN}{_key(inner, _OF_TEXT)}"

    def look(self, style: str) -> Look:
        """The look of text of this style."""
        if style not in self._looks:
            merged = reduce(lambda seen, name: seen | self._merged(name), style.split(_JOIN), self._defaults)
            face = merged.get("face", "")
            size = merged.get("size", "").removesuffix("pt")
            self._looks[style] = Look(
                font=self._faces.get(face) or face or merged.get("family", "").strip("'\""),
                size=float(size) if size.replace(".", "", 1).isdecimal() else 0,
                bold=merged.get("weight", "") in ("bold", "600", "700", "800", "900"),
                hidden=merged.get("display", "") == "none",
            )
        return self._looks[style]

    def is_heading(self, style: str) -> bool:
        """Whether the paragraph style is the title's or a heading's, or is based on one."""
        return any(name.startswith(("Title", "Heading")) for name in self._chain(style))

    def _chain(self, style: str) -> list[str]:
        chain: list[str] = []
        while style and len(chain) < _LONGEST_CHAIN:
            chain.append(style)
            style = self._parents.get(style, "")
        return chain

    def _merged(self, style: str) -> Traits:
        return reduce(
            lambda seen, name: seen | self._own.get(name, {}), reversed(self._chain(style)), Traits()
        )


def _key(name: str | None, family: str | None) -> str:
    """Styles of spans may be called as those of paragraphs are."""
    return f"\t{name}" if name and family == _OF_TEXT else name or ""


def _traits(style: Element) -> Traits:
    properties = child(style, "text-properties")
    if properties is None:
        return {}
    told = {_WANTED[LOCAL[key]]: value for key, value in properties.items() if LOCAL[key] in _WANTED}
    return _NO_FONT | told if told.keys() & _NO_FONT.keys() else told
