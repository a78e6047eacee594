"""Danh sách tác giả: everybody with an essay on the list, in the order of Vietnamese names (tên, họ, đệm)."""

from datetime import datetime

from contest.authors.models import Author, Envelope
from contest.authors.queries import envelopes_of
from contest.charter.models import Contest, Round
from contest.errors import N_
from contest.errors.shortlist import SealClosed
from contest.exports.face import Group, Naming, Paper
from contest.exports.papers.heading import contest_line, letterhead_of, lowered, signed_by_organizers
from contest.exports.papers.shortlist import frozen_note, standing_list
from contest.exports.sheet import Cell, Column, Document, Kind, Table
from contest.plumbing.vietnamese import name_sort_key
from contest.shortlist.models import Place
from contest.shortlist.queries import shown_entries, unit_of

COLUMNS = (
    Column("place", "TT", Kind.NUMBER, 5),
    Column("author", "Họ và tên", Kind.TEXT, 24),
    Column("born", "Năm sinh", Kind.CODE, 8),
    Column("unit", "Đơn vị", Kind.TEXT, 24),
    Column("phone", "Số điện thoại", Kind.CODE, 13),
    Column("title", "Tên bài", Kind.TEXT, 34),
    Column("blind_code", "Mã phách", Kind.CODE, 10),
    Column("rank", "Xếp hạng", Kind.NUMBER, 7),
)


def check(round_: Round, *, names: bool) -> None:
    """Whether the list can be made now. Raises NotFrozen, SealClosed."""
    standing_list(round_, names=names)
    if not names:
        raise SealClosed


def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """The authors of the list that stands, one row for each person. Raises NotFrozen, SealClosed."""
    check(round_, names=names)
    shortlist = standing_list(round_, names=True)
    taken = [place for place in shortlist.places if place.taken]
    envelopes = envelopes_of([place.entry_id for place in taken])
    titles = {entry_id: shown.title for entry_id, shown in shown_entries(round_.id).items()}
    people = [
        (author, envelopes[place.entry_id], place)
        for place in taken
        if place.entry_id in envelopes
        for author in envelopes[place.entry_id].authors
    ]
    people.sort(key=lambda row: (name_sort_key(row[0].name), row[2].position, row[0].position))
    rows = [
        _row(number, author, envelope, place, titles[place.entry_id])
        for number, (author, envelope, place) in enumerate(people, start=1)
    ]
    return Document(
        title="DANH SÁCH TÁC GIẢ",
        made_at=shortlist.frozen_at,
        lines=(f"có tác phẩm được chọn ở {lowered(round_.name)}", contest_line(contest)),
        letterhead=letterhead_of(contest),
        tables=(Table("", COLUMNS, rows),),
        signatures=(signed_by_organizers(contest),),
        footnotes=("Xếp theo vần tên, họ, đệm.", frozen_note(contest, shortlist)),
        zone=contest.zone,
    )


def _row(number: int, author: Author, envelope: Envelope, place: Place, title: str) -> tuple[Cell, ...]:
    born = str(author.birth_year) if author.birth_year else ""
    unit = author.unit_name or unit_of(envelope)
    return (number, author.name, born, unit, author.phone, title, place.blind_code, place.rank)


PAPER = Paper(
    "author-list",
    Group.SHORTLIST,
    N_("Danh sách tác giả"),
    N_("Tác giả có bài trong danh sách đã chốt, xếp theo vần tên. Chỉ lập được sau khi ghép phách."),
    "danh-sach-tac-gia",
    build,
    Naming.UNSEALED,
    check=check,
    sign="DS",
)
