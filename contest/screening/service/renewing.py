"""Judges' copies follow a setting that changes what is black on many of them."""

from datetime import datetime
from typing import Final

from contest.charter.models import Contest
from contest.plumbing.audit import SYSTEM
from contest.plumbing.jobs import enqueue
from contest.screening.queries import eligible_on_paper
from contest.screening.service.blind import release_blind_copies
from contest.screening.service.pages import ON_PAPER, Burned, releasing

RENEW: Final = "blind_copies.renew"
AT_ONCE: Final = 20


def promise_renewal(*, contest: Contest, at: datetime) -> None:
    """Promise to make the blind copies of accepted entries on paper anew, in the caller's transaction."""
    enqueue(RENEW, {"contest_id": contest.id}, at=at)


def renew_blind_copies(*, contest_id: int, at: datetime) -> int:
    """Release a new blind copy wherever the identity corner changed it; a few entries in a transaction of its own.

    Returns  how many were made
    """
    ids = eligible_on_paper(contest_id, ON_PAPER)
    made = 0
    for place in range(0, len(ids), AT_ONCE):
        some = ids[place : place + AT_ONCE]

        def release(burned: tuple[Burned, ...], some: list[int] = some) -> int:
            return release_blind_copies(
                entry_ids=some, contest_id=contest_id, actor=SYSTEM, at=at, burned=burned
            )

        made += releasing(release)
    return made
