"""Bảng tổng hợp điểm: every judged entry with its judges' totals, by blind codes alone."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from contest.assignment.queries import entries_with_third_reader
from contest.charter.models import Contest, Round
from contest.charter.rules import MODELLED
from contest.errors import N_
from contest.errors.shortlist import RoundNotLocked
from contest.exports.face import Group, Paper
from contest.exports.papers.heading import JURY, SECRETARIES, contest_line, letterhead_of
from contest.exports.sheet import Cell, Column, Document, Kind, Rows, Table
from contest.scoring.models import RoundLock
from contest.scoring.queries import round_lock
from contest.scoring.rules import Outcome
from contest.shortlist.queries import (
    LeanRanking,
    LeanRow,
    lean_ranking,
    most_sheets,
    shown_entries,
    totals_of,
)

PAIR = 2
BATCH = 500
SETTLED_BY = {
    Outcome.MINUTES: "Thống nhất theo biên bản.",
    Outcome.PANEL: "Hội đồng thống nhất theo biên bản.",
}


def check(round_: Round, *, names: bool) -> RoundLock:
    """The lock that lets the marks be told. Raises RoundNotLocked."""
    lock = round_lock(round_.id)
    if lock is None:
        raise RoundNotLocked
    return lock


def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """The locked round's marks, best first; it never names an author. Raises RoundNotLocked, CutUnfit."""
    lock = check(round_, names=names)
    found = lean_ranking(round_)
    judges = max(round_.readers, most_sheets(round_.id))
    paired = round_.readers == PAIR
    if paired:
        judges = max(judges, PAIR + 1)
    modelled = round_.method in MODELLED
    rows = Rows(lambda: _rows(round_, found, judges, paired=paired, modelled=modelled), len(found))
    return Document(
        title="BẢNG TỔNG HỢP ĐIỂM",
        made_at=lock.locked_at,
        lines=(round_.name, contest_line(contest)),
        letterhead=letterhead_of(contest),
        tables=(Table("", _columns(judges, paired=paired, modelled=modelled), rows),),
        signatures=(SECRETARIES, JURY),
        footnotes=(
            f"Bảng có {len(rows)} bài. GK: giám khảo; GK1, GK2 theo thứ tự bốc thăm của từng bài."
            + (" Xếp hạng theo điểm hiệu chỉnh, tính từ mọi phiếu của vòng." if modelled else "")
            + (" Chấm lần ba khi hai giám khảo chênh lệch quá mức quy định." if paired else ""),
        ),
        zone=contest.zone,
    )


def _columns(judges: int, *, paired: bool, modelled: bool) -> tuple[Column, ...]:
    totals = [Column(f"judge_{n}", f"GK{n}", Kind.POINTS, 8) for n in range(1, judges + 1)]
    totals.insert(PAIR if paired else judges, Column("difference", "Chênh lệch", Kind.POINTS, 8))
    return (
        Column("place", "TT", Kind.NUMBER, 5),
        Column("blind_code", "Mã phách", Kind.CODE, 10),
        Column("title", "Tên bài", Kind.TEXT, 34),
        *totals,
        Column("mark", "Điểm kết luận", Kind.POINTS, 8),
        *((Column("adjusted", "Điểm hiệu chỉnh", Kind.POINTS, 8),) if modelled else ()),
        Column("rank", "Xếp hạng", Kind.NUMBER, 7),
        Column("note", "Ghi chú", Kind.TEXT, 26),
    )


def _rows(
    round_: Round, found: LeanRanking, judges: int, *, paired: bool, modelled: bool
) -> Iterator[tuple[Cell, ...]]:
    thirds = entries_with_third_reader(round_.id) if paired else set()
    for place in range(0, len(found), BATCH):
        batch = list(found.rows(place, place + BATCH))
        ids = [row.entry_id for row in batch]
        totals, shown = totals_of(round_.id, ids), shown_entries(round_.id, among=ids)
        for number, row in enumerate(batch, start=place + 1):
            third, title = row.entry_id in thirds, shown[row.entry_id].title
            given = _given(totals.get(row.entry_id, []), judges, paired=paired)
            marks = (row.settled, row.mark) if modelled else (row.mark,)
            note = _note(row, len(totals.get(row.entry_id, [])), paired=paired, third=third)
            yield (number, row.blind_code, title, *given, *marks, row.rank, note)


def _given(totals: list[Decimal], judges: int, *, paired: bool) -> list[Cell]:
    """Each judge's total, and how far apart those are that the charter compares."""
    apart = totals[:PAIR] if paired else totals
    cells: list[Cell] = [*totals, *[None] * (judges - len(totals))]
    cells.insert(PAIR if paired else judges, max(apart) - min(apart) if apart else None)
    return cells


def _note(row: LeanRow, sheets: int, *, paired: bool, third: bool) -> str:
    read = "Có chấm lần ba." if third else ""
    further = "Có đọc thêm." if paired and sheets > PAIR + third else ""
    said = (read, further, SETTLED_BY.get(row.outcome, ""), row.note)
    return " ".join(part for part in said if part)


PAPER = Paper(
    "score-summary",
    Group.MARKING,
    N_("Bảng tổng hợp điểm"),
    N_("Mọi bài đã chấm với điểm từng giám khảo, theo mã phách. Lập được sau khi khóa điểm."),
    "tong-hop-diem",
    build,
    check=check,
)
