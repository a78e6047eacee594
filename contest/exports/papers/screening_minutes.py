"""Biên bản sàng lọc: what was said of each entry, for what reason and by which rule; without authors."""

from collections.abc import Iterator
from datetime import datetime
from itertools import count, islice

from contest.charter.models import Contest, Round
from contest.charter.queries import rejection_codes_of
from contest.errors import N_
from contest.exports.face import Group, Paper
from contest.exports.papers.heading import SECRETARIES, contest_line, letterhead_of, signed_by_organizers
from contest.exports.papers.titles import masked_titles
from contest.exports.sheet import Cell, Column, Document, Kind, Rows, Table
from contest.plumbing import clock
from contest.screening.models import VerdictKind
from contest.screening.queries import verdict_counts, verdicts_standing

COLUMNS = (
    Column("place", "TT", Kind.NUMBER, 5),
    Column("receipt", "Mã hồ sơ", Kind.CODE, 16),
    Column("title", "Tên bài", Kind.TEXT, 34),
    Column("verdict", "Kết quả", Kind.TEXT, 13),
    Column("reason", "Lý do", Kind.TEXT, 34),
    Column("ground", "Căn cứ", Kind.TEXT, 26),
)
SAID = {
    VerdictKind.ELIGIBLE: "Đạt",
    VerdictKind.REJECTED: "Không đạt",
    VerdictKind.MORE_NEEDED: "Cần bổ sung",
}
BATCH = 500


def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """Every entry that was decided on and not withdrawn, as it stands at this moment."""
    counts = verdict_counts(contest.id)
    screened = sum(counts[verdict] for verdict in SAID)
    told = ", ".join(f"{counts[verdict]} bài {said.lower()}" for verdict, said in SAID.items())
    return Document(
        title="BIÊN BẢN SÀNG LỌC BÀI DỰ THI",
        made_at=at,
        lines=(contest_line(contest),),
        letterhead=letterhead_of(contest),
        paragraphs=(f"Đã xét {screened} bài: {told}. Bài đã rút không ghi ở đây.",),
        tables=(Table("", COLUMNS, Rows(lambda: _rows(contest), screened)),),
        signatures=(SECRETARIES, signed_by_organizers(contest)),
        footnotes=(f"Tính đến {clock.local(at, contest.zone):%H:%M ngày %d/%m/%Y}.",),
        zone=contest.zone,
    )


def _rows(contest: Contest) -> Iterator[tuple[Cell, ...]]:
    grounds = {code.code: f"{code.code} – {code.label}" for code in rejection_codes_of(contest.id)}
    screened = ((line, line.verdict) for line in verdicts_standing(contest.id) if line.verdict is not None)
    numbers = count(1)
    while some := list(islice(screened, BATCH)):
        titles = masked_titles([line.entry_id for line, _ in some])
        for line, verdict in some:
            ground = grounds.get(line.code, line.code) if line.code else "Thể lệ cuộc thi"
            yield (next(numbers), line.receipt, titles[line.entry_id], SAID[verdict], line.reason, ground)


PAPER = Paper(
    "screening-minutes",
    Group.SCREENING,
    N_("Biên bản sàng lọc"),
    N_("Kết quả, lý do và căn cứ của từng bài đã xét, không có tên tác giả."),
    "bien-ban-sang-loc",
    build,
    of_round=False,
    sign="BB",
)
