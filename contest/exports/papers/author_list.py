"""Danh sách tác giả: everybody with an essay on the list, in the order of Vietnamese names (tên, họ, đệm)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from contest.authors.queries import envelopes_of
from contest.charter.models import Contest, Round
from contest.errors import N_
from contest.errors.shortlist import SealClosed
from contest.exports.face import Group, Naming, Paper
from contest.exports.papers.heading import contest_line, letterhead_of, lowered, signed_by_organizers
from contest.exports.papers.people import AT_ONCE
from contest.exports.papers.shortlist import frozen_note, standing_list
from contest.exports.sheet import Cell, Column, Document, Kind, Table
from contest.plumbing.vietnamese import name_sort_key
from contest.shortlist.models import Place
from contest.shortlist.queries import places_taken, shown_entries, unit_of

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


@dataclass(frozen=True, slots=True)
class Person:
    """One author of one entry on the list."""

    name: str
    born: str
    unit: str
    phone: str
    position: int
    place: Place


def check(round_: Round, *, names: bool) -> None:
    """Whether the list can be made now. Raises NotFrozen, SealClosed."""
    standing_list(round_, names=names)
    if not names:
        raise SealClosed


def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """The authors of the list that stands, one row for each person. Raises NotFrozen, SealClosed."""
    check(round_, names=names)
    shortlist = standing_list(round_, names=True)
    taken = {place.entry_id: place for place in places_taken(shortlist.id)}
    titles = {one: shown.title for one, shown in shown_entries(round_.id, among=taken).items()}
    people = list(_people(taken))
    people.sort(key=lambda one: (name_sort_key(one.name), one.place.position, one.position))
    rows = [_row(number, one, titles[one.place.entry_id]) for number, one in enumerate(people, start=1)]
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


def _people(taken: Mapping[int, Place]) -> Iterator[Person]:
    """Everybody behind these entries; envelopes are opened some at a time, none is kept."""
    ids = list(taken)
    for start in range(0, len(ids), AT_ONCE):
        for entry, envelope in envelopes_of(ids[start : start + AT_ONCE]).items():
            for author in envelope.authors:
                born, unit = str(author.birth_year or ""), author.unit_name or unit_of(envelope)
                yield Person(author.name, born, unit, author.phone, author.position, taken[entry])


def _row(number: int, one: Person, title: str) -> tuple[Cell, ...]:
    return (number, one.name, one.born, one.unit, one.phone, title, one.place.blind_code, one.place.rank)


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
