"""Wishes met within the levels: judges get prices until no more want them than they may take, then exchanges."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from contest.assignment.rules.columns import Ids, Weights
from contest.assignment.rules.comparing import Matrix
from contest.assignment.rules.dealing import Round
from contest.assignment.rules.lots import Lots
from contest.assignment.rules.mending import apart, exchange, exchangeable
from contest.assignment.rules.table import OPEN, Table
from contest.assignment.rules.worth import Worth

_SAMPLE: Final = 1_500
"""Entries on which the prices are found first."""
_CHOICES: Final = 40
"""Judges an entry chooses from, the best for it at those prices."""
_STEPS: Final = (120, 40)
_ROUNDS: Final = 16
_BATCHES: Final = 40
_NEVER: Final = -1e18
_FEW: Final = 8
"""Up to so many choices of an entry are found one by one, more by sorting all."""


@dataclass(slots=True)
class Choices:
    """What each entry can choose: judges and weights, padded with weights of never, one row each an entry.

    seats  entry -> how many judges it may choose
    """

    judge: Ids
    weight: Matrix
    seats: Ids

    def at(self, prices: Weights) -> Matrix:
        """What each choice is worth at the judges' prices."""
        return np.asarray(self.weight - prices[self.judge])

    def cut(self, prices: Weights, keep: int) -> "Choices":
        """The best choices of each entry at these prices."""
        if self.judge.shape[1] <= keep:
            return self
        best = np.argpartition(-self.at(prices), keep, axis=1)[:, :keep]
        rows = np.arange(len(best))[:, None]
        return Choices(self.judge[rows, best], self.weight[rows, best], self.seats)

    def some(self, rows: Ids) -> "Choices":
        """The choices of some entries."""
        return Choices(self.judge[rows], self.weight[rows], self.seats[rows])


def grant(table: Table, share: Ids, *, lots: Lots) -> Worth:
    """Give open seats to judges who are wished for, each judge at most their share; the rest stays open.

    share  judge -> readings they are to get
    """
    worth = Worth(table)
    seats = table.open_seats()
    count = np.bincount(table.entry[seats], minlength=len(table.ids))[: table.size]
    choices = _choices(table, worth, count)
    if not choices.judge.size:
        return worth
    sample = np.sort(lots.order(table.size)[:_SAMPLE])
    part = share * (choices.seats[sample].sum() / max(int(choices.seats.sum()), 1))
    prices = _prices(choices.some(sample), part, np.zeros(len(share)), _STEPS[0])
    choices = choices.cut(prices, _CHOICES)
    prices = _prices(choices, share, prices, _STEPS[1])
    _take(table, choices, prices, share)
    return worth


def _choices(table: Table, worth: Worth, seats: Ids) -> Choices:
    """The wishes above nothing as padded rows."""
    entry, judge, weight = worth.candidates(table)
    nth = np.arange(len(entry)) - np.searchsorted(entry, entry)
    width = int(nth.max(initial=-1)) + 1
    judges = np.zeros((table.size, width), dtype=np.int64)
    weights = np.full((table.size, width), _NEVER)
    judges[entry, nth], weights[entry, nth] = judge, weight
    return Choices(judges, weights, seats)


def _best(worth: Matrix, count: int) -> tuple[Ids, Matrix]:
    """The places of the so many best of each row, the best first and equals as they stand, and what they are worth.

    Worth is used up.
    """
    rows = np.arange(len(worth))
    if count > _FEW:
        order = np.argsort(-worth, axis=1, kind="stable")[:, :count]
        return order, worth[rows[:, None], order]
    order = np.empty((len(worth), min(count, worth.shape[1])), dtype=np.int64)
    best = np.empty(order.shape)
    for nth in range(order.shape[1]):
        order[:, nth] = worth.argmax(axis=1)
        best[:, nth] = worth[rows, order[:, nth]]
        worth[rows, order[:, nth]] = -np.inf
    return order, best


def _taken(choices: Choices, prices: Weights) -> tuple[Ids, Ids]:
    """Row and column of what each entry takes."""
    order, best = _best(choices.at(prices), int(choices.seats.max(initial=0)))
    row, place = np.nonzero((np.arange(order.shape[1]) < choices.seats[:, None]) & (best > 0))
    return row, order[row, place]


def _chosen(choices: Choices, prices: Weights) -> tuple[Ids, Ids, Weights]:
    """The same, and by how much each beats the entry's next choice."""
    order, best = _best(choices.at(prices), int(choices.seats.max(initial=0)) + 1)
    width = order.shape[1]
    row, place = np.nonzero((np.arange(width) < choices.seats[:, None]) & (best > 0))
    after = best[np.arange(len(best)), np.minimum(choices.seats, width - 1)]
    rest = np.where(choices.seats < width, np.maximum(after, 0), 0)
    return row, order[row, place], best[row, place] - rest[row]


