"""Which entries everybody reads, drawn by lot."""

from collections.abc import Collection
from random import Random

from contest.assignment.rules.values import Problem


def choose_anchors(problem: Problem, *, number: int, seed: int) -> frozenset[int]:
    """So many entries, from the categories in turn, those first that the fewest judges are kept from.

    number   anchors in all; those the problem has already count and stay
    Returns  the new ones, fewer when there are not enough entries; the same for the same problem and seed
    """
    missing = number - len(problem.anchors)
    if missing <= 0:
        return frozenset()
    kept_from = dict[int, int]()
    for entry, _judge in problem.excluded:
        kept_from[entry] = kept_from.get(entry, 0) + 1
    by_kind = [sum(not judge.may_read(kind) for judge in problem.judges) for kind in problem.entries.kinds]
    lots = Random(f"anchors {seed}")
    queues: dict[int, list[tuple[int, float, int]]] = {}
    for id_, place in zip(problem.entries.ids.tolist(), problem.entries.kind_of.tolist(), strict=True):
        if id_ not in problem.anchors:
            kept = by_kind[place] + kept_from.get(id_, 0)
            category = problem.entries.kinds[place].category or 0
            queues.setdefault(category, []).append((kept, lots.random(), id_))
    return frozenset(_in_turn([sorted(queue) for _, queue in sorted(queues.items())], missing))


def _in_turn(queues: Collection[list[tuple[int, float, int]]], number: int) -> list[int]:
    chosen: list[int] = []
    for row in range(max(map(len, queues), default=0)):
        chosen += [queue[row][2] for queue in queues if row < len(queue)]
    return chosen[:number]
