"""In English no page holds a sentence of our own in Vietnamese; what people wrote stays as they wrote it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Final, Self

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from sqlalchemy import JSON, String, select

from contest.db import Base, db
from contest.web.locale import COOKIE
from tests.conftest import Schema
from tests.doors import People, Places, clock_of
from tests.pages import AGAIN, BEFORE, LEVELS, NOT_PAGES, TOO_EARLY, begin, looks
from tests.stage import Stage, staged

CATALOGUE = Path(__file__).resolve().parents[2] / "contest/translations/en/LC_MESSAGES/messages.po"
VIETNAMESE: Final = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯ]|[àáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵẠ-ỹ]", re.IGNORECASE)
READ_OUT: Final = frozenset({"alt", "aria-label", "placeholder", "title", "label"})
"""Attributes that say something to a person; those of scripts begin with ``data-``."""
VOID: Final = frozenset("area base br col embed hr img input link meta source track wbr".split())
BY_DESIGN: Final = ("Gương Sáng", "Ban Tổ chức", "đồng")
"""The application's name, whom a paper without signers is signed for, and the money."""


class Words(HTMLParser):
    """What a page says to its reader, outside what is marked as Vietnamese."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []

    @property
    def _ours(self) -> bool:
        return not self._open or self._open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        ours = self._ours and said.get("lang") != "vi" and tag not in {"script", "style"}
        if ours:
            read = READ_OUT | ({"value"} if said.get("type") in {"submit", "button"} else set())
            self.found += [value for name, value in said.items() if name in read or name.startswith("data-")]
        if tag not in VOID:
            self._open.append((tag, ours))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._ours:
            self.found.append(data)


class Written:
    """What people and the charter wrote, as it stands in the database: it keeps its language on every page."""

    def __init__(self) -> None:
        found: set[str] = set()
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if isinstance(column.type, String | JSON):
                    for value in db.session.scalars(select(column).where(column.is_not(None)).distinct()):
                        found.update(plain(one) for one in strings_in(value))
        self.values = found
        self.all = "\n".join(found)
        pieces = (one.casefold() for one in (*found, *BY_DESIGN) if VIETNAMESE.search(one))
        self.pieces = sorted(pieces, key=len, reverse=True)

    def holds(self, words: str) -> bool:
        """Whether the words are nothing but what was written, and what has no Vietnamese letter."""
        return words.strip(" .…,:;“”()") in self.all or not VIETNAMESE.search(self._rest(words.casefold()))

    def _rest(self, words: str) -> str:
        for piece in self.pieces:
            words = words.replace(piece, " ")
        return words


def strings_in(value: object) -> Iterator[str]:
    """Every string in a value as JSON keeps it, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from (str(key), *strings_in(one))
    elif isinstance(value, list):
        for one in value:
            yield from strings_in(one)


def plain(words: str) -> str:
    """The words with single spaces."""
    return " ".join(words.split())


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Our own sentences: those that read otherwise in English, and English ones with a Vietnamese example in them."""

    ours: frozenset[str]
    examples: frozenset[str]

    @classmethod
    def read(cls) -> Self:
        with CATALOGUE.open("rb") as file:
            pairs = [
                (plain(str(one.id)), plain(str(one.string)))
                for one in read_po(file)
                if isinstance(one.id, str)
            ]
        return cls(
            frozenset(said for said, english in pairs if said and said != english and " " in said),
            frozenset(english.replace("%%", "%") for _said, english in pairs if VIETNAMESE.search(english)),
        )


def untranslated(html: str, written: Written, catalogue: Catalogue) -> list[str]:
    """The page's Vietnamese words that nobody wrote, and those that the catalogue has in English."""
    page = Words()
    page.feed(html)
    said = dict.fromkeys(plain(words) for words in page.found)
    return [
        words
        for words in said
        if words not in written.values
        and words not in catalogue.examples
        and (words in catalogue.ours or (VIETNAMESE.search(words) and not written.holds(words)))
    ]


@pytest.fixture(scope="module")
def stood(tmp_path_factory: pytest.TempPathFactory, schema: Schema) -> Iterator[tuple[Flask, Stage]]:
    with staged(tmp_path_factory.mktemp("english"), schema, BEFORE) as (app, stage), clock_of(stage):
        with app.app_context():
            begin(stage)
            db.session.remove()
        yield app, stage


def test_what_is_said_of_pages_is_said_of_pages_that_are_there(app: Flask) -> None:
    named = {*NOT_PAGES, *(one for table in (TOO_EARLY, AGAIN) for names in table.values() for one in names)}
    assert named - set(app.view_functions) == set()


@pytest.mark.parametrize("level", LEVELS)
def test_every_page_speaks_english_where_english_is_asked_for(level: str, stood: tuple[Flask, Stage]) -> None:
    """Each page of the look-through; one that is not there fails by name, as a page that is none does."""
    app, stage = stood
    with app.app_context():
        stage.advance(level)
        db.session.remove()
    people, places = People(app, stage), Places(app, stage)
    people.ask("citizen", f"/account/invitations/{stage.invitation}")
    with app.app_context():
        written, catalogue = Written(), Catalogue.read()
        db.session.remove()
    for browser in people.browsers.values():
        browser.set_cookie(COOKIE, "en")
    found = []
    for look in looks(app, places, level):
        answer = people.ask(look.who, look.address)
        text = answer.get_data(as_text=True)
        if look.endpoint and (answer.status_code != 200 or "<html" not in text):
            found.append((look.endpoint, f"no page at {level}: {answer.status}, {answer.mimetype}"))
            continue
        found += [(look.endpoint, words) for words in untranslated(text, written, catalogue)]
    assert found == [], "\n".join(map(str, found))
