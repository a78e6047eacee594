"""Putting the solver's arithmetic into words."""

from contest.assignment.rules import NoPlan, Shortage, ShortageKind
from contest.errors import N_
from contest.errors.assignment import NoDrawPossible
from contest.units.queries import names_of_units

SENTENCES = {
    ShortageKind.ENTRY_WITHOUT_JUDGES: N_(
        "%(entries)s bài%(of)s chỉ còn %(have)s giám khảo hợp lệ, cần %(needed)s."
    ),
    ShortageKind.CAPACITY: N_("Tất cả giám khảo nhận thêm được %(have)s lượt đọc, cần %(needed)s."),
    ShortageKind.GROUP: N_(
        "%(entries)s bài%(of)s chỉ %(judges)s giám khảo đọc được, còn %(have)s lượt, cần %(needed)s."
    ),
    ShortageKind.MINIMUM: N_(
        "%(judges)s giám khảo phải đọc ít nhất %(needed)s lượt nhưng chỉ có %(have)s lượt hợp lệ."
    ),
}


def in_words(no_plan: NoPlan) -> NoDrawPossible:
    """The refusal that says which numbers are too small."""
    names = names_of_units({reason.unit for reason in no_plan.reasons if reason.unit is not None})
    return NoDrawPossible([(SENTENCES[reason.kind], _values(reason, names)) for reason in no_plan.reasons])


def _values(reason: Shortage, names: dict[int, str]) -> dict[str, object]:
    unit = names.get(reason.unit) if reason.unit is not None else None
    return {
        "entries": len(reason.entries),
        "judges": len(reason.judges),
        "have": reason.have,
        "needed": reason.needed,
        "of": f" ({unit})" if unit else "",
    }
