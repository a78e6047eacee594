"""Questions about conflicts, draws and assignments."""

from contest.assignment.queries.dealing import conflicts_of, problem_for
from contest.assignment.queries.draws import draw_of, draws_of, loads, newest_draw, pair_counts
from contest.assignment.queries.settings import (
    category_readers,
    dealing_of,
    languages_of_entries,
    limits_of,
    readers_apart,
    terms_of,
)
from contest.assignment.queries.standing import (
    assignment_of,
    assignments_of_judge,
    entries_in_round,
    is_being_read,
    rounds_of_judge,
    standing,
    standing_assignments,
    standing_pairs,
)

__all__ = [
    "assignment_of",
    "assignments_of_judge",
    "category_readers",
    "conflicts_of",
    "dealing_of",
    "draw_of",
    "draws_of",
    "entries_in_round",
    "is_being_read",
    "languages_of_entries",
    "limits_of",
    "loads",
    "newest_draw",
    "pair_counts",
    "problem_for",
    "readers_apart",
    "rounds_of_judge",
    "standing",
    "standing_assignments",
    "standing_pairs",
    "terms_of",
]
