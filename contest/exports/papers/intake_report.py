"""Báo cáo tiếp nhận: how many came, of which kinds, from what kinds of unit and school, and how they were found."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import chain
from typing import Final

from sqlalchemy import func, select

from contest.authors.models import Envelope
from contest.charter.models import Contest, Round
from contest.charter.rules import AuthorshipKind
from contest.db import db
from contest.entries.models import Entry
from contest.errors import N_
from contest.exports.face import Group, Naming, Paper
from contest.exports.papers.heading import SECRETARIES, contest_line, letterhead_of, signed_by_organizers
from contest.exports.papers.intake_register import CHANNELS, received
from contest.exports.papers.people import persons
from contest.exports.sheet import Column, Document, Kind, Passage, Table
from contest.plumbing import clock
from contest.plumbing.vietnamese import fold, format_points, sort_key
from contest.screening.models import VerdictKind
from contest.screening.queries import verdict_counts
from contest.units.models import Unit
from contest.units.rules import KINDS

AUTHORSHIPS: Final = {
    AuthorshipKind.PERSON: "Cá nhân",
    AuthorshipKind.GROUP: "Nhóm tác giả",
    AuthorshipKind.COLLECTIVE: "Tập thể",
}
VERDICTS: Final = {
    VerdictKind.ELIGIBLE: "Hợp lệ",
    VerdictKind.REJECTED: "Không hợp lệ",
    VerdictKind.MORE_NEEDED: "Cần bổ sung",
    None: "Chưa xét",
}
SCHOOLS: Final = (
    ("Mầm non", (" mam non", " mau giao", " mn ")),
    ("Trung học phổ thông", (" thpt", " trung hoc pho thong", " cap 3", " giao duc thuong xuyen", " gdtx")),
    ("Trung học cơ sở", (" thcs", " trung hoc co so", " cap 2")),
    ("Tiểu học", (" tieu hoc", " th ", " cap 1")),
)
FREE, NOT_LISTED = "Tự do, không qua đơn vị", "Đơn vị ngoài danh mục"
OTHER_SCHOOL = "Trường khác"


@dataclass(slots=True)
class Came:
    """What the register comes to: everything received, and what is counted of the entries that were not taken back."""

    received: int = 0
    standing: int = 0
    pages: int = 0
    words: int = 0
    photos: int = 0
    categories: Counter[str] = field(default_factory=Counter)
    channels: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Senders:
    """Who sent the entries that were not taken back, counted by kind, by unit and by level of school."""

    authorships: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    schools: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)


def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """The intake in numbers as it stands; units by name for the secretary alone, nobody's name for anybody."""
    came, sent = _came(contest.id), _senders(contest.id)
    tables = [
        _counted("ket_qua", "Kết quả kiểm tra thể lệ", "Kết quả", _verdicts(contest.id)),
        _counted("tac_gia", "Theo tác giả", "Hình thức", _in_order(sent.authorships)),
        _counted("the_loai", "Theo thể loại", "Thể loại", _in_order(came.categories)),
        _counted("cach_gui", "Theo cách gửi", "Cách gửi", _in_order(came.channels)),
        _counted("loai_don_vi", "Theo loại đơn vị", "Loại đơn vị", _in_order(sent.kinds)),
    ]
    if sent.schools:
        tables.append(_counted("cap_hoc", "Theo cấp học", "Cấp học", _in_order(sent.schools)))
    if names:
        units = sent.units
        by_name = {unit: units[unit] for unit in sorted(units, key=lambda one: (one == FREE, sort_key(one)))}
        tables.append(_counted("don_vi", "Theo đơn vị", "Đơn vị", by_name))
    return Document(
        title="BÁO CÁO",
        made_at=at,
        lines=("kết quả tiếp nhận bài dự thi", contest_line(contest)),
        letterhead=letterhead_of(contest),
        parts=(
            Passage(tuple(_told(contest, came, at=at)), heading="I. Kết quả chung", name="ket_qua_chung"),
            *tables,
        ),
        signatures=(SECRETARIES, signed_by_organizers(contest)),
        footnotes=("Các bảng không kể bài đã rút.",),
        zone=contest.zone,
    )


