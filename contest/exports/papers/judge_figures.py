"""Số liệu giám khảo: what the locked round's sheets say of each judge, of the round and of its criteria."""

from collections.abc import Iterator
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from contest.charter.models import Contest, Round
from contest.errors import N_
from contest.errors.shortlist import FiguresNotReady, RoundNotLocked
from contest.exports.face import Group, Paper
from contest.exports.papers.heading import JURY, SECRETARIES, contest_line, letterhead_of
from contest.exports.sheet import Cell, Column, Document, Kind, Table
from contest.people.queries import names_of_accounts
from contest.scoring.queries import round_lock
from contest.shortlist.queries import Figures, figures_at_hand

JUDGES = (
    Column("place", "TT", Kind.NUMBER, 5),
    Column("judge", "Giám khảo", Kind.TEXT, 24),
    Column("readings", "Số phiếu", Kind.NUMBER, 8),
    Column("mean", "Trung bình", Kind.POINTS, 9),
    Column("spread", "Độ lệch chuẩn", Kind.POINTS, 9),
    Column("effect", "Rộng (+), chặt (−)", Kind.POINTS, 10),
    Column("effect_low", "từ", Kind.POINTS, 8),
    Column("effect_high", "đến", Kind.POINTS, 8),
    Column("scale", "Thang riêng", Kind.POINTS, 8),
    Column("agreement", "Hợp với người khác", Kind.POINTS, 10),
    Column("drift", "Đầu đến cuối", Kind.POINTS, 9),
    Column("changes", "Nếu bỏ, đổi (bài)", Kind.NUMBER, 10),
)
ROUND = (
    ("single", "Độ tin cậy của một phiếu (ICC)"),
    ("several", "Độ tin cậy của điểm trung bình (ICC)"),
    ("alpha", "Alpha của Krippendorff"),
    ("quality", "Các bài khác nhau (độ lệch chuẩn, điểm)"),
    ("judge", "Các giám khảo khác nhau (độ lệch chuẩn, điểm)"),
    ("noise", "Phần còn lại (độ lệch chuẩn, điểm)"),
)
FIGURES = (Column("figure", "Số liệu", Kind.TEXT, 48), Column("value", "Số", Kind.POINTS, 10))
CRITERIA = (Column("criterion", "Tiêu chí", Kind.TEXT, 48), Column("value", "Số", Kind.POINTS, 10))


def check(round_: Round, *, names: bool) -> None:
    """Raises RoundNotLocked."""
    if round_lock(round_.id) is None:
        raise RoundNotLocked


def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """The judges' figures, by account; it never names an author. Raises RoundNotLocked, FiguresNotReady, CutUnfit."""
    check(round_, names=names)
    figures = figures_at_hand(round_)
    if figures is None:
        raise FiguresNotReady
    told = figures["round"]
    criteria = [(one["name"], _points(one["with_the_rest"])) for one in figures["criteria"]]
    return Document(
        title="SỐ LIỆU GIÁM KHẢO VÀ ĐỘ TIN CẬY",
        made_at=at,
        lines=(round_.name, contest_line(contest)),
        letterhead=letterhead_of(contest),
        tables=(
            Table("I. Từng giám khảo", JUDGES, list(_judges(figures)), name="giam_khao"),
            Table(
                "II. Cả vòng", FIGURES, [(label, _points(told[key])) for key, label in ROUND], name="ca_vong"
            ),
            *(
                [
                    Table(
                        "III. Tương quan của tiêu chí với các tiêu chí còn lại",
                        CRITERIA,
                        criteria,
                        name="tieu_chi",
                    )
                ]
                if criteria
                else []
            ),
        ),
        signatures=(SECRETARIES, JURY),
        footnotes=(
            "Chặt, rộng so với mức chung trên cùng các bài; khoảng từ, đến đúng trong 9 trên 10 trường hợp.",
            "Chấm chặt hay rộng không phải là lỗi.",
            *(
                ["“Nếu bỏ”: số bài của danh sách sẽ khác đi, theo cách tính điểm và vạch chọn của vòng."]
                if figures["ranked"]
                else []
            ),
            f"Số gieo {figures['seed']}.",
        ),
        zone=contest.zone,
    )


def _judges(figures: Figures) -> Iterator[tuple[Cell, ...]]:
    kept = figures["judges"]
    names = names_of_accounts(kept["judge"])
    for place, judge in enumerate(kept["judge"]):
        one: dict[str, Any] = {key: column[place] for key, column in kept.items()}
        figured = [_points(one[column.key]) for column in JUDGES[3:-1]]
        yield (place + 1, names.get(judge, ""), one["readings"], *figured, one["changes"])


def _points(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)


PAPER = Paper(
    "judge-figures",
    Group.MARKING,
    N_("Số liệu giám khảo"),
    N_("Mức chặt rộng của từng giám khảo, độ tin cậy của vòng và các tiêu chí; sau khi khóa điểm."),
    "so-lieu-giam-khao",
    build,
    check=check,
)
