"""From sheets to marks: settle what the rules settle, draw third readers, open cases for the rest."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from contest.assignment.service import draw_third_readers
from contest.charter.models import Round
from contest.errors.assignment import NoDrawPossible
from contest.plumbing.audit import Actor, record
from contest.scoring.queries import standings
from contest.scoring.rules import Outcome
from contest.scoring.service.marks import write_settlements
from contest.scoring.service.opening import open_cases_owed, void_changed_cases
from contest.scoring.service.writing import hold_round


@dataclass(frozen=True, slots=True)
class SettleReport:
    """What a settling came to, in entries.

    settled        marks that stand now
    minutes        two judges differ, or a second look does, and minutes are owed
    third_drawn    third readers just drawn
    panel          three judges differ too much, and a panel is owed
    waiting        sheets are owed, those of third readers included
    third_refused  why third readers could not be drawn, if so
    """

    settled: int
    minutes: int
    third_drawn: int
    panel: int
    waiting: int
    third_refused: NoDrawPossible | None = None


def settle_round(*, round_: Round, seed: int, actor: Actor, at: datetime) -> SettleReport:
    """Settle every entry that the rules settle, draw third readers, and open a case where judges have to settle.

    From then on the judges of a case see each other's sheets, which no longer change. What
    cannot be drawn is reported, and the rest is settled all the same. Run again with nothing new,
    it changes nothing.

    seed    of the draw of third readers
    Raises  RoundLocked
    """
    held = hold_round(round_.id, alone=True)
    found = standings(held)
    void_changed_cases(held, found, actor=actor, at=at)
    owed = [s.entry_id for s in found if s.owed == Outcome.THIRD and not s.waits]
    drawn, refused = 0, None
    try:
        draw = draw_third_readers(round_=held, entry_ids=owed, seed=seed, actor=actor, at=at)
        drawn = len(owed) if draw is not None else 0
    except NoDrawPossible as no_draw:
        refused = no_draw
    settled = write_settlements(held, found, at=at)
    open_cases_owed(held, found, actor=actor, at=at)
    counts = Counter(s.owed for s in found)
    report = SettleReport(
        settled=settled,
        minutes=counts[Outcome.MINUTES],
        third_drawn=drawn,
        panel=counts[Outcome.PANEL],
        waiting=counts[Outcome.WAITING] + counts[Outcome.THIRD],
        third_refused=refused,
    )
    record(
        "round.settled",
        actor=actor,
        at=at,
        contest_id=held.contest_id,
        subject=held,
        settled=report.settled,
        minutes=report.minutes,
        third_drawn=report.third_drawn,
        panel=report.panel,
        waiting=report.waiting,
    )
    return report
