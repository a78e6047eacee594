"""The order in which a judge reads."""

import numpy as np

from contest.assignment.rules.columns import Ids
from contest.assignment.rules.lots import scattered


def in_order(entries: Ids, judges: Ids, *, seed: int) -> Ids:
    """The places of readings, judge by judge, each judge's in the order drawn for them."""
    start = np.array([seed & 0xFFFFFFFFFFFFFFFF], dtype=np.uint64)
    keys = scattered(scattered(scattered(start) ^ judges.astype(np.uint64)) ^ entries.astype(np.uint64))
    if len(judges) and 0 <= int(judges.min()) <= int(judges.max()) < 1 << 16:
        return np.argsort(judges.astype(np.uint64) << np.uint64(48) | keys >> np.uint64(16), kind="stable")
    return np.lexsort((keys, judges))
