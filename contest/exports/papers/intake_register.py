"""Sổ tiếp nhận: everything that came, in the order of the register; with authors for the secretary alone."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, func, select

from contest.authors.models import Envelope
from contest.authors.queries import envelopes_of
from contest.charter.models import Category, Contest, Round
from contest.db import db, one_of
from contest.entries.models import Channel, Entry, Manuscript, ManuscriptFile, ManuscriptPage, Withdrawal
from contest.entries.rules import FileRole
from contest.errors import N_
from contest.exports.face import Group, Naming, Paper
from contest.exports.papers.heading import SECRETARIES, contest_line, letterhead_of, signed_by_organizers
from contest.exports.papers.people import signed
from contest.exports.papers.titles import masked_titles
from contest.exports.sheet import Cell, Column, Document, Kind, Rows, Table
from contest.plumbing import clock
from contest.scanning.queries import ON_PAPER
from contest.screening.models import ScreeningDecision, VerdictKind
from contest.screening.queries import standing_decisions

CHANNELS = {
    Channel.WEB: "Trang web",
    Channel.HAND: "Trực tiếp",
    Channel.POST: "Bưu điện",
    Channel.EMAIL: "Thư điện tử",
    Channel.UNIT: "Qua đơn vị",
}
COLUMNS = (
    Column("number", "Số", Kind.NUMBER, 6),
    Column("received_on", "Ngày nhận", Kind.DATE, 11),
    Column("sent_on", "Ngày gửi", Kind.DATE, 11),
    Column("channel", "Cách gửi", Kind.TEXT, 11),
    Column("receipt", "Mã hồ sơ", Kind.CODE, 16),
    Column("title", "Tên bài", Kind.TEXT, 30),
    Column("category", "Thể loại", Kind.TEXT, 13),
)
NAMES = (
    Column("authors", "Tác giả", Kind.TEXT, 22),
    Column("born", "Năm sinh", Kind.CODE, 8),
    Column("unit", "Đơn vị", Kind.TEXT, 22),
    Column("phone", "Số điện thoại", Kind.CODE, 13),
)
SIZE = (
    Column("pages", "Số trang", Kind.NUMBER, 7),
    Column("words", "Số từ", Kind.NUMBER, 7),
    Column("scanned", "Bản quét", Kind.TEXT, 9),
    Column("photos", "Ảnh", Kind.NUMBER, 6),
    Column("entered_by", "Người nhận", Kind.TEXT, 14),
    Column("note", "Ghi chú", Kind.TEXT, 22),
)
BATCH = 500


def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """The register as it stands, fetched while it is written. Who may ask for ``names`` is the door's matter."""
    count, last = _standing(contest.id)
    rows = Rows(lambda: _rows(contest, last=last, names=names), count)
    return Document(
        title="SỔ TIẾP NHẬN BÀI DỰ THI",
        made_at=at,
        lines=(contest_line(contest),),
        letterhead=letterhead_of(contest),
        tables=(Table("", COLUMNS + (NAMES if names else ()) + SIZE, rows),),
        signatures=(SECRETARIES, signed_by_organizers(contest)),
        footnotes=(f"Sổ có {count} bài, tính đến {clock.local(at, contest.zone):%H:%M ngày %d/%m/%Y}.",),
        zone=contest.zone,
    )


def _standing(contest_id: int) -> tuple[int, int]:
    """How many entries the register has, and the last number in it."""
    question = select(func.count(Entry.id), func.coalesce(func.max(Entry.register_number), 0))
    count, last = db.session.execute(question.where(Entry.contest_id == contest_id)).one()
    return count, last


