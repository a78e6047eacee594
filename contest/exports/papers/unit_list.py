"""Danh sách bài dự thi của đơn vị: what each unit sent, with its authors, for the cell's confirmation."""

from collections import defaultdict
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
from contest.exports.papers.intake_register import BATCH, received
from contest.exports.papers.people import born_on
from contest.exports.sheet import Cell, Column, Document, Kind, Signature, Table
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
    by_unit: dict[str, list[tuple[Cell, ...]]] = defaultdict(list)
    standing = [row for row in received(contest.id) if row.withdrawn_at is None]
    for place in range(0, len(standing), BATCH):
        batch = standing[place : place + BATCH]
        ids = [row.id for row in batch]
        envelopes, figures = envelopes_of(ids), names_of_figures(ids)
        for row in batch:
            envelope = envelopes.get(row.id)
            lines = by_unit[unit_of(envelope) if envelope else ""]
            lines.append((len(lines) + 1, *_cells(row, envelope, figures.get(row.id, ""))))
    units = sorted(by_unit, key=lambda name: (not name, sort_key(name)))
    return Document(
        title="DANH SÁCH BÀI DỰ THI CỦA CÁC ĐƠN VỊ",
        made_at=at,
        lines=(contest_line(contest),),
        letterhead=letterhead_of(contest),
        tables=tuple(
            Table(f"{unit or NO_UNIT} ({len(by_unit[unit])} bài)", COLUMNS, by_unit[unit]) for unit in units
        ),
        signatures=(
            Signature("XÁC NHẬN CỦA CẤP ỦY"),
            SECRETARIES,
            signed_by_organizers(contest),
        ),
        footnotes=(
            (
                f"{len(standing)} bài của {len(units)} đơn vị, tính đến "
                f"{clock.local(at, contest.zone):%H:%M ngày %d/%m/%Y}. Bài đã rút không ghi ở đây."
            ),
        ),
        zone=contest.zone,
    )


def _cells(row: Any, envelope: Envelope | None, figure: str) -> tuple[Cell, ...]:
    people = sorted(envelope.authors, key=lambda one: (not one.leads, one.position)) if envelope else []
    collective = envelope.collective_name if envelope else ""
    return (
        collective or _each(people, "name"),
        "; ".join(born for born in (born_on(one) for one in people) if born),
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
        "Bài của từng đơn vị với tác giả, nhân vật, số trang, ảnh; có chỗ để cấp ủy xác nhận. Chỉ Tổ thư ký lập được."
    ),
    "danh-sach-bai-theo-don-vi",
    build,
    Naming.SECRETARY,
    of_round=False,
    check=check,
    sign="DS",
)
