"""Bảng theo dõi tiến độ chấm: how far each judge has come, by tên."""

from datetime import datetime

from contest.charter.models import Contest, Round
from contest.errors import N_
from contest.exports.face import Group, Paper
from contest.exports.papers.heading import SECRETARIES, contest_line, letterhead_of
from contest.exports.sheet import Column, Document, Kind, Table
from contest.plumbing import clock
from contest.scoring.queries import progress

COLUMNS = (
    Column("place", "TT", Kind.NUMBER, 5),
    Column("judge", "Giám khảo", Kind.TEXT, 26),
    Column("assigned", "Được phân công", Kind.NUMBER, 9),
    Column("handed_in", "Đã nộp phiếu", Kind.NUMBER, 9),
    Column("saved", "Đang chấm", Kind.NUMBER, 9),
    Column("left", "Còn lại", Kind.NUMBER, 9),
    Column("last_at", "Lần lưu cuối", Kind.MOMENT, 17),
)


def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """The judges' progress at this moment: counts alone, no mark and no author."""
    found = progress(round_)
    rows = [
        (n, row.judge.name, row.assigned, row.handed_in, row.saved, row.assigned - row.handed_in, row.last_at)
        for n, row in enumerate(found, start=1)
    ]
    assigned, handed_in = sum(row.assigned for row in found), sum(row.handed_in for row in found)
    saved = sum(row.saved for row in found)
    return Document(
        title="BẢNG THEO DÕI TIẾN ĐỘ CHẤM",
        made_at=at,
        lines=(round_.name, contest_line(contest)),
        letterhead=letterhead_of(contest),
        tables=(
            Table("", COLUMNS, rows, (None, "Cộng", assigned, handed_in, saved, assigned - handed_in, None)),
        ),
        signatures=(SECRETARIES,),
        footnotes=(f"Tính đến {clock.local(at, contest.zone):%H:%M ngày %d/%m/%Y}.",),
        zone=contest.zone,
    )


PAPER = Paper(
    "judge-progress",
    Group.MARKING,
    N_("Tiến độ chấm"),
    N_("Số bài được phân công và đã nộp phiếu của từng giám khảo, đến lúc xuất."),
    "tien-do-cham",
    build,
)
