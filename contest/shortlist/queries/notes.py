"""Why an entry stands where it stands, in sentences that doors translate."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from contest.charter.models import Round
from contest.charter.rules import QuotaKind
from contest.errors import N_
from contest.shortlist.models import HeadDecision, MemberDecision, MemberVerdict
from contest.shortlist.rules import Choice, Ranked

Said: TypeAlias = tuple[str, dict[str, object]]
"""A Vietnamese source sentence and the values for its places."""

LONGEST_REASON = 90
DECIDED = {
    MemberVerdict.IN: N_("Đưa vào theo quyết định: %(reason)s"),
    MemberVerdict.OUT: N_("Đưa ra theo quyết định: %(reason)s"),
}
BY_THE_RULES = N_("Không vào danh sách theo giới hạn của thể lệ.")
LEFT_OUT: Mapping[QuotaKind | None, str] = {
    QuotaKind.CATEGORY: N_("Hết chỉ tiêu của thể loại."),
    QuotaKind.FIGURE: N_("Hết chỉ tiêu của loại nhân vật."),
}


def notes_on(
    round_: Round,
    place: Ranked,
    choice: Choice,
    decision: HeadDecision | None,
    decided: MemberDecision | None = None,
) -> tuple[Said, ...]:
    """What was decided of this entry, what parted it from equals, what the cut did to it, most important first.

    A limit on units or authors is not called by its name: that would tell who shares them while nobody may know.
    """
    said: list[Said] = []
    if decided is not None:
        said.append((DECIDED[decided.verdict], {"reason": _short(decided.reason)}))
    if place.broken_by is not None:
        said.append(_parted(round_, place.broken_by, decision))
    if place.tied:
        said.append((N_("Đồng hạng."), {}))
    if decided is not None:
        return tuple(said)
    if place.entry in choice.left_out_by_quota:
        said.append((LEFT_OUT.get(choice.stopped.get(place.entry), BY_THE_RULES), {}))
    elif place.entry in choice.in_by_quota:
        said.append((N_("Vào theo chỗ giữ của thể lệ."), {}))
    elif place.entry in choice.tied_at_line:
        said.append((N_("Bằng điểm ngay vạch chọn."), {}))
    return tuple(said)


def said_of(said: Iterable[Said]) -> str:
    """These sentences in Vietnamese, as papers print them."""
    return " ".join(sentence % values for sentence, values in said)


def _parted(round_: Round, step: int, decision: HeadDecision | None) -> Said:
    tie_break = round_.tie_breaks[step]
    if "median" in tie_break:
        return N_("Bằng điểm, xét trung vị."), {}
    if "head" in tie_break:
        reason = decision.reason if decision else ""
        if not reason:
            return N_("Bằng điểm, Trưởng Ban Giám khảo quyết định."), {}
        return N_("Bằng điểm, Trưởng Ban Giám khảo quyết định: %(reason)s"), {"reason": _short(reason)}
    positions = {criterion.key: criterion.position for criterion in round_.criteria}
    named = [str(positions.get(key, key)) for key in tie_break["criteria"]]
    return N_("Bằng điểm, xét tiêu chí %(criteria)s."), {"criteria": " + ".join(named)}


def _short(reason: str) -> str:
    return reason if len(reason) <= LONGEST_REASON else reason[: LONGEST_REASON - 1] + "…"
