"""Why there is no plan: the smallest numbers that cannot be made to fit, and what would mend them."""

from collections import Counter
from collections.abc import Iterable

from contest.assignment.rules.answers import Remedy, RemedyKind, Shortage, ShortageKind
from contest.assignment.rules.board import Board
from contest.assignment.rules.columns import EntryKind
from contest.assignment.rules.exchanges import Exchanges
from contest.assignment.rules.masks import places
from contest.assignment.rules.together import together


def lonely_entries(board: Board) -> list[Shortage]:
    """Entries that fewer judges may read than they need, those of one kind together.

    Their needs are lowered to what there is, so that the search for other reasons can go on.
    """
    alike: dict[tuple[ShortageKind, EntryKind, int, int], list[int]] = {}
    known: dict[tuple[int, int], int] = {}
    dealt = Counter(row for held in board.held for row in held)
    for row, open_seats in enumerate(board.need):
        free, needed = board.free_at_first(row), open_seats + dealt[row]
        if (free, needed) not in known:
            known[free, needed] = together(board.apart, free, needed).bit_count()
        able = known[free, needed]
        if needed > able:
            kind = ShortageKind.TOGETHER if needed <= free.bit_count() else ShortageKind.ENTRY_WITHOUT_JUDGES
            alike.setdefault((kind, _kind_of(board, row), needed, able), []).append(row)
            board.need[row] = max(0, able - dealt[row])
    return [
        _shortage(board, kind, rows, _any_of(board, rows), needed, able)
        for (kind, _, needed, able), rows in alike.items()
    ]


def tight_groups(board: Board, exchanges: Exchanges, stuck: Iterable[int]) -> list[Shortage]:
    """The closed circles of judges, all full, on whom more entries depend than they can take."""
    circles = {exchanges.reach(free) for free in {board.free(row) for row in stuck}}
    smallest = [circle for circle in circles if not any(other & ~circle == 0 for other in circles - {circle})]
    return [_tight_group(board, circle) for circle in sorted(smallest)]


def _tight_group(board: Board, circle: int) -> Shortage:
    have = sum(len(board.held[judge]) for judge in places(circle))
    dealt = {row for judge in places(circle) for row in board.held[judge]}
    stuck = {row for row, need in enumerate(board.need) if need and board.free(row) & ~circle == 0}
    needed = have + sum(board.need[row] for row in stuck)
    waiting = {row for row, need in enumerate(board.need) if need} | {r for held in board.held for r in held}
    kind = ShortageKind.CAPACITY if waiting <= dealt | stuck else ShortageKind.GROUP
    return _shortage(board, kind, sorted(dealt | stuck), circle, needed, have)


def unmet_minimums(board: Board, lacking: Iterable[int]) -> list[Shortage]:
    """For each judge below the minimum: all who could pass entries on to them are at theirs as well."""
    found: dict[int, Shortage] = {}
    for judge in lacking:
        circle = _who_reaches(board, judge)
        needed = sum(board.low[other] for other in places(circle))
        have = sum(board.load[other] for other in places(circle))
        readable = [row for row, may in enumerate(board.may) if may & circle]
        found[circle] = _shortage(board, ShortageKind.MINIMUM, readable, circle, needed, have)
    return list(found.values())


def _who_reaches(board: Board, judge: int) -> int:
    """The judges from whom a chain of gifts leads to this one, who is included."""
    takers = [0] * board.count
    for giver, held in enumerate(board.held):
        for row in held:
            takers[giver] |= board.free(row, giver)
    circle, grown = 0, 1 << judge
    while grown != circle:
        circle = grown
        grown |= sum(1 << giver for giver, mask in enumerate(takers) if mask & circle)
    return circle


def _any_of(board: Board, rows: Iterable[int]) -> int:
    judges = 0
    for row in rows:
        judges |= board.free_at_first(row)
    return judges


def _kind_of(board: Board, row: int) -> EntryKind:
    rights = board.table.rights
    return rights.kinds[int(rights.kind_of[board.entry[row]])]


def _shortage(
    board: Board, kind: ShortageKind, rows: list[int], judges: int, needed: int, have: int
) -> Shortage:
    kinds = {_kind_of(board, row) for row in rows}
    units = frozenset[int].intersection(*(kind.units for kind in kinds)) if kinds else frozenset()
    categories = {kind.category for kind in kinds}
    entries = dict.fromkeys(int(board.table.ids[board.entry[row]]) for row in rows)
    return Shortage(
        kind=kind,
        entries=tuple(entries),
        judges=tuple(int(board.table.judge_ids[judge]) for judge in places(judges)),
        needed=needed,
        have=have,
        unit=min(units, default=None),
        category=categories.pop() if len(categories) == 1 else None,
        remedies=_remedies(board, kind, judges, len(entries), needed - have),
    )


def _remedies(board: Board, kind: ShortageKind, judges: int, entries: int, lack: int) -> tuple[Remedy, ...]:
    if kind == ShortageKind.MINIMUM:
        return (Remedy(RemedyKind.LOWER_MINIMUM, lack),)
    if kind in {ShortageKind.ENTRY_WITHOUT_JUDGES, ShortageKind.TOGETHER}:
        return Remedy(RemedyKind.MORE_JUDGES, lack), Remedy(RemedyKind.FEWER_READERS, lack)
    usual = max((board.cap[judge] for judge in places(judges)), default=0) or entries
    return (
        Remedy(RemedyKind.RAISE_MAXIMUM, lack),
        Remedy(RemedyKind.MORE_JUDGES, -(-lack // min(usual, entries))),
        Remedy(RemedyKind.FEWER_READERS, -(-lack // entries)),
    )
