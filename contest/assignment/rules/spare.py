"""Who could still read an entry, before anybody is drawn."""

import numpy as np

from contest.assignment.rules.columns import column
from contest.assignment.rules.rights import Rights, places_in
from contest.assignment.rules.values import Problem


def spare_readers(problem: Problem) -> dict[int, int]:
    """Entry -> how many judges may read it besides those who do.

    What a judge may have at most is left out: it is shared by all entries. Of judges barred from an entry twice over
    there may be more.
    """
    order = np.argsort(problem.entries.ids, kind="stable")
    ids, kind_of = problem.entries.ids[order], problem.entries.kind_of[order]
    judges = tuple(sorted(problem.judges, key=lambda judge: judge.id))
    rights = Rights(problem, judges, ids, problem.entries.kinds, kind_of)
    at_hand = places_in(problem.standing.judges, column(judge.id for judge in judges)) < len(judges)
    read = np.bincount(places_in(problem.standing.entries[at_hand], ids), minlength=len(ids) + 1)[:-1]
    free = np.maximum(rights.at_least() - read, 0)
    return dict(zip(ids.tolist(), free.tolist(), strict=True))
