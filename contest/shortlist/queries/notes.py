"""Why an entry stands where it stands, in sentences that doors translate."""

from typing import TypeAlias

from contest.charter.models import Round
from contest.errors import N_
from contest.shortlist.models import HeadDecision
from contest.shortlist.rules import Choice, Ranked

Said: TypeAlias = tuple[str, dict[str, object]]
"""A Vietnamese source sentence and the values for its places."""

LONGEST_REASON = 90


def notes_on(round_: Round, place: Ranked, choice: Choice, decision: HeadDecision | None) -> tuple[Said, ...]:
    """What parted this entry from equals, and what the cut did to it, most important first."""
    said: list[Said] = []
    if place.broken_by is not None:
        said.append(_parted(round_, place.broken_by, decision))
    if place.tied:
        said.append((N_("Đồng hạng."), {}))
    if place.entry in choice.left_out_by_quota:
        said.append((N_("Hết chỉ tiêu của thể loại."), {}))
    elif place.entry in choice.tied_at_line:
        said.append((N_("Bằng điểm ngay vạch chọn."), {}))
    return tuple(said)


def _parted(round_: Round, step: int, decision: HeadDecision | None) -> Said:
    tie_break = round_.tie_breaks[step]
    if "median" in tie_break:
        return N_("Bằng điểm, xét trung vị."), {}
    if "head" in tie_break:
        reason = decision.reason if decision else ""
        if not reason:
            return N_("Bằng điểm, Trưởng ban giám khảo quyết định."), {}
        short = reason if len(reason) <= LONGEST_REASON else reason[: LONGEST_REASON - 1] + "…"
        return N_("Bằng điểm, Trưởng ban giám khảo quyết định: %(reason)s"), {"reason": short}
    positions = {criterion.key: criterion.position for criterion in round_.criteria}
    named = [str(positions.get(key, key)) for key in tie_break["criteria"]]
    return N_("Bằng điểm, xét tiêu chí %(criteria)s."), {"criteria": " + ".join(named)}
