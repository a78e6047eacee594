"""The ranking that holds no sheets says of every place what the whole one says."""

from dataclasses import replace

import pytest

from contest.charter.models import Round
from contest.db import db, transaction
from contest.shortlist.queries import counted_sheets, lean_ranking, most_sheets, ranking, totals_of
from tests.cast import Cast
from tests.shortlist.stage import judged, points, the_round


def bare(rows):
    return [replace(row, sheets=()) for row in rows]


@pytest.mark.parametrize("method", ["mean", "adjusted"])
def test_every_place_is_the_same(house, cast: Cast, method: str) -> None:
    sheets = ["90", points("80", "20", "20"), points("80", "18", "22"), "80", ("70", "72"), "70.5"]
    judged(cast, sheets)
    with transaction():
        db.session.get_one(Round, cast.round_id).method = method
    round_ = the_round(cast)

    whole, lean = ranking(round_), lean_ranking(round_)

    assert bare(whole.rows) == list(lean.rows)
    assert (whole.line, whole.parameters, whole.groups) == (lean.line, lean.parameters, lean.groups)
    assert all(row.sheets == () for row in lean.rows)


def test_totals_come_in_the_order_of_drawing(house, cast: Cast) -> None:
    entries = judged(cast, [("90", "88"), "80"])

    sheets = counted_sheets(cast.round_id)

    assert totals_of(cast.round_id, entries) == {
        entry: [sheet.total for sheet in sheets[entry]] for entry in entries
    }
    assert most_sheets(cast.round_id) == 2
    assert totals_of(cast.round_id, []) == {}
