"""Our own page pictures looked at again: a small one for lists, its greys, the same page turned."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

_LARGEST: Final = 4_000
_SMALL: Final = 360
_LOOKED_AT: Final = 700
_QUALITY: Final = 80
_EFFORT: Final = 2
_TURNS: Final = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Glance:
    """A page at a glance: a small WebP at most 360 px on the long side, and its greys, rows by columns."""

    small: bytes
    grey: NDArray[np.uint8]


def glance_at(path: Path) -> Glance:
    """A small picture and the greys of one of our own pictures. Raises ValueError for any other."""
    page = _opened(path)
    page.thumbnail((_LOOKED_AT, _LOOKED_AT), Image.Resampling.BOX)
    grey = np.asarray(page.convert("L"))
    page.thumbnail((_SMALL, _SMALL), reducing_gap=2.0)
    return Glance(_packed(page), grey)


def turned(path: Path, degrees: int) -> tuple[bytes, int, int]:
    """One of our own pictures turned clockwise by a right angle, as WebP, with its width and height.

    Raises  ValueError for a picture that is none of ours, KeyError for another angle
    """
    page = _opened(path).transpose(_TURNS[degrees])
    return _packed(page), page.width, page.height


def _opened(path: Path) -> Image.Image:
    try:
        with Image.open(path, formats=["WEBP"]) as picture:
            if max(picture.size) > _LARGEST:
                raise ValueError("larger than any picture of ours")
            return picture.convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise ValueError("no picture of ours") from error


def _packed(page: Image.Image) -> bytes:
    packed = io.BytesIO()
    page.save(packed, "WEBP", quality=_QUALITY, method=_EFFORT)
    return packed.getvalue()
