"""What a judge's sheets do to the list is what the list without them shows, by the round's own method and cut."""

import statistics
from collections import Counter
from decimal import Decimal

from contest.charter.rules import CutKind
from contest.db import transaction
from contest.scoring.rules import round_points
from contest.scoring.service import agree_mark, settle_round
from contest.shortlist.queries import figures_of, ranking, readings_of
from contest.shortlist.rules import Standing, Unfit, choose, marks_by, rank
from tests.cast import Cast
from tests.conftest import NOON
from tests.shortlist.random_rounds import random_round
from tests.shortlist.stage import CLERK, judged, lock, the_round

ROUNDS = 15
COMBINE = {"mean": statistics.mean, "median": statistics.median}


def told(round_):
    """Judge -> what leaving him out changes, as the figures say it."""
    columns = figures_of(round_)["judges"]
    return dict(zip(columns["judge"], columns["changes"], strict=True))


def marks_without(found, round_, judge):
    """Entry -> mark without one judge's sheets; None where the method makes none."""
    if round_.method in COMBINE:
        left = [(row, [s.total for s in row.sheets if s.judge_id != judge]) for row in found.rows]
        return {
            row.entry_id: row.mark
            if len(totals) == len(row.sheets)
            else round_points(Decimal(COMBINE[round_.method](totals)))
            for row, totals in left
            if totals or not row.sheets
        }
    whole = readings_of(round_)
    made = marks_by(round_.method, whole.readings.without(whole.judge_ids.index(judge)), {})
    if isinstance(made, Unfit):
        return None
    ranked = {row.entry_id for row in found.rows}
    return {e: made.marks[at] for at, e in enumerate(whole.entry_ids) if e in ranked and at in made.marks}


def by_hand(round_):
    """The same, each list made again from the ranking's rows."""
    found, changes = ranking(round_), {}
    members = {row.entry_id for row in found.rows if row.taken}
    ties = {row.entry_id: row.ties for row in found.rows}
    for judge in {sheet.judge_id for row in found.rows for sheet in row.sheets}:
        marks = marks_without(found, round_, judge)
        if marks is None:
            changes[judge] = None
            continue
        ranked = rank(
            Standing(one, mark, ties[one], found.groups.get(one, frozenset())) for one, mark in marks.items()
        )
        after = set(choose(ranked, found.cut).members)
        changes[judge] = max(len(members - after), len(after - members))
    return changes


def test_each_judge_left_out_of_random_rounds_changes_the_list_as_making_it_again_does(house, cast) -> None:
    seen: Counter[str] = Counter()
    for seed in range(ROUNDS):
        method = ["mean", "median", "adjusted"][seed % 3]
        with random_round(cast, seed, method=method) as round_:
            round_.cut_kind = CutKind.TOP if round_.cut_kind is CutKind.PERCENT else round_.cut_kind
            if not ranking(round_).rows:
                continue
            expected, said = by_hand(round_), told(round_)
            assert {judge: said[judge] for judge in expected} == expected, (seed, method)
            seen[method] += any(expected.values())
    assert set(seen) == {"mean", "median", "adjusted"}
    assert min(seen.values()) > 1, seen


def test_where_the_method_cannot_do_without_a_judge_nothing_is_said(house, cast: Cast) -> None:
    with transaction():
        the_round(cast).method = "adjusted"
    judged(cast, [("80", "74")])
    assert list(told(the_round(cast)).values()) == [None, None]


def test_what_was_agreed_about_an_entry_goes_with_each_judge_who_read_it(house, cast: Cast) -> None:
    with transaction():
        the_round(cast).cut_top = 1
    agreed, _ = judged(cast, [("70", "82"), ("80", "80")], locked=False)
    with transaction():
        settle_round(round_=the_round(cast), seed=1, actor=CLERK, at=NOON)
        agree_mark(
            round_=the_round(cast),
            entry_id=agreed,
            mark=Decimal(90),
            minutes="Hai giám khảo đọc lại.",
            actor=CLERK,
            at=NOON,
        )
    lock(cast)
    first = ranking(the_round(cast)).rows[0]
    assert (first.entry_id, first.mark) == (agreed, 90)
    changes = told(the_round(cast))
    assert {sheet.total: changes[sheet.judge_id] for sheet in first.sheets} == {70: 0, 82: 1}
