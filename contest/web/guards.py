"""Who may pass which door. Each view declares its audience; a house test fails on one that does not.

A stranger to a contest gets 404, never 403: that a thing exists is already news.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort
from flask_login import current_user, login_required

from contest.charter.queries import contest_by_slug
from contest.people.models import RoleKind

ANYONE = "anyone"
SIGNED_IN = "signed-in"

View = Callable[..., Any]


def open_to_anyone(view: View) -> View:
    """A page for citizens and strangers; what it shows is public or opened by a secret the visitor holds."""
    view.audience = (ANYONE,)  # type: ignore[attr-defined]
    return view


def open_to_signed_in(view: View) -> View:
    """A page for every account about itself."""
    guarded: View = login_required(view)
    guarded.audience = (SIGNED_IN,)  # type: ignore[attr-defined]
    return guarded


def open_to(*kinds: RoleKind) -> Callable[[View], View]:
    """A page of one contest for these roles; the view gets ``contest`` in place of ``slug``."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*, slug: str, **places: Any) -> Any:
            contest = contest_by_slug(slug)
            if contest is None or not current_user.has_role(contest.id, *kinds):
                abort(404)
            return view(contest=contest, **places)

        checked: View = login_required(guarded)
        checked.audience = kinds  # type: ignore[attr-defined]
        return checked

    return guard
