"""The seeded deal: entries in a drawn order, each to the judges who have least so far."""

from random import Random

from contest.assignment.rules.board import Board, places


def deal(board: Board, *, rng: Random) -> None:
    """Give each entry its readers as far as the maxima allow; what remains is for the exchanges.

    Among the judges with the smallest load the lot decides, in favour of those who have met the entry's
    other readers least, so that every judge is compared with many.
    """
    levels: dict[int, int] = {}
    for judge, load in enumerate(board.load):
        levels[load] = levels.get(load, 0) | 1 << judge
    room = board.with_room()
    order = list(range(len(board.entries)))
    rng.shuffle(order)
    for entry in order:
        while board.need[entry] and (candidates := board.free(entry) & room):
            judge = _choose(board, entry, _least_loaded(candidates, levels), rng)
            bit, load = 1 << judge, board.load[judge]
            board.place(entry, judge)
            levels[load + 1] = levels.get(load + 1, 0) | bit
            levels[load] &= ~bit
            if not levels[load]:
                del levels[load]
            if board.load[judge] >= board.cap[judge]:
                room &= ~bit


def _least_loaded(candidates: int, levels: dict[int, int]) -> int:
    for load in sorted(levels):
        if least := candidates & levels[load]:
            return least
    raise AssertionError("every judge stands on a level")


def _choose(board: Board, entry: int, candidates: int, rng: Random) -> int:
    others = list(places(board.readers[entry]))
    if not others:
        return rng.choice(list(places(candidates)))
    met = {judge: sum(board.together[other][judge] for other in others) for judge in places(candidates)}
    fewest = min(met.values())
    return rng.choice([judge for judge, times in met.items() if times == fewest])
