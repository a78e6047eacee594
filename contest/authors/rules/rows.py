"""One row of a list of entries, as it was typed, and the fields that a list's columns can stand for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Final

from contest.charter.rules import AuthorshipKind
from contest.errors import N_
from contest.plumbing.vietnamese import search_key


@dataclass(frozen=True, slots=True)
class RowSaid:
    """One row of a list of entries; several authors, files or photos are parted by semicolons.

    text  the essay itself, when the list holds it; at: the moment a form was filled in; key: its number there
    """

    title: str = ""
    category: str = ""
    author_name: str = ""
    author_birth: str = ""
    author_unit: str = ""
    author_phone: str = ""
    author_email: str = ""
    figure_name: str = ""
    figure_unit: str = ""
    channel: str = ""
    sent_on: str = ""
    number: str = ""
    kind: str = ""
    collective_name: str = ""
    co_authors: str = ""
    pen_name: str = ""
    gender: str = ""
    occupation: str = ""
    address: str = ""
    guardian_name: str = ""
    guardian_phone: str = ""
    figure_kind: str = ""
    figure_birth: str = ""
    figure_position: str = ""
    figure_phone: str = ""
    figure_field: str = ""
    figure_honours: str = ""
    text: str = ""
    file: str = ""
    photo: str = ""
    pages: str = ""
    at: str = ""
    key: str = ""
    consent: str = ""

    @classmethod
    def of(cls, said: Mapping[str, str]) -> "RowSaid":
        """The row that these answers by field make; what is no field of a row is left out."""
        return cls(**{name: said[name] for name in FIELDS if said.get(name)})

    @property
    def names(self) -> tuple[str, ...]:
        """The authors by name, the first one speaking for them."""
        return parts_of(f"{self.author_name};{self.co_authors}")

    @property
    def authorship(self) -> AuthorshipKind:
        """Who signs: as the row says, or as the number of names tells."""
        said = search_key(self.kind)
        if "tap the" in said or "collective" in said or (self.collective_name and not self.names):
            return AuthorshipKind.COLLECTIVE
        return AuthorshipKind.GROUP if len(self.names) > 1 else AuthorshipKind.PERSON


FIELDS: Final = tuple(field.name for field in fields(RowSaid))

LABELS: Final[dict[str, str]] = {
    "number": N_("Số thứ tự"),
    "author_name": N_("Họ tên tác giả"),
    "co_authors": N_("Các tác giả khác"),
    "author_birth": N_("Ngày hoặc năm sinh"),
    "gender": N_("Giới tính"),
    "pen_name": N_("Bút danh"),
    "occupation": N_("Chức vụ, nghề nghiệp"),
    "author_unit": N_("Đơn vị"),
    "address": N_("Địa chỉ"),
    "author_phone": N_("Số điện thoại"),
    "author_email": N_("Thư điện tử"),
    "guardian_name": N_("Người giám hộ"),
    "guardian_phone": N_("Điện thoại người giám hộ"),
    "kind": N_("Cá nhân, nhóm hay tập thể"),
    "collective_name": N_("Tên tập thể"),
    "title": N_("Tên bài"),
    "category": N_("Thể loại"),
    "text": N_("Nội dung bài viết"),
    "file": N_("Tên tệp bài dự thi"),
    "photo": N_("Tên tệp ảnh nhân vật"),
    "pages": N_("Số trang"),
    "figure_name": N_("Nhân vật"),
    "figure_kind": N_("Nhân vật: một người hay tập thể"),
    "figure_birth": N_("Nhân vật: năm sinh"),
    "figure_position": N_("Nhân vật: chức vụ, nghề nghiệp"),
    "figure_unit": N_("Nhân vật: đơn vị, địa chỉ"),
    "figure_phone": N_("Nhân vật: điện thoại"),
    "figure_field": N_("Nhân vật: lĩnh vực"),
    "figure_honours": N_("Nhân vật: khen thưởng"),
    "sent_on": N_("Ngày gửi"),
    "channel": N_("Cách gửi"),
    "at": N_("Thời điểm gửi (dấu thời gian)"),
    "key": N_("Mã của dòng trong biểu mẫu"),
    "consent": N_("Đồng ý mọi cam kết"),
}
"""What each field is called on the page where columns are chosen, in the order of that page."""

NEEDED: Final = ("title", "author_name")
"""A list without columns for these is no list of entries."""

_JOINED: Final = {"author_birth": "/", "file": "; ", "photo": "; ", "co_authors": "; ", "author_unit": ", "}
_DAYS: Final = ("author_birth", "figure_birth", "sent_on", "at")
_SERIAL: Final = re.compile(r"[1-6]\d{4}(?:\.\d+)?", re.ASCII)
_FIRST_DAY: Final = datetime(1899, 12, 30)  # noqa: DTZ001  a sheet's days know no zone
_YES: Final = frozenset("co yes true x v 1 roi da".split())
_AGREES: Final = (" dong y ", " cam ket ", " cam doan ", " xac nhan ", " nhat tri ", " agree ", " accept ")
_NO: Final = frozenset("khong no not false 0 chua".split())


def parts_of(said: str) -> tuple[str, ...]:
    """What semicolons or line ends part, tidied."""
    raws = said.replace("\n", ";").split(";")
    return tuple(part for part in (" ".join(raw.split()) for raw in raws) if part)


def said_in_cells(
    cells: Sequence[str], columns: Mapping[int, str], constants: Mapping[str, str]
) -> dict[str, str]:
    """A row by field: cells of one field joined in their order, then what every row says where it is silent."""
    found: dict[str, list[str]] = {}
    for index in sorted(columns):
        if columns[index] and index < len(cells) and cells[index].strip():
            found.setdefault(columns[index], []).append(cells[index].strip())
    said = {field: _JOINED.get(field, " ").join(texts) for field, texts in found.items()}
    said |= {field: day_of_serial(said[field]) for field in _DAYS if field in said}
    return {**{field: text for field, text in constants.items() if text}, **said}


def day_of_serial(said: str) -> str:
    """A day that a sheet tells as its bare number, such as 28619 for 09/05/1978; anything else as it is.

    Source  the serial dates of Excel, LibreOffice and Google Sheets: days since 30/12/1899, the time as a fraction
    """
    if not _SERIAL.fullmatch(said):
        return said
    moment = _FIRST_DAY + timedelta(seconds=round(float(said) * 86_400))
    return f"{moment:%d/%m/%Y %H:%M:%S}" if "." in said else f"{moment:%d/%m/%Y}"


def is_blank(said: Mapping[str, str], constants: Iterable[str] = ()) -> bool:
    """Whether a row says nothing of its own: only its number, and what every row says."""
    return not set(said) - {"number", "at", "key", *constants}


def is_yes(said: str) -> bool:
    """Whether an answer agrees: a ticked box, "Có", "Tôi đồng ý", the statement's own words; "Không" does not."""
    words = search_key(said).split()
    if not words or _NO.intersection(words[:3]):
        return False
    return words[0] in _YES or any(agrees in f" {' '.join(words)} " for agrees in _AGREES)
