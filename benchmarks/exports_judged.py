"""What makes very many entries a judged round, written straight into its tables: codes, sheets, marks, the lock."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from benchmarks.exports_cases import BEGAN, WORDS
from contest.assignment.models import Assignment, Draw, DrawKind
from contest.charter.models import Contest
from contest.db import Base, db
from contest.people.models import Account
from contest.scoring.models import RoundLock, ScoreSheet, Settlement, SheetState
from contest.scoring.rules import Outcome
from contest.screening.models import BlindCode, BlindCopy, ScreeningDecision, VerdictKind

READERS = 2


@dataclass(frozen=True, slots=True)
class Judged:
    """A round in which everything is done; most: the greatest points by criterion key."""

    round_id: int
    draw_id: int
    judges: tuple[int, ...]
    most: dict[str, Decimal]


def begin_round(contest: Contest) -> Judged:
    """The first round, drawn and locked, with two judges; the caller opens the transaction."""
    round_ = contest.rounds[0]
    judges = [
        Account(name=f"Giám khảo {n}", email=f"gk{n}@thu.example.vn", password_hash="!", created_at=BEGAN)
        for n in range(READERS)
    ]
    draw = Draw(
        round_id=round_.id,
        kind=DrawKind.MAIN,
        seed=1,
        recipe={},
        made_at=BEGAN,
        made_by="x",
        published_at=BEGAN,
        published_by="x",
    )
    db.session.add_all([*judges, draw, RoundLock(round_id=round_.id, locked_at=BEGAN, locked_by="x")])
    db.session.flush()
    most = {criterion.key: criterion.maximum for criterion in round_.criteria}
    return Judged(round_.id, draw.id, tuple(judge.id for judge in judges), most)


def judged(number: int, round_: Judged, rng: Random) -> Iterator[tuple[type[Base], dict[str, Any]]]:
    """Every row that the round has of one entry, parents first."""
    key = {"round_id": round_.round_id, "entry_id": number}
    yield (
        ScreeningDecision,
        {"entry_id": number, "verdict": VerdictKind.ELIGIBLE, "decided_at": BEGAN, "decided_by": "x"},
    )
    yield BlindCode, {**key, "code": f"{number:06d}"}
    yield (
        BlindCopy,
        {
            "entry_id": number,
            "version": 1,
            "manuscript_id": number,
            "title": " ".join(rng.choices(WORDS, k=6)),
            "category_name": "Bút ký",
            "paragraphs": [],
            "words": 360,
            "pages": [],
            "figure_name": "Nông Văn Slao",
            "released_at": BEGAN,
            "released_by": "x",
        },
    )
    totals = []
    for place, judge in enumerate(round_.judges):
        points = {name: Decimal(rng.randrange(int(most * 2) + 1)) / 2 for name, most in round_.most.items()}
        totals.append(sum(points.values(), Decimal(0)))
        id_ = number * READERS + place
        yield (
            Assignment,
            {"id": id_, "draw_id": round_.draw_id, **key, "judge_id": judge, "reading_order": number},
        )
        yield (
            ScoreSheet,
            {
                "assignment_id": id_,
                "version": 1,
                "state": SheetState.HANDED_IN,
                "points": {name: str(value) for name, value in points.items()},
                "total": totals[-1],
                "saved_at": BEGAN,
                "handed_in_at": BEGAN,
            },
        )
    mark = (sum(totals, Decimal(0)) / READERS).quantize(Decimal("0.01"))
    apart = {"difference": max(totals) - min(totals), "outcome": Outcome.SETTLED, "sheets": []}
    yield Settlement, {**key, "mark": mark, **apart, "settled_at": BEGAN}
