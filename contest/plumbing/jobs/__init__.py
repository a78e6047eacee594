"""Background work that nothing can lose: an outbox row beside what caused it, and an engine that runs it.

``enqueue`` writes the row in the caller's transaction, so the work is promised
exactly when its cause is. A worker that dies leaves a lease that runs out, and
the item is run again: handlers must bear being run twice.
"""

from contest.plumbing.jobs.engine import Jobs
from contest.plumbing.jobs.handlers import handles
from contest.plumbing.jobs.outbox import OutboxItem, enqueue
from contest.plumbing.jobs.running import run_due

__all__ = ["Jobs", "OutboxItem", "enqueue", "handles", "run_due"]