def _prices(choices: Choices, share: Weights | Ids, prices: Weights, steps: int) -> Weights:
    """Raise the price of whom too many choose, lower that of whom too few do, in ever smaller steps."""
    scale = float(choices.weight[choices.weight > 0].std() + choices.weight[choices.weight > 0].mean()) * 0.5
    target = np.maximum(share, 1)
    best, least = prices, np.inf
    for step in range(steps):
        row, column = _taken(choices, prices)
        load = np.bincount(choices.judge[row, column], minlength=len(prices))
        over = np.maximum(load - share, 0).sum() + (np.maximum(share - load, 0) * (prices > 0)).sum()
        if over < least:
            best, least = prices, over
        pull = np.clip((load - share) / target, -1, 1)
        prices = np.maximum(prices + scale * pull / (1 + 0.35 * step), 0)
    return best


def _take(table: Table, choices: Choices, prices: Weights, share: Ids) -> None:
    """Seat what is chosen, those who gain most first, until nobody with room is wished for."""
    room = share.copy()
    left = Choices(choices.judge, choices.weight.copy(), choices.seats.copy())
    for _ in range(_ROUNDS):
        left.weight[room[left.judge] <= 0] = _NEVER
        row, column, gain = _chosen(left, np.where(room > 0, prices, 0.0))
        if not len(row):
            return
        judge = left.judge[row, column]
        order = np.lexsort((-gain, judge))
        nth = np.arange(len(order)) - np.searchsorted(judge[order], judge[order])
        kept = order[nth < room[judge[order]]]
        row, column, judge = row[kept], column[kept], judge[kept]
        seated = _seat(table, row, judge)
        left.weight[row, column] = _NEVER
        np.subtract.at(left.seats, row[seated], 1)
        room = room - np.bincount(judge[seated], minlength=len(room))
        prices = prices * 0.5


def _seat(table: Table, entries: Ids, judges: Ids) -> Ids:
    """Put judges on the open seats of entries, as far as nobody kept apart from them sits there."""
    order = np.argsort(entries, kind="stable")
    nth = np.arange(len(order)) - np.searchsorted(entries[order], entries[order])
    open_seats = table.open_seats()
    first = np.searchsorted(table.entry[open_seats], entries[order])
    seats = open_seats[first + nth]
    able = table.may(seats, judges[order])
    table.judge[seats[able]] = judges[order][able]
    wrong = table.meets(seats[able], judges[order][able])
    table.judge[seats[able][wrong]] = OPEN
    table.count()
    return np.asarray(order[able][~wrong])


def improve(table: Table, round_: Round, worth: Worth, *, lots: Lots) -> None:
    """Let seats change places as long as the wishes gain."""
    entry, judge, _ = worth.candidates(table)
    if not len(entry):
        return
    start = np.searchsorted(entry, np.arange(len(table.ids) + 1))
    idle = 0
    for _ in range(_BATCHES):
        before = idle
        ones = round_.seats[lots.order(len(round_.seats))[: 1 << 15]]
        width = start[table.entry[ones] + 1] - start[table.entry[ones]]
        ones, width = ones[width > 0], width[width > 0]
        wanted = judge[start[table.entry[ones]] + (lots.shares(len(ones)) * width).astype(np.int64)]
        others = _some_seat_of(table, round_, wanted, lots=lots)
        gain = -worth.lost(table, ones, others)
        good = np.flatnonzero(gain > 1e-12)
        good = good[np.argsort(-gain[good], kind="stable")]
        good = good[exchangeable(table, ones[good], others[good])]
        good = good[apart(table, ones[good], others[good])]
        exchange(table, ones[good], others[good])
        idle = (
            before + 1
            if gain[good].sum() < 1e-4 * worth.of(table.entry[ones], table.judge[ones]).sum()
            else 0
        )
        if idle > 2:
            return


def _some_seat_of(table: Table, round_: Round, judges: Ids, *, lots: Lots) -> Ids:
    """For each judge one of their seats in the round by lot; the first seat of all for judges without any."""
    order = round_.seats[np.argsort(table.judge[round_.seats], kind="stable")]
    bounds = np.searchsorted(table.judge[order], np.arange(table.rights.count + 1))
    sizes = np.diff(bounds)[judges]
    places = bounds[judges] + (lots.shares(len(judges)) * sizes).astype(np.int64)
    return np.asarray(order[np.where(sizes > 0, np.minimum(places, len(order) - 1), 0)])
