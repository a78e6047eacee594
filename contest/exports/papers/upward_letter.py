"""Công văn gửi tác phẩm lên cấp trên: the letter, and the list of works with authors and figures attached to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from contest.authors.models import Author, Envelope
from contest.authors.queries import envelopes_of
from contest.authors.rules.checks import ADULT_AT
from contest.awards.queries import awards_of
from contest.charter.models import Contest, Round
from contest.entries.models import Entry
from contest.entries.queries import entries_whole
from contest.errors import N_
from contest.errors.nominations import ListNotFrozen, NamesSealed
from contest.exports.face import Group, Naming, Paper, TextPart
from contest.exports.papers.award_decision import attached, issued
from contest.exports.papers.heading import contest_line, letterhead_of, signed_by_organizers
from contest.exports.papers.people import birth_year, births, is_collective
from contest.exports.papers.texts import paragraphs, texts_of
from contest.exports.sheet import Annex, Cell, Column, Document, Kind, Passage, Table
from contest.nominations.queries import (
    level_of,
    packages_of,
    round_to_nominate_from,
)
from contest.nominations.queries.choosing import list_to_nominate_from
from contest.shortlist.models import Shortlist
from contest.shortlist.queries import signed_by, unit_of

KEY: Final = "upward-letter"
TEXTS: Final = (
    TextPart("subject", N_("Về việc"), N_("Đứng dưới số của công văn, viết thường, không có “Về việc”.")),
    TextPart("addressees", N_("Kính gửi"), N_("Mỗi nơi một dòng.")),
    TextPart("body", N_("Nội dung"), N_("Mỗi đoạn một dòng.")),
)
WORK: Final = (
    Column("place", "TT", Kind.NUMBER, 4),
    Column("title", "Tên tác phẩm", Kind.TEXT, 24),
    Column("genre", "Thể loại", Kind.TEXT, 10),
)
AUTHOR: Final = (
    Column("authors", "Tác giả", Kind.TEXT, 17),
    Column("born", "Ngày sinh", Kind.CODE, 12),
    Column("occupation", "Chức vụ, nghề nghiệp", Kind.TEXT, 14),
    Column("unit", "Đơn vị", Kind.TEXT, 18),
)
PHONE: Final = Column("phone", "Số điện thoại", Kind.CODE, 13)
FIGURE: Final = (
    Column("figure", "Nhân vật", Kind.TEXT, 15),
    Column("figure_place", "Địa chỉ nhân vật", Kind.TEXT, 17),
)
MARK: Final = Column("mark", "Điểm", Kind.POINTS, 6)
REST: Final = (
    Column("award", "Giải cấp dưới", Kind.TEXT, 11),
    Column("pages", "Số trang", Kind.NUMBER, 6),
    Column("files", "Số tệp", Kind.NUMBER, 5),
)


@dataclass(frozen=True, slots=True)
class Sent:
    """The works that go up, in order, and what the office lets along with them."""

    shortlist: Shortlist
    entry_ids: tuple[int, ...]
    scores: bool = True
    phones: bool = True


def check(round_: Round, *, names: bool) -> Shortlist:
    """The list that works are sent from. Raises ListNotFrozen, NamesSealed."""
    if not names:
        raise NamesSealed
    return list_to_nominate_from(round_)


def sent_of(contest: Contest, round_: Round, *, names: bool) -> Sent:
    """What the newest package nominates; without one the best of the list, as many as the level above takes.

    Raises  ListNotFrozen, NamesSealed
    """
    if not names:
        raise NamesSealed
    last = round_to_nominate_from(contest)
    if last is None:
        list_to_nominate_from(round_)
        raise ListNotFrozen
    shortlist = list_to_nominate_from(last)
    packages = packages_of(contest.id)
    if packages:
        newest = packages[0]
        chosen = tuple(one.entry_id for one in newest.nominations if one.nominated)
        return Sent(shortlist, chosen, newest.scores, newest.phones)
    taken = [place.entry_id for place in shortlist.places if place.taken]
    return Sent(shortlist, tuple(taken[: contest.quota_up]))


def propose(contest: Contest, round_: Round, *, names: bool) -> Mapping[str, str]:
    """What the letter is about, whom it goes to and what it says. Raises ListNotFrozen, NamesSealed."""
    return _proposed(contest, round_, sent_of(contest, round_, names=names))


def build(contest: Contest, round_: Round, *, names: bool, at: datetime) -> Document:
    """The letter with its list. Raises ListNotFrozen, NamesSealed."""
    sent = sent_of(contest, round_, names=names)
    said = texts_of(contest, KEY, _proposed(contest, round_, sent))
    return Document(
        title="CÔNG VĂN",
        made_at=sent.shortlist.frozen_at,
        letterhead=letterhead_of(contest),
        subject=said["subject"],
        addressees=paragraphs(said["addressees"]),
        parts=(Passage(paragraphs(said["body"]), name="noi_dung"),),
        signatures=(signed_by_organizers(contest),),
        recipients=("Như trên", "Lưu hồ sơ cuộc thi"),
        annexes=(
            Annex(
                "DANH SÁCH",
                (
                    f"tác phẩm gửi dự thi {_level(contest)}",
                    contest_line(contest),
                    attached(contest, round_, PAPER, "Công văn"),
                ),
                (_table(contest, sent),),
            ),
        ),
        zone=contest.zone,
    )


def _level(contest: Contest) -> str:
    return level_of(contest.id).upper_label or "cấp trên"


def _proposed(contest: Contest, round_: Round, sent: Sent) -> Mapping[str, str]:
    level, count = _level(contest), len(sent.entry_ids)
    number, day = issued(contest, round_)
    decided = f" theo Quyết định số {number} ngày {day}" if awards_of(contest) else ""
    return {
        "subject": f"gửi tác phẩm dự thi {level}",
        "addressees": f"Ban Tổ chức cuộc thi {level}",
        "body": (
            f"Thực hiện kế hoạch và thể lệ cuộc thi, Ban Tổ chức {contest_line(contest)} đã tổ chức chấm và công nhận "
            f"kết quả{decided}.\n"
            f"Ban Tổ chức trân trọng gửi {count} tác phẩm dự thi {level} (có danh sách và hồ sơ kèm theo).\n"
            f"Kính đề nghị Ban Tổ chức cuộc thi {level} tiếp nhận, xem xét."
        ),
    }


def _table(contest: Contest, sent: Sent) -> Table:
    entries = {entry.id: entry for entry in entries_whole(contest.id, sent.entry_ids)}
    envelopes, awards = envelopes_of(sent.entry_ids), {row.entry_id: row.prize for row in awards_of(contest)}
    marks = {place.entry_id: place.mark for place in sent.shortlist.places}
    columns = (*WORK, *AUTHOR, *((PHONE,) * sent.phones), *FIGURE, *((MARK,) * sent.scores), *REST)
    rows = [
        _row(
            number,
            entries[entry_id],
            envelopes[entry_id],
            marks.get(entry_id),
            awards.get(entry_id, ""),
            sent,
        )
        for number, entry_id in enumerate((one for one in sent.entry_ids if one in entries), start=1)
    ]
    return Table("", columns, rows)


def _row(
    number: int, entry: Entry, envelope: Envelope, mark: Decimal | None, award: str, sent: Sent
) -> tuple[Cell, ...]:
    people = sorted(envelope.authors, key=lambda author: (not author.leads, author.position))
    manuscript, on = entry.manuscript, entry.sent_on
    return (
        number,
        manuscript.title,
        manuscript.category.name,
        ", ".join(signed_by(envelope)),
        "" if is_collective(envelope) else "\n".join(births(people, lambda one: _born(one, on))),
        "\n".join(dict.fromkeys(one.occupation for one in people if one.occupation)),
        unit_of(envelope),
        *((_phone(people, on),) * sent.phones),
        entry.figure.name,
        entry.figure.place,
        *((mark,) * sent.scores),
        award,
        manuscript.page_count or None,
        len(manuscript.files),
    )


def _is_child(author: Author, on: date) -> bool:
    """Whether somebody may still be a child on that day, of whom no more is told than is needed."""
    return author.birth_year is not None and on.year - author.birth_year <= ADULT_AT


def _born(author: Author, on: date) -> str:
    """The day of birth; of a child the year alone, and of who gave no more."""
    if author.birth_day and author.birth_month and not _is_child(author, on):
        return f"{author.birth_day:02d}/{author.birth_month:02d}/{author.birth_year}"
    return birth_year(author)


def _phone(people: Sequence[Author], on: date) -> str:
    """Whom to ring: the first who gave a number; for a child the guardian."""
    for one in people:
        number = one.guardian_phone if _is_child(one, on) else one.phone
        if number:
            return number
    return ""


PAPER: Final = Paper(
    KEY,
    Group.UPWARD,
    N_("Công văn gửi tác phẩm lên cấp trên"),
    N_(
        "Công văn và danh sách tác phẩm kèm theo: tác giả, nhân vật, điểm, giải; theo gói mới nhất, "
        "chưa có gói thì theo chỉ tiêu. Trẻ em chỉ ghi năm sinh và số của người giám hộ."
    ),
    "cong-van-gui-tac-pham",
    build,
    Naming.UNSEALED,
    of_round=False,
    check=check,
    sign="CV",
    texts=TEXTS,
    propose=propose,
)
