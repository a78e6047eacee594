"""How well judges can be compared: who meets whom on common entries, and how evenly."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contest.assignment.rules.columns import Ids

Matrix = NDArray[np.float64]

_MOST: Final = 4_000
"""Beyond so many judges the eigenvalues are estimated from how much the meetings vary."""
_SOME: Final = 250
"""Beyond so many they come from the inverse, which is several times quicker."""
_FEW: Final = 12
"""Entries of up to so many readers are counted pair by pair, others row by row."""


@dataclass(frozen=True, slots=True)
class Meetings:
    """Judges by judges: how many entries two share, and that number weighed by one over an entry's readers."""

    shared: Matrix
    weighed: Matrix

    @property
    def uniform(self) -> bool:
        """Whether all entries have the same number of readers, so that both say the same."""
        return self.shared is self.weighed


def meetings(entries: Ids, judges: Ids, count: int) -> Meetings:
    """Who meets whom.

    Shapes  entries, judges: one each a reading, judges as places below count
    Returns square symmetric matrices with empty diagonals
    """
    if (np.diff(entries) < 0).any():
        order = np.argsort(entries, kind="stable")
        entries, judges = entries[order], judges[order]
    starts = np.flatnonzero(np.diff(entries, prepend=-1))
    sizes = np.diff(starts, append=len(entries))
    shared = np.zeros((count, count))
    weighed = np.zeros((count, count))
    met = np.flatnonzero(np.bincount(sizes)[2:]) + 2
    for size in met.tolist():
        alike = size * len(starts) == len(judges)
        rows = judges.reshape(-1, size) if alike else _rows(judges, starts[sizes == size], size)
        times = _pairwise(rows, count) if size <= _FEW else _row_by_row(rows, count)
        shared += times
        weighed += times / size
    if len(met) <= 1:
        weighed = shared
    return Meetings(shared, weighed)


def _rows(judges: Ids, starts: Ids, size: int) -> Ids:
    return np.asarray(judges[starts[:, None] + np.arange(size)])


def _pairwise(rows: Ids, count: int) -> Matrix:
    times = np.zeros(count * count)
    size = rows.shape[1]
    for one in range(size):
        for other in range(one + 1, size):
            times += np.bincount(rows[:, one] * count + rows[:, other], minlength=count * count)
    square = times.reshape(count, count)
    return np.asarray(square + square.T)


def _row_by_row(rows: Ids, count: int) -> Matrix:
    times = np.zeros((count, count))
    for start in range(0, len(rows), 256):
        part = rows[start : start + 256]
        reads = np.zeros((len(part), count))
        reads[np.arange(len(part))[:, None], part] = 1
        times += reads.T @ reads
    np.fill_diagonal(times, 0)
    return times


def groups(shared: Matrix, busy: Ids) -> list[list[int]]:
    """The sets of busy judges that common entries connect, as places, smallest first."""
    left = np.zeros(len(shared), dtype=bool)
    left[busy] = True
    found = []
    while left.any():
        group = np.zeros(len(shared), dtype=bool)
        frontier = np.array([int(left.argmax())])
        while len(frontier):
            group[frontier] = True
            frontier = np.flatnonzero((shared[frontier] > 0).any(axis=0) & ~group)
        found.append(np.flatnonzero(group).tolist())
        left &= ~group
    return sorted(found, key=lambda group: (len(group), group))


def connectivity(met: Meetings, busy: Ids) -> tuple[float, float]:
    """Algebraic connectivity and A-efficiency of the busy judges, who are in one group.

    Returns  the second smallest eigenvalue of the graph's Laplacian, edges weighing the entries shared; and the
             harmonic mean of the information matrix's eigenvalues over their mean, as in a balanced design all
             are equal
    Source   John & Williams, Cyclic and Computer Generated Designs (1995), 2.3; Fiedler (1973)
    """
    if len(busy) < 2:
        return 0.0, 1.0
    if len(busy) > _MOST:
        return _estimated(met, busy)
    if len(busy) > _SOME:
        return _by_inverse(met, busy)
    values = _eigenvalues(met.weighed, busy)
    slowest = values[0] if met.uniform else _eigenvalues(met.shared, busy)[0]
    if values[0] <= 1e-9 * values[-1]:
        return 0.0, 0.0
    return float(slowest), float(len(values) / (1 / values).sum() / values.mean())


def unevenness(shared: Matrix, busy: Ids) -> float:
    """How much the meetings of two judges vary, as a share of their mean, squared and summed over a judge's pairs.

    About the loss of A-efficiency, and far cheaper.
    """
    laplacian = _laplacian(shared, busy)
    mean = float(np.trace(laplacian)) / max(len(busy) - 1, 1)
    return float((laplacian**2).sum()) / max(len(busy) - 1, 1) / mean**2 - 1 if mean else 0.0


def _by_inverse(met: Meetings, busy: Ids) -> tuple[float, float]:
    """The harmonic mean from the trace of the inverse, the smallest eigenvalue by iterating on it (Lanczos)."""
    laplacian = _laplacian(met.weighed, busy)
    count = len(busy)
    mean = float(np.trace(laplacian)) / (count - 1)
    inverse = np.linalg.inv(laplacian + mean / count) - 1 / (mean * count)
    efficiency = (count - 1) / float(np.trace(inverse)) / mean
    if not met.uniform:
        laplacian = _laplacian(met.shared, busy)
        inverse = np.linalg.inv(laplacian + mean / count) - 1 / (mean * count)
    return 1 / _largest(np.asarray(inverse, dtype=np.float64)), efficiency


def _largest(matrix: Matrix, steps: int = 60) -> float:
    """The largest eigenvalue of a symmetric matrix by Lanczos' method."""
    basis = np.cos(np.arange(len(matrix), dtype=np.float64) * 2.399963)[None, :]
    basis -= basis.mean()
    basis /= np.linalg.norm(basis)
    diagonal, beside = [], []
    for _ in range(steps):
        turned = matrix @ basis[-1]
        diagonal.append(float(turned @ basis[-1]))
        turned -= basis.T @ (basis @ turned)
        turned -= basis.T @ (basis @ turned)
        length = float(np.linalg.norm(turned))
        if length < 1e-12 * abs(diagonal[0]):
            break
        beside.append(length)
        basis = np.vstack([basis, turned / length])
    inner = (
        np.diag(diagonal) + np.diag(beside[: len(diagonal) - 1], 1) + np.diag(beside[: len(diagonal) - 1], -1)
    )
    return float(np.linalg.eigvalsh(inner)[-1])


def _estimated(met: Meetings, busy: Ids) -> tuple[float, float]:
    laplacian = _laplacian(met.shared, busy)
    start = np.cos(np.arange(len(busy), dtype=np.float64) * 2.399963)
    bound = 2 * float(np.diag(laplacian).max())
    for _ in range(300):
        start -= start.mean()
        start /= np.linalg.norm(start)
        start = bound * start - laplacian @ start
    slowest = bound - float(np.linalg.norm(start))
    return slowest, max(0.0, 1 - unevenness(met.weighed, busy))


def _laplacian(weights: Matrix, busy: Ids) -> Matrix:
    part = weights[np.ix_(busy, busy)]
    return np.asarray(np.diag(part.sum(axis=1)) - part)


def _eigenvalues(weights: Matrix, busy: Ids) -> Matrix:
    return np.asarray(np.linalg.eigvalsh(_laplacian(weights, busy))[1:])
