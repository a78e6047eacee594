"""Questions about conflicts, draws and assignments."""

from contest.assignment.queries.dealing import anchors_of, problem_for, readers_wanted
from contest.assignment.queries.draws import (
    draw_of,
    draws_of,
    judge_groups,
    loads,
    loads_before,
    newest_draw,
    pair_counts,
)
from contest.assignment.queries.settings import (
    category_readers,
    dealing_of,
    language_counts,
    languages_of_entries,
    limits_of,
    readers_apart,
    terms_of,
)
from contest.assignment.queries.standing import (
    assignment_of,
    assignments_of_judge,
    entries_in_round,
    entries_kept_from,
    is_being_read,
    rounds_of_judge,
    standing,
    standing_assignments,
    standing_pairs,
    unseen_pairs,
)

__all__ = [
    "anchors_of",
    "assignment_of",
    "assignments_of_judge",
    "category_readers",
    "dealing_of",
    "draw_of",
    "draws_of",
    "entries_in_round",
    "entries_kept_from",
    "is_being_read",
    "judge_groups",
    "language_counts",
    "languages_of_entries",
    "limits_of",
    "loads",
    "loads_before",
    "newest_draw",
    "pair_counts",
    "problem_for",
    "readers_apart",
    "readers_wanted",
    "rounds_of_judge",
    "standing",
    "standing_assignments",
    "standing_pairs",
    "terms_of",
    "unseen_pairs",
]
