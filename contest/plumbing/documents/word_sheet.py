"""The style sheet of a Word document, of which an essay needs two or three styles among hundreds.

Where the sheet is plain UTF-8 without comments and the like, a ``<`` begins a tag and nothing else. So styles
are found by their tags among the bytes, only those wanted are parsed, and what comes after the last one wanted
is not even unpacked. Any other sheet is parsed whole.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from contest.plumbing.documents.draft import Refused
from contest.plumbing.documents.xml import LOCAL, Element, attribute, parse_xml

PIECE: Final = 16_384
_HEAD: Final = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*
    (?:<\?xml\s+version=["'][\d.]+["'](?:\s+encoding=["']utf-8["'])?(?:\s+standalone=["']\w+["'])?\s*\?>)?\s*
    (?P<root><(?P<prefix>(?:[\w.-]+:)?)styles\b[^<>]*[^<>/]>)""",
    re.IGNORECASE | re.VERBOSE,
)
_ID: Final = re.compile(rb"""\bstyleId=["']([^"'&]*)["']""")
_USUAL: Final = re.compile(rb"""\bdefault=["'](?:1|true|on)["']""")
_OF_PARAGRAPHS: Final = re.compile(rb"""\btype=["']paragraph["']""")


class _NotPlain(Exception):
    """The sheet has to be parsed whole."""


@dataclass(slots=True)
class Sheet:
    """The styles of one sheet, looked up one at a time; ``pieces`` are its bytes, taken as far as needed.

    Raises  Refused, from any question, for a sheet that is damaged or hostile
    """

    pieces: Iterator[bytes]
    defaults: Element | None = None
    usual: str = ""
    _seen: bytes = b""
    _at: int = 0
    _head: re.Match[bytes] | None = None
    _styles: dict[str, bytes | Element] = field(default_factory=dict)

    def __post_init__(self) -> None:
        try:
            self._more()
            self._head = _HEAD.match(self._seen)
            if self._head is None:
                raise _NotPlain
            self._at = self._head.end()
            while not self.usual and self._next():
                pass
        except (_NotPlain, Refused):
            self._read_whole()

    def style(self, key: str) -> Element | None:
        """The style of this id; None when there is none."""
        try:
            while key not in self._styles and self._next():
                pass
            found = self._styles.get(key)
            return self._parsed(found) if isinstance(found, bytes) else found
        except (_NotPlain, Refused):
            self._read_whole()
            return self._styles.get(key)

    def _next(self) -> bool:
        """Take note of one more style; False at the end of the sheet."""
        if self._head is None:
            return False
        name = self._head["prefix"] + b"style"
        start = self._find(b"<" + name, self._at)
        if self._at == self._head.end():
            self._take_defaults(self._head["prefix"] + b"docDefaults>", start)
        if start < 0:
            return False
        stop = self._past(b">", start)
        opening = self._seen[start:stop]
        if opening[len(name) + 1 : len(name) + 2].isspace():
            if not opening.endswith(b"/>"):
                stop = self._past(b"</" + name + b">", stop)
            self._note(opening, self._seen[start:stop])
        self._at = stop
        return True

    def _note(self, opening: bytes, style: bytes) -> None:
        key = _ID.search(opening)
        if key is None:
            raise _NotPlain
        self._styles[key[1].decode()] = style
        if not self.usual and _USUAL.search(opening) and _OF_PARAGRAPHS.search(opening):
            self.usual = key[1].decode()

    def _take_defaults(self, name: bytes, stop: int) -> None:
        """What stands before the first style."""
        before = self._seen[: stop if stop >= 0 else len(self._seen)]
        start, end = before.find(b"<" + name), before.find(b"</" + name)
        if 0 <= start < end:
            self.defaults = self._parsed(before[start : end + 2 + len(name)])

    def _find(self, what: bytes, start: int) -> int:
        """Where this stands next, with more of the sheet unpacked if need be; -1 when nowhere."""
        while (found := self._seen.find(what, start)) < 0:
            start = max(start, len(self._seen) - len(what))
            if not self._more():
                return -1
        return found

    def _past(self, what: bytes, start: int) -> int:
        found = self._find(what, start)
        if found < 0:
            raise _NotPlain
        return found + len(what)

    def _more(self) -> bool:
        piece = next(self.pieces, b"")
        before = len(self._seen)
        self._seen += piece
        if self._seen.find(b"<!", max(0, before - 1)) >= 0:
            raise _NotPlain
        return bool(piece)

    def _parsed(self, snippet: bytes) -> Element:
        """One element of the sheet, parsed under a root of the same namespaces."""
        if self._head is None:
            raise _NotPlain
        root = self._head["root"]
        return parse_xml(root + snippet + b"</" + self._head["prefix"] + b"styles>")[0]

    def _read_whole(self) -> None:
        self._head = None
        self._seen += b"".join(self.pieces)
        self._styles.clear()
        for element in parse_xml(self._seen):
            if LOCAL[element.tag] == "docDefaults":
                self.defaults = element
            elif LOCAL[element.tag] == "style":
                key = attribute(element, "styleId") or ""
                self._styles[key] = element
                on = attribute(element, "default") in ("1", "true", "on")
                if on and attribute(element, "type") == "paragraph":
                    self.usual = key
