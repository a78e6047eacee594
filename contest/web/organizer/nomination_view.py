"""Works that may go up in words, and a public key as people read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import format_decimal
from flask_babel import gettext as _

from contest.errors import N_
from contest.nominations.queries import Candidate, Since
from contest.plumbing.vietnamese import format_points

VERIFIED: Final = {
    "": ("none", N_("chưa hỏi địa phương")),
    "asked": ("info", N_("đã hỏi, chưa trả lời")),
    "confirmed": ("ok", N_("địa phương xác nhận")),
    "denied": ("bad", N_("địa phương không xác nhận")),
}
SINCE: Final = {
    Since.WITHDRAWN: N_("đã rút"),
    Since.REJECTED: N_("đã bị loại"),
    Since.REVISED: N_("đã có bản mới"),
    Since.PRIZE: N_("giải đã thay đổi"),
}
GROUP: Final = 8


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """One entry of the list to choose from; verified: tone and words; sent: in how many packages it went up."""

    id: int
    receipt: str
    title: str
    category: str
    authors: str
    unit: str
    figure: str
    rank: str
    mark: str
    award: str
    verified: tuple[str, str]
    sent: int
    listed: bool
    ticked: bool


def candidate_rows(rows: Iterable[Candidate], ticked: set[int]) -> list[CandidateRow]:
    """The rows as the page shows them."""
    return [
        CandidateRow(
            id=row.entry.id,
            receipt=row.entry.receipt,
            title=row.entry.manuscript.title,
            category=row.entry.manuscript.category.name,
            authors=row.authors,
            unit=row.unit,
            figure=row.entry.figure.name,
            rank=str(row.rank) if row.rank is not None else "–",
            mark=format_points(row.mark) if row.mark is not None else "",
            award=row.award,
            verified=(VERIFIED[row.verified][0], _(VERIFIED[row.verified][1])),
            sent=row.sent,
            listed=row.listed,
            ticked=row.entry.id in ticked,
        )
        for row in rows
    ]


def weight(size: int) -> str:
    """How much a file weighs, in the visitor's way of writing numbers."""
    if size < 1_000_000:
        return f"{-(-size // 1000)} kB"
    return f"{format_decimal(size / 1_000_000, format='#,##0.0')} MB"


def since_words(changes: Mapping[int, Iterable[Since]]) -> dict[int, str]:
    """What became of works since their package was made, in words, by entry."""
    return {entry: ", ".join(_(SINCE[one]) for one in found) for entry, found in changes.items()}


def key_groups(key: str) -> list[str]:
    """A public key in groups of eight, as it is printed and typed."""
    return [key[start : start + GROUP] for start in range(0, len(key), GROUP)]
