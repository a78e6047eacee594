"""Whether prizes and terms can be used, and the ready-made sets a contest may begin with."""

from collections.abc import Sequence
from typing import Final

from contest.awards.rules.kinds import PrizeKind, PrizeSaid, Terms
from contest.errors import N_

Unfit = tuple[str, str]
"""The setting's name and why its value cannot be used, both Vietnamese source sentences."""

MOST_PLACES: Final = 500
MOST_MONEY: Final = 100_000_000_000

NAMES: Final = {
    "prizes": N_("Cơ cấu giải thưởng"),
    "most_per_author": N_("Số giải nhiều nhất của một tác giả"),
    "ties_share": N_("Bài đồng hạng cùng nhận giải cao hơn"),
    "weight_rate": N_("Trọng số tỷ lệ tham gia"),
    "weight_quality": N_("Trọng số chất lượng"),
    "weight_winners": N_("Trọng số giải cá nhân"),
    "relative": N_("So với đơn vị cao nhất"),
    "best_entries": N_("Số bài điểm cao nhất để tính chất lượng"),
    "least_finalists": N_("Số bài vào vòng cuối ít nhất"),
    "least_winners": N_("Số giải cá nhân ít nhất"),
    "complaint_days": N_("Số ngày nhận khiếu nại"),
    "verification_required": N_("Chỉ trao giải khi nhân vật đã được xác nhận"),
}
RANGES: Final = {
    "most_per_author": (1, 20),
    "weight_rate": (0, 100),
    "weight_quality": (0, 100),
    "weight_winners": (0, 100),
    "best_entries": (1, 50),
    "least_finalists": (0, 100),
    "least_winners": (0, 100),
    "complaint_days": (1, 90),
}

DISTRICT: Final = (
    PrizeSaid("giai-nhat", "Giải Nhất", PrizeKind.PERSONAL, 1),
    PrizeSaid("giai-nhi", "Giải Nhì", PrizeKind.PERSONAL, 2),
    PrizeSaid("giai-ba", "Giải Ba", PrizeKind.PERSONAL, 3),
    PrizeSaid("giai-khuyen-khich", "Giải Khuyến khích", PrizeKind.PERSONAL, 10),
    PrizeSaid("tap-the-nhat", "Giải Nhất tập thể", PrizeKind.COLLECTIVE, 1),
    PrizeSaid("tap-the-nhi", "Giải Nhì tập thể", PrizeKind.COLLECTIVE, 1),
    PrizeSaid("tap-the-ba", "Giải Ba tập thể", PrizeKind.COLLECTIVE, 2),
)
"""As districts and party committees give them; the money is for each office to fill in."""
PRESS: Final = (
    PrizeSaid("giai-a", "Giải A", PrizeKind.PERSONAL, 3),
    PrizeSaid("giai-b", "Giải B", PrizeKind.PERSONAL, 3),
    PrizeSaid("giai-c", "Giải C", PrizeKind.PERSONAL, 4),
    PrizeSaid("giai-khuyen-khich", "Giải Khuyến khích", PrizeKind.PERSONAL, 12),
)
"""As newspapers give them."""
SETS: Final = {"district": DISTRICT, "press": PRESS}


def prizes_unfit(prizes: Sequence[PrizeSaid]) -> Unfit | None:
    """The first prize that cannot be used, and why; None when all can."""
    names = [one.name.strip().casefold() for one in prizes]
    for one in prizes:
        why = _prize_unfit(one)
        if why is not None:
            return one.name.strip() or NAMES["prizes"], why
    if len(set(names)) != len(names):
        return NAMES["prizes"], N_("có hai giải cùng tên")
    return None


def terms_unfit(terms: Terms) -> Unfit | None:
    """The first of the terms that cannot be used, and why; None when all can."""
    for column, (least, most) in RANGES.items():
        value = getattr(terms, column)
        if value is not None and not least <= value <= most:
            return NAMES[column], N_("ngoài khoảng cho phép")
    if terms.weight_rate + terms.weight_quality + terms.weight_winners != 100:
        return N_("Trọng số giải tập thể"), N_("ba trọng số cộng lại phải bằng 100")
    return None


def _prize_unfit(one: PrizeSaid) -> str | None:
    if not 1 <= len(one.name.strip()) <= 120:
        return N_("tên cần từ một đến 120 ký tự")
    if not 0 <= one.places <= MOST_PLACES:
        return N_("số giải cần từ 0 đến 500")
    if one.money is not None and not 0 <= one.money <= MOST_MONEY:
        return N_("tiền thưởng ngoài khoảng cho phép")
    if one.least_mark is not None and not 0 <= one.least_mark <= 1000:
        return N_("điểm tối thiểu ngoài khoảng cho phép")
    return None
