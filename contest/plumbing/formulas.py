"""Text that a spreadsheet could calculate: how to know it, how to make it harmless, how to read it back."""

import re
import unicodedata
from typing import Final

STARTS: Final = frozenset("=+-@")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_SIGNS: Final = "=+\\-@＝＋－＠﹦﹢﹣﹫"
_AFTER_SEPARATOR: Final = re.compile(rf"([;\t\n][^\S\n]*)(?=[{_SIGNS}])")
_MADE_HARMLESS: Final = re.compile(rf"([;\t\n][^\S\n]*)'(?=[{_SIGNS}])")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could take this text for a formula.

    True for what begins with = + - @ in any width, whatever unseen characters come first, and for what
    begins with a tab or a line end.
    """
    if text[:1] in ("\t", "\r", "\n"):
        return True
    first = next((c for c in text if unicodedata.category(c) not in _UNSEEN), "")
    return bool(STARTS & set(unicodedata.normalize("NFKC", first)))


def neutralised(text: str) -> str:
    """Text for a file without types: an apostrophe goes before what a spreadsheet could calculate.

    Also inside the text after a semicolon, a tab or a line end, where a spreadsheet set to another
    separator would begin a new cell.
    """
    text = _AFTER_SEPARATOR.sub(r"\1'", text)
    return f"'{text}" if is_formula(text) else text


def restored(text: str) -> str:
    """The text that was neutralised."""
    if text.startswith("'") and is_formula(text[1:]):
        text = text[1:]
    return _MADE_HARMLESS.sub(r"\1", text)
