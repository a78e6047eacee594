"""Background work on rankings."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from contest.plumbing.clock import now
from contest.plumbing.jobs import handles
from contest.shortlist.service.keeping import FIGURES, keep_figures


@handles(FIGURES, lease=timedelta(hours=1))
def compute_figures(payload: Mapping[str, Any]) -> None:
    """Compute the figures of a large round."""
    keep_figures(round_id=int(payload["round"]), at=now())
