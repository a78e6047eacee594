"""The PDF library's questions about single letters, asked without the conversions of its own wrappers.

A page has thousands of letters; so asked, a question takes half the time or, where the answer is a pointer, a quarter.
"""

import ctypes
from array import array
from collections import deque
from itertools import repeat
from typing import Any, Final

import pypdfium2.raw as pdfium

_LONGEST_NAME: Final = 200
_NUMBERS_OF_A_BOX: Final = 4
_BYTES_OF_A_BOX: Final = 16


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    """The same C function, taking bare addresses and numbers."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(result, *arguments)(address or 0)


_PAGE, _INDEX, _OUT = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
_object: Final = _plain(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, _PAGE, _INDEX)
_size: Final = _plain(pdfium.FPDFText_GetFontSize, ctypes.c_double, _PAGE, _INDEX)
_box: Final = _plain(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, _PAGE, _INDEX, _OUT)
_origin: Final = _plain(pdfium.FPDFText_GetCharOrigin, ctypes.c_int, _PAGE, _INDEX, _OUT, _OUT)
_font: Final = _plain(pdfium.FPDFText_GetFontInfo, ctypes.c_ulong, _PAGE, _INDEX, _OUT, ctypes.c_ulong, _OUT)


class Letters:
    """The letters of one page, by their numbers."""

    def __init__(self, text_page: Any) -> None:
        self._page: Final = ctypes.cast(text_page.raw, ctypes.c_void_p).value
        self._box: Final = array("f", bytes(_BYTES_OF_A_BOX))  # left, top, right, bottom
        self._box_at: Final = self._box.buffer_info()[0]
        self._place: Final = array("d", (0, 0))
        self._x_at: Final = self._place.buffer_info()[0]
        self._y_at: Final = self._x_at + self._place.itemsize
        self._name: Final = ctypes.create_string_buffer(_LONGEST_NAME)
        self._name_at: Final = ctypes.addressof(self._name)
        self.count: Final[int] = text_page.count_chars()
        self.text: Final = _text(text_page.raw, self.count)

    def object_of(self, index: int) -> int | None:
        """What tells the stretch apart that a letter was drawn in; None for line breaks and the like."""
        found: int | None = _object(self._page, index)
        return found

    def edges(self, index: int) -> tuple[float, float]:
        """The left and the right edge; the same where nobody drew this, and the library saw a gap."""
        _box(self._page, index, self._box_at)
        return self._box[0], self._box[2]

    def all_edges(self, start: int, stop: int) -> tuple["array[float]", "array[float]"]:
        """The left and the right edges of so many letters, asked for without a step of Python between."""
        boxes = array("f", bytes(_BYTES_OF_A_BOX * (stop - start)))
        at = boxes.buffer_info()[0]
        places = range(at, at + _BYTES_OF_A_BOX * (stop - start), _BYTES_OF_A_BOX)
        deque(map(_box, repeat(self._page), range(start, stop), places), maxlen=0)
        return boxes[0::_NUMBERS_OF_A_BOX], boxes[2::_NUMBERS_OF_A_BOX]

    def height(self, index: int) -> float:
        """From the lowest to the highest point a letter of its font may have."""
        _box(self._page, index, self._box_at)
        return abs(self._box[1] - self._box[3])

    def base(self, index: int) -> float:
        """The height of the base line."""
        _origin(self._page, index, self._x_at, self._y_at)
        return self._place[1]

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