def _lines(contest_id: int) -> Any:
    """Lines of the register with each entry's newest title, without the text, in order."""
    newest = (
        select(func.max(Manuscript.version))
        .where(Manuscript.entry_id == Entry.id)
        .correlate(Entry)
        .scalar_subquery()
    )
    return (
        select(
            Entry.id,
            Entry.register_number,
            Entry.received_on,
            Entry.sent_on,
            Entry.channel,
            Entry.receipt,
            Manuscript.title,
            Manuscript.page_count,
            Manuscript.words,
            _of_newest(ManuscriptPage, FileRole.ESSAY).label("scans"),
            _of_newest(ManuscriptFile, FileRole.ESSAY).label("files"),
            _of_newest(ManuscriptFile, FileRole.PHOTO).label("photos"),
            Category.name.label("category"),
            Withdrawal.at.label("withdrawn_at"),
        )
        .join(Manuscript, (Manuscript.entry_id == Entry.id) & (Manuscript.version == newest))
        .join(Category, Category.id == Manuscript.category_id)
        .outerjoin(Withdrawal, Withdrawal.entry_id == Entry.id)
        .where(Entry.contest_id == contest_id)
        .order_by(Entry.register_number)
    )


def received(contest_id: int, *, last: int | None = None) -> Iterator[list[Any]]:
    """Every line of the register, up to a number or as it stands now, without the text, some at a time."""
    after, last = 0, _standing(contest_id)[1] if last is None else last
    question = _lines(contest_id).where(Entry.register_number <= last).limit(BATCH)
    while batch := list(db.session.execute(question.where(Entry.register_number > after))):
        yield batch
        after = batch[-1].register_number


def received_of(contest_id: int, entry_ids: Collection[int]) -> list[Any]:
    """The lines of these entries."""
    return list(db.session.execute(_lines(contest_id).where(one_of(Entry.id, entry_ids))))


def _rows(contest: Contest, *, last: int, names: bool) -> Iterator[tuple[Cell, ...]]:
    for batch in received(contest.id, last=last):
        ids = [row.id for row in batch]
        envelopes, decisions = envelopes_of(ids), standing_decisions(ids)
        titles = {} if names else masked_titles(ids)
        for row in batch:
            title = titles.get(row.id, row.title)
            yield _row(contest, row, title, envelopes.get(row.id), decisions.get(row.id), names=names)


def _row(
    contest: Contest,
    row: Any,
    title: str,
    envelope: Envelope | None,
    decision: ScreeningDecision | None,
    *,
    names: bool,
) -> tuple[Cell, ...]:
    person = signed(envelope)
    return (
        row.register_number,
        row.received_on,
        row.sent_on,
        CHANNELS[row.channel],
        row.receipt,
        title,
        row.category,
        *((person.authors, person.born, person.unit, person.phone) if names else ()),
        row.page_count or None,
        row.words,
        _scanned(row),
        row.photos or None,
        envelope.entered_by if envelope else "",
        _note(contest, row.withdrawn_at, decision),
    )


def _of_newest(rows: type[ManuscriptPage] | type[ManuscriptFile], role: FileRole) -> ScalarSelect[int]:
    """How many rows of this use the version of the line has."""
    question = select(func.count(rows.id)).where(rows.manuscript_id == Manuscript.id, rows.role == role)
    return question.correlate(Manuscript).scalar_subquery()


def _scanned(row: Any) -> str:
    """Whether a sheet of paper is in the machine yet; nothing for what never was one."""
    if row.channel not in ON_PAPER:
        return ""
    return "Đã quét" if row.scans else "" if row.files else "Chưa quét"


def _note(contest: Contest, withdrawn_at: datetime | None, decision: ScreeningDecision | None) -> str:
    if withdrawn_at is not None:
        return f"Đã rút ngày {clock.local(withdrawn_at, contest.zone):%d/%m/%Y}"
    if decision is None:
        return ""
    return {
        VerdictKind.ELIGIBLE: "Hợp lệ",
        VerdictKind.REJECTED: f"Bị loại ({decision.code})",
        VerdictKind.MORE_NEEDED: "Cần bổ sung",
    }[decision.verdict]


PAPER = Paper(
    "intake-register",
    Group.INTAKE,
    N_("Sổ tiếp nhận"),
    N_("Mọi bài đã nhận theo số vào sổ. Cột tác giả chỉ dành cho Tổ Thư ký."),
    "so-tiep-nhan",
    build,
    Naming.SECRETARY,
    of_round=False,
)
