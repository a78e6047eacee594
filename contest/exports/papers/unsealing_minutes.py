"""Biên bản hồi phách: who held the keys and when each was turned, the counts, and code beside receipt and author."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count, islice
from typing import Final

from sqlalchemy import func, select

from contest.authors.queries import envelopes_of, names_known, seal_keys_of
from contest.charter.models import Contest, Round
from contest.db import db
from contest.entries.models import Entry
from contest.entries.queries import receipts_of
from contest.errors import N_
from contest.errors.shortlist import SealClosed
from contest.exports.face import Group, Naming, Paper
from contest.exports.papers.heading import JURY, LED_BY, SECRETARIES, minutes_of, signed_by_organizers
from contest.exports.papers.people import signed
from contest.exports.papers.titles import plain_titles
from contest.exports.sheet import Cell, Column, Document, Kind, Rows, Table
from contest.plumbing import clock
from contest.scoring.queries import round_lock
from contest.screening.models import BlindCode
from contest.screening.queries import coded_in_order
from contest.shortlist.queries import frozen_head, places_taken, shown_entries

KEYS = (
    Column("slot", "Khóa", Kind.NUMBER, 7),
    Column("holder", "Người giữ khóa", Kind.TEXT, 40),
    Column("turned_at", "Mở lúc", Kind.MOMENT, 20),
)
CODES = (
    Column("place", "TT", Kind.NUMBER, 5),
    Column("blind_code", "Mã phách", Kind.CODE, 10),
    Column("receipt", "Mã hồ sơ", Kind.CODE, 16),
    Column("title", "Tên bài", Kind.TEXT, 30),
)
NAMES = (
    Column("authors", "Tác giả", Kind.TEXT, 24),
    Column("unit", "Đơn vị", Kind.TEXT, 24),
)
BATCH: Final = 500
NOTE = (Column("note", "Ghi chú", Kind.TEXT, 14),)


def check(round_: Round, *, names: bool) -> None:
    """Whether both keys were turned. Raises SealClosed."""
    if not names_known(round_.id):
        raise SealClosed


def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """The minutes of an unsealing: every code of the round beside its receipt, and its author when asked.

    Raises  SealClosed
    """
    check(round_, names=names)
    keys, (coded, matched) = seal_keys_of(round_.id), _counted(round_.id)
    opened = max(key.turned_at for key in keys)
    when = clock.local(opened, contest.zone)
    rows = Rows(lambda: _rows(round_, names=names), coded)
    return minutes_of(
        contest,
        title="BIÊN BẢN HỒI PHÁCH",
        about=round_.name,
        made_at=opened,
        held=(f"Thời gian: {when:%H giờ %M, ngày %d tháng %m năm %Y}.", "Địa điểm: " + "…" * 22),
        told=(
            f"Thành phần: {'; '.join(key.account_name for key in keys)} (giữ khóa).",
            LED_BY,
            *_course(contest, round_),
            (
                f"Hai người, mỗi người một khóa, đã mở niêm phong. Số mã phách: {coded}; đã ghép với hồ sơ: "
                f"{matched}; không có hồ sơ: {coded - matched}."
            ),
        ),
        tables=(
            Table(
                "Khóa niêm phong",
                KEYS,
                [(key.slot, key.account_name, key.turned_at) for key in keys],
                name="khoa",
            ),
            Table("Mã phách và hồ sơ", CODES + (NAMES if names else ()) + NOTE, rows, name="ma_phach"),
        ),
        results=("Từ lúc này các văn bản của vòng được ghi họ tên tác giả; điểm và thứ tự không thay đổi.",),
        signatures=(SECRETARIES, JURY, signed_by_organizers(contest)),
    )


def _course(contest: Contest, round_: Round) -> tuple[str, ...]:
    """What was done before the seal was opened, and when."""
    said = []
    lock, listed = round_lock(round_.id), frozen_head(round_.id)
    if lock is not None:
        at = clock.local(lock.locked_at, contest.zone)
        said.append(f"Điểm đã khóa lúc {at:%H:%M ngày %d/%m/%Y}, người khóa: {lock.locked_by}.")
    if listed is not None:
        at = clock.local(listed.frozen_at, contest.zone)
        said.append(f"Danh sách đã chốt lần {listed.number} lúc {at:%H:%M ngày %d/%m/%Y}.")
        said.append(f"Mã kiểm chứng (SHA-256): {listed.digest}")
    return tuple(said)


def _counted(round_id: int) -> tuple[int, int]:
    """How many codes the round has, and how many of them stand for an entry of the register."""
    question = select(func.count(BlindCode.id), func.count(Entry.receipt)).outerjoin(BlindCode.entry)
    coded, matched = db.session.execute(question.where(BlindCode.round_id == round_id)).one()
    return coded, matched


def _rows(round_: Round, *, names: bool) -> Iterator[tuple[Cell, ...]]:
    """One line a code, in the order of codes."""
    listed, codes, numbers = frozen_head(round_.id), coded_in_order(round_.id), count(1)
    while some := list(islice(codes, BATCH)):
        ids = [entry for _, entry in some]
        titles, receipts = _titles(round_, ids, names=names), receipts_of(ids)
        envelopes = envelopes_of(ids) if names else {}
        taken = places_taken(listed.id, among=ids) if listed else {}
        for code, entry in some:
            person = signed(envelopes.get(entry))
            told = (next(numbers), code, receipts.get(entry, ""), titles[entry])
            note = "Được chọn" if entry in taken else ""
            yield (*told, *((person.authors, person.unit) if names else ()), note)


def _titles(round_: Round, entry_ids: Sequence[int], *, names: bool) -> Mapping[int, str]:
    """Beside its author a title stands as it was written; alone, as the judges saw it."""
    if names:
        return plain_titles(entry_ids)
    return {entry: shown.title for entry, shown in shown_entries(round_.id, among=entry_ids).items()}


PAPER = Paper(
    "unsealing-minutes",
    Group.SHORTLIST,
    N_("Biên bản hồi phách"),
    N_(
        "Hai người giữ khóa, lúc mở, số mã phách; bảng mã phách, mã hồ sơ và tác giả. Lập được sau khi ghép phách."
    ),
    "bien-ban-hoi-phach",
    build,
    Naming.UNSEALED,
    check=check,
    sign="BB",
)
