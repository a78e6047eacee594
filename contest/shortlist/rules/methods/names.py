"""What each method is called."""

from typing import Final

from contest.errors import N_

METHOD_NAMES: Final = {
    "mean": N_("Trung bình cộng"),
    "sum": N_("Tổng điểm"),
    "trimmed": N_("Trung bình sau khi bỏ điểm cao nhất và thấp nhất"),
    "median": N_("Trung vị"),
    "zscore": N_("Điểm chuẩn hóa theo giám khảo"),
    "ratio": N_("Tỷ lệ so với trung bình của giám khảo"),
    "adjusted": N_("Điểm hiệu chỉnh độ nghiêm"),
    "scaled": N_("Điểm hiệu chỉnh độ nghiêm và thang của giám khảo"),
}

METHOD_SHORT: Final = {
    "mean": N_("Trung bình"),
    "sum": N_("Tổng điểm"),
    "trimmed": N_("Bỏ hai đầu"),
    "median": N_("Trung vị"),
    "zscore": N_("Chuẩn hóa"),
    "ratio": N_("Tỷ lệ"),
    "adjusted": N_("Hiệu chỉnh"),
    "scaled": N_("Hiệu chỉnh, thang"),
}
"""The same in the head of a column."""
