"""DOC of Word 97 to 2003: the text, from the table of pieces; the looks of its letters are not read."""

import re
import struct
from pathlib import Path
from typing import Final

import olefile

from contest.plumbing.documents.draft import Draft, Line, Refused
from contest.plumbing.documents.reading import Note, Why
from contest.plumbing.vietnamese.legacy import is_unicode, old_font
from contest.plumbing.vietnamese.text import clean

_WORD: Final = 0xA5EC
_ENCRYPTED, _OTHER_TABLE = 0x0100, 0x0200
_COUNTS_AT: Final = 0x4C
_STORIES: Final = ("body", "footnote", "header", "macro", "comment", "footnote", "text-box", "header")
_PIECES_AT: Final = 0x01A2
_FONTS_AT: Final = 0x0112
_FIELD: Final = re.compile(r"\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_SIGNS: Final = {0x07: "\r", 0x0B: "\r", 0x0C: "\r", 0x0E: "\r", 0x1E: "-", 0x1F: None, 0xA0: " "}
_PROPERTIES: Final = (
    "title",
    "subject",
    "author",
    "keywords",
    "comments",
    "template",
    "last_saved_by",
    "manager",
    "company",
)


def read(path: Path, draft: Draft) -> None:
    """Body and footnotes as text; headers, comments, text boxes and properties aside.

    Raises  Refused
    """
    try:
        with olefile.OleFileIO(str(path)) as ole:
            if ole.exists("EncryptedPackage") or ole.exists("EncryptionInfo"):
                raise Refused(Why.ENCRYPTED)
            if not ole.exists("WordDocument"):
                raise Refused(Why.TYPE_NOT_ACCEPTED)
            _read(ole, draft)
    except (OSError, struct.error, IndexError, ValueError) as error:
        raise Refused(Why.DAMAGED) from error


def _read(ole: olefile.OleFileIO, draft: Draft) -> None:
    stream = ole.openstream("WordDocument").read()
    magic, version = struct.unpack_from("<HH", stream)
    flags = struct.unpack_from("<H", stream, 0x0A)[0]
    if flags & _ENCRYPTED:
        raise Refused(Why.ENCRYPTED)
    if magic != _WORD or version < 0xC1:  # Word 6 and 95 keep their text in another way
        draft.note(Note.CONVERTER_MISSING)
        return
    if ole.exists("Macros") or ole.exists("_VBA_PROJECT_CUR"):
        draft.note(Note.MACROS_LEFT_OUT)
    table = ole.openstream("1Table" if flags & _OTHER_TABLE else "0Table").read()
    text = _text(stream, table, draft.limits.characters)
    counts = struct.unpack_from("<8i", stream, _COUNTS_AT)
    if min(counts) < 0 or sum(counts) > len(text):
        raise Refused(Why.DAMAGED)
    start = 0
    for place, count in zip(_STORIES, counts, strict=True):
        _keep(place, text[start : start + count], draft)
        start += count
    fonts = _fonts(stream, table)
    if any(map(old_font, fonts)) and not is_unicode(text):
        draft.note(Note.OLD_FONT_UNSURE)
    properties = ole.get_metadata()
    for name in _PROPERTIES:
        value = getattr(properties, name) or b""
        draft.put_aside(
            f"doc:{name}", value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
        )


def _text(stream: bytes, table: bytes, most: int) -> str:
    """All stories in one, from the pieces: each is UTF-16, or one byte a letter."""
    position, length = struct.unpack_from("<II", stream, _PIECES_AT)
    pieces = table[position : position + length]
    while pieces[:1] == b"\x01":  # formatting that comes before the pieces
        pieces = pieces[3 + struct.unpack_from("<H", pieces, 1)[0] :]
    if pieces[:1] != b"\x02":
        raise Refused(Why.DAMAGED)
    size = struct.unpack_from("<I", pieces, 1)[0]
    count = (size - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", pieces, 5)
    if ends[-1] > most * 4:
        raise Refused(Why.TOO_BIG)
    text = []
    for index in range(count):
        letters = ends[index + 1] - ends[index]
        place = struct.unpack_from("<I", pieces, 5 + 4 * (count + 1) + 8 * index + 2)[0]
        if place & 0x40000000:
            start = (place & 0x3FFFFFFF) // 2
            text.append(stream[start : start + letters].decode("cp1252", "replace"))
        else:  # unit by unit, since the counts of the stories count units
            units = stream[place : place + 2 * letters]
            text.append(
                "".join(map(chr, struct.unpack(f"<{len(units) // 2}H", units[: len(units) // 2 * 2])))
            )
        if letters < 0 or len(text[-1]) < letters:
            raise Refused(Why.DAMAGED)
    return "".join(text)


def _keep(place: str, text: str, draft: Draft) -> None:
    while (shorter := _FIELD.sub(lambda found: found[1] or "", text)) != text:
        text = shorter
    text = text.translate(_SIGNS)
    texts = [" ".join(clean(part).split()) for part in text.split("\r")]
    lines = [Line(part) for part in texts if part]
    if place == "body":
        draft.lines += lines
    elif place == "footnote":
        draft.footnotes += lines
    else:
        draft.put_lines_aside(place, lines)


def _fonts(stream: bytes, table: bytes) -> list[str]:
    """The names of the fonts that the document knows."""
    position, length = struct.unpack_from("<II", stream, _FONTS_AT)
    fonts = table[position : position + length]
    names, at = [], 4
    while at + 40 < len(fonts):
        names.append(fonts[at + 40 : at + 1 + fonts[at]].decode("utf-16-le", "ignore").partition("\0")[0])
        at += 1 + fonts[at]
    return names
