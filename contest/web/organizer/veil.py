"""Who reads in a later round that is not locked does not open the marks of an earlier one: a final is judged afresh."""

from typing import Final

from flask import current_app, request
from flask_login import current_user

from contest.charter.models import Round
from contest.charter.queries import contest_by_slug
from contest.errors.feeding import MarksVeiled
from contest.overview.queries import current_round
from contest.people.models import RoleKind
from contest.shortlist.queries import later_round_read_by
from contest.web.organizer import bp
from contest.web.sessions import Visitor, visitor

SHOW_MARKS: Final = frozenset(
    "ranking frozen opinions certainty line_look settling settling_cases settling_sheets settling_checks papers".split()
)
"""Modules of this door whose pages tell the marks of a round: ``number`` in the address, or ``round`` in the query."""


@bp.before_request
def veil_earlier_marks() -> None:
    """Keep such a page from a judge of a later round under way; whoever is no judge costs nothing.

    Raises  MarksVeiled
    """
    view = current_app.view_functions.get(request.endpoint or "")
    who = current_user._get_current_object()
    if view is None or view.__module__.rsplit(".", 1)[-1] not in SHOW_MARKS or not isinstance(who, Visitor):
        return
    if not any(role.kind is RoleKind.JUDGE and role.ended_at is None for role in who.account.roles):
        return
    places = request.view_args or {}
    contest = contest_by_slug(str(places.get("slug", "")))
    if contest is None or not who.has_role(contest.id, RoleKind.JUDGE):
        return
    number = places.get("number") or request.args.get("round", type=int) or current_round(contest).number
    round_ = next((one for one in contest.rounds if one.number == number), None)
    if round_ is not None:
        refuse_if_veiled(round_)


def refuse_if_veiled(round_: Round) -> None:
    """Raises MarksVeiled for a visitor who reads in a later round under way."""
    later = later_round_read_by(visitor().account.id, round_)
    if later is not None:
        raise MarksVeiled(round=later.name)
