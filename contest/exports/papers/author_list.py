"""Danh sách tác giả: everybody with an essay on the list, in the order of Vietnamese names (tên, họ, đệm)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from struct import Struct
from typing import Final

from contest.authors.models import Author
from contest.authors.queries import envelopes_of
from contest.charter.models import Contest, Round
from contest.errors import N_
from contest.errors.shortlist import SealClosed
from contest.exports.face import Group, Naming, Paper
from contest.exports.papers.heading import contest_line, letterhead_of, lowered, signed_by_organizers
from contest.exports.papers.people import AT_ONCE
from contest.exports.papers.shortlist import frozen_note, standing_list
from contest.exports.papers.titles import plain_titles
from contest.exports.sheet import Cell, Column, Document, Kind, Rows, Table
from contest.plumbing.vietnamese import name_sort_key
from contest.shortlist.models import Place
from contest.shortlist.queries import entries_taken, places_taken, unit_of

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


_BEHIND: Final = Struct(">II")
"""At the end of a key: the entry's place among those taken, the author's among those of the entry."""


def check(round_: Round, *, names: bool) -> None:
    """Whether the list can be made now. Raises NotFrozen, SealClosed."""
    standing_list(round_, names=names)
    if not names:
        raise SealClosed


def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """The authors of the list that stands, one row for each person. Raises NotFrozen, SealClosed."""
    check(round_, names=names)
    shortlist = standing_list(round_, names=True)
    taken = entries_taken(shortlist.id)
    order = sorted(_keys(taken))
    rows = Rows(lambda: _rows(shortlist.id, taken, order), len(order))
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


def _keys(taken: Sequence[int]) -> Iterator[bytes]:
    """What everybody behind these entries is sorted by: some hundred bytes a person, and the way back to each."""
    for start in range(0, len(taken), AT_ONCE):
        some = taken[start : start + AT_ONCE]
        envelopes = envelopes_of(some)
        for at, entry in enumerate(some, start=start):
            for author in envelopes[entry].authors if entry in envelopes else ():
                yield name_sort_key(author.name).encode() + b" " + _BEHIND.pack(at, author.position)


def _rows(shortlist_id: int, taken: Sequence[int], order: Sequence[bytes]) -> Iterator[tuple[Cell, ...]]:
    """A row for each key, in their order; envelopes are opened some at a time, none is kept."""
    for start in range(0, len(order), AT_ONCE):
        behind = [_BEHIND.unpack(key[-_BEHIND.size :]) for key in order[start : start + AT_ONCE]]
        some = {taken[at] for at, _ in behind}
        envelopes, places = envelopes_of(some), places_taken(shortlist_id, among=some)
        titles = plain_titles(list(some))
        for number, (at, position) in enumerate(behind, start=start + 1):
            envelope, place = envelopes[taken[at]], places[taken[at]]
            author = next(one for one in envelope.authors if one.position == position)
            yield _row(number, author, unit_of(envelope), titles[taken[at]], place)


def _row(number: int, author: Author, unit: str, title: str, place: Place) -> tuple[Cell, ...]:
    born, unit = str(author.birth_year or ""), author.unit_name or unit
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
