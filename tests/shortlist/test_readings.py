"""The sheets of a round as columns."""

from contest.shortlist.queries import counted_sheets, readings_of
from tests.shortlist.stage import judged, the_round


def test_every_counted_sheet_is_one_row_and_each_judges_order_counts_from_one(house, cast) -> None:
    judged(cast, ["70", "90", ("80", "81.5")])

    found = readings_of(the_round(cast))

    columns = (found.readings.entry.tolist(), found.readings.judge.tolist(), found.readings.points.tolist())
    told = {
        (found.entry_ids[entry], found.judge_ids[judge], points)
        for entry, judge, points in zip(*columns, strict=True)
    }
    counted = {
        (entry, sheet.judge_id, int(sheet.total * 100))
        for entry, sheets in counted_sheets(the_round(cast).id).items()
        for sheet in sheets
    }
    assert told == counted
    for judge in range(found.readings.judges):
        mine = found.readings.order[found.readings.judge == judge].tolist()
        assert sorted(mine) == list(range(1, len(mine) + 1))
