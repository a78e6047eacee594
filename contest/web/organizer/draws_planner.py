"""The capacity planner on the draw's page: hours each, and when it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from contest.assignment.rules.capacity import MARKING, SPEED, Capacity, Pace, capacity
from contest.assignment.rules.terms import USUAL
from contest.charter.models import Contest, Round
from contest.overview.queries import mean_words
from contest.plumbing.clock import local, now
from contest.web.organizer.draws_forms import PlannerForm

WORDS_UNKNOWN = 1500
"""Words of an entry while the contest has none."""


@dataclass(frozen=True, slots=True)
class Planned:
    """The form as asked, how many readings it speaks of, and the answer; None when what was typed makes no sense.

    in_time  whether that is before the round closes
    """

    form: Any
    readings: int
    found: Capacity | None
    closes: Any
    in_time: bool

    @property
    def hours(self) -> tuple[int, int]:
        """Hours and minutes of the judge who has most."""
        return divmod(self.found.minutes, 60) if self.found else (0, 0)

    @property
    def daily(self) -> tuple[int, int] | None:
        """Hours and minutes a day that it takes to be done in time."""
        if self.found is None or self.found.minutes_a_day is None:
            return None
        return divmod(self.found.minutes_a_day, 60)


def planned(contest: Contest, round_: Round, *, readings: int, capacities: Sequence[int]) -> Planned:
    """What the address asks, the contest's own numbers where it is silent.

    capacities  of the judges there are, in percent; whoever is asked about besides them reads the usual share
    """
    today = local(now(), contest.zone).date()
    closes = local(round_.closes_at, contest.zone).date()
    standing: dict[str, Any] = {
        "words": mean_words(contest.id) or WORDS_UNKNOWN,
        "speed": SPEED,
        "marking": MARKING,
        "hours": 2,
        "judges": max(len(capacities), 1),
        "begins": max(today, local(round_.opens_at, contest.zone).date()),
    }
    form = PlannerForm(request.args if "words" in request.args else None, data=standing)
    if "words" in request.args and not form.validate():
        return Planned(form, readings, None, closes, in_time=False)
    said = {
        name: form[name].data if form[name].data is not None else value for name, value in standing.items()
    }
    found = capacity(
        readings=readings,
        words=said["words"],
        capacities=_jury(capacities, said["judges"]),
        pace=Pace(said["speed"], said["marking"], said["hours"] * 60),
        begins=said["begins"],
        ends=closes,
    )
    in_time = found.finishes_on is not None and found.finishes_on <= closes
    return Planned(form, readings, found, closes, in_time)


def _jury(capacities: Sequence[int], judges: int) -> list[int]:
    """So many judges: those there are, the strongest first, then usual ones."""
    return [*sorted(capacities, reverse=True), *[USUAL] * (judges - len(capacities))][:judges]
