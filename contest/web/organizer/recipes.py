"""A frozen list's recipe in words that the minutes of a meeting could use."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from contest.charter.models import Contest, Round
from contest.charter.rules import MODELLED, SEALED, QuotaKind
from contest.entries.models import FigureKind
from contest.errors import N_
from contest.shortlist.rules import METHOD_NAMES, Group, quotas_written
from contest.shortlist.rules.written import Quotas
from contest.web.locale import points
from contest.web.words import WORDS

Line = tuple[str, str]
"""What a line speaks of, and what it says."""

PAIR = 2
SEALED_WORDS = {
    QuotaKind.UNIT: N_("mỗi đơn vị trong %(n)s đơn vị"),
    QuotaKind.UNIT_KIND: N_("mỗi loại đơn vị trong %(n)s loại"),
    QuotaKind.AUTHOR: N_("mỗi tác giả trong %(n)s tác giả"),
}


def recipe_in_words(recipe: Mapping[str, Any], round_: Round, contest: Contest) -> list[Line]:
    """Every ingredient of a list: how marks came about, what parted equals, the cut, the proof."""
    lines = [
        (_("Điểm kết luận"), _marks(recipe)),
        *_of_the_method(recipe),
        (_("Khi bằng điểm"), _ties(recipe["tie_breaks"], round_)),
        (_("Vạch chọn"), cut_in_words(recipe["cut"])),
    ]
    if quotas := quotas_in_words(quotas_written(recipe["cut"]["quotas"]), contest):
        lines.append((_("Chỉ tiêu và giới hạn"), quotas))
    for verdict, label in (("in", _("Đưa vào theo quyết định")), ("out", _("Đưa ra theo quyết định"))):
        decided = [f"{code}: {why}" for code, said, why in recipe.get("decided", []) if said == verdict]
        if decided:
            lines.append((label, "; ".join(decided)))
    if recipe["head_decisions"]:
        said = [f"{code}: {reason}" for code, weight, reason in recipe["head_decisions"] if weight > 0]
        if said:
            lines.append((_("Trưởng Ban Giám khảo phân hạng"), "; ".join(said)))
    if recipe.get("judge_groups", 1) > 1:
        lines.append((_("Giám khảo"), groups_in_words(recipe["judge_groups"])))
    if recipe["names_known"]:
        lines.append((_("Lưu ý"), _("Chốt sau khi đã ghép phách, khi họ tên tác giả đã được biết.")))
    lines.append((_("Phiếu chấm (SHA-256)"), recipe["sheets_digest"]))
    lines.append((_("Phần mềm"), f"Gương Sáng {recipe['software']}"))
    return lines


def groups_in_words(groups: int) -> str:
    """What a ranking must say that was made from judges whom no common entry connects."""
    return str(
        _(
            "Giám khảo chia thành %(n)s nhóm không có bài chung, nên không so được độ nghiêm giữa các nhóm.",
            n=groups,
        )
    )


def cut_in_words(cut: Mapping[str, Any]) -> str:
    """Where the line was drawn."""
    said = []
    if cut["top"] is not None:
        said.append(ngettext("%(num)s bài đứng đầu", "%(num)s bài đứng đầu", cut["top"]))
    if cut.get("percent") is not None:
        said.append(_("%(share)s phần trăm số bài đã xếp hạng", share=points(cut["percent"])))
    if cut["threshold"] is not None:
        said.append(_("từ %(mark)s điểm trở lên", mark=points(cut["threshold"])))
    if not said:
        return str(_("Lấy tất cả các bài đã chấm."))
    equals = _("bằng điểm ở vạch thì lấy cả") if cut["ties_in"] else _("bằng điểm ở vạch thì không lấy")
    text = ", ".join([*said, equals])
    return text[:1].upper() + text[1:] + "."


def _marks(recipe: Mapping[str, Any]) -> str:
    readers, bands, method = recipe["readers"], recipe["bands"], recipe["method"].removesuffix("-mean")
    named = _(METHOD_NAMES[method])
    if method in MODELLED:
        return str(
            _(
                "%(n)s giám khảo mỗi bài, lấy “%(method)s” từ mọi phiếu của vòng; điểm đã thống nhất thay cho các "
                "điểm trước đó của bài.",
                n=readers,
                method=named,
            )
        )
    if readers != PAIR or method != recipe.get("charters_method", method):
        return str(_("%(n)s giám khảo mỗi bài, lấy “%(method)s”.", n=readers, method=named))
    said: str = _(
        "Hai giám khảo mỗi bài. Chênh dưới %(agree)s điểm lấy trung bình; đến %(minutes)s điểm thống nhất bằng "
        "biên bản; trên mức đó chấm lần ba.",
        agree=points(bands["agree"]),
        minutes=points(bands["minutes"]),
    )
    return said


def _of_the_method(recipe: Mapping[str, Any]) -> list[Line]:
    """What a model estimated, and that another method took the place of the charter's."""
    lines, parts = [], recipe.get("parameters") or {}
    if parts:
        said = _(
            "bài %(quality)s, giám khảo %(judge)s, còn lại %(noise)s; mức chung %(level)s",
            **{name: points(value) for name, value in parts.items() if name != "scale"},
        )
        lines.append((_("Phương sai ước lượng"), said))
    charters = recipe.get("charters_method", recipe["method"])
    if charters != recipe["method"]:
        said = _(
            "Thể lệ giao tính theo “%(method)s”, không tính được trên các phiếu này.",
            method=_(METHOD_NAMES[charters]),
        )
        lines.append((_("Khác thể lệ"), said))
    return lines


