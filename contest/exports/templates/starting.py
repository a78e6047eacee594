"""A template to begin with: our own layout of the paper, with fields where it would speak."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any, BinaryIO, Final

import docx
from docx.oxml.ns import qn

from contest.exports.formats import docx as word
from contest.exports.formats.docx.paper import save
from contest.exports.formats.wording import RECEIVED_BY, day_line
from contest.exports.sheet import (
    NO_LETTERHEAD,
    Annex,
    Document,
    Letterhead,
    Part,
    Passage,
    Signature,
    Table,
)
from contest.exports.templates.fields import (
    HEADING,
    ONE,
    TEXT,
    WHOLE,
    column_names,
    heading_of,
    parts_of,
    row_field,
    tables_of,
    total_field,
)
from contest.exports.templates.places import T

AS_FIELDS: Final = {
    day_line(NO_LETTERHEAD): "{{dia_danh_ngay}}",
    RECEIVED_BY: "{{tua_noi_nhan}}",
    "- {{noi_nhan}}.": "- {{noi_nhan}}",
    "Kính gửi: {{kinh_gui}}.": "{{kinh_gui}}",
}
"""What our layout writes around a field, where a template has the field alone."""

_TOLD: Final = qn("w:tblCaption")
_KEPT: Final = qn("w:keepNext")


def write_starting(document: Document | None, head: Letterhead, plain: Document, out: BinaryIO) -> None:
    """Write the template.

    document  the paper as it would be made now; None while it cannot be
    head      the contest's letterhead
    plain     an empty document that names the paper's moment and language
    """
    written = BytesIO()
    word.write(_with_fields(document or plain, head, whole=document is None), written)
    paper = docx.Document(written)
    body = paper.element.body
    for piece in body.iter(T):
        for said, asked in AS_FIELDS.items():
            piece.text = (piece.text or "").replace(said, asked)
    for told in list(body.iter(_TOLD)):
        _let_go(told)
    save(paper, out)


def _let_go(told: Any) -> None:
    """Take from a table what holds for its rows here and not for those it will have.

    What it is of is no text that a template could fill; a row that will be repeated is not to stay with the next.
    """
    properties = told.getparent()
    properties.remove(told)
    for kept in list(properties.getparent().iter(_KEPT)):
        kept.getparent().remove(kept)


def field(name: str) -> str:
    """A field as it is written."""
    return "{{" + name + "}}"


def _with_fields(document: Document, head: Letterhead, *, whole: bool) -> Document:
    """The document with fields in the place of what it says.

    whole  while nobody knows what it holds, all of it is one field; so it is where not every part has a name
    """
    parts, tables = parts_of(document), tables_of(document)
    told = all(part.name or (isinstance(part, Table) and "" in tables) for part in parts) and not whole
    letter = bool(document.subject)
    return replace(
        document,
        title=field("tieu_de"),
        lines=() if letter else (field("trich_yeu"),),
        letterhead=replace(
            head,
            upper_body=field("co_quan_cap_tren"),
            issuing_body=field("co_quan_ban_hanh"),
            number=field("so"),
            place="",
            day=None,
        ),
        subject=field("ve_viec") if letter else "",
        addressees=(field("kinh_gui"),) if document.addressees else (),
        paragraphs=(field("doan_mo_dau"),),
        tables=(),
        parts=tuple(_asking(document.body, tables))
        if told
        else (Passage((field(WHOLE),)),) * bool(parts or whole),
        annexes=tuple(_annex(annex, tables) for annex in document.annexes) if told else (),
        closing=(field("doan_ket"),) if document.closing else (),
        footnotes=(field("ghi_chu"),) if document.footnotes else (),
        recipients=(field("noi_nhan"),) if document.recipients or len(document.signatures) < 2 else (),
        signatures=tuple(
            Signature(field(f"chuc_vu_{n}"), name=field(f"ho_ten_{n}"))
            for n in range(1, max(len(document.signatures), 1) + 1)
        ),
    )


def _annex(annex: Annex, tables: dict[str, Table]) -> Annex:
    return Annex(annex.title, (field("phu_luc"),) * bool(annex.lines), tuple(_asking(annex.parts, tables)))


def _asking(parts: Iterable[Part], tables: dict[str, Table]) -> Iterator[Part]:
    """Each part as fields; texts of one name once, charts and articles as our layout draws them."""
    done: set[str] = set()
    for part in parts:
        if part.name and part.name in done:
            continue
        done.add(part.name)
        match part:
            case Table():
                yield _row(part, "" if "" in tables else part.name)
            case Passage(lead=""):
                heading = field(f"{HEADING}{part.name}") if heading_of(part) else ""
                yield replace(
                    part, heading=heading, paragraphs=(field(f"{TEXT}{part.name}"),) * bool(part.paragraphs)
                )
            case _:
                yield Passage((field(f"{ONE}{part.name}"),))


def _row(table: Table, name: str) -> Table:
    """The table with one row of fields, which is repeated, and its totals."""
    columns, total = column_names(table), table.total_row
    caption = field(f"{HEADING}{table.name}") if table.name and table.caption else table.caption
    return Table(
        caption,
        table.columns,
        [tuple(field(row_field(name, column)) for column in columns)],
        tuple(
            field(total_field(name, column)) if said is not None else None
            for column, said in zip(columns, total, strict=True)
        )
        if total is not None
        else None,
    )
