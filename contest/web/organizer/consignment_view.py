"""Packages from below in words: for the secretary's pages alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _

from contest.errors import N_
from contest.errors.nominations import FILES, NOTES, PARTS, WHY_NOT
from contest.nominations.models import Choice, Consigned, Consignment, Outcome
from contest.nominations.queries import Sender, Tally, Trust, senders_named
from contest.nominations.rules import Fate, read_manifest
from contest.nominations.service.choices import is_hindered, wanted

OUTCOMES: Final = {
    Outcome.TAKEN: ("ok", N_("đã vào sổ")),
    Outcome.ALREADY: ("info", N_("đã nhận từ trước")),
    Outcome.CORRECTED: ("ok", N_("đã sửa bài")),
    Outcome.REFUSED: ("bad", N_("không nhận")),
    Outcome.LEFT: ("none", N_("bỏ ra ngoài")),
}
FATES: Final = {
    Fate.SAME: ("info", N_("đã nhận từ trước")),
    Fate.CHANGED: ("warn", N_("đã nhận, nay có thay đổi")),
    Fate.OLDER: ("info", N_("đã nhận bản mới hơn")),
}
TRUSTS: Final = {
    Trust.REGISTERED: ("ok", N_("khóa đã đăng ký")),
    Trust.ANOTHER: ("bad", N_("khóa khác với khóa đã đăng ký")),
    Trust.UNKNOWN: ("warn", N_("khóa chưa đăng ký")),
}
TONES: Final = {"problem": "bad", "warning": "warn"}


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note as a sentence."""

    tone: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a package as the list shows it.

    may_take, may_correct  what may be chosen of it; chosen: whether that is what stands
    receipt                of our entry that it stands for, with that entry's id
    """

    row: Consigned
    authors: str
    unit: str
    category: str
    files: int
    result: str
    notes: tuple[NoteLine, ...]
    state: tuple[str, str]
    may_take: bool
    may_correct: bool
    chosen: bool
    receipt: str
    entry_id: int | None


def line_of(row: Consigned) -> Line:
    """One entry in words."""
    said = row.said
    open_ = row.outcome in (None, Outcome.LEFT, Outcome.REFUSED)
    names = ", ".join(author["name"] for author in said.get("authors", ()))
    authors = (said.get("kind") == "collective" and said.get("collective_name")) or names
    entry = row.entry or row.standing
    own = {author["unit"] for author in said.get("authors", ()) if author["unit"]}
    return Line(
        row=row,
        authors=authors,
        unit=said.get("unit", "") or ", ".join(sorted(own)),
        category=said.get("category_name", ""),
        files=len(said.get("files", ())),
        result=_result(said.get("result") or {}),
        notes=tuple(map(note_line, row.notes))
        + ((note_line(row.why | {"level": "problem"}),) if row.why else ()),
        state=_state(row),
        may_take=open_ and row.fate is Fate.FRESH and not is_hindered(row),
        may_correct=open_ and row.fate is Fate.CHANGED and not is_hindered(row) and row.outcome is None,
        chosen=row.outcome is None and wanted(row) != Choice.LEAVE,
        receipt=entry.receipt if entry else "",
        entry_id=entry.id if entry else None,
    )


def unknown_categories(rows: Sequence[Consigned]) -> list[str]:
    """Categories as the sender names them that are none of ours, once each."""
    notes = (note for row in rows if row.outcome is None for note in row.notes)
    return list(dict.fromkeys(note["values"]["said"] for note in notes if note["code"] == "category-unknown"))


def note_line(note: Mapping[str, Any]) -> NoteLine:
    """One note as a sentence in the visitor's language."""
    sentence: str = _(NOTES.get(note["code"], NOTES["submission_incomplete"]))
    values = {name: _spoken(name, value) for name, value in note["values"].items()}
    return NoteLine(TONES.get(note.get("level", ""), "none"), sentence % values if values else sentence)


def _spoken(name: str, value: str) -> str:
    if name == "why":
        why: str = _(FILES.get(value, FILES["unreadable"]))
        return why
    if name in ("parts", "what"):
        return ", ".join(_(PARTS.get(part, part)) for part in value.split(",") if part)
    return value


def refused_for(consignment: Consignment) -> str:
    """Why a package was not opened, in words."""
    sentence: str = _(WHY_NOT.get(consignment.refusal, WHY_NOT["PackageRefused"]))
    return sentence % consignment.refused_for if consignment.refused_for else sentence


def state_of(consignment: Consignment, tally: Tally) -> tuple[str, str]:
    """How a package stands: tone and words."""
    if consignment.refusal:
        return "bad", _("không mở được")
    if consignment.is_taking:
        return "info", _("đang vào sổ")
    if consignment.prepared_at is None:
        return "info", _("đang đọc")
    if consignment.taken_at is None or tally.waiting:
        return "warn", _("chờ nhận vào sổ")
    return "ok", _("đã xong")


def whence(consignment: Consignment, names: Mapping[int, str]) -> str:
    """The unit a package is from, or what it says of itself while nobody knows."""
    if consignment.unit_id is not None and consignment.unit_id in names:
        return names[consignment.unit_id]
    sender = consignment.manifest.get("sender", {})
    return str(sender.get("area") or sender.get("body") or consignment.sent_name or "–")


def units_named(consignment: Consignment, senders: Sequence[Sender]) -> list[str]:
    """The sending units that a package names itself by, when another one than those was chosen for it."""
    if consignment.unit_id is None:
        return []
    sender = read_manifest(consignment.manifest).sender
    units = senders_named(senders, (sender.area, sender.body))
    return [] if consignment.unit_id in {unit.id for unit in units} else [unit.name for unit in units]


def _state(row: Consigned) -> tuple[str, str]:
    if row.outcome is not None:
        tone, word = OUTCOMES[row.outcome]
    elif is_hindered(row):
        tone, word = "bad", N_("chưa nhận được")
    elif row.fate in FATES:
        tone, word = FATES[row.fate]
    elif any(note["level"] == "warning" for note in row.notes):
        tone, word = "warn", N_("nên xem lại")
    else:
        tone, word = "ok", N_("nhận được")
    return tone, _(word)


def _result(result: Mapping[str, Any]) -> str:
    if not result:
        return ""
    place = _("hạng %(rank)s trên %(among)s", rank=result["rank"], among=result["among"])
    points = _("%(mark)s điểm", mark=str(result["mark"]).replace(".", ","))
    return ", ".join(part for part in (result["award"], place, points) if part)
