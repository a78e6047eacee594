"""What screening has come to: by verdict, by reason, by day, by warning; by unit for those who may know units."""

from collections import Counter
from dataclasses import dataclass

from flask_babel import gettext as _

from contest.charter.models import Contest
from contest.charter.queries import rejection_codes_of
from contest.plumbing.clock import local
from contest.plumbing.vietnamese import sort_key
from contest.screening.models import VerdictKind
from contest.screening.queries import Screened, verdicts_standing, warning_counts
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.places import OFFICE
from contest.web.organizer.view import Viewer, show, viewer_of
from contest.web.organizer.warnings import WARNINGS
from contest.web.words import word

DAYS_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Tally:
    """One line of a table: a word, how many, and where they are listed (what the register is asked), if anywhere."""

    label: str
    count: int
    asked: dict[str, str]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """How the entries of one unit fared."""

    name: str
    received: int
    eligible: int
    rejected: int
    more_needed: int


@bp.get("/<slug>/screening/statistics")
@open_to(*OFFICE)
def screening_statistics(contest: Contest) -> str:
    """Every number of screening on one page."""
    viewer, screened = viewer_of(contest), list(verdicts_standing(contest.id))
    verdicts = Counter(line.verdict for line in screened)
    codes = Counter(line.code for line in screened if line.verdict == VerdictKind.REJECTED)
    warned = warning_counts(contest.id)
    return show(
        "organizer/screening_statistics.html",
        contest,
        total=len(screened),
        verdicts=[
            Tally(_("Chờ xét"), verdicts[None], {"state": "undecided"}),
            *(Tally(word(kind), verdicts[kind], {"state": kind.value}) for kind in VerdictKind),
        ],
        reasons=[Tally(f"{c.code} – {c.label}", codes[c.code], {}) for c in rejection_codes_of(contest.id)],
        warnings=[
            Tally(_(said), warned[key], {"warning": key}) for key, said in WARNINGS.items() if key in warned
        ],
        days=_days(contest, screened),
        units=_units(viewer, screened),
    )


def _days(contest: Contest, screened: list[Screened]) -> list[tuple[str, int]]:
    """How many entries were decided on each day that anything was decided, the last sixty of them."""
    moments = [
        local(line.decided_at, contest.zone).date() for line in screened if line.decided_at is not None
    ]
    return [(f"{day:%d/%m}", count) for day, count in sorted(Counter(moments).items())[-DAYS_SHOWN:]]


def _units(viewer: Viewer, screened: list[Screened]) -> list[UnitLine]:
    """A line for each unit by name; nothing for those who must not know which entry came from where."""
    if not viewer.knows_all_names:
        return []
    names = viewer.unit_names()
    by_unit: dict[str, Counter[VerdictKind | None]] = {}
    for line in screened:
        by_unit.setdefault(names.get(line.entry_id, ""), Counter())[line.verdict] += 1
    return [
        UnitLine(
            name or _("Không ghi đơn vị"),
            counts.total(),
            counts[VerdictKind.ELIGIBLE],
            counts[VerdictKind.REJECTED],
            counts[VerdictKind.MORE_NEEDED],
        )
        for name, counts in sorted(by_unit.items(), key=lambda pair: sort_key(pair[0]))
    ]
