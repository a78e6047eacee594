"""The draw: a seeded deal by kinds, mended by exchanges, made exact by chains of them where that is not enough."""

import numpy as np

from contest.assignment.rules.answers import NoPlan, Plan, Remedy, RemedyKind, Shortage, ShortageKind
from contest.assignment.rules.board import Board
from contest.assignment.rules.columns import column
from contest.assignment.rules.connecting import connect
from contest.assignment.rules.dealing import Round, deal, levels_of, round_of
from contest.assignment.rules.evening import even, meet
from contest.assignment.rules.exchanges import Exchanges
from contest.assignment.rules.keeping import keep, stay
from contest.assignment.rules.lots import Lots
from contest.assignment.rules.masks import places
from contest.assignment.rules.mending import mend
from contest.assignment.rules.panels import options_of, seat_chosen, seat_panels, unconnected
from contest.assignment.rules.planning import plan_of
from contest.assignment.rules.restoring import restore
from contest.assignment.rules.search import Search
from contest.assignment.rules.shortages import lonely_entries, tight_groups, unmet_minimums
from contest.assignment.rules.table import OPEN, Table
from contest.assignment.rules.values import Panels, Problem
from contest.assignment.rules.wishing import grant, improve
from contest.assignment.rules.worth import Worth

_ANCHOR_LOTS = 8
"""Lots drawn on who of those kept apart reads an anchor before there is said to be no plan."""
_PANEL_DEALS = 3
"""Deals of entries to panels by lot that are tried before an exact search."""


def solve(problem: Problem, *, seed: int) -> Plan:
    """Draw the readers that the entries still need.

    In this order: every rule is kept; the loads are as level as the rules allow, in proportion to capacity (no
    other plan's sum of squared loads over capacity is smaller; without other rules they differ by one at most);
    judges are connected by common entries and meet each other as evenly as exchanges can bring about; wishes are
    met; each pile is a fair sample of the units and categories.

    Returns  the same plan for the same problem and seed, in whatever order entries and judges are given
    Raises   NoPlan, with every reason found, only when no plan exists
    """
    lots = Lots(seed)
    for left in reversed(range(_ANCHOR_LOTS if problem.anchors and problem.never_together else 1)):
        try:
            return plan_of(_dealt(problem, lots), seed=seed)
        except NoPlan:
            if not left:
                raise
    raise AssertionError("the last lots give a plan or none")


def _dealt(problem: Problem, lots: Lots) -> Table:
    if problem.panels is not None:
        return _in_panels(problem, problem.panels, lots)
    table = _laid(problem, lots)
    _seat_all(table, lots)
    return table


def _laid(problem: Problem, lots: Lots) -> Table:
    """A table on which what stands and the anchors are seated."""
    table = Table(problem, lots=lots)
    if problem.anchors and (reasons := beyond_maximum(table)):
        raise NoPlan(tuple(reasons))
    return table


def _in_panels(problem: Problem, panels: Panels, lots: Lots) -> Table:
    if reasons := unconnected(problem):
        raise NoPlan(tuple(reasons))
    refused = None
    for _ in range(_PANEL_DEALS):
        trial = _laid(problem, lots)
        if reasons := seat_panels(trial, panels, lots=lots):
            raise NoPlan(tuple(reasons))
        try:
            _seat_all(trial, lots)
        except NoPlan as no_plan:
            refused = no_plan
        else:
            return trial
    trial = _laid(problem, lots)
    if refused and not _search_panels(trial, panels):
        raise refused
    _finish(trial, lots)
    return trial


def _search_panels(table: Table, panels: Panels) -> bool:
    """Seat all by an exact search for the panels and the readers together; whether there is a plan."""
    if lonely_entries(Board(table)):
        return False
    search = Search(Board(table), options_of(table, panels))
    found = search.run()
    if found is None:
        return False
    chosen = np.full(table.size, -1)
    seats: list[int] = []
    judges: list[int] = []
    for entry in found.rows:
        chosen[entry] = search.panel_of(found, entry)
        inside = found.readers_of(entry) & search.judges_of(entry, int(chosen[entry]))
        judges += [*places(inside), *places(found.readers_of(entry) & ~inside)]
        mine = np.arange(table.start[entry], table.start[entry + 1])
        seats += mine[table.judge[mine] == OPEN].tolist()
    seat_chosen(table, panels, chosen)
    table.give(column(seats), judges)
    return True


def _seat_all(table: Table, lots: Lots) -> None:
    """Fill all seats, as level and as even as can be."""
    kept = keep(table)
    round_ = round_of(table, lots=lots)
    levels = levels_of(table, lots=lots)
    exact = levels.settle() and not levels.short and not kept
    worth = grant(table, levels.counts.sum(axis=0), lots=lots) if table.problem.wishes else None
    deal(table, levels, round_, lots=lots)
    bad = mend(table, round_, lots=lots)
    table.give(bad, np.full(len(bad), OPEN))
    if not exact or len(bad) or (table.load < table.low).any():
        make_exact(table, near=bool(kept))
    if kept:
        stay(table)
        round_ = round_of(table, np.flatnonzero(~table.fixed), lots=lots)
    _spread(table, round_, worth, lots)


def _spread(table: Table, round_: Round, worth: Worth | None, lots: Lots) -> None:
    """Meet wishes, pairs of judges and all judges as well as exchanges can that change no load."""
    if worth is not None:
        improve(table, round_, worth, lots=lots)
    met = meet(table)
    even(table, round_, met, lots=lots, worth=worth)
    connect(table, met)


def _finish(table: Table, lots: Lots) -> None:
    """Level and spread what an exact search has seated."""
    make_exact(table)
    round_ = round_of(table, np.flatnonzero(~table.fixed), lots=lots)
    _spread(table, round_, Worth(table) if table.problem.wishes else None, lots)


def make_exact(table: Table, *, near: bool = False) -> None:
    """Fill what is open and level the loads by chains of gifts, near for the shortest. Raises NoPlan."""
    board = Board(table)
    exchanges = Exchanges(board, near=near)
    lonely = lonely_entries(board)
    if reasons := lonely or _shortages(board, exchanges):
        board = Board(table)
        found = None if lonely or not board.apart else Search(board).run()
        if found is None:
            raise NoPlan(tuple(reasons))
        board.adopt(found.readers)
        exchanges = Exchanges(board, near=near)
    exchanges.balance()
    if near:
        restore(board)
    board.put_back()


def _shortages(board: Board, exchanges: Exchanges) -> list[Shortage]:
    """Why the chains of gifts find no plan; nothing when they do."""
    if stuck := exchanges.complete():
        return tight_groups(board, exchanges, stuck)
    return unmet_minimums(board, exchanges.meet_minimums())


def beyond_maximum(table: Table) -> list[Shortage]:
    """Judges whom the anchors give more than their maximum, what stands counted."""
    reasons = []
    for place, judge in enumerate(table.rights.judges):
        if judge.maximum is not None and table.load[place] > max(judge.maximum, table.stood[place]):
            have, needed = max(judge.maximum, int(table.stood[place])), int(table.load[place])
            anchors = table.fixed & ~table.stands & (table.judge == place)
            reasons.append(
                Shortage(
                    ShortageKind.ANCHORS,
                    tuple(table.ids[table.entry[anchors]].tolist()),
                    (judge.id,),
                    needed=needed,
                    have=have,
                    remedies=(
                        Remedy(RemedyKind.RAISE_MAXIMUM, needed - judge.maximum),
                        Remedy(RemedyKind.FEWER_ANCHORS, needed - have),
                    ),
                )
            )
    return reasons
