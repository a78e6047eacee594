"""Whether the quotas of a list can all be kept."""

from collections.abc import Sequence
from typing import Final

from contest.charter.rules.kinds import QuotaKind
from contest.charter.rules.said import QuotaSaid
from contest.errors import N_

MOST: Final = 10_000
EACH: Final = frozenset({QuotaKind.UNIT, QuotaKind.AUTHOR})
"""Kinds that may have one limit for every group by itself."""

Contradiction = tuple[str, dict[str, object]]
"""A sentence and the values for its places."""


def quotas_unfit(quotas: Sequence[QuotaSaid], *, top: int | None) -> Contradiction | None:
    """Why these quotas contradict themselves or the number of places, or None.

    quotas  all of the round's, its categories' among them
    top     the places of the list; None where no number is fixed beforehand
    """
    named = [(quota.kind, quota.key) for quota in quotas]
    if len(set(named)) < len(named):
        return N_("có chỉ tiêu bị ghi hai lần"), {}
    for quota in quotas:
        if (why := _unfit(quota)) is not None:
            return why
    least = sum(quota.least or 0 for quota in quotas)
    if top is not None and least > top:
        return N_("các chỉ tiêu ít nhất cộng lại là %(least)s bài, mà danh sách chỉ có %(top)s bài"), {
            "least": least,
            "top": top,
        }
    return None


def _unfit(quota: QuotaSaid) -> Contradiction | None:
    if not all(0 <= number <= MOST for number in (quota.least, quota.most) if number is not None):
        return N_("mỗi số cần từ 0 đến 10.000"), {}
    if quota.most is not None and (quota.least or 0) > quota.most:
        return N_("có chỉ tiêu ít nhất %(least)s mà nhiều nhất chỉ %(most)s bài"), {
            "least": quota.least,
            "most": quota.most,
        }
    if not quota.key and quota.kind not in EACH:
        return N_("có chỉ tiêu không ghi của nhóm nào"), {}
    if quota.kind is QuotaKind.AUTHOR and (quota.key or quota.least):
        return N_("với tác giả chỉ đặt được số bài nhiều nhất"), {}
    return None
