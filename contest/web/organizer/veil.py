"""Who reads in a later round that is not locked does not open the marks of an earlier one: a final is judged afresh."""

from typing import Final

from flask import current_app, request
from flask_login import current_user

from contest.charter.models import Round
from contest.charter.queries import contest_by_slug
from contest.errors.feeding import MarksVeiled
from contest.people.models import RoleKind
from contest.shortlist.queries import later_round_read_by
from contest.web.organizer import bp
from contest.web.sessions import Visitor, visitor

WITHOUT_MARKS: Final = ("draws", "settings", "progress", "trials")
"""How the modules of this door are called whose pages about a round tell no mark; every other page about one might."""


@bp.before_request
def veil_earlier_marks() -> None:
    """Keep pages about a round from a judge of a later one under way; whoever is no judge costs nothing.

    The round is ``number`` in the address or ``round`` in the query; whoever finds it otherwise asks for itself.
    Raises  MarksVeiled
    """
    view = current_app.view_functions.get(request.endpoint or "")
    who = current_user._get_current_object()
    if view is None or not isinstance(who, Visitor):
        return
    module, places = view.__module__.rsplit(".", 1)[-1], request.view_args or {}
    number = places.get("number") or request.args.get("round", type=int)
    if module.startswith(WITHOUT_MARKS) or number is None:
        return
    if not any(role.kind is RoleKind.JUDGE and role.ended_at is None for role in who.account.roles):
        return
    contest = contest_by_slug(str(places.get("slug", "")))
    if contest is None:
        return
    round_ = next((one for one in contest.rounds if one.number == number), None)
    if round_ is not None:
        refuse_if_veiled(round_)


def refuse_if_veiled(round_: Round) -> None:
    """Raises MarksVeiled for a visitor who reads in a later round under way."""
    who = visitor()
    if not who.has_role(round_.contest_id, RoleKind.JUDGE):
        return
    later = later_round_read_by(who.account.id, round_)
    if later is not None:
        raise MarksVeiled(round=later.name)
