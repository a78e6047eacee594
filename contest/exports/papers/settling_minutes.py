"""Biên bản thống nhất điểm of a round: each entry whose judges differed, what each gave, and what was settled."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from contest.charter.models import Contest, Round
from contest.errors import N_
from contest.errors.settling import NothingSettledYet
from contest.exports.face import Group, Paper
from contest.exports.papers.heading import JURY, LED_BY, SECRETARIES, minutes_of
from contest.exports.papers.settling_rows import WHY, CaseSaid, every_case
from contest.exports.sheet import Cell, Column, Document, Kind, Rows, Signature, Table
from contest.plumbing.vietnamese import format_points, points_in_words
from contest.scoring.queries import marks_veiled

COLUMNS = (
    Column("place", "TT", Kind.NUMBER, 5),
    Column("blind_code", "Mã phách", Kind.CODE, 10),
    Column("title", "Tên bài", Kind.TEXT, 22),
    Column("judges", "Điểm của giám khảo", Kind.TEXT, 28),
    Column("difference", "Chênh lệch", Kind.POINTS, 8),
    Column("mark", "Điểm thống nhất", Kind.POINTS, 8),
    Column("in_words", "Bằng chữ", Kind.TEXT, 16),
    Column("how", "Cách thống nhất", Kind.TEXT, 20),
    Column("reason", "Lý do", Kind.TEXT, 30),
)
VEILED = ("Chưa kể những bài đã rút chấm kiểm tra mà chưa chấm kiểm tra xong.",)


def check(round_: Round, *, names: bool) -> None:
    """Whether there is a case to tell of. Raises NothingSettledYet."""
    if next(every_case(round_), None) is None:
        raise NothingSettledYet


def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """The round's settled cases by blind code; it names judges and no author. Raises NothingSettledYet."""
    check(round_, names=names)
    counts, judges, closed = Counter[str](), set[str](), set[datetime]()
    for said in every_case(round_):
        counts[WHY[said.case.kind].lower()] += 1
        judges.update(name for name, _total in said.judges if name)
        closed = {max(closed | {said.case.closed_at or at})}
    told = "; ".join(f"{why}: {count} bài" for why, count in counts.items())
    count = sum(counts.values())
    return minutes_of(
        contest,
        title="BIÊN BẢN THỐNG NHẤT ĐIỂM",
        about=round_.name,
        made_at=max(closed, default=at),
        told=(
            f"Thành phần: {', '.join(sorted(judges))}.",
            LED_BY,
            f"Đã thống nhất điểm của {count} bài ({told}).",
            "Điểm chấm lần đầu của các giám khảo giữ nguyên như đã nộp.",
            *(VEILED if marks_veiled(round_.id) else ()),
        ),
        tables=(Table("", COLUMNS, Rows(lambda: _rows(round_), count)),),
        signatures=(SECRETARIES, Signature("CÁC GIÁM KHẢO"), JURY),
    )


def _rows(round_: Round) -> Iterator[tuple[Cell, ...]]:
    yield from (_row(number, said) for number, said in enumerate(every_case(round_), start=1))


def _row(number: int, said: CaseSaid) -> tuple[Cell, ...]:
    marks = "; ".join(
        f"{name or f'GK{n}'}: {format_points(total)}" for n, (name, total) in enumerate(said.judges, 1)
    )
    if said.look is not None:
        marks += f"; chấm kiểm tra: {format_points(said.look.mark)}"
    agreed = said.agreement
    return (
        number,
        said.code,
        said.title,
        marks,
        said.difference,
        agreed.mark,
        points_in_words(agreed.mark),
        said.how,
        agreed.minutes,
    )


PAPER = Paper(
    "settling-minutes",
    Group.MARKING,
    N_("Biên bản thống nhất điểm"),
    N_("Các bài chênh lệch đã thống nhất: điểm từng giám khảo, điểm thống nhất, ai quyết định và vì sao."),
    "bien-ban-thong-nhat-diem",
    build,
    check=check,
    sign="BB",
)
