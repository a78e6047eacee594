"""Names of files and folders that Windows, macOS and Linux all take, in Vietnamese as it is written."""

import re
import unicodedata
from typing import Final

from contest.plumbing.vietnamese import clean

LONGEST: Final = 60
"""Characters of one name: two of them and a folder's path stay below the 260 of Windows."""

LONGEST_BYTES: Final = 180
"""Bytes of one name in UTF-8, of the 255 that Linux takes."""

NAMELESS: Final = "khong-ten"
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u2028\u2029\u0085]+')
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)


def safe_name(text: str, *, longest: int = LONGEST) -> str:
    """One part of a path made of any text: never empty, never a path, never a device, composed (NFC).

    Returns  at most ``longest`` characters and LONGEST_BYTES bytes; the same for a name made safe already
    Source   Microsoft, "Naming Files, Paths, and Namespaces"; POSIX forbids only the slash and NUL
    """
    name = _FORBIDDEN.sub(" ", clean(text).replace("\n", " "))
    name = "".join(sign for sign in name if unicodedata.category(sign) not in ("Cc", "Cf", "Co", "Cn"))
    name = _trimmed(" ".join(name.split()))
    name = _trimmed(_short(name, longest))
    if _RESERVED.match(name):
        name = _short(f"_{name}", longest)
    return name or NAMELESS


class Names:
    """The names of one folder: one that is taken, whatever its capitals, gets a number."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, stem: str, suffix: str = "") -> str:
        """A name that nobody has yet; the suffix, with its dot, stays whole."""
        number = 1
        while True:
            end = suffix if number == 1 else f" ({number}){suffix}"
            name = safe_name(stem, longest=LONGEST - len(end)) + end
            key = unicodedata.normalize("NFC", name.casefold())
            if key not in self._taken:
                self._taken.add(key)
                return name
            number += 1


def _trimmed(name: str) -> str:
    """Without the dots and spaces that Windows drops at an end, and dots that hide a file at its beginning."""
    return name.strip(" .").lstrip("-~")


def _short(name: str, longest: int) -> str:
    """Cut to the length, never inside a letter and its marks."""
    name = name[:longest]
    while len(name.encode()) > LONGEST_BYTES:
        name = name[:-1]
    return name
