"""Giấy chứng nhận, giấy khen: the list of whom they go to, and what each sheet says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from contest.charter.models import Contest, Round
from contest.errors import N_
from contest.exports.certificates import SheetSaid, Wording
from contest.exports.face import Builder, Group, Naming, Paper, Proposal, TextPart
from contest.exports.papers.award_decision import PAPER as DECISION
from contest.exports.papers.award_decision import issued
from contest.exports.papers.heading import contest_line, letterhead_of, quoted, signed_by_organizers
from contest.exports.papers.prizes import Prizes, check, prizes_of
from contest.exports.papers.texts import paragraphs, texts_of
from contest.exports.queries import standing_issue
from contest.exports.sheet import Column, Document, Kind, Letterhead, Table

COLUMNS: Final = (
    Column("place", "TT", Kind.NUMBER, 5),
    Column("name", "Họ tên, tập thể", Kind.TEXT, 26),
    Column("unit", "Đơn vị", Kind.TEXT, 24),
    Column("prize", "Giải", Kind.TEXT, 16),
    Column("title", "Tên tác phẩm", Kind.TEXT, 28),
    Column("number", "Số vào sổ", Kind.CODE, 9),
    Column("received", "Ký nhận", Kind.TEXT, 12),
)
TEXTS: Final = (
    TextPart("title", N_("Tên giấy"), N_("Chữ in hoa lớn ở giữa.")),
    TextPart("giver", N_("Ai cấp"), N_("Đứng trên tên giấy; xóa trắng để dùng tên cơ quan ban hành.")),
    TextPart("phrase", N_("Lời đứng trên họ tên"), N_("Như “chứng nhận”, “tặng cho”.")),
    TextPart("basis", N_("Góc dưới bên trái"), N_("Mỗi dòng một ý: theo quyết định nào, số vào sổ.")),
)


@dataclass(frozen=True, slots=True)
class Awarded:
    """One sheet to be handed to somebody: each author of a work has one, each unit one.

    title  of the work; empty for a unit
    """

    name: str
    unit: str
    prize: str
    title: str = ""

    @property
    def sheet(self) -> SheetSaid:
        """What the sheet says."""
        work = f"với tác phẩm {quoted(self.title)}" if self.title else ""
        return SheetSaid(self.name, self.unit, f"Đạt {self.prize.upper()}", work)


def awarded(prizes: Prizes) -> list[Awarded]:
    """Everybody who is handed a sheet: authors by prize, then units."""
    people = [
        Awarded(name, row.unit, row.prize, row.title) for row in prizes.personal for name in row.authors
    ]
    return people + [Awarded(row.unit, "", row.prize) for row in prizes.collective]


def wording_of(paper: Paper, contest: Contest, round_: Round) -> Wording:
    """What all sheets of the kind say alike, in the office's words where it wrote some."""
    said = texts_of(contest, paper.key, paper.propose(contest, round_, names=True))
    return Wording(
        said["title"], said["giver"], said["phrase"], contest_line(contest), paragraphs(said["basis"])
    )


def dated(head: Letterhead, contest: Contest, round_: Round) -> Letterhead:
    """The head with the day of the decision where the certificates were not issued by themselves."""
    issue = standing_issue(contest.id, DECISION, round_)
    return replace(head, day=issue.day) if head.day is None and issue is not None else head


def _proposing(title: str, phrase: str) -> Proposal:
    def propose(contest: Contest, round_: Round, *, names: bool) -> Mapping[str, str]:
        number, day = issued(contest, round_)
        return {
            "title": title,
            "giver": contest.head.issuing_body or "Ban Tổ chức cuộc thi",
            "phrase": phrase,
            "basis": f"Theo Quyết định số {number} ngày {day}\nVào sổ số: ……………",
        }

    return propose


def _building(what: str) -> Builder:
    def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
        prizes = prizes_of(contest, round_, names=names)
        rows = list(_rows(prizes))
        return Document(
            title="DANH SÁCH",
            made_at=prizes.decided_at,
            lines=(f"cấp {what}", contest_line(contest)),
            letterhead=letterhead_of(contest),
            tables=(Table("", COLUMNS, rows),),
            footnotes=(f"Danh sách có {len(rows)} tờ.",),
            signatures=(signed_by_organizers(contest),),
            zone=contest.zone,
        )

    return build


def _rows(prizes: Prizes) -> Iterator[tuple[int, str, str, str, str, None, None]]:
    for number, one in enumerate(awarded(prizes), start=1):
        yield (number, one.name, one.unit, one.prize, one.title, None, None)


CERTIFICATES: Final = Paper(
    "certificates",
    Group.AWARDS,
    N_("Giấy chứng nhận"),
    N_("Danh sách cấp giấy, và từng tờ để in: mỗi tác giả, mỗi tập thể đạt giải một tờ."),
    "giay-chung-nhan",
    _building("giấy chứng nhận"),
    Naming.UNSEALED,
    of_round=False,
    check=check,
    sign="GCN",
    texts=TEXTS,
    propose=_proposing("GIẤY CHỨNG NHẬN", "chứng nhận"),
    sheets=True,
)
COMMENDATIONS: Final = Paper(
    "commendations",
    Group.AWARDS,
    N_("Giấy khen"),
    N_(
        "Như giấy chứng nhận, do cấp ủy hoặc Ủy ban nhân dân ký: đặt người ký riêng và cơ quan cấp trong lời văn."
    ),
    "giay-khen",
    _building("giấy khen"),
    Naming.UNSEALED,
    of_round=False,
    check=check,
    sign="GK",
    texts=TEXTS,
    propose=_proposing("GIẤY KHEN", "tặng cho"),
    sheets=True,
)
