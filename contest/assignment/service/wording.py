"""Putting the solver's arithmetic into words: what is too small, and what would mend it."""

from contest.assignment.rules import NoPlan, Remedy, RemedyKind, Shortage, ShortageKind
from contest.charter.queries import names_of_categories
from contest.errors import N_
from contest.errors.assignment import NoDrawPossible, Why
from contest.people.queries import names_of_accounts
from contest.units.queries import names_of_units

SENTENCES = {
    ShortageKind.ENTRY_WITHOUT_JUDGES: N_(
        "%(entries)s bài%(of)s chỉ còn %(have)s giám khảo hợp lệ, cần %(needed)s."
    ),
    ShortageKind.CAPACITY: N_("Tất cả giám khảo nhận thêm được %(have)s lượt đọc, cần %(needed)s."),
    ShortageKind.GROUP: N_(
        "%(entries)s bài%(of)s chỉ %(judges)s giám khảo đọc được%(who)s, còn %(have)s lượt, cần %(needed)s."
    ),
    ShortageKind.MINIMUM: N_(
        "%(judges)s giám khảo%(who)s phải đọc ít nhất %(needed)s lượt nhưng chỉ có %(have)s lượt hợp lệ."
    ),
    ShortageKind.TOGETHER: N_(
        "%(entries)s bài%(of)s cần %(needed)s giám khảo, nhưng trong số người đọc được chỉ %(have)s người được "
        "chấm chung với nhau."
    ),
    ShortageKind.PANEL: N_(
        "%(entries)s bài%(of)s cần %(needed)s người đọc trong cùng một ban, không ban nào có hơn %(have)s người."
    ),
    ShortageKind.DISCONNECTED: N_(
        "Các ban chấm cần ít nhất %(needed)s người đọc chung cho mỗi bài, hiện là %(have)s, nên không so được "
        "độ nghiêm giữa các ban."
    ),
    ShortageKind.ANCHORS: N_(
        "Giám khảo%(who)s đọc cả bài neo là %(needed)s bài, nhiều hơn số nhiều nhất của mình (%(have)s)."
    ),
}

REMEDIES = {
    RemedyKind.MORE_JUDGES: N_("mời thêm %(amount)s giám khảo đọc được các bài này"),
    RemedyKind.RAISE_MAXIMUM: N_("nâng giới hạn nhiều nhất thêm tổng cộng %(amount)s bài"),
    RemedyKind.LOWER_MINIMUM: N_("hạ mức ít nhất tổng cộng %(amount)s bài"),
    RemedyKind.FEWER_READERS: N_("bớt %(amount)s giám khảo mỗi bài"),
    RemedyKind.READER_ACROSS: N_("cho %(amount)s người ngoài ban đọc mỗi bài"),
    RemedyKind.FEWER_ANCHORS: N_("bớt %(amount)s bài neo"),
}

NAMED = 3
"""Up to so many judges are called by their names."""


def in_words(no_plan: NoPlan) -> NoDrawPossible:
    """The refusal that says which numbers are too small; three questions however many there are."""
    reasons = no_plan.reasons
    units = names_of_units({reason.unit for reason in reasons if reason.unit is not None})
    categories = names_of_categories({r.category for r in reasons if r.category is not None})
    few = [reason for reason in reasons if len(reason.judges) <= NAMED]
    people = names_of_accounts({judge for reason in few for judge in reason.judges})
    return NoDrawPossible([_why(reason, units, categories, people) for reason in reasons])


def _why(reason: Shortage, units: dict[int, str], categories: dict[int, str], people: dict[int, str]) -> Why:
    named = [
        *([units[reason.unit]] if reason.unit in units else []),
        *([categories[reason.category]] if reason.category in categories else []),
    ]
    who = [people[judge] for judge in reason.judges] if len(reason.judges) <= NAMED else []
    values: dict[str, object] = {
        "entries": len(reason.entries),
        "judges": len(reason.judges),
        "have": reason.have,
        "needed": reason.needed,
        "of": f" ({', '.join(named)})" if named else "",
        "who": f" ({', '.join(who)})" if who else "",
    }
    return Why(SENTENCES[reason.kind], values, tuple(map(_mend, reason.remedies)), tuple(reason.entries[:20]))


def _mend(remedy: Remedy) -> tuple[str, dict[str, object]]:
    return REMEDIES[remedy.kind], {"amount": remedy.amount}
