"""Who reads in a round that is not locked opens neither the marks of an earlier one nor any author's name."""

from typing import Final

from flask import current_app, request
from flask_login import current_user

from contest.authors.queries import rounds_unsealed
from contest.charter.models import Contest, Round
from contest.charter.queries import contest_by_slug
from contest.errors.feeding import MarksVeiled, NamesVeiled
from contest.people.models import RoleKind
from contest.shortlist.queries import later_round_read_by
from contest.web.organizer import bp
from contest.web.organizer.view import viewer_of
from contest.web.sessions import Visitor, visitor

WITHOUT_MARKS: Final = ("draws", "settings", "progress", "trials")
"""How the modules of this door are called whose pages about a round tell no mark; every other page about one might."""

NAMING: Final = ("awards", "figures", "nominations")
"""How the modules of this door are called whose pages name authors once names are out."""


@bp.before_request
def veil_from_judges() -> None:
    """Keep from a judge of a round under way what that round must not know; whoever is no judge costs nothing.

    Pages about a round tell its marks: it is ``number`` in the address or ``round`` in the query, and whoever finds it
    otherwise asks for itself. Pages that name authors are veiled whatever round they speak of.
    Raises  MarksVeiled, NamesVeiled
    """
    view = current_app.view_functions.get(request.endpoint or "")
    who = current_user._get_current_object()
    if view is None or not isinstance(who, Visitor):
        return
    if not any(role.kind is RoleKind.JUDGE and role.ended_at is None for role in who.account.roles):
        return
    contest = contest_by_slug(str((request.view_args or {}).get("slug", "")))
    if contest is None or not who.has_role(contest.id, *getattr(view, "audience", ())):
        return
    module = view.__module__.rsplit(".", 1)[-1]
    if module.startswith(NAMING):
        _refuse_names(contest)
    round_ = _round_asked(contest)
    if round_ is not None and not module.startswith(WITHOUT_MARKS):
        refuse_if_veiled(round_)


def refuse_if_veiled(round_: Round) -> None:
    """Raises MarksVeiled for a visitor who reads in a later round under way."""
    who = visitor()
    if not who.has_role(round_.contest_id, RoleKind.JUDGE):
        return
    later = later_round_read_by(who.account.id, round_)
    if later is not None:
        raise MarksVeiled(round=later.name)


def _refuse_names(contest: Contest) -> None:
    viewer = viewer_of(contest)
    if viewer.reads is not None and not viewer.knows_all_names and rounds_unsealed(contest.id):
        raise NamesVeiled(round=viewer.reads.name)


def _round_asked(contest: Contest) -> Round | None:
    number = (request.view_args or {}).get("number") or request.args.get("round", type=int)
    return next((one for one in contest.rounds if one.number == number), None)
