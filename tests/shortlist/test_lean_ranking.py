"""The ranking that is kept in columns says of every place what the whole one says."""

from collections import Counter
from decimal import Decimal
from random import Random

import numpy as np
import pytest

from contest.charter.rules import QuotaKind
from contest.errors.shortlist import CutUnfit, MethodUnfit
from contest.shortlist.queries import counted_sheets, lean_ranking, most_sheets, ranking, totals_of
from contest.shortlist.rules import Cut, Group, RankedColumns, Standing, choose, rank
from tests.cast import Cast
from tests.shortlist.random_rounds import random_round
from tests.shortlist.stage import judged

ROUNDS = 24
WORDS = ("Đồng hạng", "vạch", "giới hạn", "quyết định")


def whole(round_):
    found = ranking(round_)
    return found, [
        (r.entry_id, r.blind_code, r.mark, r.settled, r.outcome, r.rank, r.note) for r in found.rows
    ]


def lean(round_):
    found = lean_ranking(round_)
    rows = [
        (r.entry_id, r.blind_code, r.mark, r.settled, r.outcome, r.rank, r.note)
        for start in range(0, len(found) + 1, 7)
        for r in found.rows(start, start + 7)
    ]
    return found, rows


def said_or_refused(make, round_):
    try:
        return make(round_)
    except (CutUnfit, MethodUnfit) as refusal:
        return type(refusal), refusal.values


def test_every_place_of_random_rounds_is_the_same(house, cast: Cast) -> None:
    seen: Counter[str] = Counter()
    for seed in range(ROUNDS):
        method = ["mean", "mean", "median", "adjusted"][seed % 4]
        with random_round(cast, seed, method=method) as round_:
            one, other = said_or_refused(whole, round_), said_or_refused(lean, round_)
            assert one[1] == other[1], seed
            if isinstance(one[0], type):
                seen["refused"] += 1
                continue
            found, kept = one[0], other[0]
            assert [str(row[2]) for row in one[1]] == [str(row[2]) for row in other[1]], seed
            assert [row.tied for row in found.rows] == kept.tied.tolist(), seed
            assert [row.taken for row in found.rows] == kept.taken.tolist(), seed
            assert [row.entry_id for row in found.rows] == kept.entries.tolist(), seed
            assert (found.cut, len(found.rows)) == (kept.cut, len(kept)), seed
            notes = " ".join(row.note for row in found.rows)
            seen.update(word for word in WORDS if word in notes)
    assert seen.keys() >= set(WORDS), seen
    assert seen["refused"] < ROUNDS // 3, seen


@pytest.mark.parametrize("seed", range(20))
def test_columns_are_cut_like_the_places_they_hold(seed: int) -> None:
    rng = Random(seed)
    count, groups = rng.randint(1, 300), [Group(QuotaKind.UNIT, f"u{n}") for n in range(4)]
    entries = rng.sample(range(10_000), count)
    marks = [Decimal(rng.randint(0, 40)) / rng.choice([1, 2]) for _ in entries]
    ties = [(Decimal(rng.randint(0, 3)), Decimal(rng.randint(0, 2))) for _ in entries]
    belongs = {entry: frozenset(rng.sample(groups, rng.randint(0, 2))) for entry in entries}
    cut = Cut(top=rng.randint(0, 90), ties_in=rng.random() < 0.5, quotas={groups[0]: (None, 3)})

    placed = rank(Standing(*said, belongs[said[0]]) for said in zip(entries, marks, ties, strict=True))
    columns = RankedColumns(
        np.array(entries),
        np.array([int(mark * 100) for mark in marks]),
        [np.array([int(tie[step] * 100) for tie in ties]) for step in range(2)],
        belongs,
    )

    assert tuple(columns) == placed
    assert columns[-1] == placed[-1]
    assert columns[3:7] == list(placed[3:7])
    assert choose(columns, cut) == choose(placed, cut)


def test_totals_come_in_the_order_of_drawing(house, cast: Cast) -> None:
    entries = judged(cast, [("90", "88"), "80"])

    sheets = counted_sheets(cast.round_id)

    assert totals_of(cast.round_id, entries) == {
        entry: [sheet.total for sheet in sheets[entry]] for entry in entries
    }
    assert most_sheets(cast.round_id) == 2
    assert totals_of(cast.round_id, []) == {}
