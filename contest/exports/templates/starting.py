"""A template to begin with: our own layout of the paper, with fields where it would speak."""

from dataclasses import replace
from io import BytesIO
from typing import BinaryIO, Final

import docx

from contest.exports.formats import docx as word
from contest.exports.formats.docx.paper import save
from contest.exports.formats.wording import day_line
from contest.exports.sheet import NO_LETTERHEAD, Document, Letterhead, Passage, Signature, Table
from contest.exports.templates.fields import ROW, TOTAL, WHOLE, column_names
from contest.exports.templates.places import T

AS_FIELDS: Final = {
    day_line(NO_LETTERHEAD): "{{ngay_ban_hanh}}",
    "- {{noi_nhan}}.": "- {{noi_nhan}}",
    "Kính gửi: {{kinh_gui}}.": "{{kinh_gui}}",
}
"""What our layout writes around a field, where a template has the field alone."""


def write_starting(document: Document | None, head: Letterhead, plain: Document, out: BinaryIO) -> None:
    """Write the template.

    document  the paper as it would be made now; None while it cannot be
    head      the contest's letterhead
    plain     an empty document that names the paper's moment and language
    """
    written = BytesIO()
    word.write(_with_fields(document or plain, head, whole=document is None), written)
    paper = docx.Document(written)
    for piece in paper.element.body.iter(T):
        for said, asked in AS_FIELDS.items():
            piece.text = (piece.text or "").replace(said, asked)
    save(paper, out)


def field(name: str) -> str:
    """A field as it is written."""
    return "{{" + name + "}}"


def _with_fields(document: Document, head: Letterhead, *, whole: bool) -> Document:
    whole = whole or bool(document.body or document.annexes)
    tables = [part for part in document.body if isinstance(part, Table)]
    simple = len(document.body) == len(tables) == 1 and not document.annexes
    return replace(
        document,
        title=field("tieu_de"),
        lines=(field("trich_yeu"),),
        letterhead=replace(
            head,
            upper_body=field("co_quan_cap_tren"),
            issuing_body=field("co_quan_ban_hanh"),
            number=field("so"),
            place=field("dia_danh"),
            day=None,
        ),
        subject=field("ve_viec") if document.subject else "",
        addressees=(field("kinh_gui"),) if document.addressees else (),
        paragraphs=(field("doan_mo_dau"),),
        tables=(_row(tables[0]),) if simple else (),
        parts=(Passage((field(WHOLE),)),) if whole and not simple else (),
        annexes=(),
        closing=(field("doan_ket"),) if document.closing else (),
        footnotes=(field("ghi_chu"),) if document.footnotes else (),
        recipients=(field("noi_nhan"),),
        signatures=tuple(
            Signature(field(f"chuc_vu_{n}"), name=field(f"ho_ten_{n}"))
            for n in range(1, max(len(document.signatures), 1) + 1)
        ),
    )


def _row(table: Table) -> Table:
    """The table with one row of fields, which is repeated, and its totals."""
    names = column_names(table)
    total = table.total_row
    return Table(
        table.caption,
        table.columns,
        [tuple(field(f"{ROW}{name}") for name in names)],
        tuple(
            field(f"{TOTAL}{name}") if said is not None else None
            for name, said in zip(names, total, strict=True)
        )
        if total is not None
        else None,
    )
