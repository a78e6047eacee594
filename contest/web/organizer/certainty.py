"""How surely each place is known, and what the sheets say of judges and rubric, once scores are locked."""

from typing import Any, Final

from flask import request, url_for
from flask_babel import gettext as _

from contest.charter.models import Contest, Round
from contest.charter.queries import round_numbered
from contest.people.queries import names_of_accounts
from contest.plumbing.clock import now
from contest.scoring.queries import round_lock
from contest.shortlist.queries import CertainRow, certain_rows, figures_at_hand, is_open, why_unranked
from contest.shortlist.service import ask_for_figures
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.certainty_words import (
    criteria_in_words,
    judges_in_words,
    percent,
    round_in_words,
    why_unfit,
)
from contest.web.organizer.ranking import LEAST_IN_CHART, MOST_IN_CHART, PAGE_SIZE, READERS
from contest.web.organizer.recipes import groups_in_words
from contest.web.organizer.saving import done
from contest.web.organizer.view import show
from contest.web.refusals import said

TICKS: Final = 8
"""About so many places are named along the chart."""


@bp.get("/<slug>/rounds/<int:number>/certainty")
@open_to(*READERS)
def certainty(contest: Contest, number: int) -> Any:
    """Where each entry may stand and how likely it belongs on the list; nothing before the lock."""
    round_ = round_numbered(contest, number)
    figures = figures_at_hand(round_) if round_lock(round_.id) is not None else None
    if figures is None:
        return _waits(contest, round_)
    if not figures["ranked"]:
        return _unranked(contest, round_)
    count = len(figures["entries"]["code"])
    pages = max(1, -(-count // PAGE_SIZE))
    page = max(1, min(request.args.get("page", 1, type=int), pages))
    cut = max((place for place, taken in enumerate(figures["entries"]["taken"], start=1) if taken), default=0)
    chart = certain_rows(figures, 0, min(MOST_IN_CHART, max(LEAST_IN_CHART, 2 * cut)))
    return show(
        "organizer/certainty.html",
        contest,
        round=round_,
        figures=figures,
        rows=certain_rows(figures, (page - 1) * PAGE_SIZE, page * PAGE_SIZE),
        page=page,
        pages=pages,
        offset=(page - 1) * PAGE_SIZE,
        count=count,
        cut=cut,
        chart=chart,
        ticks=_ticks(chart),
        near=_near(figures["entries"]["chance"]),
        unfit=why_unfit(figures["unfit"]),
        apart=groups_in_words(figures["groups"]) if figures["groups"] > 1 else "",
        percent=percent,
    )


@bp.get("/<slug>/rounds/<int:number>/certainty/judges")
@open_to(*READERS)
def certainty_judges(contest: Contest, number: int) -> Any:
    """What the sheets say of each judge, of the whole round and of each criterion; nothing before the lock."""
    round_ = round_numbered(contest, number)
    figures = figures_at_hand(round_) if round_lock(round_.id) is not None else None
    if figures is None:
        return _waits(contest, round_)
    names = names_of_accounts(figures["judges"]["judge"])
    return show(
        "organizer/certainty_judges.html",
        contest,
        round=round_,
        figures=figures,
        judges=judges_in_words(figures, names),
        said=round_in_words(figures),
        criteria=criteria_in_words(figures),
        unfit=why_unfit(figures["unfit"]),
        apart=groups_in_words(figures["groups"]) if figures["groups"] > 1 else "",
    )


@bp.post("/<slug>/rounds/<int:number>/certainty/figures")
@open_to(*READERS)
def compute_figures(contest: Contest, number: int) -> Any:
    """Let the figures of a large round be computed in the background."""
    round_ = round_numbered(contest, number)
    return done(
        lambda: ask_for_figures(round_=round_, at=now()),
        to=url_for("organizer.certainty", slug=contest.slug, number=number),
        word=_("Đang tính. Xin mở lại trang này sau ít phút."),
    )


def _waits(contest: Contest, round_: Round) -> Any:
    return show(
        "organizer/certainty_waits.html", contest, round=round_, locked=round_lock(round_.id) is not None
    )


def _unranked(contest: Contest, round_: Round) -> Any:
    why = why_unranked(round_)
    return show("organizer/certainty_unfit.html", contest, round=round_, why="" if why is None else said(why))


def _near(chances: list[float | None]) -> int:
    """How many entries' fate is open."""
    return sum(is_open(chance) for chance in chances)


def _ticks(rows: list[CertainRow]) -> list[int]:
    """Places to name along the chart: 1 and round numbers, the last beyond every interval."""
    most = max([2, *(row.high for row in rows), *(row.rank for row in rows)])
    step = next(s * 10**p for p in range(9) for s in (1, 2, 5) if s * 10**p * TICKS >= most)
    return [1, *range(step, most + step, step)] if step > 1 else list(range(1, most + 1))
