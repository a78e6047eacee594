"""The published results of one contest: names, unit, title, prize and rank, nothing else of a person."""

from flask import abort, render_template

from contest.awards.queries import published_awards
from contest.shortlist.queries.published import published_list
from contest.web.citizen import bp
from contest.web.citizen.visit import public_contest
from contest.web.guards import open_to_anyone


@bp.get("/c/<slug>/results")
@open_to_anyone
def results(slug: str) -> str:
    """The prizes and the list, as far as they are published; 404 before anything is."""
    return _page(slug, "citizen/results.html")


@bp.get("/c/<slug>/results/print")
@open_to_anyone
def results_print(slug: str) -> str:
    """The same on a leaf of paper."""
    return _page(slug, "citizen/results_print.html")


def _page(slug: str, template: str) -> str:
    contest = public_contest(slug)
    awards, published = published_awards(contest), published_list(contest)
    if awards is None and published is None:
        abort(404)
    return render_template(template, contest=contest, awards=awards, published=published)
