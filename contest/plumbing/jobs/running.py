"""Run what is due: claim, do, record, each on its own so that no transaction waits for the work."""

import logging
from datetime import datetime

from flask import Flask

from contest.plumbing.faults import in_short
from contest.plumbing.jobs.handlers import handling_of
from contest.plumbing.jobs.outbox import Claim, claim_due, mark_done, mark_failed

log = logging.getLogger(__name__)


def run_due(app: Flask, *, at: datetime, limit: int) -> int:
    """Run at most ``limit`` items that are due at ``at``, longest due first; returns how many were run."""
    for ran in range(limit):
        with app.app_context():
            claim = claim_due(at=at)
        if claim is None:
            return ran
        error = _attempt(app, claim)
        with app.app_context():
            if error is None:
                mark_done(claim, at=at)
            else:
                mark_failed(claim, error, at=at)
    return limit


def _attempt(app: Flask, claim: Claim) -> str | None:
    """Do the work once; None, or what went wrong in words that name nobody."""
    handling = handling_of(claim.kind)
    if handling is None:
        error = "no handler for this kind"
    else:
        try:
            with app.app_context():
                handling.run(claim.payload)
        except Exception as raised:  # noqa: BLE001  whatever it is, the item is tried again
            error = in_short(raised)
        else:
            return None
    log.warning("outbox item %s (%s), try %s: %s", claim.id, claim.kind, claim.attempt, error)
    return error
