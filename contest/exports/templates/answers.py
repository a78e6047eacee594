"""What a document answers to the fields of a template."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contest.exports.formats import wording
from contest.exports.formats.cells import shown, tidy
from contest.exports.sheet import Cell, Document, Passage, Table
from contest.exports.templates.fields import (
    HEADING,
    SIGNERS,
    TEXT,
    cell_asked,
    column_names,
    heading_of,
    parts_of,
    row_field,
    tables_of,
    total_field,
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a document answers.

    simple  texts by field; a line end is a line end
    lists   several texts by field
    tables  every table by its name, "" the first one
    """

    document: Document
    simple: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, Table]

    def has_table_of(self, field: str) -> bool:
        """Whether the document holds the table that a field of a row asks for."""
        return cell_asked(field)[0] in self.tables

    def rows(self, field: str) -> list[dict[str, str]]:
        """The cells of each row of that table, by field; none where the document has no such table."""
        name = cell_asked(field)[0]
        table = self.tables.get(name)
        if table is None:
            return []
        fields = [row_field(name, column) for column in column_names(table)]
        return [
            dict(zip(fields, _shown(self.document, table, row), strict=True)) for row in table.checked_rows()
        ]


def answers_of(document: Document) -> Answers:
    """What this document answers."""
    head, style = document.letterhead, document.letterhead.style
    signed = [("\n".join(wording.signature_lines(one, style)), tidy(one.name)) for one in document.signatures]
    signed += [("", "")] * (SIGNERS - len(signed))
    tables = _tables(document)
    simple = {
        "co_quan_cap_tren": tidy(head.upper_body),
        "co_quan_ban_hanh": tidy(head.issuing_body),
        "so": tidy(head.number) or wording.NUMBER_TO_WRITE,
        "dia_danh": tidy(head.place),
        "ngay_ban_hanh": wording.day_line(head),
        "dia_danh_ngay": wording.place_and_day(head),
        "tieu_de": tidy(document.title),
        "trich_yeu": "\n".join(tidy(line) for line in document.lines),
        "ve_viec": tidy(document.subject),
        **{f"chuc_vu_{n}": office for n, (office, _name) in enumerate(signed[:SIGNERS], start=1)},
        **{f"ho_ten_{n}": name for n, (_office, name) in enumerate(signed[:SIGNERS], start=1)},
    }
    for name, table in tables.items():
        simple |= _totals(document, name, table)
    return Answers(document, simple, _lists(document), tables)


def _tables(document: Document) -> dict[str, Table]:
    """By name; the first one answers to a field without a name, as templates had it before tables had names."""
    every = [part for part in parts_of(document) if isinstance(part, Table)]
    return tables_of(document) | ({"": every[0]} if every else {})


def _totals(document: Document, name: str, table: Table) -> dict[str, str]:
    total = table.checked_total() or (None,) * len(table.columns)
    fields = (total_field(name, column) for column in column_names(table))
    return dict(zip(fields, _shown(document, table, total), strict=True))


def _shown(document: Document, table: Table, row: tuple[Cell, ...]) -> list[str]:
    return [shown(value, column.kind, document) for column, value in zip(table.columns, row, strict=True)]


def _lists(document: Document) -> dict[str, tuple[str, ...]]:
    lists: dict[str, tuple[str, ...]] = {
        "kinh_gui": wording.addressed(document.addressees) if document.addressees else (),
        "doan_mo_dau": document.paragraphs,
        "doan_ket": document.closing,
        "ghi_chu": document.footnotes,
        "tua_noi_nhan": (wording.RECEIVED_BY,) * bool(document.recipients),
        "noi_nhan": wording.received_by(document.recipients),
        "phu_luc": tuple(line for annex in document.annexes for line in annex.lines),
    }
    for part in parts_of(document):
        if part.name and isinstance(part, Passage):
            lists[f"{TEXT}{part.name}"] = (*lists.get(f"{TEXT}{part.name}", ()), *_said(part))
        if part.name and (heading := heading_of(part)):
            lists[f"{HEADING}{part.name}"] = (*lists.get(f"{HEADING}{part.name}", ()), heading)
    return {name: tuple(map(tidy, texts)) for name, texts in lists.items()}


def _said(passage: Passage) -> Iterable[str]:
    """The paragraphs of a passage, the first with what leads into it: "Điều 1. …"."""
    first, rest = passage.paragraphs[:1], passage.paragraphs[1:]
    return (*(f"{passage.lead} {text}".strip() for text in first), *rest)
