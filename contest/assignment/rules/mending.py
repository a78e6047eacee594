"""Exchanges of two seats, many at once: whoever may not sit where the deal put them changes with another."""

from typing import Final

import numpy as np

from contest.assignment.rules.columns import Ids
from contest.assignment.rules.dealing import Round
from contest.assignment.rules.lots import Lots
from contest.assignment.rules.rights import Flags
from contest.assignment.rules.table import OPEN, Table

_ROUNDS: Final = 160
_IDLE: Final = 24
"""Rounds without a gain before it gives up; fewer where few seats leave little to try."""
_TRIES: Final = 2_048
"""Exchanges looked at in each round at least."""


def wrong(table: Table, seats: Ids) -> Ids:
    """Those of the seats whose judge may not have them."""
    seats = seats[table.judge[seats] != OPEN]
    judges = table.judge[seats]
    return seats[~table.may(seats, judges) | table.meets(seats, judges)]


def mend(table: Table, round_: Round, *, lots: Lots) -> Ids:
    """Exchange wrong seats with others nearby in the round until none is wrong; no load changes.

    Returns  the seats for which no exchange was found
    """
    bad = wrong(table, round_.seats)
    window, stuck = 4 * table.rights.count + 16, 0
    idle = min(_IDLE, 2 + len(round_.seats) // 16)
    for _ in range(_ROUNDS):
        if not len(bad) or stuck > idle:
            break
        tries = max(1, min(64, _TRIES // len(bad)))
        ones = np.repeat(bad, tries)
        others = nearby(round_, ones, window, lots=lots)
        able = np.flatnonzero(exchangeable(table, ones, others))
        chosen = apart(table, ones[able], others[able])
        before = len(bad)
        exchange(table, ones[able[chosen]], others[able[chosen]])
        bad = wrong(table, bad)
        stuck = 0 if len(bad) < before else stuck + 1
        window = min(2 * window, 2 * len(round_.seats))
    return bad


def nearby(round_: Round, seats: Ids, window: int, *, lots: Lots) -> Ids:
    """For each seat another by lot, at most half a window away in the round."""
    steps = lots.below(window, len(seats)) - window // 2
    return np.asarray(round_.seats[(round_.place[seats] + steps) % len(round_.seats)])


def exchangeable(table: Table, ones: Ids, others: Ids) -> Flags:
    """Whether the judges of two seats may change places."""
    able = (table.entry[ones] != table.entry[others]) & (table.judge[ones] != table.judge[others])
    able &= (table.judge[ones] != OPEN) & (table.judge[others] != OPEN)
    for mine, theirs in ((ones, others), (others, ones)):
        some = np.flatnonzero(able)
        judges = table.judge[theirs[some]]
        able[some] = table.may(mine[some], judges) & ~table.meets(mine[some], judges)
    return np.asarray(able)


def apart(table: Table, ones: Ids, others: Ids) -> Ids:
    """The places of exchanges that touch no entry twice, the first of each kept."""
    first = np.full(len(table.ids), len(ones))
    number = np.arange(len(ones))
    np.minimum.at(first, table.entry[ones], number)
    np.minimum.at(first, table.entry[others], number)
    return np.flatnonzero((first[table.entry[ones]] == number) & (first[table.entry[others]] == number))


def exchange(table: Table, ones: Ids, others: Ids) -> None:
    """Let the judges of each two seats change places."""
    table.judge[ones], table.judge[others] = table.judge[others], table.judge[ones]
