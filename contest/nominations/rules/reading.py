"""Lines and manifests read as if their writer meant harm: each value of its kind, none longer than it may be."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, TypeVar

from contest.errors.packages import PackageUnfit
from contest.nominations.rules.told import (
    HELD_BACK,
    LEFT_OUT,
    WHOLE,
    AuthorTold,
    ConsentTold,
    EntryTold,
    FigureTold,
    FileTold,
    ResultTold,
)
from contest.plumbing.packages import canonical
from contest.plumbing.vietnamese import clean

LONGEST_LINE: Final = 4 * 1024 * 1024
CHARACTERS: Final = 400_000
MOST_FILES: Final = 200
MOST_AUTHORS: Final = 200
EARLIEST, LATEST = 1970, 2999
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Said:
    """One object of a line, asked for its values by name; names that nobody asks for are passed over."""

    values: Mapping[str, Any]
    line: int
    path: str = ""

    def unfit(self, name: str) -> PackageUnfit:
        """The refusal for that value."""
        return PackageUnfit(line=self.line, field=f"{self.path}{name}")

    def text(self, name: str, most: int, *, needed: bool = False) -> str:
        """A text of so many characters at most, cleaned; "" when it is not there."""
        value = self.values.get(name, "")
        if not isinstance(value, str) or len(value) > most:
            raise self.unfit(name)
        told = clean(value)
        if len(told) > most or (needed and not told.strip()):
            raise self.unfit(name)
        return told

    def one_of(self, name: str, *words: str) -> str:
        """One of these words."""
        value = self.values.get(name)
        if not isinstance(value, str) or value not in words:
            raise self.unfit(name)
        return value

    def number(self, name: str, most: int = 10_000_000_000) -> int:
        """A whole number from 0."""
        value = self.values.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
            raise self.unfit(name)
        return value

    def flag(self, name: str) -> bool:
        """Yes or no."""
        value = self.values.get(name)
        if not isinstance(value, bool):
            raise self.unfit(name)
        return value

    def digest(self, name: str) -> str:
        """A SHA-256 in hex."""
        value = self.values.get(name)
        if not isinstance(value, str) or len(value) != 64 or set(value) - set("0123456789abcdef"):
            raise self.unfit(name)
        return value

    def day(self, name: str) -> date:
        """A day in ISO form."""
        try:
            return date.fromisoformat(self.text(name, 10, needed=True))
        except ValueError:
            raise self.unfit(name) from None

    def moment(self, name: str) -> datetime:
        """A moment with its zone, of a year that a wall clock anywhere can show."""
        try:
            moment = datetime.fromisoformat(self.text(name, 40, needed=True))
            if moment.tzinfo is None:
                raise ValueError("no zone")
            moment = moment.astimezone(UTC)
            if not EARLIEST <= moment.year <= LATEST:
                raise ValueError("no year of ours")
            return moment
        except (ValueError, OverflowError):
            raise self.unfit(name) from None

    def part(self, name: str) -> "Said":
        """An object inside."""
        value = self.values.get(name)
        if not isinstance(value, dict):
            raise self.unfit(name)
        return Said(value, self.line, f"{self.path}{name}.")

    def rows(self, name: str, most: int, read: Callable[["Said"], T]) -> tuple[T, ...]:
        """A list of objects, each read the same way."""
        value = self.values.get(name)
        if not isinstance(value, list) or len(value) > most or not all(isinstance(v, dict) for v in value):
            raise self.unfit(name)
        return tuple(read(Said(v, self.line, f"{self.path}{name}[{n}].")) for n, v in enumerate(value))

    def texts(self, name: str, most: int) -> tuple[str, ...]:
        """A list of texts of so many characters together."""
        value = self.values.get(name)
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self.unfit(name)
        if sum(map(len, value)) + len(value) > most:
            raise self.unfit(name)
        return tuple(clean(v) for v in value)


def read_line(raw: bytes, line: int) -> EntryTold:
    """One line of entries.jsonl, written the one way. Raises PackageUnfit, naming the line and the value."""
    try:
        value = json.loads(raw) if len(raw) <= LONGEST_LINE else None
        written = canonical(value)
    except (ValueError, RecursionError):
        value, written = None, b""
    if not isinstance(value, dict) or written != raw:
        raise PackageUnfit(line=line, field="JSON")
    return read_entry(value, line)


def read_entry(value: Mapping[str, Any], line: int = 0) -> EntryTold:
    """What a line says, from its JSON. Raises PackageUnfit."""
    said = Said(value, line)
    return EntryTold(
        receipt=said.text("receipt", 20, needed=True),
        title=said.text("title", 300, needed=True),
        category=said.text("category", 40),
        category_name=said.text("category_name", 120),
        nominated=said.flag("nominated"),
        handed_in_at=said.moment("handed_in_at"),
        sent_on=said.day("sent_on"),
        received_on=said.day("received_on"),
        channel=said.one_of("channel", "web", "hand", "post", "email", "unit"),
        digest=said.digest("digest"),
        words=said.number("words"),
        typed=said.flag("typed"),
        paragraphs=said.texts("paragraphs", CHARACTERS),
        kind=said.one_of("kind", "person", "group", "collective"),
        collective_name=said.text("collective_name", 200),
        authors=said.rows("authors", MOST_AUTHORS, _author),
        unit_code=said.text("unit_code", 40),
        unit=said.text("unit", 200),
        figure=_figure(said.part("figure")),
        files=said.rows("files", MOST_FILES, _file),
        consents=said.rows("consents", 50, _consent),
        contacts=said.one_of("contacts", WHOLE, HELD_BACK, LEFT_OUT),
        result=None if value.get("result") is None else _result(said.part("result")),
    )


def _author(said: Said) -> AuthorTold:
    return AuthorTold(
        name=said.text("name", 100, needed=True),
        leads=said.flag("leads"),
        pen_name=said.text("pen_name", 100),
        birth=said.text("birth", 10),
        gender=said.text("gender", 10),
        occupation=said.text("occupation", 200),
        unit=said.text("unit", 200),
        address=said.text("address", 300),
        phone=said.text("phone", 20),
        email=said.text("email", 254),
        guardian_name=said.text("guardian_name", 100),
        guardian_phone=said.text("guardian_phone", 20),
    )


def _figure(said: Said) -> FigureTold:
    return FigureTold(
        kind=said.one_of("kind", "person", "collective"),
        name=said.text("name", 200, needed=True),
        birth_year=None if said.values.get("birth_year") is None else said.number("birth_year", 9999),
        position=said.text("position", 200),
        place=said.text("place", 300),
        phone=said.text("phone", 20),
        field=said.text("field", 120),
        honours=said.text("honours", 2000),
        verified=said.one_of("verified", "", "asked", "confirmed", "denied"),
    )


def _file(said: Said) -> FileTold:
    return FileTold(
        sha256=said.digest("sha256"),
        size=said.number("size"),
        role=said.one_of("role", "essay", "photo", "statement"),
        caption=said.text("caption", 300),
    )


def _consent(said: Said) -> ConsentTold:
    return ConsentTold(said.text("key", 40, needed=True), said.text("text", 8000), said.moment("accepted_at"))


def _result(said: Said) -> ResultTold:
    return ResultTold(
        round=said.text("round", 120),
        mark=said.text("mark", 20),
        rank=said.number("rank"),
        among=said.number("among"),
        award=said.text("award", 200),
        code=said.text("code", 20),
    )
