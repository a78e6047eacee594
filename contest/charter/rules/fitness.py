"""What a setting may be: each number in its range, each text in its room, each word of a known kind."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo, available_timezones

from contest.charter.rules.kinds import FEWEST_TO_TRIM, METHODS, MODELLED, CutKind, TieBreak
from contest.errors import N_

Unfit = tuple[str, str]
"""The setting's name and why its value cannot be used, both Vietnamese source sentences."""

PREFIX: Final = re.compile(r"[A-Z]{1,4}[0-9]{0,2}")
SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED: Final = frozenset({"new"})
"""Addresses that would hide a contest behind a page of the office."""

NAMES: Final = {
    "slug": N_("Địa chỉ trang"),
    "title": N_("Tên cuộc thi"),
    "year": N_("Năm"),
    "area": N_("Địa bàn"),
    "organizer": N_("Cơ quan tổ chức"),
    "zone": N_("Múi giờ"),
    "receipt_prefix": N_("Đầu mã hồ sơ"),
    "words_min": N_("Số từ ít nhất"),
    "words_max": N_("Số từ nhiều nhất"),
    "words_tolerance_percent": N_("Mức châm chước"),
    "max_entries_per_author": N_("Số bài mỗi tác giả"),
    "max_group_size": N_("Số người trong một nhóm"),
    "max_file_mb": N_("Dung lượng mỗi tệp"),
    "max_files": N_("Số tệp mỗi bài"),
    "max_total_mb": N_("Dung lượng cả bài"),
    "photos_min": N_("Số ảnh nhân vật cần có"),
    "photos_max": N_("Số ảnh nhân vật nhiều nhất"),
    "statement_needed": N_("Cần bản xác nhận"),
    "quota_up": N_("Số bài gửi cấp trên"),
    "retention_months": N_("Thời gian giữ dữ liệu"),
    "corner_pages": N_("Góc danh tính"),
    "corner_left": N_("Góc danh tính, cách lề trái"),
    "corner_top": N_("Góc danh tính, cách lề trên"),
    "corner_width": N_("Góc danh tính, bề rộng"),
    "corner_height": N_("Góc danh tính, bề cao"),
}
RANGES: Final = {
    "year": (1990, 2100),
    "words_min": (0, 20_000),
    "words_max": (1, 20_000),
    "words_tolerance_percent": (0, 100),
    "max_entries_per_author": (1, 100),
    "max_group_size": (2, 30),
    "max_file_mb": (1, 50),
    "max_files": (1, 60),
    "max_total_mb": (1, 500),
    "photos_min": (0, 20),
    "photos_max": (0, 20),
    "quota_up": (0, 10_000),
    "retention_months": (1, 240),
    "corner_left": (0, 99),
    "corner_top": (0, 99),
    "corner_width": (1, 100),
    "corner_height": (1, 100),
}
ROOM: Final = {
    "title": 300,
    "area": 200,
    "organizer": 200,
}
MAY_BE_NONE: Final = frozenset({"quota_up"})
MOST_READERS: Final = 9


def first_unfit(values: Mapping[str, Any]) -> Unfit | None:
    """The first setting of a contest whose value cannot be used; None when all can.

    values  columns of a contest, all of them or some; a pair is compared when both are given
    """
    for column, value in values.items():
        why = _unfit(column, value)
        if why is not None:
            return NAMES[column], why
    if "words_min" in values and values.get("words_max", values["words_min"]) < values["words_min"]:
        return NAMES["words_max"], N_("phải từ số từ ít nhất trở lên")
    if "max_file_mb" in values and values.get("max_total_mb", values["max_file_mb"]) < values["max_file_mb"]:
        return NAMES["max_total_mb"], N_("phải từ dung lượng mỗi tệp trở lên")
    if "photos_min" in values and values.get("photos_max", values["photos_min"]) < values["photos_min"]:
        return NAMES["photos_max"], N_("phải từ số ảnh cần có trở lên")
    for start, length in (("corner_left", "corner_width"), ("corner_top", "corner_height")):
        if values.get(start, 0) + values.get(length, 0) > 100:
            return NAMES[length], N_("làm góc lấn ra ngoài trang giấy")
    return None


def _unfit(column: str, value: object) -> str | None:
    if column in RANGES and not (value is None and column in MAY_BE_NONE):
        least, most = RANGES[column]
        return None if isinstance(value, int) and least <= value <= most else N_("ngoài khoảng cho phép")
    if column in ROOM and len(str(value)) > ROOM[column]:
        return N_("dài quá")
    if column == "title" and not str(value).strip():
        return N_("không được để trống")
    if column == "receipt_prefix" and not PREFIX.fullmatch(str(value)):
        return N_("cần một đến bốn chữ in hoa không dấu, sau đó nhiều nhất hai chữ số, như CL26")
    if column == "slug" and (not SLUG.fullmatch(str(value)) or len(str(value)) > 60 or value in RESERVED):
        return N_("chỉ gồm chữ thường không dấu, chữ số và gạch nối, nhiều nhất 60 ký tự")
    return N_("không có múi giờ này") if column == "zone" and not is_zone(str(value)) else None


