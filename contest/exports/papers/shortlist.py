"""Danh sách: the entries a frozen list takes in, by codes alone or with their authors once the seal is open."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from struct import Struct
from typing import Final

from contest.authors.queries import names_known
from contest.charter.models import Contest, Round
from contest.errors import N_
from contest.errors.shortlist import NotFrozen, SealClosed
from contest.exports.face import Group, Naming, Paper
from contest.exports.papers.heading import (
    contest_line,
    letterhead_of,
    lowered,
    round_after,
    signed_by_organizers,
)
from contest.exports.papers.people import AT_ONCE, Signed, people_behind
from contest.exports.papers.titles import plain_titles
from contest.exports.sheet import Cell, Column, Document, Kind, Rows, Table
from contest.plumbing import clock
from contest.plumbing.vietnamese import name_sort_key
from contest.shortlist.models import Place, Shortlist
from contest.shortlist.queries import (
    Shown,
    entries_taken,
    frozen,
    frozen_head,
    places_taken,
    shown_entries,
)

COLUMNS = (
    Column("place", "TT", Kind.NUMBER, 5),
    Column("blind_code", "Mã phách", Kind.CODE, 10),
    Column("title", "Tên bài", Kind.TEXT, 32),
    Column("category", "Thể loại", Kind.TEXT, 13),
    Column("figure", "Nhân vật", Kind.TEXT, 20),
    Column("mark", "Điểm", Kind.POINTS, 8),
    Column("rank", "Xếp hạng", Kind.NUMBER, 7),
)
NAMES = (
    Column("authors", "Tác giả", Kind.TEXT, 24),
    Column("born", "Năm sinh", Kind.CODE, 8),
    Column("unit", "Đơn vị", Kind.TEXT, 24),
    Column("phone", "Số điện thoại", Kind.CODE, 13),
)
REMARK = (Column("note", "Ghi chú", Kind.TEXT, 20),)
_NUMBER: Final = Struct(">I")


def standing_list(round_: Round, *, names: bool, places: bool = False) -> Shortlist:
    """The round's frozen list that stands. Raises NotFrozen, and SealClosed for names before both keys.

    places  also those of everybody who was ranked beside it
    """
    shortlist = frozen(round_.id) if places else frozen_head(round_.id)
    if shortlist is None:
        raise NotFrozen
    if names and not names_known(round_.id):
        raise SealClosed
    return shortlist


def frozen_note(contest: Contest, shortlist: Shortlist) -> str:
    """Which freezing a paper tells, and how to prove it."""
    at = clock.local(shortlist.frozen_at, contest.zone)
    return (
        f"Danh sách chốt lần {shortlist.number}, lúc {at:%H:%M} ngày {at:%d/%m/%Y}. "
        f"Mã kiểm chứng (SHA-256): {shortlist.digest}"
    )


def decided_notes(shortlist: Shortlist) -> tuple[str, ...]:
    """Which entries stand on the list, or off it, by decision and not by the cut, and why."""
    notes = []
    for verdict, words in (("in", "Đưa vào theo quyết định"), ("out", "Đưa ra theo quyết định")):
        said = [
            f"{code} ({why})" for code, what, why in shortlist.recipe.get("decided", []) if what == verdict
        ]
        if said:
            notes.append(f"{words}: {'; '.join(said)}.")
    return tuple(notes)


def check(round_: Round, *, names: bool) -> None:
    """Whether the list can be made now. Raises NotFrozen, SealClosed."""
    standing_list(round_, names=names)


def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """The list that stands; the same list gives the same document, whenever it is asked for.

    Raises  NotFrozen, SealClosed
    """
    shortlist = standing_list(round_, names=names)
    taken = entries_taken(shortlist.id)
    if names:
        taken = _equals_by_name(shortlist.id, taken)
    later = round_after(contest, round_)
    what = f"tác phẩm vào {lowered(later.name)}" if later else f"tác phẩm được chọn ở {lowered(round_.name)}"
    rows = Rows(lambda: _rows(round_.id, shortlist.id, taken, names=names), len(taken))
    return Document(
        title="DANH SÁCH",
        made_at=shortlist.frozen_at,
        lines=(what, contest_line(contest)),
        letterhead=letterhead_of(contest),
        tables=(Table("", COLUMNS + (NAMES if names else ()) + REMARK, rows),),
        signatures=(signed_by_organizers(contest),),
        footnotes=(
            f"Danh sách có {len(rows)} tác phẩm.",
            *decided_notes(shortlist),
            frozen_note(contest, shortlist),
        ),
        zone=contest.zone,
    )


def _equals_by_name(shortlist_id: int, taken: "array[int]") -> "array[int]":
    """The same entries, those of one rank by tên of who wrote them; some hundred bytes are held of each."""
    keys = []
    for start in range(0, len(taken), AT_ONCE):
        some = taken[start : start + AT_ONCE]
        places = places_taken(shortlist_id, among=some)
        for at, (entry, person) in enumerate(people_behind(some), start=start):
            name = name_sort_key(person.authors).encode()
            keys.append(_NUMBER.pack(places[entry].rank) + name + b" " + _NUMBER.pack(at))
    keys.sort()
    return array("q", (taken[_NUMBER.unpack(key[-_NUMBER.size :])[0]] for key in keys))


def _rows(
    round_id: int, shortlist_id: int, taken: Sequence[int], *, names: bool
) -> Iterator[tuple[Cell, ...]]:
    """A row for each of these entries; they are asked for some at a time, none is kept."""
    for start in range(0, len(taken), AT_ONCE):
        some = taken[start : start + AT_ONCE]
        places, shown = places_taken(shortlist_id, among=some), shown_entries(round_id, among=some)
        people = dict(people_behind(some)) if names else {}
        titles = plain_titles(some) if names else {}
        for number, entry in enumerate(some, start=start + 1):
            yield _row(number, places[entry], shown[entry], titles, people.get(entry))


def _row(
    number: int, place: Place, shown: Shown, titles: Mapping[int, str], person: Signed | None
) -> tuple[Cell, ...]:
    """A line of the list; beside its author a title stands as it was written."""
    names = (person.authors, person.born, person.unit, person.phone) if person else ()
    return (
        number,
        place.blind_code,
        titles.get(place.entry_id, shown.title),
        shown.category,
        shown.figure,
        place.mark,
        place.rank,
        *names,
        place.note,
    )


PAPER = Paper(
    "shortlist",
    Group.SHORTLIST,
    N_("Danh sách được chọn"),
    N_("Các bài trong danh sách đã chốt, theo xếp hạng; có tác giả, đơn vị, điện thoại sau khi ghép phách."),
    "danh-sach",
    build,
    Naming.UNSEALED,
    check=check,
    sign="DS",
)
