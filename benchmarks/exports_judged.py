"""What makes very many entries a judged round, written straight into its tables: codes, sheets, marks, the lock."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from benchmarks.exports_cases import BEGAN, WORDS
from contest.assignment.models import Assignment, Draw, DrawKind
from contest.authors.models import SealKey
from contest.charter.models import Contest
from contest.db import Base, db
from contest.people.models import Account
from contest.scoring.models import (
    Agreement,
    Ending,
    RoundLock,
    ScoreSheet,
    Settlement,
    SettlingCase,
    SheetState,
)
from contest.scoring.rules import CaseKind, Outcome
from contest.screening.models import BlindCode, BlindCopy
from contest.shortlist.models import Place, Shortlist

READERS = 2
IN_CASES = 12
"""One entry in so many is settled by its judges in a case."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A round in which everything is done; most: the greatest points by criterion key."""

    round_id: int
    draw_id: int
    list_id: int
    judges: tuple[int, ...]
    most: dict[str, Decimal]


def begin_round(contest: Contest) -> Judged:
    """The first round, drawn, locked, frozen and unsealed, with two judges; the caller opens the transaction."""
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
    frozen = Shortlist(
        round_id=round_.id, number=1, recipe={}, digest="0" * 64, frozen_at=BEGAN, frozen_by="x"
    )
    db.session.add_all([*judges, draw, frozen])
    db.session.add(RoundLock(round_id=round_.id, locked_at=BEGAN, locked_by="x"))
    db.session.flush()
    for slot, judge in enumerate(judges, start=1):
        key = SealKey(round_id=round_.id, slot=slot, account_id=judge.id, account_name=judge.name)
        key.turned_at = BEGAN
        db.session.add(key)
    most = {criterion.key: criterion.maximum for criterion in round_.criteria}
    return Judged(round_.id, draw.id, frozen.id, tuple(judge.id for judge in judges), most)


def judged(number: int, round_: Judged, rng: Random) -> Iterator[tuple[type[Base], dict[str, Any]]]:
    """Every row that the round has of one entry, parents first."""
    key = {"round_id": round_.round_id, "entry_id": number}
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
                "id": id_,
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
    agreed = not number % IN_CASES
    how = {"difference": max(totals) - min(totals), "sheets": []}
    how["outcome"] = Outcome.MINUTES if agreed else Outcome.SETTLED
    yield Settlement, {**key, "mark": mark, **how, "settled_at": BEGAN}
    if agreed:
        yield from _case(number, round_, totals, mark)
    yield (
        Place,
        {
            "shortlist_id": round_.list_id,
            "entry_id": number,
            "blind_code": f"{number:06d}",
            "position": number,
            "rank": number,
            "mark": mark,
            "tied": False,
            "taken": bool(number % 2),
            "note": "",
        },
    )


def _case(
    number: int, round_: Judged, totals: list[Decimal], mark: Decimal
) -> Iterator[tuple[type[Base], dict[str, Any]]]:
    """A case about the two sheets, closed with the mark that both agreed on."""
    key = {"round_id": round_.round_id, "entry_id": number}
    sheets = [
        {"judge": judge, "sheet": number * READERS + place, "version": 1, "total": str(totals[place])}
        for place, judge in enumerate(round_.judges)
    ]
    closed = {"closed_at": BEGAN, "closed_by": "x", "ending": Ending.AGREED}
    told = {"kind": CaseKind.MINUTES, "sheets": sheets, "opened_at": BEGAN, "opened_by": "x"}
    yield SettlingCase, {"id": number, **key, **told, **closed}
    why = {"minutes": "Hai bên thống nhất sau khi đọc lại phần kết.", "decided_at": BEGAN, "decided_by": "x"}
    yield Agreement, {**key, "case_id": number, "mark": mark, **why}
