"""Báo cáo tổng kết: how the contest was led, what came of it in tables and charts, and what the office says of it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from contest.assignment.queries import entries_being_read
from contest.authors.queries import names_known
from contest.awards.queries import standing_decision
from contest.charter.models import Contest, Round
from contest.errors import N_
from contest.errors.shortlist import SealClosed
from contest.exports.face import Group, Naming, Paper, TextPart
from contest.exports.papers.heading import contest_line, letterhead_of, lowered, signed_by_organizers
from contest.exports.papers.prizes import Prizes, lists, money_told, prizes_of
from contest.exports.papers.report_figures import NO_UNIT, Count, Figures, figures
from contest.exports.papers.report_figures import Table as Counts
from contest.exports.papers.texts import paragraphs, texts_of
from contest.exports.sheet import Cell, Chart, Column, Document, Kind, Part, Passage, Table
from contest.plumbing import clock
from contest.scoring.queries import progress
from contest.shortlist.queries import count_taken, frozen_head

KEY: Final = "final-report"
MOST_BARS: Final = 15
"""The units with the most entries that a chart shows; the table beside it has them all."""

TO_WRITE: Final = "…" * 28
TEXTS: Final = (
    TextPart("direction", N_("Công tác chỉ đạo, tổ chức"), N_("Mỗi đoạn một dòng.")),
    TextPart("strengths", N_("Ưu điểm"), N_("Mỗi đoạn một dòng.")),
    TextPart("limits", N_("Hạn chế, nguyên nhân"), N_("Mỗi đoạn một dòng.")),
    TextPart("requests", N_("Kiến nghị, đề xuất"), N_("Mỗi đoạn một dòng.")),
)
VALUES: Final = (
    Column("received", "Đã nhận", Kind.NUMBER, 9),
    Column("valid", "Hợp lệ", Kind.NUMBER, 9),
    Column("invalid", "Không hợp lệ", Kind.NUMBER, 9),
)
WON: Final = Column("winners", "Đạt giải", Kind.NUMBER, 9)
ROUNDS: Final = (
    Column("round", "Vòng", Kind.TEXT, 34),
    Column("entries", "Số bài chấm", Kind.NUMBER, 9),
    Column("judges", "Số giám khảo", Kind.NUMBER, 9),
    Column("sheets", "Số phiếu", Kind.NUMBER, 9),
    Column("listed", "Được chọn", Kind.NUMBER, 9),
)
REASONS: Final = (Column("reason", "Lý do", Kind.TEXT, 60), Column("count", "Số bài", Kind.NUMBER, 9))


def propose(contest: Contest, round_: Round, *, names: bool) -> Mapping[str, str]:
    """What the report says of itself until the office writes: facts alone, and room to write."""
    return _proposed(contest, figures(contest), names=names)


def _prizes(contest: Contest, round_: Round, *, names: bool) -> Prizes | None:
    """The prizes that stand, where they may be told and were decided."""
    return (
        prizes_of(contest, round_, names=True)
        if names and standing_decision(contest.id) is not None
        else None
    )


def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """The report as it stands; units, authors and winners only with names. Raises SealClosed."""
    if names and not names_known(round_.id):
        raise SealClosed
    prizes = _prizes(contest, round_, names=names)
    found = figures(contest, winners=[row.entry_id for row in prizes.personal] if prizes else ())
    said = texts_of(contest, KEY, _proposed(contest, found, names=names))
    return Document(
        title="BÁO CÁO",
        made_at=at,
        lines=(f"tổng kết {contest_line(contest)}",),
        letterhead=letterhead_of(contest),
        parts=(
            Passage(paragraphs(said["direction"]), heading="I. CÔNG TÁC CHỈ ĐẠO, TỔ CHỨC", name="chi_dao"),
            *_results(contest, found, prizes, names=names),
            Passage((), heading="III. ĐÁNH GIÁ", name="danh_gia"),
            Passage(paragraphs(said["strengths"]), heading="1. Ưu điểm", level=3, name="uu_diem"),
            Passage(paragraphs(said["limits"]), heading="2. Hạn chế, nguyên nhân", level=3, name="han_che"),
            Passage(paragraphs(said["requests"]), heading="IV. KIẾN NGHỊ, ĐỀ XUẤT", name="kien_nghi"),
        ),
        signatures=(signed_by_organizers(contest),),
        footnotes=(f"Số liệu tính đến {clock.local(at, contest.zone):%H:%M ngày %d/%m/%Y}.",),
        recipients=("Như trên", "Lưu hồ sơ cuộc thi"),
        zone=contest.zone,
    )


def _proposed(contest: Contest, found: Figures, *, names: bool) -> Mapping[str, str]:
    opened, closed = (clock.local(edge, contest.zone) for edge in (contest.opens_at, contest.closes_at))
    rounds = ", ".join(lowered(round_.name) for round_ in contest.rounds)
    organ = contest.organizer or "Ban Tổ chức"
    came = f"Cuộc thi nhận được {_shown(found.total.received)} bài dự thi"
    units = sum(label != NO_UNIT for label, _count in found.by_unit)
    share = f" của {_shown(found.people)} tác giả, {_shown(units)} đơn vị" if names else ""
    most = f" Lý do nhiều nhất: {lowered(found.by_reason[0][0])}." if found.by_reason else ""
    invalid = found.total.invalid
    return {
        "direction": (
            f"{organ} ban hành thể lệ, phát động và tiếp nhận bài dự thi từ ngày {opened:%d/%m/%Y} đến ngày "
            f"{closed:%d/%m/%Y}. Bài được kiểm tra theo thể lệ, đánh mã phách và chấm kín qua {rounds}; điểm được "
            f"khóa trước khi ghép phách.\n{TO_WRITE}"
        ),
        "strengths": f"{came}{share}, trong đó {_shown(found.total.valid)} bài hợp lệ.\n{TO_WRITE}",
        "limits": (f"Còn {_shown(invalid)} bài không hợp lệ.{most}\n" if invalid else "") + TO_WRITE,
        "requests": TO_WRITE,
    }


def _results(contest: Contest, found: Figures, prizes: Prizes | None, *, names: bool) -> Iterator[Part]:
    total = found.total
    besides = [
        f"{_shown(count)} bài {what}"
        for count, what in ((found.waiting, "đang xem xét"), (found.withdrawn, "đã rút"))
        if count
    ]
    counts = [f"{_shown(total.valid)} bài hợp lệ", f"{_shown(total.invalid)} bài không hợp lệ", *besides]
    said = f"Đã nhận {_shown(total.received)} bài dự thi: {', '.join(counts)}."
    yield Passage((said,), heading="II. KẾT QUẢ", name="ket_qua")
    yield from _told(
        "the_loai", "1. Theo thể loại", "Thể loại", found.by_genre, total, won=prizes is not None
    )
    yield from _told(
        "nhan_vat", "2. Theo nhân vật", "Nhân vật", found.by_figure, total, won=prizes is not None
    )
    yield from _told(
        "cach_gui", "3. Theo cách gửi", "Cách gửi", found.by_channel, total, won=prizes is not None
    )
    number = 4
    if names:
        yield from _told(
            "tac_gia", "4. Theo đối tượng tác giả", "Tác giả", found.by_author, total, won=prizes is not None
        )
        yield from _told(
            "loai_don_vi",
            "5. Theo loại đơn vị",
            "Loại đơn vị",
            found.by_unit_kind,
            total,
            won=prizes is not None,
        )
        yield from _told("don_vi", "6. Theo đơn vị", "Đơn vị", found.by_unit, total, won=prizes is not None)
        number = 7
    if found.by_reason:
        yield Table(
            f"{number}. Lý do bài không hợp lệ", REASONS, [*found.by_reason], ("Cộng", total.invalid), "ly_do"
        )
        number += 1
    read = [row for row in map(_round, contest.rounds) if row[1]]
    if read:
        yield Table(f"{number}. Các vòng chấm", ROUNDS, read, name="vong_cham")
        number += 1
    if prizes is not None:
        money = f" Tổng số tiền thưởng: {money_told(prizes.money)}." if prizes.money else ""
        given = f"Đã trao {prizes.told}." if prizes.told else "Không trao giải nào."
        yield Passage((f"{given}{money}",), heading=f"{number}. Khen thưởng", level=3, name="khen_thuong")
        yield from lists(prizes, money=False, marks=("a)", "b)"))


def _told(key: str, heading: str, label: str, counts: Counts, total: Count, *, won: bool) -> Iterator[Part]:
    """The same counts as a table, with winners once there are some, and as bars of valid and invalid entries."""
    if not counts:
        return
    rows: list[tuple[Cell, ...]] = [(name, *_values(count, won=won)) for name, count in counts]
    columns = (Column("label", label, Kind.TEXT, 44), *VALUES, *((WON,) * won))
    yield Table(heading, columns, rows, ("Cộng", *_values(total, won=won)), key)
    shown = counts[:MOST_BARS]
    if len(counts) > 1:
        yield Chart(
            f"{len(shown)} đơn vị nhiều bài nhất" if len(shown) < len(counts) else "",
            f"Biểu đồ số bài hợp lệ và không hợp lệ, {lowered(heading[3:])}.",
            label,
            ("Hợp lệ", "Không hợp lệ"),
            tuple((name, (count.valid, count.invalid)) for name, count in shown),
            "bài",
            f"bieu_do_{key}",
        )


def _values(count: Count, *, won: bool) -> tuple[int, ...]:
    return (count.received, count.valid, count.invalid, *((count.winners,) * won))


def _round(round_: Round) -> tuple[Cell, ...]:
    read, chosen = progress(round_), frozen_head(round_.id)
    entries = entries_being_read(round_.id)
    listed = count_taken(chosen.id) if chosen is not None else None
    return (round_.name, entries, len(read), sum(row.handed_in for row in read), listed)


def _shown(number: int) -> str:
    return f"{number:,}".replace(",", ".")


PAPER: Final = Paper(
    KEY,
    Group.AWARDS,
    N_("Báo cáo tổng kết"),
    N_(
        "Chỉ đạo, kết quả với bảng và biểu đồ, đánh giá, kiến nghị; lời văn sửa được và được giữ. "
        "Số liệu theo đơn vị và tác giả có sau khi ghép phách."
    ),
    "bao-cao-tong-ket",
    build,
    Naming.UNSEALED,
    of_round=False,
    sign="BC",
    texts=TEXTS,
    propose=propose,
)
