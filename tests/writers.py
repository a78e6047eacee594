"""The stage's authors: invented people, each known by words that stand nowhere else, and what they hand in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from contest.authors.models import Draft
from contest.authors.rules import Submission, said_in
from contest.authors.service import (
    add_draft_file,
    begin_draft,
    caption_draft_files,
    hand_in_draft,
    receive_file,
    save_draft_step,
)
from contest.charter.models import Contest
from contest.db import transaction
from contest.entries.rules import FileRole
from contest.plumbing.audit import CITIZEN
from contest.plumbing.vietnamese import search_key
from contest.units.models import Unit

SAMPLES = Path(__file__).parent / "samples"
SYLLABLES: Final = {
    "name": "ẫn",
    "pen_name": "út",
    "email": "em",
    "occupation": "ọc",
    "address": "ạd",
    "unit": "ơu",
    "guardian": "ậg",
    "collective": "ộk",
    "file": "ịf",
}
UNIT_CODE, UNIT_PLACE = "T-WU", 6


def token(what: str, signs: int, member: int = 0) -> str:
    """A word found nowhere else; folded it is ten small letters: ``wanzjaaqwx``."""
    return f"W{SYLLABLES[what]}zj{chr(97 + signs)}{chr(97 + member)}qwx"


@dataclass(frozen=True, slots=True)
class Canary:
    """The words that would give one entry's authors away: a kind, and how it is written."""

    words: tuple[tuple[str, str], ...]
    phones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Writer:
    """One hand-in: the essay of ``place``, signed by the people of ``signs``."""

    place: int
    signs: int
    kind: str = "person"
    members: int = 1
    tells: bool = False
    title: str = ""
    files: tuple[str, ...] = ()
    on_paper: bool = False
    young: bool = False
    article: bool = False
    beside: bool = False

    def name(self, member: int = 0) -> str:
        if self.article:
            return "Thanh Mai"
        return f"{('Hoàng Thị', 'Nông Văn', 'Lô Thị')[member % 3]} {token('name', self.signs, member)}"

    def phone(self, member: int = 0) -> str:
        return "0912345678" if self.article else f"09{self.signs + 40:02d}7{member}3{self.signs + 51:02d}8"

    def email(self, member: int = 0) -> str:
        return f"{token('email', self.signs, member)}@thu.example.vn".lower()

    @property
    def unit(self) -> str:
        if self.article:
            return "Trường THCS thị trấn Chi Lăng"
        return f"Trường Tiểu học {token('unit', self.signs)}"

    @property
    def collective(self) -> str:
        return f"Chi đoàn {token('collective', self.signs)}" if self.kind == "collective" else ""

    @property
    def said_title(self) -> str:
        return (self.title or TITLES[self.place % len(TITLES)]).replace("{name}", self.name())

    def sent_name(self, file: str) -> str:
        return f"{token('file', self.signs)}-{file}"

    def person(self, member: int) -> dict[str, str]:
        return {
            "name": self.name(member),
            "birth": "12/5/2013" if self.young else f"12/5/19{60 + self.signs}",
            "phone": "" if self.young else self.phone(member),
            "email": self.email(member),
            "pen_name": token("pen_name", self.signs, member),
            "gender": "female",
            "occupation": f"thợ rèn {token('occupation', self.signs, member)}",
            "address": f"ngõ {token('address', self.signs, member)}, khu 3",
            "guardian_name": f"Vi Văn {token('guardian', self.signs, member)}" if self.young else "",
            "guardian_phone": self.phone(member) if self.young else "",
        }

    def text(self) -> str:
        """The essay; whoever ``tells`` signs it in its last line, as many do."""
        if self.files:
            return ""
        lines = [line.format(place=self.place) for line in BODY]
        if self.tells:
            lines.append(
                f"Người viết: {self.name()}, {self.unit}, điện thoại {self.phone()}, thư {self.email()}"
            )
        return "\n\n".join(lines)

    def data(self, contest: Contest) -> dict[str, Any]:
        """What the four steps of the form would send."""
        category = contest.categories[self.place % len(contest.categories)]
        return {
            "essay": {"title": self.said_title, "category_id": str(category.id), "text": self.text()},
            "figure": {
                "kind": "person",
                "name": FIGURES[self.place % len(FIGURES)],
                "birth_year": "1957",
                "position": "trưởng thôn",
                "place": f"Thôn {self.place + 1}, xã Nhân Lý",
            },
            "authors": {
                "kind": self.kind,
                "people": [self.person(member) for member in range(self.members)],
                "leader": "0",
                "unit": self.unit,
                "collective_name": self.collective,
            },
            "statements": sorted(statement.id for statement in contest.statements),
        }

    def canary(self, *, receipt: str) -> Canary:
        """Everything that tells who signed, and the receipt that only they hold."""
        listed = self.signs == UNIT_PLACE
        words = [("receipt", receipt), ("unit of the directory" if listed else "unit", self.unit)]
        words += [("collective", self.collective)] if self.collective else []
        words += [("sent file name", token("file", self.signs))] if self.files else []
        for member in range(self.members):
            person = self.person(member)
            parts = ("name", "email", "pen_name", "occupation", "address", "guardian_name")
            words += [(part, person[part]) for part in parts if person[part]]
        phones = tuple(self.phone(member) for member in range(self.members))
        return Canary(tuple(words), phones)


