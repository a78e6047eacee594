"""QR codes on the picture of a page, and which way up they say it is."""

from typing import Final

from PIL import Image

_MOST: Final = 20
_LONGEST: Final = 1_000


def read_codes(image: Image.Image, *, ours: str) -> tuple[tuple[str, ...], int]:
    """What the QR codes on a page say, and how it has to be turned for them to stand upright.

    ours     how the codes begin that decide about the turn: one in a pasted newspaper cutting does not
    Returns  the texts from the top down, once each, and degrees clockwise: 0, 90, 180 or 270
    """
    import zxingcpp

    kinds = zxingcpp.barcode_formats_from_str("QRCode")

    found = [
        (code.position.top_left.y, code.text[:_LONGEST], code.orientation)
        for code in zxingcpp.read_barcodes(image.convert("L"), formats=kinds)
        if code.text.isprintable()
    ]
    found.sort()
    turns = (-round(angle / 90) * 90 % 360 for _, text, angle in found if text.startswith(ours))
    return tuple(dict.fromkeys(text for _, text, _ in found[:_MOST])), next(turns, 0)
