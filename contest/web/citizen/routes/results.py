"""The published list of one contest: names, unit, title and rank, nothing else of a person."""

from flask import abort, render_template

from contest.shortlist.queries.published import published_list
from contest.web.citizen import bp
from contest.web.citizen.visit import public_contest
from contest.web.guards import open_to_anyone


@bp.get("/c/<slug>/results")
@open_to_anyone
def results(slug: str) -> str:
    """The list, once it is published; 404 before."""
    contest = public_contest(slug)
    published = published_list(contest)
    if published is None:
        abort(404)
    return render_template("citizen/results.html", contest=contest, published=published)
