"""What papers say of entries that were read further near the line: that, and not that a third judge was needed."""

from contest.charter.models import Contest
from contest.db import db, transaction
from contest.exports.papers import marking_minutes, score_summary
from contest.scoring.service import lock_round, publish_change
from contest.shortlist.service import draw_line_look
from tests.conftest import NOON
from tests.shortlist.looking import BY, read_on, settle, settled
from tests.shortlist.stage import the_round


def test_further_readings_are_not_called_third_ones(house, cast) -> None:
    settled(cast)
    round_, contest = the_round(cast), db.session.get_one(Contest, cast.contest_id)
    with transaction():
        publish_change(draw=draw_line_look(round_=round_, seed=7, **BY), **BY)
    assert read_on(cast, "80") > 0
    settle(cast)
    with transaction():
        lock_round(round_=round_, **BY)

    summary = score_summary.build(contest, round_, names=False, at=NOON)
    minutes = marking_minutes.build(contest, round_, names=False, at=NOON)

    notes = [str(row[-1]) for row in summary.tables[0].rows]
    assert any("Có đọc thêm." in note for note in notes)
    assert not any("lần ba" in note for note in notes)
    ways = dict(minutes.tables[1].rows)
    assert ways["Trung bình mọi giám khảo, có đọc thêm"] > 0
    assert "Có giám khảo thứ ba" not in ways
    assert any("Bốc thăm đọc thêm quanh vạch" in line for line in minutes.paragraphs)
