"""Text typed before Unicode: TCVN3, VNI and VISCII, told by the font's name and never by guess.

Such a text holds Latin look-alikes ("Uû ban nh©n d©n") that only its font shows as Vietnamese. A blind
decoding would ruin clean text, so the font is the one proof that is accepted.
"""

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

_TABLES: Final = Path(__file__).with_name("legacy_charsets.json")
_PRIVATE: Final = {0xF000 + code: code for code in range(0x20, 0x100)}
"""Word keeps the letters of a font that calls itself a symbol font in this private area."""
_FONTS: Final = (
    (re.compile(r"\.vn", re.IGNORECASE), "tcvn3"),
    (re.compile(r"vni", re.IGNORECASE), "vni"),
    (re.compile(r"vi(?:scii|[ -])", re.IGNORECASE), "viscii"),
)
_WEIGHT: Final = re.compile(r"(?:[ ,-]*(?:bold|italic|oblique|regular))+$", re.IGNORECASE)
_UNICODE_LETTERS: Final = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168-\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)


class Charset(StrEnum):
    """An encoding of Vietnamese from before Unicode."""

    TCVN3 = "tcvn3"
    VNI = "vni"
    VISCII = "viscii"


@dataclass(frozen=True, slots=True)
class OldFont:
    """What a font's name proves: the encoding, and whether the font draws capitals only."""

    charset: Charset
    capitals: bool = False

    def decode(self, text: str) -> str:
        """The text as Unicode, composed; characters outside the encoding stay as they are."""
        table, pattern = _decoder(self.charset)
        text = text.translate(_PRIVATE)
        if self.charset is Charset.VISCII:
            text = "".join(map(_as_byte, text))
        decoded = pattern.sub(lambda found: table[found[0]], text)
        return decoded.upper() if self.capitals else decoded


def old_font(name: str) -> OldFont | None:
    """The old encoding that a font's name stands for; None for a font of today.

    ".VnTime" is TCVN3 and ".VnTimeH" its capitals; "VNI-Times" is VNI; "VI Times" is VISCII.

    Source  the naming of the fonts ABC, VNI and VISCII
    """
    name = _WEIGHT.sub("", name.strip().lstrip("@"))
    for pattern, charset in _FONTS:
        if pattern.match(name):
            found = Charset(charset)
            last = "h" if name.islower() else "H"
            return OldFont(found, capitals=found is Charset.TCVN3 and name.endswith(last))
    return None


def is_unicode(text: str) -> bool:
    """Whether the text holds Vietnamese letters that no old encoding has: then it is converted already."""
    return _UNICODE_LETTERS.search(text) is not None


@cache
def _decoder(charset: Charset) -> tuple[dict[str, str], re.Pattern[str]]:
    """The table from old to new, and a pattern that finds its keys, the longest first."""
    tables: dict[str, Any] = json.loads(_TABLES.read_text(encoding="utf-8"))
    table: dict[str, str]
    match charset:
        case Charset.TCVN3:
            table = dict(tables["tcvn3"])
        case Charset.VISCII:
            table = {chr(int(code, 16)): letter for code, letter in tables["viscii_bytes"].items()}
        case Charset.VNI:
            table = tables["vni"] | tables["vni_accept_also"]
            table |= {
                old[0].upper() + old[1:]: new.upper() for old, new in table.items() if old[0].islower()
            } | table
    keys = sorted(table, key=len, reverse=True)
    return table, re.compile("|".join(map(re.escape, keys)))


def _as_byte(character: str) -> str:
    """The character of the same byte in Latin-1, when a Windows code page had named it."""
    try:
        return character if ord(character) < 0x100 else character.encode("cp1252").decode("latin-1")
    except UnicodeEncodeError:
        return character
