"""Further readings near the cut line: planned from the sheets, drawn like every other reading."""

from datetime import datetime

from contest.assignment.models import Draw, DrawKind
from contest.charter.models import Round
from contest.errors.looks import LookTooLarge
from contest.plumbing.audit import Actor
from contest.scoring.service import give_readers
from contest.shortlist.queries.looks import check_worth, line_look, look_budget, why_no_look


def draw_line_look(
    *, round_: Round, seed: int, actor: Actor, at: datetime, readings: int | None = None
) -> Draw:
    """Preview the readers of a further look near the line, as the charter announced it.

    Planned from the numbers of the sheets alone. An unpublished draw of the round gives way; judges see nothing before
    it is published, as with every draw.

    readings  how many to spread at most; all that the charter leaves unless said
    Raises    LookNotAnnounced, NamesKnownAlready, RoundLocked, LookTooEarly, LookOfSums, LookUncomparable,
              LookOfNoList, LookSpent, LookTooLarge, LookUseless, NoDrawPossible
    """
    if (refusal := why_no_look(round_)) is not None:
        raise refusal
    budget = look_budget(round_)
    wanted = budget.left if readings is None else readings
    if wanted > budget.left:
        raise LookTooLarge(left=budget.left)
    look = line_look(round_, budget=wanted)
    check_worth(look, budget)
    asked = {
        "entries": len(look.more),
        "readings": look.readings,
        "open": look.open_entries,
        "expected_change": look.expected_change,
        "off_now": round(look.outlook.now, 2),
        "off_after": round(look.outlook.after, 2),
        "stop": str(round_.look_stop),
        "left": budget.left,
    }
    return give_readers(
        round_=round_,
        more=look.more,
        kind=DrawKind.LINE_LOOK,
        asked=asked,
        seed=seed,
        actor=actor,
        at=at,
    )
