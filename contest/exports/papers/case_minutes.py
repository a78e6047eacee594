"""Biên bản thống nhất điểm of one entry: sheets criterion by criterion, what was said and when, what was settled."""

from datetime import datetime
from decimal import Decimal

from contest.charter.models import Contest, Round
from contest.errors.settling import NothingSettledYet
from contest.exports.papers.heading import JURY, SECRETARIES, lowered, minutes_of, quoted
from contest.exports.papers.settling_rows import WHY, CaseSaid, cases_said
from contest.exports.sheet import Cell, Column, Document, Kind, Signature, Table
from contest.plumbing.vietnamese import format_points, points_in_words
from contest.scoring.models import Ending
from contest.scoring.queries import sheets_of_round

TALK = (
    Column("at", "Lúc", Kind.MOMENT, 17),
    Column("who", "Ai", Kind.TEXT, 22),
    Column("text", "Nội dung", Kind.TEXT, 50),
)


def build(contest: Contest, round_: Round, entry_id: int, *, at: datetime) -> Document:
    """The minutes of one settled case; judges by name, the author never. Raises NothingSettledYet."""
    found = cases_said(round_, entry_ids=[entry_id])
    if not found:
        raise NothingSettledYet
    said = found[-1]
    mark = said.agreement.mark
    tables = [Table("Các phiếu chấm", _columns(said), _sheets(round_, said), _totals(said))]
    talk = _talk(said)
    if talk:
        tables.append(Table("Diễn biến", TALK, talk))
    return minutes_of(
        contest,
        title="BIÊN BẢN THỐNG NHẤT ĐIỂM",
        about=f"Bài mã phách {said.code}, {lowered(round_.name)}",
        made_at=said.case.closed_at or at,
        told=(
            f"Thành phần: {_present(said)}; chủ trì: {_presiding(said)}; thư ký: …………………………",
            f"Bài: {quoted(said.title)}. {_why(said)}",
        ),
        tables=tables,
        results=(
            f"Tổng điểm bằng chữ: {_in_words(said)}.",
            f"Kết quả: {format_points(mark, places=2)} điểm ({points_in_words(mark).lower()} điểm). {said.how}.",
            f"Lý do: {said.agreement.minutes}",
            "Điểm chấm lần đầu của các giám khảo giữ nguyên như đã nộp.",
        ),
        signatures=(
            *(Signature(f"GIÁM KHẢO {n}", name=name) for n, (name, _total) in enumerate(said.judges, 1)),
            SECRETARIES,
            JURY,
        ),
    )


def _present(said: CaseSaid) -> str:
    return "; ".join(f"{name} (giám khảo {n})" for n, (name, _total) in enumerate(said.judges, 1))


def _presiding(said: CaseSaid) -> str:
    """Whoever decided; where the judges agreed, whoever presided is written in by hand."""
    return said.case.closed_by if said.case.ending == Ending.DECIDED else "…………………………"


def _why(said: CaseSaid) -> str:
    look = said.look
    if look is None:
        return f"{WHY[said.case.kind]} {format_points(said.difference)} điểm."
    noted = f" Nhận xét: {look.remark}" if look.remark else ""
    return (
        f"Chấm kiểm tra: {format_points(look.mark)} điểm (người chấm: {look.checked_by}), điểm kết luận lúc đó "
        f"{format_points(look.against)}, chênh lệch {format_points(said.difference)} điểm.{noted}"
    )


def _in_words(said: CaseSaid) -> str:
    totals = enumerate((total for _name, total in said.judges), 1)
    return "; ".join(f"giám khảo {n}: {points_in_words(total).lower()} điểm" for n, total in totals)


def _columns(said: CaseSaid) -> tuple[Column, ...]:
    judges = (Column(f"judge_{n}", f"Giám khảo {n}", Kind.POINTS, 12) for n in range(1, len(said.judges) + 1))
    return (
        Column("criterion", "Tiêu chí", Kind.TEXT, 40),
        Column("most", "Tối đa", Kind.POINTS, 9),
        *judges,
    )


def _sheets(round_: Round, said: CaseSaid) -> list[tuple[Cell, ...]]:
    by_id = {
        s.id: s.points for s in sheets_of_round(round_.id, [said.case.entry_id]).get(said.case.entry_id, [])
    }
    points = [by_id.get(sheet["sheet"], {}) for sheet in said.case.sheets]
    return [
        (c.name, c.maximum, *(Decimal(given[c.key]) if c.key in given else None for given in points))
        for c in round_.criteria
    ]


def _totals(said: CaseSaid) -> tuple[Cell, ...]:
    return ("Tổng điểm", None, *(total for _name, total in said.judges))


def _talk(said: CaseSaid) -> list[tuple[Cell, ...]]:
    lines: list[tuple[datetime, str, str]] = [(r.said_at, r.said_by, r.text) for r in said.talk.remarks]
    lines += [
        (p.made_at, p.made_by, f"Đề nghị {format_points(p.mark)} điểm: {p.reason}")
        for p in said.talk.proposals
    ]
    marks = {p.id: (p.mark, p.account_id) for p in said.talk.proposals}
    lines += [
        (a.accepted_at, a.accepted_by, f"Đồng ý {format_points(marks[a.proposal_id][0])} điểm")
        for a in said.talk.acceptances
        if a.account_id != marks[a.proposal_id][1]
    ]
    return [(at, who, text) for at, who, text in sorted(lines, key=lambda line: line[0])]
