"""Second opinions beside the ranking: every method on the same sheets, who would cross the line by each."""

from typing import Any

from flask import request
from flask_babel import gettext as _

from contest.charter.models import Contest
from contest.charter.queries import round_numbered
from contest.errors.shortlist import CutUnfit
from contest.scoring.queries import round_lock
from contest.shortlist.queries import Opinion, opinions, shown_entries
from contest.shortlist.rules.methods.names import METHOD_NAMES, METHOD_SHORT
from contest.shortlist.rules.methods.wording import why
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.cut_asked import CutAsked
from contest.web.organizer.ranking import READERS, names_open, waiting_page
from contest.web.organizer.view import show
from contest.web.refusals import spoken


@bp.get("/<slug>/rounds/<int:number>/ranking/opinions")
@open_to(*READERS)
def ranking_opinions(contest: Contest, number: int) -> Any:
    """What every other method would say, and the entries it would move across the line."""
    round_ = round_numbered(contest, number)
    if round_lock(round_.id) is None:
        return waiting_page(contest, round_, here="ranking_opinions", title=_("Ý kiến thứ hai"))
    may_know = names_open(contest, round_.id)
    asked = CutAsked.of(round_, request.args, names_open=may_know)
    try:
        found = opinions(round_, cut=asked.cut, quotas=asked.quotas)
    except CutUnfit:
        asked = CutAsked.wrongly(round_, request.args, names_open=may_know)
        found = opinions(round_, cut=asked.cut, quotas=asked.quotas)
    usable = [one for one in (found.official, *found.others) if one.unfit is None]
    every = request.args.get("all") == "1"
    ranks = usable[0].ranks if usable else {}
    in_order = sorted(ranks, key=lambda entry: (ranks[entry], found.codes[entry]))
    return show(
        "organizer/opinions.html",
        contest,
        round=round_,
        asked=asked,
        found=found,
        usable=usable,
        names={one.method: METHOD_NAMES[one.method] for one in (found.official, *found.others)},
        short=METHOD_SHORT,
        why={one.method: _why(one) for one in (found.official, *found.others)},
        every=every,
        entries=in_order if every else found.moved,
        shown=shown_entries(round_.id),
    )


def _why(one: Opinion) -> str:
    return "" if one.unfit is None else spoken(why(one.unfit))
