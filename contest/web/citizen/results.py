"""Whether a contest's results are public; only a publication makes them so."""

from contest.charter.models import Contest
from contest.shortlist.queries.published import publication_of


def has_results(contest: Contest) -> bool:
    """Whether there is a published list."""
    return publication_of(contest) is not None