def _ties(steps: list[Mapping[str, Any]], round_: Round) -> str:
    names = {criterion.key: criterion for criterion in round_.criteria}
    said = []
    for step in steps:
        if "median" in step:
            said.append(_("điểm trung vị"))
        elif "head" in step:
            said.append(_("Trưởng Ban Giám khảo quyết định"))
        else:
            numbers = " + ".join(
                str(names[key].position) if key in names else key for key in step["criteria"]
            )
            said.append(_("điểm tiêu chí %(numbers)s", numbers=numbers))
    return str(_("Lần lượt xét: %(steps)s.", steps="; ".join(said)) if said else _("Để đồng hạng."))


def quotas_in_words(quotas: Quotas, contest: Contest) -> str:
    """Every limit, those of units and authors by how many there are of a kind: which ones is not told here."""
    names = _names(contest)
    said = [
        _quota(names.get(group, group.key), *limits)
        for group, limits in quotas.items()
        if group.kind not in SEALED
    ]
    alike = Counter((group.kind, limits) for group, limits in quotas.items() if group.kind in SEALED)
    for (kind, limits), count in sorted(alike.items(), key=str):
        said.append(_quota(_(SEALED_WORDS[kind], n=count), *limits))
    return "; ".join(said)


def short_in_words(short: Mapping[Group, int], contest: Contest, *, names_open: bool) -> list[str]:
    """Groups that lack members of their least; of units only how many there are, for who may know the authors."""
    names, sealed = _names(contest), Counter(group.kind for group in short if group.kind in SEALED)
    said = [
        str(
            ngettext(
                "%(name)s: thiếu %(num)s bài",
                "%(name)s: thiếu %(num)s bài",
                number,
                name=names.get(group, group.key),
            )
        )
        for group, number in short.items()
        if group.kind not in SEALED
    ]
    if names_open and (units := sealed[QuotaKind.UNIT]):
        said.append(
            str(
                ngettext(
                    "%(num)s đơn vị chưa đủ số bài ít nhất", "%(num)s đơn vị chưa đủ số bài ít nhất", units
                )
            )
        )
    if names_open and (kinds := sealed[QuotaKind.UNIT_KIND]):
        said.append(
            str(
                ngettext(
                    "%(num)s loại đơn vị chưa đủ số bài ít nhất",
                    "%(num)s loại đơn vị chưa đủ số bài ít nhất",
                    kinds,
                )
            )
        )
    return said


def _names(contest: Contest) -> dict[Group, str]:
    """What the groups are called that tell nobody's identity."""
    found = {Group(QuotaKind.CATEGORY, category.key): category.name for category in contest.categories}
    return found | {
        Group(QuotaKind.FIGURE, kind.value): _(WORDS[FigureKind, kind.value]) for kind in FigureKind
    }


def _quota(name: str, least: int | None, most: int | None) -> str:
    if least is not None and most is not None:
        return str(_("%(name)s: từ %(least)s đến %(most)s bài", name=name, least=least, most=most))
    if least is not None:
        return str(_("%(name)s: ít nhất %(least)s bài", name=name, least=least))
    return str(_("%(name)s: nhiều nhất %(most)s bài", name=name, most=most))
