"""Danh sách đề nghị xác minh nhân vật: whom localities have not spoken of yet, for a letter to go with."""

from datetime import datetime

from contest.awards.queries import Basis, verifications_of
from contest.awards.queries.verifying import VerificationRow
from contest.awards.rules import Verification
from contest.charter.models import Contest, Round
from contest.entries.models import FigureKind
from contest.errors import N_
from contest.exports.face import Group, Paper
from contest.exports.papers.heading import contest_line, letterhead_of, lowered, signed_by_organizers
from contest.exports.papers.shortlist import standing_list
from contest.exports.sheet import Cell, Column, Document, Kind, Table

COLUMNS = (
    Column("place", "TT", Kind.NUMBER, 5),
    Column("figure", "Nhân vật", Kind.TEXT, 24),
    Column("kind", "Cá nhân, tập thể", Kind.TEXT, 10),
    Column("born", "Năm sinh", Kind.CODE, 8),
    Column("position", "Chức vụ, nghề nghiệp", Kind.TEXT, 22),
    Column("address", "Địa chỉ", Kind.TEXT, 28),
    Column("title", "Tên bài viết về nhân vật", Kind.TEXT, 30),
    Column("blind_code", "Mã phách", Kind.CODE, 10),
    Column("asked", "Công văn đã gửi", Kind.TEXT, 16),
    Column("word", "Ý kiến của địa phương", Kind.TEXT, 22),
)
ANSWERED = frozenset({Verification.CONFIRMED, Verification.DENIED})


def check(round_: Round, *, names: bool) -> None:
    """Whether the list can be made now. Raises NotFrozen."""
    standing_list(round_, names=False)


def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """The figures of the list that no locality has answered for; nothing of any author. Raises NotFrozen."""
    shortlist = standing_list(round_, names=False, places=True)
    found = verifications_of(Basis(round_, shortlist, last=True))
    rows = [_row(n, row) for n, row in enumerate((r for r in found if r.state not in ANSWERED), start=1)]
    return Document(
        title="DANH SÁCH ĐỀ NGHỊ XÁC MINH NHÂN VẬT",
        made_at=at,
        lines=(f"trong các tác phẩm được chọn ở {lowered(round_.name)}", contest_line(contest)),
        letterhead=letterhead_of(contest),
        tables=(Table("", COLUMNS, rows),),
        signatures=(signed_by_organizers(contest),),
        footnotes=("Nhân vật đã có văn bản trả lời của địa phương không nêu lại ở danh sách này.",),
        zone=contest.zone,
    )


def _row(number: int, row: VerificationRow) -> tuple[Cell, ...]:
    figure, asked = row.figure, row.letters.asked[-1] if row.letters.asked else None
    return (
        number,
        figure.name,
        "Tập thể" if figure.kind is FigureKind.COLLECTIVE else "Cá nhân",
        str(figure.birth_year or ""),
        figure.position,
        figure.place,
        row.title,
        row.blind_code,
        f"{asked.letter_number}, {asked.letter_date:%d/%m/%Y}" if asked else "",
        "",
    )


PAPER = Paper(
    "figure-verification",
    Group.AWARDS,
    N_("Danh sách đề nghị xác minh nhân vật"),
    N_(
        "Nhân vật của các bài trong danh sách mà địa phương chưa trả lời, gửi kèm công văn. Không nêu tác giả."
    ),
    "xac-minh-nhan-vat",
    build,
    check=check,
)
