"""Bundles in words: what their pages show of rows, notes and files. For the secretary's pages alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _

from contest.authors.models import Bundle, BundleFile, BundleKind, BundleRow, Choice, Outcome
from contest.authors.queries.bundles import Tally
from contest.authors.rules import ASKED, LABELS, Level, RowSaid, code_of_bundle
from contest.charter.models import Contest
from contest.errors import N_
from contest.errors.bundles import FILES, NOTES

KINDS: Final = {BundleKind.UNIT: N_("Gói của đơn vị"), BundleKind.SURVEY: N_("Biểu mẫu khảo sát")}
OUTCOMES: Final = {
    Outcome.TAKEN: ("ok", N_("đã vào sổ")),
    Outcome.ALREADY: ("info", N_("đã nhận từ trước")),
    Outcome.CORRECTED: ("ok", N_("đã sửa bài")),
    Outcome.REFUSED: ("bad", N_("chưa nhận")),
    Outcome.DROPPED: ("none", N_("bỏ ra ngoài")),
}
LEVELS: Final = {
    Level.PROBLEM: ("bad", N_("cần sửa")),
    Level.WARNING: ("warn", N_("nên xem lại")),
    Level.NOTE: ("ok", N_("nhận được")),
    None: ("ok", N_("nhận được")),
}
CHOICES: Final = (
    (Choice.KEEP, N_("Giữ bài đã nhận")),
    (Choice.CORRECT, N_("Thay bằng bản này")),
    (Choice.ANOTHER, N_("Nhận thành bài khác")),
)
FORGIVEN: Final = {
    "birth-missing": N_("ngày sinh"),
    "phone-missing": N_("số điện thoại"),
    "guardian-missing": N_("người giám hộ"),
}
_SILENT: Final = frozenset({"forgiven", "unit-not-listed"})


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note as a sentence; ``cell`` is where it stands in the sheet, or empty."""

    tone: str
    sentence: str
    cell: str


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row as the list shows it.

    state    tone and word; choices: what may be chosen for a row that resembles an entry (value, words, chosen)
    receipt  of the entry it stands for, with that entry's id
    """

    row: BundleRow
    author: str
    title: str
    unit: str
    files: tuple[str, ...]
    notes: tuple[NoteLine, ...]
    state: tuple[str, str]
    choices: tuple[tuple[str, str, bool], ...]
    dropped: bool
    receipt: str


def row_line(row: BundleRow, names: Mapping[int, str]) -> RowLine:
    """One row in words; ``names`` are the files' by id."""
    said = RowSaid.of(row.said)
    codes = {note["code"] for note in row.notes}
    asked = row.outcome is None and bool(codes.intersection(ASKED)) and row.level != Level.PROBLEM
    chosen = row.choice if row.choice in dict(CHOICES) else Choice.KEEP
    known = row.outcome is None and "row-known" in codes
    state = OUTCOMES[row.outcome] if row.outcome else LEVELS[row.level]
    tone, word = OUTCOMES[Outcome.ALREADY] if known else state
    entry = row.entry or row.standing
    return RowLine(
        row=row,
        author=", ".join(said.names) or said.collective_name,
        title=said.title,
        unit=said.author_unit,
        files=tuple(names.get(file_id, "") for file_id, _role in row.files),
        notes=tuple(map(note_line, row.notes)),
        state=(tone, _(word)),
        choices=tuple((c.value, _(words), c == chosen) for c, words in CHOICES) if asked else (),
        dropped=row.choice == Choice.DROP,
        receipt=entry.receipt if entry else "",
    )


def note_line(note: Mapping[str, Any]) -> NoteLine:
    """One note as a sentence in the visitor's language."""
    tone = {"problem": "bad", "warning": "warn"}.get(note["level"], "none")
    values = {name: _spoken(name, value) for name, value in note["values"].items()}
    sentence: str = _(NOTES.get(note["code"], NOTES["submission_incomplete"]))
    return NoteLine(tone, sentence % values if values else sentence, note["cell"])


def _spoken(name: str, value: str) -> str:
    """A value in words: fields and reasons are kept by their keys."""
    if name == "why":
        why: str = _(FILES.get(value, FILES["unreadable"]))
        return why
    if name in ("fields", "what"):
        words = {"file": N_("tệp bài"), **FORGIVEN}
        keys = dict.fromkeys(key.split(":")[0] for key in value.split(",") if key)
        return ", ".join(_(words.get(key, LABELS.get(key, key))) for key in keys)
    return value


def file_why(file: BundleFile) -> str:
    """Why a file was refused, in words; "" for one that was read."""
    return _(FILES.get(file.refusal, FILES["unreadable"])) if file.refusal else ""


def code_of(contest: Contest, bundle: Bundle) -> str:
    """The bundle's code as its receipt shows it."""
    return code_of_bundle(contest.receipt_prefix, bundle.number)


def whence(bundle: Bundle) -> str:
    """The unit a bundle came from, or what else it is."""
    kind: str = _(KINDS[bundle.kind])
    return bundle.unit_name or kind


def state_of(bundle: Bundle, tally: Tally) -> tuple[str, str]:
    """How a bundle stands: tone and words."""
    if bundle.is_taking:
        return "info", _("đang vào sổ")
    if bundle.prepared_at is None:
        return "info", _("đang đọc")
    if bundle.taken_at is not None:
        open_ = tally.waiting + tally.outcomes[Outcome.REFUSED]
        return ("warn", _("còn dòng chưa nhận")) if open_ else ("ok", _("đã nhận xong"))
    return ("warn", _("có dòng cần sửa")) if tally.levels[Level.PROBLEM] else ("info", _("chờ nhận vào sổ"))


def left_over(files: Sequence[BundleFile], used: set[int]) -> list[BundleFile]:
    """The files that no row has, those that could not be read or opened included; ZIPs that were opened are not."""
    return [
        file
        for file in files
        if file.settled_at and file.id not in used and (not file.archive or file.refusal)
    ]
