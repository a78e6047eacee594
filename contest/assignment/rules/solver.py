"""The draw: a seeded deal, made exact by exchanges."""

from random import Random

from contest.assignment.rules.answers import NearMisses, NoPlan, Plan, Shortage, ShortageKind
from contest.assignment.rules.board import Board, places
from contest.assignment.rules.columns import column
from contest.assignment.rules.dealing import deal
from contest.assignment.rules.exchanges import Exchanges
from contest.assignment.rules.measuring import measures
from contest.assignment.rules.mixing import connect
from contest.assignment.rules.reading import reading_order
from contest.assignment.rules.shortages import lonely_entries, tight_groups, unmet_minimums
from contest.assignment.rules.values import Problem


def solve(problem: Problem, *, seed: int) -> Plan:
    """Draw the readers that the entries still need.

    Nobody reads an entry of a unit of their own, of a category they don't read, or excluded; maxima and
    minima hold. Within that the loads are spread as evenly as possible: they differ by one at most unless
    a rule forces more, and no other plan's sorted loads are smaller. Judges are connected by common
    entries where exchanges can do so.

    Returns  the same plan for the same problem and seed, in whatever order entries and judges are given
    Raises   NoPlan, with every reason found, only when no plan exists
    """
    board = Board(problem)
    reasons = lonely_entries(board)
    deal(board, rng=Random(seed))
    exchanges = Exchanges(board)
    if stuck := exchanges.complete():
        reasons += tight_groups(board, exchanges, stuck)
    if not reasons:
        reasons += unmet_minimums(board, exchanges.meet_minimums())
    if reasons:
        raise NoPlan(tuple(reasons))
    exchanges.balance()
    connect(board)
    return _plan(board, seed)


def everyone(problem: Problem, *, seed: int) -> Plan:
    """Every judge reads every entry that no rule keeps from them: the way of a final.

    problem  readers is the fewest that an entry must have; minima play no part
    Raises   NoPlan when an entry has fewer, or a judge's maximum is too small
    """
    board = Board(problem)
    reasons = lonely_entries(board)
    for entry in range(len(board.entries)):
        for judge in places(board.free(entry)):
            board.place(entry, judge)
    reasons += [
        Shortage(
            kind=ShortageKind.CAPACITY,
            entries=tuple(sorted(board.entries[entry].id for entry in board.held[place])),
            judges=(judge.id,),
            needed=board.load[place],
            have=board.cap[place],
        )
        for place, judge in enumerate(board.judges)
        if board.load[place] > board.cap[place]
    ]
    if reasons:
        raise NoPlan(tuple(reasons))
    return _plan(board, seed)


def _plan(board: Board, seed: int) -> Plan:
    pairs = tuple(
        (entry, judge.id)
        for judge, held in zip(board.judges, board.held, strict=True)
        for entry in reading_order((board.entries[e].id for e in held), judge=judge.id, seed=seed)
    )
    kinds = {entry.kind: None for entry in board.entries}
    kind_of = {kind: place for place, kind in enumerate(kinds)}
    everything = [(e, j) for e, mask in enumerate(board.readers) for j in places(mask)]
    everything += board.elsewhere
    entries, judges = column(e for e, _ in everything), column(j for _, j in everything)
    kind = column(kind_of[board.entries[e].kind] if e >= 0 else len(kind_of) for e, _ in everything)
    measured = measures(
        entries=entries,
        judges=judges,
        loads=column(board.load),
        capacity=column(judge.capacity for judge in board.judges),
        wished=(0.0, None),
        units=kind,
        categories=kind,
    )
    return Plan(
        entries=column(entry for entry, _ in pairs),
        judges=column(judge for _, judge in pairs),
        loads=board.loads(),
        seed=seed,
        measures=measured,
        near=NearMisses(),
    )
