"""What a template may ask for, by name; docs/paper-templates.md says it to organizers."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from contest.exports.sheet import Chart, Document, Part, Passage, Table
from contest.plumbing.vietnamese import fold

SIGNERS: Final = 4
SIMPLE: Final = {
    "co_quan_cap_tren": "cơ quan cấp trên",
    "co_quan_ban_hanh": "cơ quan ban hành",
    "so": "số văn bản, hoặc chỗ để ghi tay",
    "dia_danh": "địa danh",
    "ngay_ban_hanh": "ngày … tháng … năm …, hoặc chỗ để ghi tay",
    "dia_danh_ngay": "cả địa danh và ngày, có dấu phẩy ở giữa",
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
    "tua_noi_nhan": "chữ “Nơi nhận:”, khi có nơi nhận",
    "noi_nhan": "nơi nhận",
    "phu_luc": "các dòng dưới tên của danh sách kèm theo",
}
"""Fields of several texts: the paragraph they stand in is repeated, or goes when there is none."""

WHOLE: Final = "bang"
"""All tables, texts and charts in our own layout; alone in its paragraph."""

ROW: Final = "dong."
TOTAL: Final = "tong."
TEXT: Final = "doan."
HEADING: Final = "tua."
ONE: Final = "bang."
PATTERN: Final = re.compile(r"\{\{([^{}]*)\}\}")
BROKEN: Final = re.compile(r"\{\{|\}\}")
_NAME: Final = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+){0,2}")
_NOT_A_WORD: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Offer:
    """What a paper offers to its templates besides the fields that every paper has.

    tables    the columns of each table by its name; the only table of a paper has the name ""
    texts     the names of its passages
    headings  what has a heading of its own; blocks: what can be laid out alone, as our layout does
    """

    tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()

    @property
    def rows(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """The fields of each table's row and of its totals, by the table's name."""
        return {
            table: tuple((row_field(table, column), total_field(table, column)) for column in columns)
            for table, columns in self.tables.items()
        }

    @property
    def lists(self) -> tuple[str, ...]:
        """The fields of several texts that this paper has besides those of every paper."""
        return (*(f"{TEXT}{name}" for name in self.texts), *(f"{HEADING}{name}" for name in self.headings))


def named(typed: str) -> str:
    """A field's name as we know it, however typed: {{ Tên bài }} → ten_bai; "" for what can be none."""
    name = re.sub(r"\s+", "_", fold(typed).strip())
    return name if _NAME.fullmatch(name) else ""


def is_list(name: str) -> bool:
    """Whether the field has several texts."""
    return name in LISTS or name.startswith((TEXT, HEADING))


def is_block(name: str) -> bool:
    """Whether the field is laid out as we do it."""
    return name == WHOLE or name.startswith(ONE)


def row_field(table: str, column: str) -> str:
    """The name of a cell of a repeated row."""
    return f"{ROW}{table}.{column}" if table else f"{ROW}{column}"


def total_field(table: str, column: str) -> str:
    """The name of a cell of the row of totals."""
    return f"{TOTAL}{table}.{column}" if table else f"{TOTAL}{column}"


def cell_asked(name: str) -> tuple[str, str]:
    """The table and the column that a field of a row or of totals asks for; the table may be ""."""
    table, _dot, column = name.partition(".")[2].rpartition(".")
    return table, column


def parts_of(document: Document) -> tuple[Part, ...]:
    """Everything that a document holds, the annexes' too."""
    return (*document.body, *(part for annex in document.annexes for part in annex.parts))


def tables_of(document: Document) -> dict[str, Table]:
    """The document's tables by name; the only one answers to "" as well as to its own.

    Of several, one without a name is none that a template can ask for by rows: how many there are differs.
    """
    tables = [part for part in parts_of(document) if isinstance(part, Table)]
    found = {table.name: table for table in tables if table.name}
    return found | {"": tables[0]} if len(tables) == 1 else found


def offer_of(document: Document) -> Offer:
    """What the document offers to a template."""
    parts, tables = parts_of(document), tables_of(document)
    shown = {"": tables[""]} if "" in tables else tables
    return Offer(
        {name: column_names(table) for name, table in shown.items()},
        _once(part.name for part in parts if isinstance(part, Passage) and part.paragraphs),
        _once(part.name for part in parts if heading_of(part)),
        _once(part.name for part in parts),
    )


def heading_of(part: Part) -> str:
    """What stands above a part."""
    if isinstance(part, Passage):
        return part.heading
    return part.title if isinstance(part, Chart) else part.caption


def column_names(table: Table) -> tuple[str, ...]:
    """The names of a table's columns, from their headings: "Điểm kết luận" → diem_ket_luan; none comes twice."""
    found: list[str] = []
    for column in table.columns:
        name = _NOT_A_WORD.sub("_", fold(column.heading)).strip("_") or column.key
        found.append(
            name if name not in found else f"{name}_{sum(one.startswith(name) for one in found) + 1}"
        )
    return tuple(found)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
