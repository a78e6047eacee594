"""What a package tells of its entries, as plain values; docs/package-format.md says the same in words."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Final, Self


@dataclass(frozen=True, slots=True)
class AuthorTold:
    """One author; birth is a year, a month or a day in ISO form, unit the author's own."""

    name: str
    leads: bool = False
    pen_name: str = ""
    birth: str = ""
    gender: str = ""
    occupation: str = ""
    unit: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    guardian_name: str = ""
    guardian_phone: str = ""

    def held_back(self) -> Self:
        """The same without what nobody may pass on unasked: name, year of birth and unit remain."""
        return replace(
            self,
            birth=self.birth[:4],
            gender="",
            occupation="",
            address="",
            phone="",
            email="",
            guardian_name="",
            guardian_phone="",
        )

    def unreachable(self) -> Self:
        """The same without telephones and e-mail."""
        return replace(self, phone="", email="", guardian_phone="")

    def as_child(self) -> Self:
        """The same as it may be told of a child: the year of birth, and whom to speak to instead."""
        return replace(self, birth=self.birth[:4], address="", phone="", email="")


@dataclass(frozen=True, slots=True)
class FigureTold:
    """Whom the essay is about; verified is "", "asked", "confirmed" or "denied" by the locality."""

    kind: str
    name: str
    birth_year: int | None = None
    position: str = ""
    place: str = ""
    phone: str = ""
    field: str = ""
    honours: str = ""
    verified: str = ""


@dataclass(frozen=True, slots=True)
class FileTold:
    """One original, which lies in the package under its SHA-256; role is essay, photo or statement."""

    sha256: str
    size: int
    role: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class ConsentTold:
    """One statement that was accepted, in the very words of its version."""

    key: str
    text: str
    accepted_at: datetime


@dataclass(frozen=True, slots=True)
class ResultTold:
    """What a round of the lower level came to; mark in points as text, rank among so many, the prize if any.

    code  under which it was judged, by which papers of that level speak of it
    """

    round: str
    mark: str
    rank: int
    among: int
    award: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class PaperSent:
    """One paper that goes along: minutes, a list of marks, a proof; made by the house or scanned by somebody.

    kind    what it is by its maker's key; "scan" for what was put in by hand
    title   what people call it
    suffix  "pdf", "docx" or "zip", as its bytes begin
    marks   whether it tells marks, so that it stays at home where they do
    """

    kind: str
    title: str
    suffix: str
    data: bytes
    marks: bool = False


@dataclass(frozen=True, slots=True)
class EntryTold:
    """One entry.

    receipt     of the sender's register; with the sender it names the entry for good
    nominated   within the quota; others come along for the record
    unit        the unit the entry came from, by the sender's directory and in its words
    paragraphs  the body that was judged; typed when no file says the same
    contacts    "whole", "held-back" for want of consent, or "left-out" by the sender's choice
    """

    receipt: str
    title: str
    category: str
    category_name: str
    nominated: bool
    handed_in_at: datetime
    sent_on: date
    received_on: date
    channel: str
    digest: str
    words: int
    typed: bool
    paragraphs: tuple[str, ...]
    kind: str
    collective_name: str
    authors: tuple[AuthorTold, ...]
    unit_code: str
    unit: str
    figure: FigureTold
    files: tuple[FileTold, ...]
    consents: tuple[ConsentTold, ...]
    contacts: str = "whole"
    result: ResultTold | None = None

    def as_json(self) -> dict[str, Any]:
        """The entry as one line of entries.jsonl holds it."""
        return dict(_plain(asdict(self)))


WHOLE: Final = "whole"
HELD_BACK: Final = "held-back"
LEFT_OUT: Final = "left-out"


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return value
