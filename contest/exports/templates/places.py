"""Where fields stand in a DOCX: Word splits a field over pieces of text as it likes, so paragraphs are read whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from contest.exports.templates.fields import PATTERN, named

P, T, TR, TBL, BODY = qn("w:p"), qn("w:t"), qn("w:tr"), qn("w:tbl"), qn("w:body")
BOX = qn("w:txbxContent")


@dataclass(frozen=True, slots=True)
class Spot:
    """One field in one paragraph: its name as we know it, as it was typed, and from where to where in the text."""

    name: str
    typed: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Placed:
    """One paragraph of a template, and where it stands.

    where     in words: "đoạn 3", "bảng 1, dòng 2", "khung chữ, đoạn 7", "đầu trang"
    plain     whether it stands in the text itself, in no table, box, head or foot
    in_table  whether it stands in a row of a table of the text
    """

    paragraph: Any
    where: str
    plain: bool
    in_table: bool


def placed(root: Any, part: str) -> Iterator[Placed]:
    """Each paragraph of a part with where it stands."""
    inside = root.find(BODY) is not None
    tables = list(root.iter(TBL))
    for number, paragraph in enumerate(paragraphs_of(root), start=1):
        row = row_of(paragraph)
        if not inside:
            where = "đầu trang" if "header" in part else "chân trang"
        elif row is not None:
            table = next(row.iterancestors(TBL))
            where = f"bảng {tables.index(table) + 1}, dòng {list(table.iter(TR)).index(row) + 1}"
        else:
            boxed = next(paragraph.iterancestors(BOX), None) is not None
            where = f"{'khung chữ, ' * boxed}đoạn {number}"
        plain = inside and where.startswith("đoạn")
        yield Placed(paragraph, where, plain, inside and row is not None)


def paragraphs_of(root: Any) -> list[Any]:
    """Every paragraph below an element, those of tables and text boxes too, in order."""
    return list(root.iter(P))


def texts_of(paragraph: Any) -> list[Any]:
    """The pieces of text of a paragraph itself, without those of text boxes in it."""
    return [piece for piece in paragraph.iter(T) if _owner(piece) is paragraph]


def text_of(paragraph: Any) -> str:
    """The whole text of a paragraph."""
    return "".join(piece.text or "" for piece in texts_of(paragraph))


def spots_in(text: str) -> Iterator[Spot]:
    """The fields of a text, in order; what stands between double braces and can be no name has none."""
    for found in PATTERN.finditer(text):
        yield Spot(named(found[1]), found[1].strip(), found.start(), found.end())


def row_of(paragraph: Any) -> Any:
    """The innermost row of a table that a paragraph stands in, or None."""
    return next(iter(paragraph.iterancestors(TR)), None)


def put(paragraph: Any, spot: Spot, value: str) -> None:
    """Write a value in a field's place: all of it in the piece where the field begins, with that piece's look."""
    place, first = 0, None
    for piece in texts_of(paragraph):
        text = piece.text or ""
        start, end = place, place + len(text)
        place = end
        if end <= spot.start or start >= spot.end:
            continue
        before, after = text[: max(0, spot.start - start)], text[max(0, spot.end - start) :]
        if first is None:
            first = piece
            _write(piece, before, value, after)
        else:
            _set(piece, after)


def _write(piece: Any, before: str, value: str, after: str) -> None:
    """The value between what stood around it; line ends become breaks."""
    lines = value.split("\n")
    if len(lines) == 1:
        _set(piece, before + value + after)
        return
    _set(piece, before + lines[0])
    last = piece
    for number, line in enumerate(lines[1:], start=2):
        gap, more = piece.makeelement(qn("w:br"), {}), piece.makeelement(T, {})
        _set(more, line + (after if number == len(lines) else ""))
        last.addnext(gap)
        gap.addnext(more)
        last = more


def _set(piece: Any, text: str) -> None:
    piece.text = text
    piece.set(qn("xml:space"), "preserve")


def _owner(piece: Any) -> Any:
    return next(piece.iterancestors(P))
