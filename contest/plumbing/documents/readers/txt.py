"""Plain text in UTF-8, UTF-16 or, failing both, Windows-1258."""

import re
from pathlib import Path
from typing import Final

from contest.plumbing.documents.draft import Draft, Line, Refused
from contest.plumbing.documents.reading import Note, Why
from contest.plumbing.documents.sniff import looks_like_utf16
from contest.plumbing.vietnamese.text import clean

_WRAPPED: Final = 100
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read(path: Path, draft: Draft) -> None:
    """A paragraph a line; where lines were broken to a width, a paragraph a block between empty lines.

    Raises  Refused
    """
    text = clean(_decode(path.read_bytes(), draft).rstrip("\x1a"))
    lines = [" ".join(line.split()) for line in text.splitlines()]
    filled = [len(line) for line in lines if line]
    blocks = [block for block in re.split(r"\n{2,}", "\n".join(lines)) if block]
    wrapped = (
        len(filled) > 2 * len(blocks)
        and max(filled) <= _WRAPPED
        and sum(length > max(filled) * 0.6 for length in filled) > len(filled) / 2
    )
    texts = [block.replace("\n", " ").strip() for block in blocks] if wrapped else lines
    draft.lines += [Line(text) for text in texts if text]


def _is_nearly_utf_8(data: bytes) -> bool:
    """Whether nearly all letters beyond ASCII are sound, which those of another encoding never are."""
    text = data.decode("utf-8", "replace")
    return 20 * text.count("\ufffd") < sum(not letter.isascii() for letter in text)


def _decode(data: bytes, draft: Draft) -> str:
    """The text; only the last resort is a guess, and says so."""
    guesses = [charset for mark, charset in _MARKS if data.startswith(mark)]
    try:
        if guesses:
            return data.decode(guesses[0])
        if order := looks_like_utf16(data):
            return data.decode(order)
    except UnicodeDecodeError as error:
        raise Refused(Why.DAMAGED) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        cut = error.start > len(data) - 4 and error.start > 16  # in the middle of a letter
        if cut or _is_nearly_utf_8(data):
            raise Refused(Why.DAMAGED) from error
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError as error:
        raise Refused(Why.UNREADABLE) from error
    draft.note(Note.ENCODING_GUESSED)
    return text
