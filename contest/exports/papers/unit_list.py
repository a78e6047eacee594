"""Danh sách bài dự thi của đơn vị: what each unit sent, with its authors, for the cell's confirmation."""

from array import array
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from contest.authors.models import Author, Envelope
from contest.authors.queries import envelopes_of
from contest.charter.models import Contest, Round
from contest.entries.queries import names_of_figures
from contest.errors import N_
from contest.errors.exports import SecretaryOnly
from contest.exports.face import Group, Naming, Paper
from contest.exports.papers.heading import SECRETARIES, contest_line, letterhead_of, signed_by_organizers
from contest.exports.papers.intake_register import BATCH, received, received_of
from contest.exports.papers.people import births, born_on
from contest.exports.sheet import Cell, Column, Document, Kind, Rows, Signature, Table
from contest.plumbing import clock
from contest.plumbing.vietnamese import sort_key
from contest.shortlist.queries import unit_of

NO_UNIT = "Tự do, không qua đơn vị"
COLUMNS = (
    Column("place", "TT", Kind.NUMBER, 5),
    Column("authors", "Họ và tên tác giả", Kind.TEXT, 22),
    Column("born", "Ngày sinh", Kind.CODE, 11),
    Column("occupation", "Chức vụ, nghề nghiệp", Kind.TEXT, 18),
    Column("unit", "Đơn vị", Kind.TEXT, 20),
    Column("phone", "Số điện thoại", Kind.CODE, 13),
    Column("title", "Tên bài", Kind.TEXT, 28),
    Column("figure", "Nhân vật", Kind.TEXT, 18),
    Column("pages", "Số trang", Kind.NUMBER, 7),
    Column("photos", "Ảnh", Kind.NUMBER, 6),
)


def check(round_: Round, *, names: bool) -> None:
    """Whether the list can be made now. Raises SecretaryOnly."""
    if not names:
        raise SecretaryOnly


def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """The entries of every unit that were not taken back, a table a unit. Raises SecretaryOnly."""
    check(round_, names=names)
    by_unit = _by_unit(contest.id)
    units = sorted(by_unit, key=lambda name: (not name, sort_key(name)))
    count = sum(map(len, by_unit.values()))
    return Document(
        title="DANH SÁCH BÀI DỰ THI CỦA CÁC ĐƠN VỊ",
        made_at=at,
        lines=(contest_line(contest),),
        letterhead=letterhead_of(contest),
        tables=tuple(_table(contest.id, unit or NO_UNIT, by_unit[unit]) for unit in units),
        signatures=(
            Signature("XÁC NHẬN CỦA CẤP ỦY"),
            SECRETARIES,
            signed_by_organizers(contest),
        ),
        footnotes=(
            (
                f"{count} bài của {len(units)} đơn vị, tính đến "
                f"{clock.local(at, contest.zone):%H:%M ngày %d/%m/%Y}. Bài đã rút không ghi ở đây."
            ),
        ),
        zone=contest.zone,
    )


def _by_unit(contest_id: int) -> dict[str, "array[int]"]:
    """The ids of the entries that were not taken back, by their unit, in the order of the register."""
    found: dict[str, array[int]] = {}
    for batch in received(contest_id):
        ids = [row.id for row in batch if row.withdrawn_at is None]
        units = {entry: unit_of(envelope) for entry, envelope in envelopes_of(ids).items()}
        for entry in ids:
            found.setdefault(units.get(entry, ""), array("q")).append(entry)
    return found


def _table(contest_id: int, unit: str, entry_ids: Sequence[int]) -> Table:
    rows = Rows(lambda: _rows(contest_id, entry_ids), len(entry_ids))
    return Table(f"{unit} ({len(entry_ids)} bài)", COLUMNS, rows)


def _rows(contest_id: int, entry_ids: Sequence[int]) -> Iterator[tuple[Cell, ...]]:
    for place in range(0, len(entry_ids), BATCH):
        ids = entry_ids[place : place + BATCH]
        envelopes, figures = envelopes_of(ids), names_of_figures(ids)
        for number, row in enumerate(received_of(contest_id, ids), start=place + 1):
            yield (number, *_cells(row, envelopes.get(row.id), figures.get(row.id, "")))


def _cells(row: Any, envelope: Envelope | None, figure: str) -> tuple[Cell, ...]:
    people = sorted(envelope.authors, key=lambda one: (not one.leads, one.position)) if envelope else []
    collective = envelope.collective_name if envelope else ""
    return (
        collective or _each(people, "name"),
        "" if collective else "; ".join(births(people, born_on)),
        _each(people, "occupation"),
        _each(people, "unit_name") or (unit_of(envelope) if envelope else ""),
        _each(people, "phone"),
        row.title,
        figure,
        row.page_count or None,
        row.photos or None,
    )


def _each(people: list[Author], name: str) -> str:
    return "; ".join(value for value in (getattr(one, name) for one in people) if value)


PAPER = Paper(
    "unit-list",
    Group.INTAKE,
    N_("Danh sách bài dự thi của đơn vị"),
    N_(
        "Bài của từng đơn vị với tác giả, nhân vật, số trang, ảnh; có chỗ để cấp ủy xác nhận. Chỉ Tổ Thư ký lập được."
    ),
    "danh-sach-bai-theo-don-vi",
    build,
    Naming.SECRETARY,
    of_round=False,
    check=check,
    sign="DS",
)
