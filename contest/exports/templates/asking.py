"""What a template asks for, paragraph by paragraph: known to the paper, and where it can be answered."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from docx.oxml.ns import qn

from contest.errors import N_
from contest.errors.exports import FieldBroken, FieldMisplaced, FieldUnknown
from contest.exports.templates.fields import (
    BROKEN,
    HEADING,
    LISTS,
    ONE,
    PATTERN,
    ROW,
    SIMPLE,
    TEXT,
    TOTAL,
    WHOLE,
    Offer,
    cell_asked,
    is_block,
    is_list,
)
from contest.exports.templates.places import TR, Placed, Spot, row_of, spots_in, text_of

_LONGEST: Final = 40
_SECTION: Final = f"{qn('w:pPr')}/{qn('w:sectPr')}"


def look_at_fields(paragraphs: Iterable[Placed], offer: Offer | None) -> list[str]:
    """The names of the fields, in order. Raises FieldBroken, FieldUnknown, FieldMisplaced."""
    every = [(one, _spots(one)) for one in paragraphs]
    _look_at_rows(every)
    found = []
    for one, spots in every:
        for spot in spots:
            _look_at_place(one, spot, spots)
            _look_at_name(spot, one.where, offer)
            found.append(spot.name)
    return found


def _spots(one: Placed) -> list[Spot]:
    """The fields of a paragraph, after looking for braces that make none."""
    text = text_of(one.paragraph)
    rest = PATTERN.sub("", text)
    if broken := BROKEN.search(rest):
        raise FieldBroken(field=rest[broken.start() : broken.start() + _LONGEST].strip(), where=one.where)
    spots = list(spots_in(text))
    for spot in spots:
        if not spot.name:
            raise FieldBroken(field="{{" + spot.typed[:_LONGEST] + "}}", where=one.where)
    return spots


def _look_at_place(one: Placed, spot: Spot, spots: list[Spot]) -> None:
    """Whether a field of several lines, or of a row, has the room that it needs."""

    def refuse(why: str) -> None:
        raise FieldMisplaced(field=spot.typed, where=one.where, why=why)

    alone = len(spots) == 1 and not PATTERN.sub("", text_of(one.paragraph)).strip()
    if is_block(spot.name) and not (alone and one.plain):
        refuse(N_("cần đứng một mình trong một đoạn, ngoài bảng"))
    if spot.name.startswith(ROW) and not one.in_table:
        refuse(N_("chỉ dùng được trong một dòng của bảng"))
    if is_list(spot.name) and sum(is_list(other.name) for other in spots) > 1:
        refuse(N_("mỗi đoạn chỉ một danh sách"))
    if (is_list(spot.name) or is_block(spot.name)) and one.paragraph.find(_SECTION) is not None:
        refuse(N_("đoạn này mang dấu ngắt phần của văn bản, xin để ô ở một đoạn khác"))


def _look_at_rows(every: list[tuple[Placed, list[Spot]]]) -> None:
    """Each repeated row asks for one table, holds no list and no other repeated row."""
    rows: dict[Any, str] = {}
    for one, spots in every:
        row = row_of(one.paragraph)
        for spot in spots if row is not None else ():
            if spot.name.startswith(ROW):
                table = cell_asked(spot.name)[0]
                if rows.setdefault(row, table) != table:
                    raise FieldMisplaced(
                        field=spot.typed, where=one.where, why=N_("một dòng chỉ chứa ô của một bảng")
                    )
    for one, spots in every:
        around = [row for row in one.paragraph.iterancestors(TR) if row in rows]
        for spot in spots if around else ():
            inner = spot.name.startswith(ROW) and len(around) > 1
            if inner or is_list(spot.name):
                raise FieldMisplaced(
                    field=spot.typed,
                    where=one.where,
                    why=N_("trong một dòng được lặp lại chỉ có ô một lời và ô của bảng"),
                )


def _look_at_name(spot: Spot, where: str, offer: Offer | None) -> None:
    """Whether the paper knows the field. Raises FieldUnknown, FieldMisplaced."""
    name = spot.name
    if name in SIMPLE or name in LISTS or name == WHOLE:
        return
    if not name.startswith((ROW, TOTAL, TEXT, HEADING, ONE)):
        raise FieldUnknown(field=spot.typed, where=where)
    if offer is None:
        raise FieldMisplaced(
            field=spot.typed,
            where=where,
            why=N_("văn bản này chưa lập được nên chưa biết có bảng và đoạn nào"),
        )
    if name.startswith((ROW, TOTAL)):
        _look_at_cell(spot, where, offer)
    elif name not in _offered(offer):
        raise FieldUnknown(field=spot.typed, where=where)


def _look_at_cell(spot: Spot, where: str, offer: Offer) -> None:
    table, column = cell_asked(spot.name)
    if not table and "" not in offer.tables and any(column in one for one in offer.tables.values()):
        raise FieldMisplaced(
            field=spot.typed,
            where=where,
            why=N_("văn bản này có nhiều bảng, xin ghi cả tên bảng như trong danh sách trên trang này"),
        )
    if column not in offer.tables.get(table, ()):
        raise FieldUnknown(field=spot.typed, where=where)


def _offered(offer: Offer) -> Iterator[str]:
    yield from offer.lists
    yield from (f"{ONE}{name}" for name in offer.blocks)
