"""The contests there are, each one's page, and its rules."""

from flask import render_template

from contest.charter.queries import amendments_of, announced_contests
from contest.plumbing.clock import now
from contest.web.citizen import bp
from contest.web.citizen.pages import category_names, time_left, word_range
from contest.web.citizen.results import contests_with_results, has_results
from contest.web.citizen.visit import public_contest
from contest.web.guards import open_to_anyone


@bp.get("/")
@open_to_anyone
def home() -> str:
    """Every announced contest, the newest year first."""
    at = now()
    return render_template(
        "citizen/contests.html",
        contests=announced_contests(),
        at=at,
        time_left=time_left,
        published=contests_with_results(),
    )


@bp.get("/c/<slug>")
@open_to_anyone
def contest(slug: str) -> str:
    """What the contest asks, until when, and the two things one can do."""
    shown, at = public_contest(slug), now()
    return render_template(
        "citizen/contest.html",
        contest=shown,
        window=shown.window(at),
        left=time_left(shown.closes_at, at),
        genres=category_names(shown),
        length=word_range(shown),
        amendments=amendments_of(shown.id),
        results=has_results(shown),
    )


@bp.get("/c/<slug>/rules")
@open_to_anyone
def rules(slug: str) -> str:
    """The rules in full, with their amendments."""
    shown = public_contest(slug)
    return render_template(
        "citizen/rules.html",
        contest=shown,
        genres=category_names(shown),
        length=word_range(shown),
        amendments=amendments_of(shown.id),
        results=has_results(shown),
    )
