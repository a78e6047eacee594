"""Essays about exemplary people, in Vietnamese, told from the text files in `frames/`."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from contest.rehearsal.grammar import Book, Paragraph, holds, parse, read_book, tell, tell_paragraph, tidy
from contest.rehearsal.names import Gender, made_up_name
from contest.rehearsal.telling import Telling, called_by_age, compile_slot, made_up_hamlet

_FOLDER: Final = Path(__file__).parent / "frames"
_SHARED: Final = ("common", "common2", "common3", "words")
_COMMUNES: Final = (
    "Vân An|Vân Thủy|Gia Lộc|Bắc Thủy|Chiến Thắng|Mai Sao|Bằng Hữu|Thượng Cường|Bằng Mạc|Nhân Lý|Lâm Sơn|Liên Sơn|"
    "Vạn Linh|Hòa Bình|Hữu Kiên|Quan Sơn|Y Tịch|Chi Lăng"
).split("|")
_COMMUNES_SINCE_2025: Final = ("Chi Lăng", "Bằng Mạc", "Chiến Thắng", "Nhân Lý", "Vạn Linh", "Quan Sơn")
_WITHOUT_DISTRICTS: Final = 2026

_ORDERS: Final = tuple(
    order.split()
    for order in (
        "opening place childhood family turning hardship deeds results voices character recognition reflection spreading ending",
        "opening turning deeds voices hardship childhood place results character family spreading recognition reflection ending",
        "opening character place turning deeds hardship results voices family childhood recognition spreading reflection ending",
        "opening reflection childhood turning deeds results hardship voices character place family spreading recognition ending",
        "opening voices place turning hardship deeds character results spreading childhood family recognition reflection ending",
    )
)
_FIRST: Final = ("opening", "turning", "deeds", "deeds", "voices", "reflection", "ending")
_MOST: Final = {
    **{"opening": 1, "place": 2, "childhood": 1, "family": 1, "turning": 1, "deeds": 6, "character": 3, "hardship": 2},
    **{"voices": 4, "results": 2, "recognition": 1, "reflection": 3, "spreading": 2, "ending": 1},
}


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
        1 for text in paragraphs for token in text.split() if token[0].isalnum() or any(map(str.isalnum, token))
    )


@cache
def frame_names() -> tuple[str, ...]:
    """The plot frames there are, in a fixed order."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.txt") if path.stem not in _SHARED))


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
    words    fewest and most words of the body; the length is spread between them
    year     the year it is written in: ages, dates and the levels above the commune follow from it
    commune  name of the commune where the figure lives, without "xã"; any when None
    Raises   ValueError when words leave no room (fewest above most, most below 600) or the frame is unknown
    """
    fewest, most = words
    if fewest > most or most < 600:
        raise ValueError(f"no essay has between {fewest} and {most} words")
    name = frame or rng.choice(frame_names())
    if name not in frame_names():
        raise ValueError(f"no frame is called {name}")
    book = _book(name)
    genre = rng.choice(tuple(Genre))
    telling = _begin(rng, book, genre=genre, year=year, commune=commune)
    target = int(rng.triangular(fewest + 30, max(most - 90, fewest + 30), fewest + (most - fewest) // 4))
    paragraphs = _tell_all(telling, _sections(name), target=target, most=most)
    figure = FigureSketch(
        kind=FigureKind.INDIVIDUAL if "one" in telling.traits else FigureKind.COLLECTIVE,
        name=telling.facts["N"],
        birth_year=int(telling.facts["born"]) if "one" in telling.traits else None,
        position=tidy(telling.facts["role"]),
        place=tidy(telling.facts["noi"]),
        field=rng.choice(book.keys["field"]),
    )
    title = _say(rng.choice(book.keys["title"]), telling)
    return Essay(title, genre, tuple(paragraphs), figure, name)


def _tell_all(telling: Telling, sections: dict[str, list[Paragraph]], *, target: int, most: int) -> list[str]:
    rng = telling.rng
    order = rng.choice(_ORDERS)
    decks = {
        section: [one for one in sections.get(section, []) if holds(one.conditions, telling.traits)] for section in order
    }
    for deck in decks.values():
        rng.shuffle(deck)
    told: dict[str, list[str]] = {section: [] for section in order}
    total = 0
    for section in _FIRST:
        if decks[section]:
            total += _tell_one(telling, decks[section].pop(), told[section])
    while total < target:
        free = [one for one in order if decks[one] and (len(told[one]) < _MOST[one])]
        if not free:
            break
        section = rng.choice(free + ["deeds"] * (2 * ("deeds" in free)))
        length = _tell_one(telling, decks[section].pop(), told[section])
        if total + length > most:
            told[section].pop()
            break
        total += length
    return [paragraph for section in order for paragraph in told[section]]


def _tell_one(telling: Telling, paragraph: Paragraph, into: list[str]) -> int:
    telling.new_paragraph()
    into.append(tell_paragraph(paragraph, telling))
    return count_words(into[-1:])


def _begin(rng: Random, book: Book, *, genre: Genre, year: int, commune: str | None) -> Telling:
    one = book.keys["kind"][0] == "one"
    gender = Gender.MALE if rng.choice(book.keys["gender"][0].split()) == "m" else Gender.FEMALE
    youngest, oldest = map(int, book.keys["age"][0].split())
    age = rng.randint(youngest, oldest)
    voice = rng.choice([v for v in _VOICES[genre] if v != "kin" or (one and age >= 42)])
    years = {"now": year, "last": year - 1}
    shortest, longest = map(int, book.keys.get("years", ["6 15"])[0].split())
    years["start"] = year - rng.randint(shortest, max(shortest, min(longest, age - 21)))
    traits = {voice, "one" if one else "group", "m" if gender is Gender.MALE else "f", "old" if age >= 52 else "young"}
    after = year >= _WITHOUT_DISTRICTS
    xa = commune or rng.choice(_COMMUNES_SINCE_2025 if after else _COMMUNES)
    thon = made_up_hamlet(rng)
    facts = _facts_of_person(rng, book, gender=gender, age=age, kin=voice == "kin")
    facts |= {
        **{"age": str(age), "born": str(year - age), "now-start": str(year - years["start"])},
        **{"thon": f"thôn {thon}", "thon.n": thon, "xa": f"xã {xa}", "xa.n": xa},
        "noi": f"thôn {thon}, xã {xa}, " + ("tỉnh Lạng Sơn" if after else "huyện Chi Lăng"),
        "cấp": "xã" if after else "huyện",
        "cap": rng.choice(("Chủ tịch UBND tỉnh", "Chủ tịch UBND xã") if after else ("Chủ tịch UBND huyện", "Huyện ủy")),
        "T": {"visit": rng.choice(("tôi", "chúng tôi")), "third": "chúng tôi"}.get(voice, "tôi"),
    }
    stock = _words()
    telling = Telling(rng, frozenset(traits), facts, years, gender, age, stock[0], stock[1])
    for key in ("role", *(("N", "PT", "PN", "P", "V", "v") if not one else ())):
        facts[key] = _say(rng.choice(book.keys[key]), telling, sentence=False)
    if one:
        facts["PN"] = f"{facts['P']} tôi, {facts['N']}" if voice == "kin" else f"{facts['call']} {facts['N']}"
    return telling


def _facts_of_person(rng: Random, book: Book, *, gender: Gender, age: int, kin: bool) -> dict[str, str]:
    male = gender is Gender.MALE
    name = made_up_name(rng, gender, old=age >= 46)
    given = name.rsplit(" ", 1)[1]
    call = called_by_age(gender, age)
    if "call" in book.keys:
        call = book.keys["call"][0].split()[0 if male else 1]
    child_says = ("ông" if male else "bà") if age >= 58 else "bác" if age >= 42 else ("chú" if male else "cô")
    parent = "bố" if male else "mẹ"
    return {
        **{"N": name, "ten": given, "call": call, "spouse": "vợ" if male else "chồng"},
        "P": parent if kin else call,
        "PT": f"{parent} tôi" if kin else f"{call} {given}",
        "v": call,
        "V": f"{call} {given}",
        "vC": f"{call if 'call' in book.keys else child_says} {given}",
    }


def _say(text: str, telling: Telling, *, sentence: bool = True) -> str:
    pieces: list[str] = []
    tell(parse(text, compile_slot), telling, pieces)
    return tidy("".join(pieces)) if sentence else "".join(pieces)


def _text(stem: str) -> str:
    return unicodedata.normalize("NFC", (_FOLDER / f"{stem}.txt").read_text(encoding="utf-8"))


@cache
def _book(stem: str) -> Book:
    return read_book(_text(stem), compile_slot)


@cache
def _sections(frame: str) -> dict[str, list[Paragraph]]:
    books: Sequence[Book] = [*map(_book, _SHARED[:3]), _book(frame)]
    names = {name for book in books for name in book.sections}
    return {name: [one for book in books for one in book.sections.get(name, [])] for name in names}


@cache
def _words() -> tuple[dict[str, list[str]], dict[str, list[tuple[object, ...]]]]:
    lists: dict[str, list[str]] = {}
    stocks: dict[str, list[tuple[object, ...]]] = {}
    heading = ""
    for line in _text("words").splitlines():
        if line.startswith("== "):
            heading = line[3:].strip()
        elif line.strip() and heading.startswith("*"):
            lists.setdefault(heading, []).append(line.strip())
        elif line.strip() and heading:
            stocks.setdefault(heading, []).append(parse(line.strip(), compile_slot))
    return lists, stocks
