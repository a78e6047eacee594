"""A round whose charter announced further readings near the line, read, settled and not locked."""

from decimal import Decimal

from contest.assignment.queries import standing_assignments
from contest.assignment.service import preview_draw, publish_draw
from contest.charter.models import Contest
from contest.db import db, transaction
from contest.scoring.queries import sheets_of_round
from contest.scoring.service import hand_in_sheet, settle_round
from contest.screening.service import accept_all
from tests.cast import Cast
from tests.conftest import NOON
from tests.shortlist.stage import CLERK, give, handed_in, points, the_round

SHEETS = (
    ("92", "90"),
    ("88", "87"),
    ("85", "80"),
    ("83", "82"),
    ("82", "84"),
    ("81", "79"),
    ("74", "76"),
    ("70", "71"),
    ("66", "69"),
    ("60", "63"),
)
"""Ten entries; the line of four lies between those that are close together."""

BY = {"actor": CLERK, "at": NOON}


def settled(cast: Cast, sheets=SHEETS, *, percent=50, most=2, stop="0.1", top=4, **columns) -> list[int]:
    """Entry ids in the order of the sheets; every entry has its mark. ``columns`` set others of the round."""
    entries = handed_in(cast, [f"Bài số {n}" for n in range(1, len(sheets) + 1)])
    round_, contest = the_round(cast), db.session.get(Contest, cast.contest_id)
    with transaction():
        round_.look_percent, round_.look_most, round_.cut_top = percent, most, top
        round_.look_stop = Decimal(stop)
        for name, value in columns.items():
            setattr(round_, name, value)
        accept_all(contest=contest, **BY)
        publish_draw(draw=preview_draw(round_=round_, seed=1, **BY), **BY)
    give(round_, dict(zip(entries, sheets, strict=True)))
    settle(cast)
    return entries


def settle(cast: Cast) -> None:
    with transaction():
        settle_round(round_=the_round(cast), seed=1, **BY)


def read_on(cast: Cast, total: str) -> int:
    """Everybody who owes a sheet hands one in of that total; returns how many."""
    owed = [a for a in standing_assignments(cast.round_id) if not _handed_in(a)]
    with transaction():
        for assignment in owed:
            hand_in_sheet(
                assignment=assignment,
                points=points(total),
                remark="",
                version=None,
                actor=assignment.judge.actor(),
                at=NOON,
            )
    return len(owed)


def _handed_in(assignment) -> bool:
    sheets = sheets_of_round(assignment.round_id, [assignment.entry_id]).get(assignment.entry_id, ())
    return any(sheet.assignment_id == assignment.id for sheet in sheets)
