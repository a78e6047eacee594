"""Where in a file, besides the essay itself, a name was found: the readers' places in the office's words."""

from collections.abc import Sequence
from typing import Final

from flask_babel import gettext

from contest.errors import N_

PLACES: Final = {
    "header": N_("đầu trang"),
    "footer": N_("chân trang"),
    "comment": N_("lời bình"),
    "tracked-change": N_("dấu vết sửa chữa"),
    "text-box": N_("khung chữ"),
    "hidden-text": N_("chữ ẩn"),
    "alt-text": N_("mô tả ảnh"),
    "hyperlink": N_("liên kết"),
    **dict.fromkeys(("exif", "iptc", "xmp", "image"), N_("thông tin trong ảnh")),
}
"""The first part of a place (``comment:author``) -> its word."""
PROPERTY: Final = N_("thuộc tính của tệp")


def asides_shown(found: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """(place in words, text) of each thing found beside the essay."""
    words = [PLACES.get(place.partition(":")[0], PROPERTY) for place, _text in found]
    return [(gettext(word), text) for word, (_place, text) in zip(words, found, strict=True)]
