"""The judges' figures on paper: after the lock alone, the same as on the page, without an author."""

import pytest

from contest.charter.models import Contest
from contest.db import db
from contest.errors.shortlist import FiguresNotReady, RoundNotLocked
from contest.exports.papers.judge_figures import build
from contest.shortlist.queries import certainty as at_hand
from contest.shortlist.queries import figures_of
from tests.conftest import NOON
from tests.shortlist.looking import settled
from tests.shortlist.stage import AUTHORS, judged, the_round


def paper(cast):
    contest = db.session.get(Contest, cast.contest_id)
    return build(contest, the_round(cast), names=False, at=NOON)


def test_each_judge_has_a_row_and_the_numbers_are_those_of_the_page(house, cast) -> None:
    judged(cast, [("90", "88"), ("84", "80"), ("75", "74"), ("62", "65")])
    figures, (judges, whole, criteria) = figures_of(the_round(cast)), paper(cast).tables
    rows = [dict(zip((c.key for c in judges.columns), row, strict=True)) for row in judges.rows]
    assert [row["readings"] for row in rows] == figures["judges"]["readings"]
    assert [float(row["effect"]) for row in rows] == [round(v, 2) for v in figures["judges"]["effect"]]
    assert [row["changes"] for row in rows] == figures["judges"]["changes"]
    assert len(whole.rows) == 6
    assert len(criteria.rows) == len(the_round(cast).criteria)
    assert not any(name in str(rows) for name in AUTHORS)


def test_before_the_lock_and_before_they_are_computed_there_is_no_paper(house, cast, monkeypatch) -> None:
    settled(cast)
    with pytest.raises(RoundNotLocked):
        paper(cast)


def test_of_a_large_round_it_waits_until_the_figures_are_there(house, cast, monkeypatch) -> None:
    judged(cast, [("90", "88"), ("84", "80")])
    monkeypatch.setattr(at_hand, "QUICK", 1)
    with pytest.raises(FiguresNotReady):
        paper(cast)
