"""RTF: text between control words, in the code page of its font."""

import codecs
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from contest.plumbing.documents.draft import Draft, Refused
from contest.plumbing.documents.reading import Note, Why
from contest.plumbing.documents.rtf_places import (
    BODY,
    CODE_PAGES,
    FONTS,
    NOTES,
    PARAGRAPH,
    PLACES,
    SHOWN_OPTIONAL,
    SIGNS,
    SILENT,
)
from contest.plumbing.documents.rtf_tokens import Token, tokens_of
from contest.plumbing.documents.runs import Look, Runs

_DEEPEST: Final = 500
_NO_FONT: Final = ("", "")
_SIGNS: Final = {"~": " ", "_": "-", "-": "\u00ad"}
"""The last may end a line; it is also the letter "ư" of TCVN3, and dropped where it is not."""


@dataclass(frozen=True, slots=True)
class _State:
    """What a brace saves: where text goes, in which font and look."""

    place: str = BODY
    font: int | None = None
    size: float = 12
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    skip: int = 1


_CHANGES: Final[dict[str, Callable[[_State, int | None], _State]]] = {
    "f": lambda state, number: replace(state, font=number),
    "fs": lambda state, number: replace(state, size=(number or 24) / 2),
    "b": lambda state, number: replace(state, bold=number != 0),
    "v": lambda state, number: replace(state, hidden=number != 0),
    "deleted": lambda state, number: replace(state, deleted=number != 0),
    "uc": lambda state, number: replace(state, skip=max(0, min(number or 0, 16))),
    "plain": lambda state, _: _State(place=state.place, skip=state.skip),
}
"""What a control word changes for the text that follows it in its group."""


@dataclass(slots=True)
class _Reader:
    draft: Draft
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    fonts: dict[int | None, tuple[str, str]] = field(default_factory=dict)
    code_page: str = "cp1252"
    usual_font: int | None = None
    optional: bool = False
    bytes_: bytearray = field(default_factory=bytearray)
    to_skip: int = 0
    high: int = 0
    looks: dict[tuple[str, float, bool, bool], Look] = field(default_factory=dict)
    stories: dict[str, Runs] = field(default_factory=dict)

    def take(self, token: Token) -> bool:
        """Take one token; False once the document's own brace has closed."""
        if token.kind == "text":
            self._bytes(token.data)
            return True
        if self.bytes_:
            self._flush()
        match token.kind:
            case "open":
                if len(self.stack) >= _DEEPEST:
                    raise Refused(Why.DAMAGED)
                self.stack.append(self.state)
            case "close":
                return self._close()
            case "unit":
                self._unit(token)
            case "word":
                self._word(token.name, token.number)
            case "sign":
                self._sign(token.name)
        return True

    def _close(self) -> bool:
        if not self.stack:
            raise Refused(Why.DAMAGED)
        inner, self.state = self.state, self.stack.pop()
        if inner.place not in (self.state.place, SILENT, FONTS):
            self._end_paragraph(inner.place)
        return bool(self.stack)

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self.optional = True
        elif sign in _SIGNS:
            self._text(_SIGNS[sign])
        elif sign in "\\{}":
            self._bytes(sign.encode())
        elif sign in "\r\n":
            self._end_paragraph(self.state.place)

    def _word(self, name: str, number: int | None) -> None:
        optional, self.optional = self.optional, False
        if name == "pict" and self.state.place != SILENT:
            self.draft.note(Note.PICTURES_LEFT_OUT)
        if name in PLACES and (name != "title" or self.state.place == SILENT):
            self.state = replace(self.state, place=PLACES[name])
        elif optional and name not in SHOWN_OPTIONAL:
            self.state = replace(self.state, place=SILENT)
        elif name in SIGNS:
            if SIGNS[name] == PARAGRAPH:
                self._end_paragraph(self.state.place)
            else:
                self._text(SIGNS[name])
        elif name in _CHANGES:
            self.state = _CHANGES[name](self.state, number)
        else:
            self._format(name, number)

    def _unit(self, token: Token) -> None:
        """A unit of UTF-16, numbers above 32767 written as negative ones; the first of a pair waits for the other."""
        code = (token.number or 0) % 0x10000
        self.optional = False
        pair = 0xDC00 <= code < 0xE000 and self.high
        self.high, high = (code if 0xD800 <= code < 0xDC00 else 0), self.high
        if not self.high:
            self._text(chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if pair else code))
        self.to_skip = self.state.skip
        self._bytes(token.data)

    def _format(self, name: str, number: int | None) -> None:
        match name:
            case "deff":
                self.usual_font = number
            case "ansicpg" if number:
                self.code_page = _known(f"cp{number}")
            case "mac":
                self.code_page = "mac-roman"
            case "outlinelevel":
                self._runs(self.state.place).heading = True
            case "fcharset" if self.state.place == FONTS:
                self.fonts[self.state.font] = ("", CODE_PAGES.get(number or 0, "cp1252"))

    def _bytes(self, data: bytes) -> None:
        skipped = min(self.to_skip, len(data))
        self.to_skip -= skipped
        self.bytes_ += data[skipped:]

    def _flush(self) -> None:
        """Bytes gathered so far, read in the code page of the font they stand in."""
        data, self.bytes_ = bytes(self.bytes_), bytearray()
        if self.state.place == FONTS:
            name, page = self.fonts.get(self.state.font, ("", ""))
            self.fonts[self.state.font] = (name + data.decode("cp1252", "replace").partition(";")[0], page)
            return
        page = self.fonts.get(self._font(), ("", ""))[1] or self.code_page
        self._text(data.decode(page, "replace"))

    def _text(self, text: str) -> None:
        state = self.state
        if state.place in (SILENT, FONTS):
            return
        if state.deleted:
            self.draft.note(Note.TRACKED_CHANGES_LEFT_OUT)
            return
        key = self.fonts.get(self._font(), _NO_FONT)[0], state.size, state.bold, state.hidden
        if key not in self.looks:
            self.looks[key] = Look(*key)
        self._runs(state.place).add(text, self.looks[key])

    def _font(self) -> int | None:
        return self.usual_font if self.state.font is None else self.state.font

    def _runs(self, place: str) -> Runs:
        if place not in self.stories:
            self.stories[place] = Runs(self.draft)
        return self.stories[place]

    def _end_paragraph(self, place: str) -> None:
        runs = self.stories.pop(place, None)
        if runs is None:
            return
        if place == BODY:
            self.draft.lines += runs.lines()
        elif place == NOTES:
            self.draft.footnotes += runs.lines()
        else:
            self.draft.put_lines_aside(place, runs.lines())
            if place == "text-box":
                self.draft.note(Note.TEXT_BOXES_LEFT_OUT)


def read(path: Path, draft: Draft) -> None:
    """Body and footnotes as text; headers, comments and the info block aside.

    Raises  Refused
    """
    reader = _Reader(draft)
    for token in tokens_of(path.read_bytes()):
        if not reader.take(token):
            break
    else:
        raise Refused(Why.DAMAGED)
    reader._end_paragraph(BODY)


def _known(code_page: str) -> str:
    try:
        return codecs.lookup(code_page).name
    except LookupError:
        return "cp1252"
