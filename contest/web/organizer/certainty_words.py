"""The figures of judges, round and rubric in sentences that an office understands, without blame."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from contest.shortlist.queries import Figures
from contest.shortlist.rules import UnfitKind
from contest.shortlist.rules.methods.wording import SENTENCES
from contest.web.locale import points

GOOD, FAIR, WEAK = 0.9, 0.75, 0.5
"""Koo & Li, J. Chiropractic Medicine 15 (2016): above these the reliability of a mark is excellent, good, moderate."""
FIRM, TENTATIVE = 0.8, 0.667
"""Krippendorff, Content Analysis (2004): alpha from which conclusions are firm, or tentative."""
MINUS = "−"


@dataclass(frozen=True, slots=True)
class JudgeSaid:
    """One judge's figures, as a row shows them; sentences where a number alone would mislead."""

    name: str
    group: int
    readings: int
    mean: str
    spread: str
    severity: str
    scale: str
    agreement: str
    drift: str
    changes: str


@dataclass(frozen=True, slots=True)
class Said:
    """A figure of the round: what it is called, the number, what it means."""

    name: str
    number: str
    meaning: str


def percent(chance: float | None) -> str:
    """A chance in whole hundredths; never 0 or 100, which nobody knows."""
    if chance is None:
        return "–"
    whole = round(chance * 100)
    return "< 1 %" if whole < 1 else "> 99 %" if whole > 99 else f"{whole} %"


def why_unfit(kind: str | None) -> str:
    """Why nothing can be estimated, or nothing."""
    if kind is None:
        return ""
    said = _(SENTENCES[UnfitKind(kind)], needed=2, have=1)
    return str(said)


def judges_in_words(figures: Figures, names: Mapping[int, str]) -> list[JudgeSaid]:
    """One each judge, by given name as the accounts come; what nobody can say is a dash."""
    kept = figures["judges"]
    rows = [{key: column[place] for key, column in kept.items()} for place in range(len(kept["judge"]))]
    return [
        JudgeSaid(
            name=names.get(row["judge"], ""),
            group=row["group"],
            readings=row["readings"],
            mean=shown(row["mean"]),
            spread=shown(row["spread"]),
            severity=_severity(row),
            scale=_scale(row),
            agreement=shown(row["agreement"], places=2),
            drift=_drift(row),
            changes=_changes(row["changes"]),
        )
        for row in rows
    ]


def round_in_words(figures: Figures) -> list[Said]:
    """How reliable the round's marks are."""
    told = figures["round"]
    return [
        Said(
            _("Một lượt đọc"),
            shown(told["single"], places=2),
            _("ICC của một phiếu: phần khác nhau giữa các phiếu là do bài, không do người chấm."),
        ),
        Said(
            _("Điểm trung bình của một bài"),
            shown(told["several"], places=2),
            _(
                "ICC của trung bình %(k)s phiếu. %(word)s",
                k=shown(told["readings"]),
                word=_icc(told["several"]),
            ),
        ),
        Said(_("Alpha của Krippendorff"), shown(told["alpha"], places=2), _alpha(told["alpha"])),
        Said(
            _("Các bài khác nhau"),
            shown(told["quality"]),
            _("điểm (độ lệch chuẩn): bài hay, bài kém cách nhau chừng nào."),
        ),
        Said(
            _("Các giám khảo khác nhau"),
            shown(told["judge"]),
            _("điểm (độ lệch chuẩn): người chấm chặt, người chấm rộng cách nhau chừng nào."),
        ),
        Said(
            _("Phần còn lại"),
            shown(told["noise"]),
            _("điểm (độ lệch chuẩn): cùng một giám khảo, cùng một bài, mỗi lần chấm xê dịch chừng nào."),
        ),
    ]


def criteria_in_words(figures: Figures) -> list[Said]:
    """Which criteria tell essays apart."""
    return [
        Said(one["name"], shown(one["with_the_rest"], places=2), _criterion(one))
        for one in figures["criteria"]
    ]


