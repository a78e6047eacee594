"""Pictures made anew: upright, no larger than reading needs, with nothing in them but pixels."""

import hashlib
import io
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps

from contest.plumbing.documents.codes import read_codes
from contest.plumbing.documents.draft import Draft, Refused, Unwritable
from contest.plumbing.documents.reading import Page, Why

LONG_SIDE: Final = 2000
_QUALITY: Final = 80
_EFFORT: Final = 2
_TURNS: Final = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
"""Degrees clockwise to Pillow's words, which count the other way round."""

Image.MAX_IMAGE_PIXELS = None  # ours is checked in fitting(), before anything is decoded


def check_size(image: Image.Image, draft: Draft) -> None:
    """Refuse a flood of pixels before a single one is decoded.

    Raises  Refused
    """
    width, height = image.size
    if width * height > draft.limits.pixels or max(width, height) > 65_000:
        raise Refused(Why.TOO_BIG)


def add_page(draft: Draft, image: Image.Image) -> None:
    """Keep one opened picture as the draft's next page."""
    check_size(image, draft)
    image.getexif()  # kept by Pillow for the turn below, which comes last because it copies
    image.thumbnail((LONG_SIDE, LONG_SIDE), reducing_gap=2.0)
    upright = ImageOps.exif_transpose(image)
    clean = Image.new("RGB", upright.size, "white")
    if upright.has_transparency_data:
        layer = upright.convert("RGBA")
        clean.paste(layer, mask=layer.getchannel("A"))
    else:
        clean.paste(_eight_bit(upright))
    codes, turn = ((), 0) if draft.ours is None else read_codes(clean, ours=draft.ours)
    if turn:
        clean = clean.transpose(_TURNS[turn])
    packed = io.BytesIO()
    clean.save(packed, "WEBP", quality=_QUALITY, method=_EFFORT)
    digest = hashlib.sha256(packed.getvalue()).hexdigest()[:32]
    path: Path = draft.into / f"page-{len(draft.pages) + 1:04d}-{digest}.webp"
    try:
        path.write_bytes(packed.getvalue())
    except OSError as error:
        raise Unwritable from error
    draft.pages.append(Page(path, *clean.size, codes, turn))


def _eight_bit(image: Image.Image) -> Image.Image:
    """Sixteen-bit scans squeezed to what a screen shows; a plain conversion would clip them to white."""
    if image.mode.startswith("I;16") or image.mode == "I":
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    return image.convert("RGB")
