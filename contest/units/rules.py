"""The columns of a unit list, by their English names and the Vietnamese ones offices use."""

from collections.abc import Mapping
from typing import Final

COLUMNS: Final = {
    "code": ("mã", "mã_đơn_vị"),
    "name": ("tên", "tên_đơn_vị", "đơn_vị"),
    "short_name": ("tên_ngắn", "tên_gọn", "viết_tắt"),
    "kind": ("loại", "loại_đơn_vị"),
    "parent": ("mã_cấp_trên", "cấp_trên", "trực_thuộc"),
    "successor": ("mã_đơn_vị_mới", "sáp_nhập_vào", "kế_thừa"),
    "valid_from": ("từ_ngày",),
    "valid_to": ("đến_ngày",),
    "headcount": ("số_người", "quân_số"),
    "contact": ("liên_hệ", "người_liên_hệ"),
}
"""Column -> further keys its heading may have."""

HEADINGS: Final = (
    ("Mã đơn vị", "X-NL"),
    ("Tên đơn vị", "Xã Nhân Lý"),
    ("Tên ngắn", "Nhân Lý"),
    ("Loại", "commune"),
    ("Mã cấp trên", ""),
    ("Số người", "2450"),
    ("Liên hệ", ""),
)
"""The template's headings, with one row to show what is meant."""


def named(values: Mapping[str, str]) -> dict[str, str]:
    """A row by our own columns, whichever language its headings speak."""
    return {
        column: next((values[key] for key in (column, *others) if values.get(key)), "")
        for column, others in COLUMNS.items()
    }
