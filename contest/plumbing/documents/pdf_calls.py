"""The PDF library's questions about single letters, asked without the conversions of its own wrappers.

A page has thousands of letters; so asked, a question takes half the time or, where the answer is a pointer, a quarter.
"""

import ctypes
from typing import Any, Final

import pypdfium2.raw as pdfium

_LONGEST_NAME: Final = 200


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    """The same C function, taking bare addresses and numbers."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(result, *arguments)(address or 0)


_PAGE, _INDEX, _OUT = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
_object: Final = _plain(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, _PAGE, _INDEX)
_generated: Final = _plain(pdfium.FPDFText_IsGenerated, ctypes.c_int, _PAGE, _INDEX)
_size: Final = _plain(pdfium.FPDFText_GetFontSize, ctypes.c_double, _PAGE, _INDEX)
_box: Final = _plain(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, _PAGE, _INDEX, _OUT)
_origin: Final = _plain(pdfium.FPDFText_GetCharOrigin, ctypes.c_int, _PAGE, _INDEX, _OUT, _OUT)
_font: Final = _plain(pdfium.FPDFText_GetFontInfo, ctypes.c_ulong, _PAGE, _INDEX, _OUT, ctypes.c_ulong, _OUT)


class Letters:
    """The letters of one page, by their numbers."""

    def __init__(self, text_page: Any) -> None:
        self._page: Final = ctypes.cast(text_page.raw, ctypes.c_void_p).value
        self._box: Final = pdfium.FS_RECTF()
        self._box_at: Final = ctypes.addressof(self._box)
        self._number: Final = (ctypes.c_double * 2)()
        self._x_at: Final = ctypes.addressof(self._number)
        self._y_at: Final = self._x_at + ctypes.sizeof(ctypes.c_double)
        self._name: Final = ctypes.create_string_buffer(_LONGEST_NAME)
        self._name_at: Final = ctypes.addressof(self._name)
        self.count: Final[int] = text_page.count_chars()
        self.text: Final = _text(text_page.raw, self.count)

    def object_of(self, index: int) -> int | None:
        """What tells the stretch apart that a letter was drawn in; None for line breaks and the like."""
        found: int | None = _object(self._page, index)
        return found

    def is_guessed(self, index: int) -> bool:
        """Whether nobody drew this, and the library saw a gap."""
        return bool(_generated(self._page, index) == 1)

    def edges(self, index: int) -> tuple[float, float]:
        """The left and the right edge."""
        _box(self._page, index, self._box_at)
        return self._box.left, self._box.right

    def height(self, index: int) -> float:
        """From the lowest to the highest point a letter of its font may have."""
        _box(self._page, index, self._box_at)
        return float(abs(self._box.top - self._box.bottom))

    def base(self, index: int) -> float:
        """The height of the base line."""
        _origin(self._page, index, self._x_at, self._y_at)
        base: float = self._number[1]
        return base

    def font(self, index: int) -> tuple[bytes, float]:
        """The font's name, and its size before any scaling."""
        _font(self._page, index, self._name_at, _LONGEST_NAME, None)
        return self._name.value, _size(self._page, index)


def _text(page: Any, count: int) -> str:
    """The page's text, exactly one character a letter: one outside the basic plane becomes a mere sign."""
    buffer = ctypes.create_string_buffer(2 * count + 2)
    got = pdfium.FPDFText_GetText(page, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    text = buffer.raw[: 2 * max(got - 1, 0)].decode("utf-16-le", "replace")
    if len(text) == count and got - 1 == count:
        return text
    codes = (pdfium.FPDFText_GetUnicode(page, index) for index in range(count))
    return "".join(chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes)