def shown(value: float | None, *, places: int = 1) -> str:
    """A figure with so many decimals, in the reader's way of writing; a dash for none."""
    if value is None:
        return "–"
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return str(points(rounded or abs(rounded))).replace("-", MINUS)


def _severity(row: Mapping[str, Any]) -> str:
    value, low, high = row["effect"], row["effect_low"], row["effect_high"]
    if value is None:
        return "–"
    if low <= 0 <= high:
        return str(_("ngang mức chung (từ %(low)s đến %(high)s điểm)", low=shown(low), high=shown(high)))
    if value < 0:
        return str(
            _(
                "chấm chặt hơn trung bình %(points)s điểm (từ %(low)s đến %(high)s)",
                points=shown(-value),
                low=shown(-high),
                high=shown(-low),
            )
        )
    return str(
        _(
            "chấm rộng hơn trung bình %(points)s điểm (từ %(low)s đến %(high)s)",
            points=shown(value),
            low=shown(low),
            high=shown(high),
        )
    )


def _scale(row: Mapping[str, Any]) -> str:
    value, low, high = row["scale"], row["scale_low"], row["scale_high"]
    if value is None:
        return "–"
    numbers = {"low": shown(low, places=2), "high": shown(high, places=2), "scale": shown(value, places=2)}
    if low <= 1 <= high:
        return str(_("như mọi người (%(scale)s, từ %(low)s đến %(high)s)", **numbers))
    if value < 1:
        return str(_("điểm các bài gần nhau hơn (%(scale)s, từ %(low)s đến %(high)s)", **numbers))
    return str(_("điểm các bài xa nhau hơn (%(scale)s, từ %(low)s đến %(high)s)", **numbers))


def _drift(row: Mapping[str, Any]) -> str:
    value, low, high = row["drift"], row["drift_low"], row["drift_high"]
    if value is None or low is None:
        return "–"
    numbers = {"points": shown(abs(value)), "low": shown(low), "high": shown(high)}
    if low <= 0 <= high:
        return str(_("không thấy rõ (từ %(low)s đến %(high)s điểm)", **numbers))
    if value > 0:
        return str(_("về sau rộng dần, cả thảy %(points)s điểm", **numbers))
    return str(_("về sau chặt dần, cả thảy %(points)s điểm", **numbers))


def _changes(count: int | None) -> str:
    if count is None:
        return "–"
    if not count:
        return str(_("không đổi"))
    return str(ngettext("đổi %(num)s bài", "đổi %(num)s bài", count))


def _icc(value: float | None) -> str:
    if value is None:
        return ""
    if value >= GOOD:
        return str(_("Rất chắc."))
    if value >= FAIR:
        return str(_("Chắc."))
    if value >= WEAK:
        return str(_("Vừa phải: thứ hạng gần vạch dễ đổi nếu đọc thêm."))
    return str(_("Thấp: thứ hạng còn tùy nhiều vào ai chấm bài nào."))


def _alpha(value: float | None) -> str:
    if value is None:
        return ""
    if value >= FIRM:
        return str(_("Các giám khảo thống nhất với nhau."))
    if value >= TENTATIVE:
        return str(_("Tạm thống nhất: kết luận nên dè dặt."))
    return str(_("Chưa thống nhất về mức điểm; một phần do người chặt, người rộng, xem bảng trên."))


def _criterion(one: Mapping[str, Any]) -> str:
    if one["with_the_rest"] is None:
        return str(_("Mọi phiếu cho như nhau: không phân biệt được bài nào."))
    if one["discriminates"]:
        return str(_("Đi cùng các tiêu chí khác: phân biệt được bài hay, bài kém."))
    return str(_("Hầu như không liên quan đến các tiêu chí khác: nên xem lại lời mô tả và thang điểm."))