def is_zone(name: str) -> bool:
    """Whether this names a time zone, such as Asia/Ho_Chi_Minh."""
    return name in available_timezones() and bool(ZoneInfo(name))


def round_unfit(values: Mapping[str, Any], keys: Collection[str]) -> Unfit | None:
    """The first setting of a round that cannot be used; None when all can.

    values  the round's columns, all of them
    keys    the keys of its criteria, which tie-breaks may name
    """
    if not str(values["name"]).strip() or len(str(values["name"])) > 120:
        return N_("Tên vòng"), N_("cần từ một đến 120 ký tự")
    if not 1 <= values["readers"] <= MOST_READERS:
        return N_("Số giám khảo mỗi bài"), N_("cần từ 1 đến 9")
    if not 0 <= values["band_agree"] <= values["band_minutes"] or values["band_panel"] < 0:
        return N_("Mức chênh lệch"), N_("mức thống nhất không được thấp hơn mức lấy trung bình")
    why = method_unfit(values["method"], values["readers"])
    if why is not None:
        return N_("Cách tính điểm"), why
    if not 0 <= values["recheck_percent"] <= 100:
        return N_("Phần bài chấm kiểm tra"), N_("cần từ 0 đến 100 phần trăm")
    if values["recheck_top"] is not None and values["recheck_top"] < 0:
        return N_("Số bài đứng đầu chấm kiểm tra"), N_("cần từ 0 trở lên")
    return _look_unfit(values) or _cut_unfit(values) or tie_breaks_unfit(values["tie_breaks"], keys)


def _look_unfit(values: Mapping[str, Any]) -> Unfit | None:
    if not 0 <= values["look_percent"] <= 100:
        return N_("Đọc thêm quanh vạch"), N_("cần từ 0 đến 100 phần trăm")
    if not 1 <= values["look_most"] <= MOST_READERS:
        return N_("Số người đọc thêm mỗi bài"), N_("cần từ 1 đến 9")
    if values["look_stop"] < 0:
        return N_("Mức ngừng đọc thêm"), N_("cần một số từ 0 trở lên")
    return None


def method_unfit(method: str, readers: int) -> str | None:
    """Why marks cannot be made in this way with so many readers an entry; None when they can."""
    if method not in METHODS:
        return N_("không có cách tính này")
    if method == "trimmed" and readers < FEWEST_TO_TRIM:
        return N_("bỏ điểm cao nhất và thấp nhất cần ít nhất 5 giám khảo mỗi bài")
    if method in MODELLED and readers < 2:
        return N_("điểm hiệu chỉnh cần ít nhất hai giám khảo mỗi bài")
    return None


def _cut_unfit(values: Mapping[str, Any]) -> Unfit | None:
    if values["cut_kind"] == CutKind.TOP and (values["cut_top"] is None or values["cut_top"] < 1):
        return N_("Số bài được chọn"), N_("cần từ 1 trở lên")
    if values["cut_kind"] == CutKind.THRESHOLD and (
        values["cut_threshold"] is None or values["cut_threshold"] < 0
    ):
        return N_("Điểm sàn"), N_("cần một số từ 0 trở lên")
    percent = values["cut_percent"]
    if values["cut_kind"] == CutKind.PERCENT and (percent is None or not 0 < percent <= 100):
        return N_("Phần trăm số bài"), N_("cần lớn hơn 0 và không quá 100")
    return None


def tie_breaks_unfit(steps: Sequence[TieBreak], keys: Collection[str]) -> Unfit | None:
    """Whether each step parts ties by criteria of this round, by the median, or by the head's word."""
    for step in steps:
        named = step.get("criteria")
        if named is None and step not in ({"median": True}, {"head": True}):
            return N_("Phân định đồng hạng"), N_("có bước không rõ cách so sánh")
        if named is not None and (not named or not set(named) <= set(keys)):
            return N_("Phân định đồng hạng"), N_("có bước dùng tiêu chí không có trong phiếu chấm")
    return None


def criterion_unfit(name: str, maximum: Decimal, step: Decimal, weight: Decimal) -> Unfit | None:
    """Whether one line of a rubric can be scored: steps that reach its maximum, a weight above nothing."""
    if not name.strip() or len(name) > 200:
        return N_("Tên tiêu chí"), N_("cần từ một đến 200 ký tự")
    if maximum <= 0 or maximum > 1000:
        return N_("Điểm tối đa"), N_("cần lớn hơn 0 và không quá 1.000")
    if step <= 0 or maximum % step != 0:
        return N_("Bước điểm"), N_("điểm tối đa phải chia hết cho bước điểm")
    if not 0 < weight <= 100:
        return N_("Hệ số"), N_("cần lớn hơn 0 và không quá 100")
    return None


def runs_backwards(opens_at: datetime, closes_at: datetime) -> bool:
    """Whether a span ends before, or when, it begins."""
    return closes_at <= opens_at
