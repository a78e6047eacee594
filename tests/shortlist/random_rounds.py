"""Random locked rounds written straight into the tables of the cast's contest, one after the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from random import Random

from sqlalchemy import insert

from contest.assignment.models import Assignment, Draw, DrawKind
from contest.authors.models import Author, Envelope
from contest.charter.models import Contest, Quota, Round
from contest.charter.rules import AuthorshipKind, CutKind, QuotaKind
from contest.db import Base, db, transaction
from contest.entries.models import Channel, Entry, Figure, FigureKind, Manuscript, Withdrawal
from contest.scoring.models import RoundLock, ScoreSheet, Settlement, SheetState
from contest.scoring.rules import Outcome
from contest.screening.models import BlindCode, BlindCopy, ScreeningDecision, VerdictKind
from contest.shortlist.models import HeadDecision, MemberDecision, MemberVerdict
from tests.cast import RUBRIC, Cast
from tests.conftest import NOON

STEPS = (
    [{"criteria": ["c2"]}, {"head": True}],
    [{"criteria": ["c2", "c3"]}, {"median": True}],
    [{"median": True}],
    [{"head": True}],
    [],
)
FIRST = 5_000
"""Ids begin beyond whatever the cast has."""

Row = tuple[type[Base], dict[str, object]]


class _Undone(Exception):
    """What was written goes again."""


@contextmanager
def random_round(cast: Cast, seed: int, *, method: str) -> Iterator[Round]:
    """A round that is gone afterwards."""
    try:
        with transaction():
            yield _round(cast, seed, method=method)
            raise _Undone
    except _Undone:
        db.session.expire_all()


def _round(cast: Cast, seed: int, *, method: str) -> Round:
    """Ties, third readers, entries that do not count, quotas of every kind, equals parted and members decided."""
    rng, round_ = Random(seed), db.session.get_one(Round, cast.round_id)
    contest = db.session.get_one(Contest, cast.contest_id)
    round_.method, round_.tie_breaks = method, rng.choice(STEPS)
    round_.readers = 3 if method == "median" else 2
    _cut(round_, rng)
    categories = [category.id for category in contest.categories]
    judges = [cast.accounts[who] for who in ("judge_a", "judge_b", "judge_c")]
    rows: dict[type[Base], list[dict[str, object]]] = {}
    draw = {"id": FIRST, "round_id": round_.id, "kind": DrawKind.MAIN, "seed": 1, "recipe": {}}
    made = {"made_at": NOON, "made_by": "x", "published_at": NOON, "published_by": "x"}
    rows[Draw] = [draw | made]
    rows[RoundLock] = [{"round_id": round_.id, "locked_at": NOON, "locked_by": "x"}]
    coarse, units = rng.choice([1, 4, 20]), list(cast.units.items())
    for number in range(FIRST, FIRST + rng.choice([0, *range(12, 36)])):
        category, unit = rng.choice(categories), rng.choice(units)
        every = (
            *_entry(number, contest.id, category, unit, rng),
            *_judged(number, round_, judges, coarse, rng),
        )
        for model, row in every:
            rows.setdefault(model, []).append(row)
    for model, many in rows.items():
        db.session.execute(insert(model), many)
    round_.quotas = list(_quotas(rng))
    db.session.flush()
    return round_


def _cut(round_: Round, rng: Random) -> None:
    round_.cut_kind, round_.ties_in = rng.choice(list(CutKind)), rng.random() < 0.5
    round_.cut_top = rng.randint(0, 15)
    round_.cut_threshold = Decimal(rng.randint(5000, 8500)) / 100
    round_.cut_percent = Decimal(rng.randint(1, 60))


def _quotas(rng: Random) -> Iterator[Quota]:
    kinds = ((QuotaKind.FIGURE, "person"), (QuotaKind.UNIT, ""), (QuotaKind.AUTHOR, ""))
    for kind, key in kinds:
        if rng.random() < 0.4:
            yield Quota(kind=kind, key=key, least=None, most=rng.randint(1, 4))


def _entry(number: int, contest_id: int, category: int, unit: tuple[str, int], rng: Random) -> Iterator[Row]:
    at = NOON + timedelta(minutes=number)
    yield (
        Entry,
        {
            "id": number,
            "contest_id": contest_id,
            "receipt": f"R{number}",
            "lookup_hash": "0" * 64,
            "hand_in_key": f"{number:064d}",
            "handed_in_at": at,
            "sent_on": at.date(),
            "received_on": at.date(),
            "channel": Channel.WEB,
            "register_number": number,
        },
    )
    text = {"title": f"Bài {number}", "title_key": f"bai {number}", "paragraphs": [], "warnings": []}
    sizes = {"words": 1, "page_count": 0, "digest": f"{number:064x}", "received_at": at}
    yield (
        Manuscript,
        {"id": number, "entry_id": number, "version": 1, "category_id": category, **text, **sizes},
    )
    blank = dict.fromkeys(("position", "place", "phone", "field", "honours"), "") | {"birth_year": None}
    kind = rng.choice(list(FigureKind))
    yield Figure, {"entry_id": number, "kind": kind, "name": "Ai", "search_key": "ai", **blank}
    where = {"unit_id": unit[1], "unit_name": unit[0], "collective_name": "", "entered_by": ""}
    yield Envelope, {"id": number, "entry_id": number, "kind": AuthorshipKind.PERSON, **where}
    name = f"Tác giả {rng.randint(1, 9)}"
    who = {"name": name, "folded_name": name.lower(), "birth_year": 1980, "phone": ""}
    yield Author, {"envelope_id": number, "position": 1, "leads": False, **who}
    if rng.random() < 0.05:
        yield Withdrawal, {"entry_id": number, "at": NOON, "by": "x", "reason": ""}


def _judged(number: int, round_: Round, judges: list[int], coarse: int, rng: Random) -> Iterator[Row]:
    verdict = VerdictKind.ELIGIBLE if rng.random() < 0.93 else VerdictKind.MORE_NEEDED
    yield (
        ScreeningDecision,
        {"entry_id": number, "verdict": verdict, "decided_at": NOON, "decided_by": "x"},
    )
    key = {"round_id": round_.id, "entry_id": number}
    yield BlindCode, {**key, "code": f"{rng.randrange(10**5):05d}{number % 1000:03d}"}
    if rng.random() < 0.95:
        seen = {"title": f"Bài {number}", "category_name": "Bút ký", "figure_name": "Ai", "paragraphs": []}
        made = {"words": 1, "pages": [], "released_at": NOON, "released_by": "x"}
        yield BlindCopy, {"entry_id": number, "version": 1, "manuscript_id": number, **seen, **made}
    readers = 3 if round_.readers == 3 or rng.random() < 0.2 else 2
    totals = []
    for place, judge in enumerate(rng.sample(judges, readers)):
        points = {name: Decimal(rng.randint(0, coarse) * most) / coarse for name, most in RUBRIC}
        points = {name: value.quantize(Decimal("0.01")) for name, value in points.items()}
        totals.append(sum(points.values(), Decimal(0)))
        id_, third = number * 4 + place, round_.readers == 2 and place == 2
        given = {"judge_id": judge, "reading_order": number, "is_third": third}
        yield Assignment, {"id": id_, "draw_id": FIRST, **key, **given}
        state = SheetState.HANDED_IN if rng.random() < 0.97 else SheetState.SAVED
        told = {"points": {name: str(value) for name, value in points.items()}, "total": totals[-1]}
        saved = {"version": 1, "state": state, "saved_at": NOON, "handed_in_at": NOON}
        yield ScoreSheet, {"assignment_id": id_, **saved, **told}
    yield from _decided(key, totals, rng)


def _decided(key: dict[str, int], totals: list[Decimal], rng: Random) -> Iterator[Row]:
    if rng.random() < 0.97:
        mark = (sum(totals, Decimal(0)) / len(totals)).quantize(Decimal(1))
        how = {"outcome": rng.choice([Outcome.SETTLED, Outcome.MINUTES, Outcome.PANEL]), "sheets": []}
        yield Settlement, {**key, "mark": mark, "difference": Decimal(0), "settled_at": NOON, **how}
    by = {"decided_at": NOON, "decided_by": "x"}
    if rng.random() < 0.1:
        yield HeadDecision, {**key, "weight": rng.randint(1, 9), "reason": "Bài " + "hay " * 30, **by}
    if rng.random() < 0.1:
        yield MemberDecision, {**key, "verdict": rng.choice(list(MemberVerdict)), "reason": "Vì sao", **by}
