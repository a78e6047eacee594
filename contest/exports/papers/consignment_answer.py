"""Phiếu trả lời đơn vị gửi: of each work in a package whether it was taken, and why not. For its sender alone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from contest.charter.models import Contest
from contest.errors.nominations import FILES, NOTES, PARTS, ConsignmentBusy
from contest.exports.papers.heading import contest_line, letterhead_of, quoted
from contest.exports.sheet import Cell, Column, Document, Kind, Signature, Table
from contest.nominations.models import Consigned, Consignment, Outcome
from contest.nominations.queries import rows_shown, sender_of
from contest.nominations.rules import read_manifest
from contest.plumbing import clock

COLUMNS = (
    Column("place", "TT", Kind.NUMBER, 5),
    Column("below", "Mã hồ sơ nơi gửi", Kind.CODE, 14),
    Column("title", "Tên tác phẩm", Kind.TEXT, 34),
    Column("outcome", "Kết quả", Kind.TEXT, 14),
    Column("receipt", "Mã hồ sơ cấp trên", Kind.CODE, 14),
    Column("why", "Lý do, ghi chú", Kind.TEXT, 34),
)
SAID = {
    Outcome.TAKEN: "Đã nhận",
    Outcome.ALREADY: "Đã nhận trước",
    Outcome.CORRECTED: "Đã nhận bản sửa",
    Outcome.REFUSED: "Không nhận",
    Outcome.LEFT: "Không nhận",
}
LEFT_FOR = ("over-quota", "rest", "withdrawn")
"""Notes that say why an entry was left out, where one does."""


def build(contest: Contest, consignment: Consignment, *, at: datetime) -> Document:
    """The answer to a package whose entries are done; the secretary alone may ask. Raises ConsignmentBusy."""
    if consignment.taken_at is None or consignment.unit_id is None:
        raise ConsignmentBusy
    rows, manifest = rows_shown(consignment), read_manifest(consignment.manifest)
    sender = sender_of(contest.id, consignment.unit_id, ended=True)
    counts = [row.outcome for row in rows]
    taken = sum(outcome in (Outcome.TAKEN, Outcome.ALREADY, Outcome.CORRECTED) for outcome in counts)
    room = sender.room
    quota = "" if room.quota is None else f" Chỉ tiêu của đơn vị: {room.quota} tác phẩm, đã nhận {room.used}."
    made = clock.local(manifest.created_at, contest.zone)
    done = clock.local(consignment.taken_at, contest.zone)
    return Document(
        title="PHIẾU TRẢ LỜI ĐƠN VỊ GỬI TÁC PHẨM",
        made_at=at,
        lines=(f"Kính gửi: {sender.unit.name}", contest_line(contest)),
        letterhead=letterhead_of(contest),
        paragraphs=(
            (
                f"Gói lập lúc {made:%H:%M ngày %d/%m/%Y}, từ cuộc thi {quoted(manifest.sender.title)} "
                f"({manifest.sender.level or manifest.sender.area}); gói đến số {consignment.number}."
            ),
            (
                f"Gói có {len(rows)} tác phẩm: đã nhận {taken}, không nhận {len(rows) - taken}, "
                f"xử lý xong lúc {done:%H:%M ngày %d/%m/%Y}, người nhận: {consignment.taken_by}.{quota}"
            ),
        ),
        tables=(Table("", COLUMNS, [_row(number, row) for number, row in enumerate(rows, start=1)]),),
        signatures=(Signature("TỔ THƯ KÝ", name=consignment.taken_by),),
        footnotes=(
            f"Dấu SHA-256 của gói: {consignment.digest}",
            "Dấu này là của tệp manifest.json trong gói, ghi dấu của mọi tệp khác.",
        ),
        zone=contest.zone,
    )


def _row(number: int, row: Consigned) -> tuple[Cell, ...]:
    outcome = SAID[row.outcome] if row.outcome else "Chưa xử lý"
    return (number, row.receipt, row.title, outcome, row.entry.receipt if row.entry else "", _why(row))


def _why(row: Consigned) -> str:
    """Why an entry was not taken; of one that was, whether it stands from before."""
    if row.outcome is Outcome.REFUSED:
        return sentence(row.why)
    if row.outcome is Outcome.LEFT:
        said = next((note for note in row.notes if note["code"] in LEFT_FOR), None)
        if said is None:
            return "Ban Tổ chức cấp trên không chọn."
        if said["code"] == "over-quota":
            return f"Quá chỉ tiêu {said['values']['quota']} tác phẩm của đơn vị."
        return sentence(said)
    return ""


def sentence(note: Mapping[str, Any]) -> str:
    """A note in Vietnamese."""
    values = dict(note["values"])
    for name in ("parts", "what"):
        if name in values:
            values[name] = ", ".join(PARTS.get(part, part) for part in values[name].split(","))
    if "why" in values:
        values["why"] = FILES.get(values["why"], FILES["unreadable"])
    said = NOTES.get(note["code"], NOTES["submission_incomplete"])
    return said % values if values else said
