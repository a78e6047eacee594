"""The meeting on prizes: the proposal as a form, kept as a decision; entries first, then units."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from contest.awards.models import Prize
from contest.awards.queries import (
    Proposed,
    UnitRow,
    UnitTable,
    award_basis,
    prizes_of,
    proposed_awards,
    proposed_units,
    standing_decision,
    unit_table,
)
from contest.awards.rules import Gap, PrizeKind, Verification
from contest.awards.service import decide_awards, decide_collective
from contest.charter.models import Contest
from contest.errors.awards import NoPrizes
from contest.plumbing.clock import now
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.awards_forms import DecisionForm, lines_of, prize_lines, typed_of
from contest.web.organizer.places import OFFICE
from contest.web.organizer.saving import saved
from contest.web.sessions import visitor


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit before the meeting."""

    row: UnitRow
    proposed: str
    chosen: str
    reason: str


@bp.route("/<slug>/awards/decision", methods=["GET", "POST"])
@open_to(*OFFICE)
def award_decision(contest: Contest) -> Any:
    """Every entry of the list with the prize proposed for it; what is chosen is kept as a decision."""
    proposed = proposed_awards(contest, award_basis(contest))
    if not proposed.prizes:
        raise NoPrizes
    form, ids = DecisionForm.of(contest, proposed.seen), [one.entry_id for one in proposed.candidates]

    def again() -> dict[str, Any]:
        now_proposed = proposed_awards(contest, award_basis(contest))
        form.seen.data = now_proposed.seen
        return _entries_before(now_proposed)

    return saved(
        form,
        lambda: decide_awards(
            contest=contest, said=form.said(ids, proposed.prizes), actor=visitor().actor, at=now()
        ),
        contest=contest,
        page="organizer/awards/decision.html",
        to=url_for("organizer.awards", slug=contest.slug),
        word=_("Đã ghi quyết định trao giải. Chưa công bố."),
        again=again,
        **_entries_before(proposed),
    )


@bp.route("/<slug>/awards/units", methods=["GET", "POST"])
@open_to(*OFFICE)
def unit_decision(contest: Contest) -> Any:
    """The table of the units by the charter's formula, with the prize proposed for each; kept as a decision."""
    table = unit_table(contest, award_basis(contest))
    prizes = prizes_of(contest.id, PrizeKind.COLLECTIVE)
    if not prizes:
        raise NoPrizes
    form, ids = DecisionForm.of(contest, table.seen), [row.score.unit for row in table.rows]

    def again() -> dict[str, Any]:
        now_table = unit_table(contest, award_basis(contest))
        form.seen.data = now_table.seen
        return _units_before(contest, now_table, prizes)

    return saved(
        form,
        lambda: decide_collective(
            contest=contest, said=form.said(ids, prizes), actor=visitor().actor, at=now()
        ),
        contest=contest,
        page="organizer/awards/units.html",
        to=url_for("organizer.awards", slug=contest.slug),
        word=_("Đã ghi quyết định giải tập thể. Chưa công bố."),
        again=again,
        **_units_before(contest, table, prizes),
    )


def _entries_before(proposed: Proposed) -> dict[str, Any]:
    """What the page shows of the entries before the meeting."""
    return {
        "proposed": proposed,
        "lines": lines_of(proposed),
        "prizes": prize_lines(proposed.prizes, proposed.by_entry),
        "empty": [
            (_prize_named(proposed.prizes, key), why is Gap.BELOW_LEAST, count)
            for (key, why), count in proposed.proposal.empty.items()
        ],
        "number": proposed.number,
        "unconfirmed": sum(
            one.verification is not Verification.CONFIRMED
            for one in proposed.candidates
            if one.entry_id in proposed.by_entry
        ),
    }


def _units_before(contest: Contest, table: UnitTable, prizes: Collection[Prize]) -> dict[str, Any]:
    """What the page shows of the units before the meeting."""
    proposal, names = proposed_units(contest, table), {prize.key: prize.name for prize in prizes}
    return {
        "table": table,
        "lines": [
            UnitLine(
                row,
                names.get(proposal.prizes.get(row.score.unit, ""), ""),
                **typed_of(row.score.unit, proposal.prizes),
            )
            for row in table.rows
        ],
        "prizes": prize_lines(prizes, proposal.prizes),
        "waiting": sum(len(group.entries) for group in proposal.waiting),
        "number": _units_decided(contest),
    }


def _units_decided(contest: Contest) -> int:
    """The number of the decision on units that stands, 0 for none."""
    decision = standing_decision(contest.id, PrizeKind.COLLECTIVE)
    return decision.number if decision else 0


def _prize_named(prizes: Iterable[Prize], key: str) -> str:
    return next(prize.name for prize in prizes if prize.key == key)
