"""Biên bản chấm thi of a round: who read, how it was dealt, how marks came about, when it was locked."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from contest.assignment.models import DrawKind
from contest.assignment.queries import draws_of, entries_with_third_reader
from contest.charter.models import Contest, Round
from contest.errors import N_
from contest.exports.face import Group, Paper
from contest.exports.papers.heading import JURY, LED_BY, SECRETARIES, minutes_of
from contest.exports.papers.score_summary import check
from contest.exports.papers.settling_rows import kinds_of_cases
from contest.exports.sheet import Column, Document, Kind, Signature, Table
from contest.plumbing import clock
from contest.plumbing.vietnamese import format_points
from contest.scoring.queries import SettledLine, criteria_of, progress, rechecks_of, settled_lines
from contest.scoring.rules import CaseKind, Outcome, scale

__all__ = ["build", "check"]

PAIR = 2
DRAWS = {
    DrawKind.MAIN: "Bốc thăm phân công",
    DrawKind.TOP_UP: "Bốc thăm bổ sung",
    DrawKind.THIRD: "Bốc thăm giám khảo thứ ba",
    DrawKind.REPLACEMENT: "Bốc thăm thay giám khảo",
    DrawKind.LINE_LOOK: "Bốc thăm đọc thêm quanh vạch",
}
JUDGES = (
    Column("place", "TT", Kind.NUMBER, 5),
    Column("judge", "Giám khảo", Kind.TEXT, 40),
    Column("assigned", "Số bài được giao", Kind.NUMBER, 9),
    Column("handed_in", "Số phiếu đã nộp", Kind.NUMBER, 9),
)
RESULTS = (
    Column("what", "Cách có điểm kết luận", Kind.TEXT, 60),
    Column("count", "Số bài", Kind.NUMBER, 9),
)


def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """The minutes of a locked round; judges by name, no author. Raises RoundNotLocked."""
    lock = check(round_, names=names)
    read = progress(round_)
    rows = [(n, row.judge.name, row.assigned, row.handed_in) for n, row in enumerate(read, start=1)]
    sheets = (None, "Cộng", sum(row.assigned for row in read), sum(row.handed_in for row in read))
    results = list(_results(round_))
    locked = clock.local(lock.locked_at, contest.zone)
    return minutes_of(
        contest,
        title="BIÊN BẢN CHẤM THI",
        about=round_.name,
        made_at=lock.locked_at,
        told=(
            "Thành phần: Ban Giám khảo theo danh sách dưới đây.",
            LED_BY,
            *_course(contest, round_),
        ),
        tables=(
            Table("Giám khảo", JUDGES, rows, sheets, "giam_khao"),
            Table(
                "Kết quả", RESULTS, results, ("Cộng", sum(count for _way_said, count in results)), "ket_qua"
            ),
        ),
        results=(
            f"Điểm của vòng đã khóa lúc {locked:%H:%M ngày %d/%m/%Y}, người khóa: {lock.locked_by}.",
            "Từ lúc đó không điểm nào thay đổi; bài vẫn chỉ mang mã phách.",
        ),
        signatures=(SECRETARIES, Signature("CÁC GIÁM KHẢO"), JURY),
    )


def _course(contest: Contest, round_: Round) -> Iterator[str]:
    """How the round went, a sentence a step."""
    opened, closed = (clock.local(edge, contest.zone) for edge in (round_.opens_at, round_.closes_at))
    yield (
        f"Chấm kín theo mã phách, từ {opened:%H:%M ngày %d/%m/%Y} đến {closed:%H:%M ngày %d/%m/%Y}; mỗi bài "
        f"{round_.readers} giám khảo, phiếu {len(round_.criteria)} tiêu chí, thang điểm "
        f"{format_points(scale(criteria_of(round_)))}."
    )
    if round_.readers == PAIR:
        yield (
            f"Chênh lệch dưới {format_points(round_.band_agree)} điểm lấy trung bình; đến "
            f"{format_points(round_.band_minutes)} điểm hai giám khảo thống nhất bằng biên bản; quá mức đó có giám "
            f"khảo thứ ba; ba giám khảo còn lệch quá {format_points(round_.band_panel)} điểm thì hội đồng chấm chung."
        )
    for draw in draws_of(round_.id):
        if draw.published_at is not None:
            said = clock.local(draw.published_at, contest.zone)
            kind = DRAWS.get(draw.kind, "Điều chỉnh phân công")
            yield f"{kind}: {said:%H:%M ngày %d/%m/%Y}, số gieo {draw.seed}, người bốc {draw.made_by}."
    looks = [row.result for row in rechecks_of(round_.id) if row.result is not None]
    if looks:
        anew = sum(kind == CaseKind.RECHECK for kind in kinds_of_cases(round_.id).values())
        yield (
            f"Chấm kiểm tra {len(looks)} bài: {len(looks) - anew} bài trong mức cho phép, {anew} bài "
            "lệch và đã thống nhất lại."
        )


def _results(round_: Round) -> Iterator[tuple[str, int]]:
    kinds, thirds = kinds_of_cases(round_.id), entries_with_third_reader(round_.id)
    counts = Counter(
        _way(round_, one, kinds.get(one.entry_id), third=one.entry_id in thirds)
        for one in settled_lines(round_.id)
    )
    yield from sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _way(round_: Round, one: SettledLine, kind: CaseKind | None, *, third: bool) -> str:
    """How an entry came to its mark."""
    if kind == CaseKind.RECHECK:
        return "Thống nhất lại sau chấm kiểm tra"
    if one.outcome == Outcome.MINUTES:
        return "Thống nhất bằng biên bản"
    if one.outcome == Outcome.PANEL:
        return "Hội đồng chấm chung"
    if round_.readers != PAIR:
        return "Tính theo điểm các giám khảo"
    if one.sheets > PAIR + third:
        return "Trung bình mọi giám khảo, có đọc thêm"
    return "Có giám khảo thứ ba" if third else "Trung bình hai giám khảo"


PAPER = Paper(
    "marking-minutes",
    Group.MARKING,
    N_("Biên bản chấm thi"),
    N_(
        "Vòng chấm từ bốc thăm đến khóa điểm: giám khảo, số bài, chênh lệch, kết quả. Lập được sau khi khóa điểm."
    ),
    "bien-ban-cham-thi",
    build,
    check=check,
    sign="BB",
)
