"""Biên nhận gói: what of a bundle is in the register, for the unit that sent it. It names authors."""

from datetime import datetime

from contest.authors.models import Bundle, BundleKind
from contest.authors.queries import envelopes_of
from contest.authors.queries.bundles import entries_of_bundle
from contest.authors.rules import code_of_bundle
from contest.charter.models import Contest
from contest.errors.bundles import BundleNotReady
from contest.exports.papers.heading import contest_line, letterhead_of
from contest.exports.papers.people import signed
from contest.exports.sheet import Cell, Column, Document, Kind, Signature, Table
from contest.plumbing import clock

COLUMNS = (
    Column("place", "TT", Kind.NUMBER, 5),
    Column("receipt", "Mã hồ sơ", Kind.CODE, 16),
    Column("number", "Số vào sổ", Kind.NUMBER, 7),
    Column("authors", "Tác giả", Kind.TEXT, 19),
    Column("title", "Tên bài", Kind.TEXT, 21),
    Column("category", "Thể loại", Kind.TEXT, 10),
    Column("pages", "Số trang", Kind.NUMBER, 7),
    Column("words", "Số từ", Kind.NUMBER, 7),
)


def build(contest: Contest, bundle: Bundle, *, at: datetime) -> Document:
    """The receipt of a bundle that was taken in; the secretary alone may ask. Raises BundleNotReady."""
    if bundle.taken_at is None:
        raise BundleNotReady
    entries = entries_of_bundle(bundle.id)
    envelopes = envelopes_of([entry.id for entry in entries])
    rows: list[tuple[Cell, ...]] = [
        (
            place,
            entry.receipt,
            entry.register_number,
            signed(envelopes.get(entry.id)).authors,
            entry.manuscript.title,
            entry.manuscript.category.name,
            entry.manuscript.page_count or None,
            entry.manuscript.words or None,
        )
        for place, entry in enumerate(entries, start=1)
    ]
    taken = clock.local(bundle.taken_at, contest.zone)
    whence = (
        f"Đơn vị gửi: {bundle.unit_name}" if bundle.kind == BundleKind.UNIT else "Nguồn: biểu mẫu khảo sát"
    )
    return Document(
        title="BIÊN NHẬN GÓI BÀI DỰ THI",
        made_at=at,
        lines=(contest_line(contest), f"Mã gói: {code_of_bundle(contest.receipt_prefix, bundle.number)}"),
        letterhead=letterhead_of(contest),
        paragraphs=(
            f"{whence}. Ngày gửi: {bundle.sent_on:%d/%m/%Y}. Ngày nhận: {bundle.received_on:%d/%m/%Y}.",
            f"Đã vào sổ {len(rows)} bài lúc {taken:%H:%M ngày %d/%m/%Y}, người nhận: {bundle.taken_by}.",
        ),
        tables=(Table("", COLUMNS, rows),),
        signatures=(
            Signature("BÊN GIAO\nĐẠI DIỆN ĐƠN VỊ"),
            Signature("BÊN NHẬN\nTỔ THƯ KÝ", name=bundle.taken_by),
        ),
        footnotes=(
            f"Dấu SHA-256 của gói: {bundle.digest}",
            "Dấu này lập từ mã hồ sơ và dấu SHA-256 của từng bài, mỗi bài một dòng, xếp theo mã hồ sơ.",
        ),
        zone=contest.zone,
    )
