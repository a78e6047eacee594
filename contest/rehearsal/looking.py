"""Further readings near the line, as the charter of a rehearsed contest announces them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from contest.charter.models import Round
from contest.errors.looks import LookOfNoList, LookSpent, LookUncomparable, LookUseless
from contest.rehearsal.intake import Trace
from contest.rehearsal.marking import HEAD, mark_round, settle_all
from contest.rehearsal.staff import Seat
from contest.rehearsal.work import unit_of_work
from contest.scoring.service import publish_change
from contest.shortlist.queries import PastLook, past_looks
from contest.shortlist.service import draw_line_look

LOOKS: Final[Mapping[str, Any]] = {"look_percent": 10, "look_most": 2, "look_stop": Decimal("0.5")}
"""A tenth of all readings besides, two an entry, no more once half a member is expected to change."""


def look_again(
    round_: Round, seats: Sequence[Seat], traces: Mapping[int, Trace], *, seed: int, at: datetime
) -> list[PastLook]:
    """Draw, read and settle further readings until no more are worth while or allowed; returns what each came to."""
    while True:
        try:
            with unit_of_work():
                draw = draw_line_look(round_=round_, seed=seed, actor=HEAD, at=at)
                publish_change(draw=draw, actor=HEAD, at=at)
        except (LookUseless, LookSpent, LookUncomparable, LookOfNoList):
            return past_looks(round_)
        mark_round(round_, seats, traces, seed=seed, began=at)
        settle_all(round_, seats, traces, seed=seed, at=at)
