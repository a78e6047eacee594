"""Danh sách: the entries a frozen list takes in, by codes alone or with their authors once the seal is open."""

from datetime import datetime

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
from contest.exports.papers.people import Signed, people_behind
from contest.exports.sheet import Cell, Column, Document, Kind, Table
from contest.plumbing import clock
from contest.plumbing.vietnamese import name_sort_key
from contest.shortlist.models import Place, Shortlist
from contest.shortlist.queries import Shown, frozen, frozen_head, places_taken, shown_entries

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
    taken = places_taken(shortlist.id)
    ids = [place.entry_id for place in taken]
    people = dict(people_behind(ids)) if names else {}
    if names:
        taken.sort(key=lambda place: (place.rank, name_sort_key(people[place.entry_id].authors)))
    shown = shown_entries(round_.id, among=ids)
    later = round_after(contest, round_)
    what = f"tác phẩm vào {lowered(later.name)}" if later else f"tác phẩm được chọn ở {lowered(round_.name)}"
    rows = [
        _row(number, place, shown[place.entry_id], people[place.entry_id] if names else None)
        for number, place in enumerate(taken, start=1)
    ]
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


def _row(number: int, place: Place, shown: Shown, person: Signed | None) -> tuple[Cell, ...]:
    names = (person.authors, person.born, person.unit, person.phone) if person else ()
    return (
        number,
        place.blind_code,
        shown.title,
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
