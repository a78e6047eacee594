"""What a template may ask for, by name, and what a document answers; docs/paper-templates.md says it to organizers."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from contest.exports.formats import wording
from contest.exports.formats.cells import shown, tidy
from contest.exports.sheet import Cell, Document, Table
from contest.plumbing.vietnamese import fold

SIGNERS: Final = 4
NUMBER_TO_WRITE: Final = "…………"
SIMPLE: Final = {
    "co_quan_cap_tren": "cơ quan cấp trên",
    "co_quan_ban_hanh": "cơ quan ban hành",
    "so": "số văn bản, hoặc chỗ để ghi tay",
    "dia_danh": "địa danh",
    "ngay_ban_hanh": "ngày … tháng … năm …, hoặc chỗ để ghi tay",
    "tieu_de": "tên loại văn bản, như BIÊN BẢN",
    "trich_yeu": "các dòng dưới tên loại: về việc gì, cuộc thi nào",
    "ve_viec": "V/v của công văn",
    **{f"chuc_vu_{n}": f"chức vụ của người ký thứ {n}" for n in range(1, SIGNERS + 1)},
    **{f"ho_ten_{n}": f"họ tên của người ký thứ {n}" for n in range(1, SIGNERS + 1)},
}
"""Fields of one text, anywhere."""

LISTS: Final = {
    "kinh_gui": "kính gửi",
    "doan_mo_dau": "các đoạn trước bảng",
    "doan_ket": "các đoạn sau bảng",
    "ghi_chu": "các ghi chú cuối",
    "noi_nhan": "nơi nhận",
}
"""Fields of several texts: the paragraph they stand in is repeated, or goes when there is none."""

WHOLE: Final = "bang"
"""All tables, texts and charts in our own layout; alone in its paragraph."""

ROW: Final = "dong."
TOTAL: Final = "tong."
PATTERN: Final = re.compile(r"\{\{([^{}]*)\}\}")
BROKEN: Final = re.compile(r"\{\{|\}\}")
_NAME: Final = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)?")
_NOT_A_WORD: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a document answers to fields.

    simple   texts; a line end is a line end
    lists    several texts
    rows     the cells of each row of the first table, by column
    columns  the columns of the first table
    """

    simple: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    rows: tuple[Mapping[str, str], ...]
    columns: tuple[str, ...]


def named(typed: str) -> str:
    """A field's name as we know it, however typed: {{ Tên bài }} → ten_bai; "" for what can be none."""
    name = re.sub(r"\s+", "_", fold(typed).strip())
    return name if _NAME.fullmatch(name) else ""


def column_names(table: Table) -> tuple[str, ...]:
    """The names of a table's columns, from their headings: "Điểm kết luận" → diem_ket_luan; none comes twice."""
    found: list[str] = []
    for column in table.columns:
        name = _NOT_A_WORD.sub("_", fold(column.heading)).strip("_") or column.key
        found.append(
            name if name not in found else f"{name}_{sum(one.startswith(name) for one in found) + 1}"
        )
    return tuple(found)


def answers_of(document: Document) -> Answers:
    """What this document answers."""
    head, style = document.letterhead, document.letterhead.style
    signed = [("\n".join(wording.signature_lines(one, style)), tidy(one.name)) for one in document.signatures]
    signed += [("", "")] * (SIGNERS - len(signed))
    table = next(iter(document.told_tables()), None)
    names = column_names(table) if table is not None else ()
    total = table.checked_total() if table is not None else None
    rows = [] if table is None else [_cells(document, table, names, row) for row in table.checked_rows()]
    simple = {
        "co_quan_cap_tren": tidy(head.upper_body),
        "co_quan_ban_hanh": tidy(head.issuing_body),
        "so": tidy(head.number) or NUMBER_TO_WRITE,
        "dia_danh": tidy(head.place),
        "ngay_ban_hanh": wording.day_line(head),
        "tieu_de": tidy(document.title),
        "trich_yeu": "\n".join(tidy(line) for line in document.lines),
        "ve_viec": tidy(document.subject),
        **{f"chuc_vu_{n}": office for n, (office, _name) in enumerate(signed[:SIGNERS], start=1)},
        **{f"ho_ten_{n}": name for n, (_office, name) in enumerate(signed[:SIGNERS], start=1)},
        **{f"{TOTAL}{name}": "" for name in names},
    }
    if table is not None and total is not None:
        simple |= {f"{TOTAL}{name}": said for name, said in _cells(document, table, names, total).items()}
    lists = {
        "kinh_gui": wording.addressed(document.addressees) if document.addressees else (),
        "doan_mo_dau": document.paragraphs,
        "doan_ket": document.closing,
        "ghi_chu": document.footnotes,
        "noi_nhan": wording.received_by(document.recipients),
    }
    return Answers(simple, {name: _tidied(texts) for name, texts in lists.items()}, tuple(rows), names)


def _cells(document: Document, table: Table, names: tuple[str, ...], row: tuple[Cell, ...]) -> dict[str, str]:
    cells = zip(names, table.columns, row, strict=True)
    return {name: shown(value, column.kind, document) for name, column, value in cells}


def _tidied(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(tidy(text) for text in texts)
