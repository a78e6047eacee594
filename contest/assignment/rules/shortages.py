"""Why there is no plan: the smallest numbers that cannot be made to fit."""

from collections.abc import Iterable

from contest.assignment.rules.answers import Shortage, ShortageKind
from contest.assignment.rules.board import Board, places
from contest.assignment.rules.columns import EntryToRead
from contest.assignment.rules.exchanges import Exchanges


def lonely_entries(board: Board) -> list[Shortage]:
    """Entries that fewer judges may read than they need, those of one kind together.

    Their needs are lowered to what there is, so that the search for other reasons can go on.
    """
    kinds: dict[tuple[frozenset[int], int | None, int, int], list[int]] = {}
    for place, entry in enumerate(board.entries):
        if board.need[place] > (willing := board.free(place).bit_count()):
            kinds.setdefault((entry.units, entry.category, board.need[place], willing), []).append(place)
            board.need[place] = willing
    return [
        _shortage(board, ShortageKind.ENTRY_WITHOUT_JUDGES, alike, _any_of(board, alike), needed, willing)
        for (_, _, needed, willing), alike in kinds.items()
    ]


def tight_groups(board: Board, exchanges: Exchanges, stuck: Iterable[int]) -> list[Shortage]:
    """The closed circles of judges, all full, on whom more entries depend than they can take."""
    circles = {exchanges.reach(free) for free in {board.free(entry) for entry in stuck}}
    smallest = [circle for circle in circles if not any(other & ~circle == 0 for other in circles - {circle})]
    return [_tight_group(board, circle) for circle in sorted(smallest)]


def _tight_group(board: Board, circle: int) -> Shortage:
    have = sum(len(board.held[judge]) for judge in places(circle))
    dealt = {entry for judge in places(circle) for entry in board.held[judge]}
    stuck = {e for e, need in enumerate(board.need) if need and board.free(e) & ~circle == 0}
    needed = have + sum(board.need[entry] for entry in stuck)
    waiting = {e for e, need in enumerate(board.need) if need} | {e for held in board.held for e in held}
    kind = ShortageKind.CAPACITY if waiting <= dealt | stuck else ShortageKind.GROUP
    return _shortage(board, kind, sorted(dealt | stuck), circle, needed, have)


def unmet_minimums(board: Board, lacking: Iterable[int]) -> list[Shortage]:
    """For each judge below the minimum: all who could pass entries on to them are at theirs as well."""
    found: dict[int, Shortage] = {}
    for judge in lacking:
        circle = _who_reaches(board, judge)
        needed = sum(board.low[other] for other in places(circle))
        have = sum(board.load[other] for other in places(circle))
        readable = [entry for entry, may in enumerate(board.may) if may & circle]
        found[circle] = _shortage(board, ShortageKind.MINIMUM, readable, circle, needed, have)
    return list(found.values())


def _who_reaches(board: Board, judge: int) -> int:
    """The judges from whom a chain of gifts leads to this one, who is included."""
    takers = [0] * len(board.judges)
    for giver, held in enumerate(board.held):
        for entry in held:
            takers[giver] |= board.free(entry)
    circle, grown = 0, 1 << judge
    while grown != circle:
        circle = grown
        grown |= sum(1 << giver for giver, mask in enumerate(takers) if mask & circle)
    return circle


def _any_of(board: Board, entries: Iterable[int]) -> int:
    judges = 0
    for entry in entries:
        judges |= board.free(entry)
    return judges


def _shortage(
    board: Board, kind: ShortageKind, entries: list[int], judges: int, needed: int, have: int
) -> Shortage:
    concerned = [board.entries[entry] for entry in entries]
    return Shortage(
        kind=kind,
        entries=tuple(entry.id for entry in concerned),
        judges=tuple(board.judges[judge].id for judge in places(judges)),
        needed=needed,
        have=have,
        unit=_common_unit(concerned),
        category=_common_category(concerned),
    )


def _common_unit(entries: list[EntryToRead]) -> int | None:
    shared = frozenset[int].intersection(*(entry.units for entry in entries)) if entries else frozenset()
    return min(shared, default=None)


def _common_category(entries: list[EntryToRead]) -> int | None:
    categories = {entry.category for entry in entries}
    return categories.pop() if len(categories) == 1 else None
