"""Danh sách tác phẩm cấp dưới gửi: the works that came from below and stand in the register, by sender."""

from datetime import datetime

from contest.authors.queries import envelopes_of
from contest.charter.models import Contest, Round
from contest.errors import N_
from contest.exports.face import Group, Naming, Paper
from contest.exports.papers.heading import SECRETARIES, contest_line, letterhead_of, signed_by_organizers
from contest.exports.papers.people import signed
from contest.exports.papers.titles import masked_titles
from contest.exports.sheet import Cell, Column, Document, Kind, Table
from contest.nominations.queries import ReceivedWork, works_received
from contest.plumbing import clock

COLUMNS = (
    Column("place", "TT", Kind.NUMBER, 5),
    Column("receipt", "Mã hồ sơ", Kind.CODE, 15),
    Column("title", "Tên tác phẩm", Kind.TEXT, 27),
    Column("category", "Thể loại", Kind.TEXT, 12),
)
NAMES = (
    Column("authors", "Tác giả", Kind.TEXT, 20),
    Column("born", "Năm sinh", Kind.CODE, 8),
    Column("unit", "Đơn vị của tác giả", Kind.TEXT, 20),
    Column("figure", "Nhân vật", Kind.TEXT, 18),
    Column("sender", "Đơn vị gửi", Kind.TEXT, 18),
    Column("below", "Mã hồ sơ nơi gửi", Kind.CODE, 15),
    Column("award", "Kết quả cấp dưới", Kind.TEXT, 14),
)
SIZE = (Column("words", "Số từ", Kind.NUMBER, 7),)


def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """Every work from below as it stands; senders and authors for the secretary alone, for a sender gives one away."""
    works = works_received(contest.id)
    if not names:
        works.sort(key=lambda work: work.receipt)
    ids = [work.entry_id for work in works]
    titles = {} if names else masked_titles(ids)
    envelopes = envelopes_of(ids) if names else {}
    rows: list[tuple[Cell, ...]] = []
    for number, work in enumerate(works, start=1):
        shown = (number, work.receipt, titles.get(work.entry_id, work.title), work.category)
        person = signed(envelopes.get(work.entry_id))
        own = (
            next((a.unit_name for a in envelopes[work.entry_id].authors if a.unit_name), "") if names else ""
        )
        told = (person.authors, person.born, own, work.figure, work.sender, work.below, _result(work))
        rows.append((*shown, *(told if names else ()), work.words or None))
    senders = len({work.sender for work in works})
    return Document(
        title="DANH SÁCH TÁC PHẨM CẤP DƯỚI GỬI DỰ THI",
        made_at=at,
        lines=(contest_line(contest),),
        letterhead=letterhead_of(contest),
        tables=(Table("", COLUMNS + (NAMES if names else ()) + SIZE, rows),),
        signatures=(SECRETARIES, signed_by_organizers(contest)),
        footnotes=(
            (
                f"Có {len(works)} tác phẩm của {senders} đơn vị gửi, "
                f"tính đến {clock.local(at, contest.zone):%H:%M ngày %d/%m/%Y}."
            ),
        ),
        zone=contest.zone,
    )


def _result(work: ReceivedWork) -> str:
    if work.award:
        return work.award
    return f"Hạng {work.rank}" if work.rank else ""


PAPER = Paper(
    "received-works",
    Group.UPWARD,
    N_("Danh sách tác phẩm cấp dưới gửi"),
    N_("Các tác phẩm nhận từ cấp dưới đã vào sổ. Cột tác giả và đơn vị gửi chỉ dành cho Tổ Thư ký."),
    "tac-pham-cap-duoi-gui",
    build,
    Naming.SECRETARY,
    of_round=False,
)