def kind_said(kind: str | None, name: str) -> str:
    """The kind of a unit in words, a kind of the office's own as it wrote it; none for what the directory lacks."""
    if kind is None:
        return NOT_LISTED if name else FREE
    return KINDS.get(kind, kind)


def school_level(name: str) -> str:
    """The level of a school by its name: Trường THCS xã Nhân Lý is a Trung học cơ sở."""
    said = f" {' '.join(fold(name).split())} "
    return next((level for level, words in SCHOOLS if any(word in said for word in words)), OTHER_SCHOOL)


def _told(contest: Contest, came: Came, *, at: datetime) -> Iterable[str]:
    opened, closed = (clock.local(edge, contest.zone) for edge in (contest.opens_at, contest.closes_at))
    yield (
        f"Nhận bài từ {opened:%H:%M ngày %d/%m/%Y} đến {closed:%H:%M ngày %d/%m/%Y}. Tính đến "
        f"{clock.local(at, contest.zone):%H:%M ngày %d/%m/%Y} đã nhận {came.received} bài"
        + (
            f", trong đó {came.received - came.standing} bài đã rút."
            if came.received > came.standing
            else "."
        )
    )
    people, most = persons(contest.id)
    if people:
        yield f"Có {people} tác giả; người gửi nhiều nhất có {most} bài."
    kept = ((came.pages, "trang"), (came.words, "từ đếm được"), (came.photos, "ảnh nhân vật"))
    told = [f"{format_points(Decimal(count))} {what}" for count, what in kept if count]
    if told:
        yield f"Tổng cộng {', '.join(told)}."


def _came(contest_id: int) -> Came:
    came = Came()
    for row in chain.from_iterable(received(contest_id)):
        came.received += 1
        if row.withdrawn_at is None:
            came.standing += 1
            came.pages += row.page_count or 0
            came.words += row.words or 0
            came.photos += row.photos or 0
            came.categories[row.category] += 1
            came.channels[CHANNELS[row.channel]] += 1
    return came


def _senders(contest_id: int) -> Senders:
    """Counted once for each way of signing, unit and kind of unit there is."""
    each = (Envelope.kind, Envelope.unit_name, Unit.kind)
    question = (
        select(*each, func.count(Envelope.id))
        .join(Entry, Entry.id == Envelope.entry_id)
        .outerjoin(Unit, Unit.id == Envelope.unit_id)
        .where(Entry.contest_id == contest_id, ~Entry.withdrawal.has())
        .group_by(*each)
    )
    sent = Senders()
    for authorship, unit, kind, count in db.session.execute(question):
        sent.authorships[AUTHORSHIPS[authorship]] += count
        sent.kinds[kind_said(kind, unit)] += count
        sent.units[unit or FREE] += count
        if kind == "school":
            sent.schools[school_level(unit)] += count
    return sent


def _verdicts(contest_id: int) -> dict[str, int]:
    counts = verdict_counts(contest_id)
    return {said: counts[verdict] for verdict, said in VERDICTS.items() if counts[verdict]}


def _in_order(counts: Mapping[str, int]) -> dict[str, int]:
    """The most frequent first, equals in Vietnamese order."""
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], sort_key(pair[0]))))


def _counted(name: str, caption: str, heading: str, counts: Mapping[str, int]) -> Table:
    columns = (
        Column("place", "TT", Kind.NUMBER, 5),
        Column("what", heading, Kind.TEXT, 50),
        Column("count", "Số bài", Kind.NUMBER, 9),
    )
    rows = [(place, what, count) for place, (what, count) in enumerate(counts.items(), start=1)]
    return Table(caption, columns, rows, (None, "Cộng", sum(counts.values())), name)


PAPER = Paper(
    "intake-report",
    Group.INTAKE,
    N_("Báo cáo tiếp nhận"),
    N_(
        "Số bài nhận, rút, hợp lệ; theo hình thức tác giả, thể loại, cách gửi, đơn vị, cấp học. Không nêu tên ai."
    ),
    "bao-cao-tiep-nhan",
    build,
    Naming.SECRETARY,
    of_round=False,
    sign="BC",
    people=False,
)
