"""Essays about exemplary people, in Vietnamese, told from the text files in `frames/`."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Final

from contest.rehearsal.casting import cast, say_as_heading
from contest.rehearsal.grammar import Paragraph, holds, tell_paragraph
from contest.rehearsal.shelf import book, frame_names, sections
from contest.rehearsal.telling import Telling

__all__ = ["Essay", "FigureKind", "FigureSketch", "Genre", "count_words", "frame_names", "write_essay"]

_ORDERS: Final = tuple(
    ("opening " + order + " ending").split()
    for order in (
        "place childhood family turning hardship deeds results voices character recognition reflection spreading",
        "turning deeds voices hardship childhood place results character family spreading recognition reflection",
        "character place turning deeds hardship results voices family childhood recognition spreading reflection",
        "reflection childhood turning deeds results hardship voices character place family spreading recognition",
        "voices place turning hardship deeds character results spreading childhood family recognition reflection",
    )
)
_FIRST: Final = ("opening", "turning", "deeds", "deeds", "voices", "reflection", "ending")
_ONCE: Final = ("opening", "childhood", "family", "turning", "recognition", "ending")
_MOST: Final = dict.fromkeys(_ONCE, 1) | {"deeds": 6, "voices": 4, "character": 3, "reflection": 3}
_MOST_ELSE: Final = 2
_LONG: Final = 1600  # words from which an essay may dwell: half as much again of what may be told twice


class Genre(StrEnum):
    """The genres that rules of such contests name."""

    NOTES = "ghi chép"
    ESSAY = "bút ký"
    PORTRAIT = "ký chân dung"
    REPORTAGE = "phóng sự"
    ARTICLE = "bài phản ánh"


class FigureKind(StrEnum):
    """One person, or a collective."""

    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"


_VOICES: Final = {
    Genre.NOTES: ("first", "first", "kin", "visit"),
    Genre.ESSAY: ("visit", "first", "kin"),
    Genre.PORTRAIT: ("visit", "first", "third"),
    Genre.REPORTAGE: ("visit", "third"),
    Genre.ARTICLE: ("third",),
}


@dataclass(frozen=True, slots=True)
class FigureSketch:
    """The person, or the collective, that an essay is about; birth_year is None for a collective."""

    kind: FigureKind
    name: str
    birth_year: int | None
    position: str
    place: str
    field: str


@dataclass(frozen=True, slots=True)
class Essay:
    """A title and paragraphs; `frame` names the plot it was told from."""

    title: str
    genre: Genre
    paragraphs: tuple[str, ...]
    figure: FigureSketch
    frame: str

    @property
    def text(self) -> str:
        """The body, paragraphs parted by an empty line."""
        return "\n\n".join(self.paragraphs)

    @property
    def word_count(self) -> int:
        """Written syllables of the body: tokens with at least one letter or digit."""
        return count_words(self.paragraphs)


def count_words(paragraphs: Iterable[str]) -> int:
    """Written syllables: tokens with at least one letter or digit."""
    return sum(
        1
        for text in paragraphs
        for token in text.split()
        if token[0].isalnum() or any(map(str.isalnum, token))
    )


def write_essay(
    rng: Random,
    *,
    frame: str | None = None,
    words: tuple[int, int] = (600, 2500),
    year: int = 2025,
    commune: str | None = None,
) -> Essay:
    """Invent one essay.

    frame    one of frame_names(); any when None
    words    fewest and most words of the body; the length is spread between them, seldom above 2,300
    year     the year it is written in: ages, dates and the levels above the commune follow from it
    commune  name of the commune where the figure lives, without "xã"; any when None
    Raises   ValueError when words leave no room (fewest above most, most below 800) or the frame is unknown
    """
    fewest, most = words
    if fewest > most or most < 800:
        raise ValueError(f"no essay has between {fewest} and {most} words")
    name = frame or rng.choice(frame_names())
    if name not in frame_names():
        raise ValueError(f"no frame is called {name}")
    genre = rng.choice(tuple(Genre))
    telling = cast(rng, book(name), voices=_VOICES[genre], year=year, commune=commune)
    target = int(rng.triangular(fewest + 20, max(most - 90, fewest + 20), fewest + (most - fewest) // 4))
    paragraphs = _tell_all(telling, sections(name), target=target, most=most)
    facts = telling.facts
    one = "one" in telling.traits
    figure = FigureSketch(
        kind=FigureKind.INDIVIDUAL if one else FigureKind.COLLECTIVE,
        name=facts["N"],
        birth_year=int(facts["born"]) if one else None,
        position=facts["role"][0].upper() + facts["role"][1:],
        place=facts["noi"][0].upper() + facts["noi"][1:],
        field=rng.choice(book(name).keys["field"]),
    )
    title = say_as_heading(rng.choice(book(name).keys["title"]), telling)
    return Essay(title, genre, tuple(paragraphs), figure, name)


def _tell_all(telling: Telling, shelf: dict[str, list[Paragraph]], *, target: int, most: int) -> list[str]:
    rng = telling.rng
    order = rng.choice(_ORDERS)
    decks = {
        section: [one for one in shelf.get(section, []) if holds(one.conditions, telling.traits)]
        for section in order
    }
    for deck in decks.values():
        rng.shuffle(deck)
    told: dict[str, list[str]] = {section: [] for section in order}
    total = 0
    for section in _FIRST:
        if decks[section]:
            total += _tell_one(telling, decks[section].pop(), told[section])
    while total < target:
        free = [one for one in order if decks[one] and len(told[one]) < _most(one, target)]
        if not free:
            break
        section = rng.choice(free + ["deeds"] * (2 * ("deeds" in free)))
        length = _tell_one(telling, decks[section].pop(), told[section])
        if total + length > most:
            told[section].pop()
            break
        total += length
    return [paragraph for section in order for paragraph in told[section]]


def _most(section: str, target: int) -> int:
    most = _MOST.get(section, _MOST_ELSE)
    return most if section in _ONCE or target < _LONG else most + (most + 1) // 2


def _tell_one(telling: Telling, paragraph: Paragraph, into: list[str]) -> int:
    telling.new_paragraph()
    into.append(tell_paragraph(paragraph, telling))
    return count_words(into[-1:])