TITLES = (
    "Con đường của bản",
    "Người giữ rừng na",
    "Lớp học trên đỉnh Mẫu Sơn",
    "Chuyện nhà bà Slao",
    "Tiếng then bên suối",
    "Bếp lửa ngày đông",
)
FIGURES = ("Nông Văn Slao", "Triệu Thị Pết", "Lô Văn Khản", "Hứa Thị Lường", "Vi Văn Đàm")
BODY = (
    "Ông dậy từ lúc gà gáy lần đầu, thắp ngọn đèn rồi đi một vòng quanh bản; câu chuyện số {place} bắt đầu như thế.",
    "Năm ấy con đường vào thôn còn là lối mòn. Mùa mưa, trẻ nhỏ phải nghỉ học, xe na không ra được chợ.",
    "Gia đình ông hiến đất trước, rồi cả thôn theo. Ba tháng sau, xe về tận vườn, học sinh đi học đủ.",
)
WRITERS: Final = (
    Writer(0, 0),
    Writer(1, 1),
    Writer(2, 2, tells=True),
    Writer(3, 3, tells=True),
    Writer(4, 4, tells=True),
    Writer(5, 5, tells=True),
    Writer(6, UNIT_PLACE, tells=True, title="Nhớ quê – {name}"),
    Writer(7, 7, kind="group", members=3, tells=True),
    Writer(8, 8, kind="collective", tells=True),
    Writer(
        9,
        9,
        title="Trang viết tay",
        files=("12-anh-trang-1.jpg", "12-anh-trang-2.jpg", "12-anh-trang-3.jpg"),
        beside=True,
    ),
    Writer(10, 10, title="Chuyển biến tích cực", files=("02-co-ten-tac-gia.docx",), article=True),
    Writer(11, 11, tells=True, young=True),
    Writer(12, 12, tells=True, on_paper=True),
)
STRANGERS: Final = (Writer(0, 20, tells=True), Writer(1, 21, tells=True))
"""The two who hand in to the other contest."""

UNDECIDED: Final = Writer(2, 22, tells=True)
"""Somebody whose draft is still open."""


def unit_of_the_directory() -> Unit:
    """A unit that one writer comes from and no judge belongs to."""
    name = next(w.unit for w in WRITERS if w.signs == UNIT_PLACE)
    return Unit(code=UNIT_CODE, name=name, short_name=name, search_key=search_key(name), kind="school")


def said_by(writer: Writer, contest: Contest, units: dict[str, tuple[int, str]] | None = None) -> Submission:
    """What a writer says who types everything."""
    submission, unclear = said_in(writer.data(contest), (), units=units or {})
    assert unclear == ()
    return submission


def drafted(
    writer: Writer, contest: Contest, *, at: datetime, files: Sequence[str] = (), hand_it_in: bool = False
) -> tuple[Draft, str, str]:
    """The same through a draft and its files, as the website does it.

    Returns  the draft, its token, and the look-up secret when it was handed in
    """
    data = writer.data(contest)
    with transaction():
        draft, key = begin_draft(contest=contest, actor=CITIZEN, at=at)
    for file in files:
        stream = BytesIO((SAMPLES / file).read_bytes())
        received = receive_file(stream=stream, name=writer.sent_name(file), max_mb=contest.max_file_mb)
        with transaction():
            add_draft_file(draft=draft, contest=contest, received=received, at=at)
    if writer.beside:
        _add_beside(draft, writer, contest, at=at)
    for step in ("essay", "figure", "authors"):
        with transaction():
            save_draft_step(draft=draft, step=step, data=data[step], edits=draft.edits, at=at)
    if not hand_it_in:
        return draft, key, ""
    with transaction():
        done = hand_in_draft(draft=draft, contest=contest, accepted=data["statements"], actor=CITIZEN, at=at)
    return draft, key, done.secret


def _add_beside(draft: Draft, writer: Writer, contest: Contest, *, at: datetime) -> None:
    """A photo of the figure whose caption tells the author, and a statement that judges must never get."""
    for role, file in (
        (FileRole.PHOTO, "12-anh-trang-2.jpg"),
        (FileRole.STATEMENT, "02-co-ten-tac-gia.docx"),
    ):
        stream = BytesIO((SAMPLES / file).read_bytes())
        received = receive_file(stream=stream, name=writer.sent_name(file), max_mb=20, role=role)
        with transaction():
            added = add_draft_file(draft=draft, contest=contest, received=received, at=at)
    photo = next(file.id for file in draft.files if file.role == FileRole.PHOTO)
    assert added.role == FileRole.STATEMENT
    with transaction():
        said = f"Bên con đường mới, ảnh: {writer.name()}, {writer.email()}"
        caption_draft_files(draft=draft, captions={photo: said}, at=at)
