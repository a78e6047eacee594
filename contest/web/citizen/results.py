"""Whether a contest's results are public; only a publication makes them so."""

from contest.awards.queries import contests_with_awards, has_published_awards
from contest.charter.models import Contest
from contest.shortlist.queries.published import publication_of, published_contests


def has_results(contest: Contest) -> bool:
    """Whether there is a published list, or published prizes."""
    return publication_of(contest) is not None or has_published_awards(contest.id)


def contests_with_results() -> set[int]:
    """Ids of the contests of which something is published."""
    return published_contests() | contests_with_awards()
