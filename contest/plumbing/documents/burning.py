"""Pictures with rectangles blacked out in their pixels: what lay below is in no byte of them."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PIL import Image, UnidentifiedImageError

_QUALITY: Final = 85
_EFFORT: Final = 2
_LARGEST: Final = 4_000

Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels; right and bottom lie outside."""


def burn(path: Path, boxes: Sequence[Box]) -> bytes:
    """A new WebP of one of our own pictures with these boxes solid black; nothing in it but pixels.

    Raises  ValueError for a picture that is none of ours
    """
    try:
        with Image.open(path, formats=["WEBP"]) as picture:
            if max(picture.size) > _LARGEST:
                raise ValueError("larger than any picture of ours")
            clean = Image.new("RGB", picture.size)
            clean.paste(picture.convert("RGB"))
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise ValueError("no picture of ours") from error
    for box in boxes:
        clean.paste((0, 0, 0), box)
    packed = io.BytesIO()
    clean.save(packed, "WEBP", quality=_QUALITY, method=_EFFORT)
    return packed.getvalue()
