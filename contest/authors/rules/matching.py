"""Which files of a bundle belong to which row of its list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from contest.plumbing.vietnamese import clean, search_key

_ENDING: Final = re.compile(
    r"\.(docx?|docm|dotx|odt|rtf|pdf|txt|jpe?g|jpe|png|tiff?|webp|hei[cf]|zip|rar|7z)\Z", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"0*([0-9]{1,4})")
_NUMBER_FIRST: Final = re.compile(r"(?:tt|stt|bai|so)?[\s._-]*0*(\d{1,4})(?![0-9])")
_DIGITS: Final = re.compile(r"\d{1,18}")


class By(StrEnum):
    """How files were found: by the name the row gives, by a number before their names, by author or title."""

    NAME = "name"
    NUMBER = "number"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a row says of its files, and what else may point to them.

    named   names of files or folders, as the row gives them
    number  its running number (TT) as written, or ""
    words   its author and its title, for files that are called so
    """

    named: tuple[str, ...] = ()
    number: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The files of a row, as places in the list of files.

    missing    names that no file bears; doubtful: names that several files bear equally
    """

    files: tuple[int, ...] = ()
    by: By = By.NAME
    missing: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matched:
    """What each row found, and the files that belong to none."""

    rows: tuple[Found, ...]
    left: tuple[int, ...] = ()


@dataclass(slots=True)
class _Shelf:
    """The files by everything they may be called."""

    names: Sequence[str]
    exact: dict[str, list[int]] = field(default_factory=dict)
    keys: dict[str, list[int]] = field(default_factory=dict)
    folders: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place, name in enumerate(self.names):
            whole = clean(name).casefold()
            last = whole.rsplit("/", 1)[-1]
            for said in {whole, last}:
                self.exact.setdefault(said, []).append(place)
            self.keys.setdefault(key_of_name(last), []).append(place)
            for folder in whole.split("/")[:-1]:
                self.folders.setdefault(search_key(folder), []).append(place)

    def called(self, said: str) -> list[int]:
        """The files of that name: letter by letter, else without marks, signs and ending; several are a doubt."""
        name = clean(said).replace("\\", "/").strip().strip("/").casefold()
        last = name.rsplit("/", 1)[-1]
        found = self.exact.get(name) or self.exact.get(last) or self.keys.get(key_of_name(last), [])
        alike = [place for place in found if _ending_of(self.names[place]) == _ending_of(last)]
        return alike or found

    def inside(self, said: str) -> list[int]:
        """The files of a folder of that name."""
        last = clean(said).replace("\\", "/").strip().strip("/").rsplit("/", 1)[-1]
        return sorted(self.folders.get(search_key(last), []), key=self.order)

    def order(self, place: int) -> tuple[object, ...]:
        """Pages in their own order: 2 before 10."""
        return in_order(self.names[place])


def match_files(rows: Sequence[Wanted], names: Sequence[str]) -> Matched:
    """Find each row's files: by the names it gives; for rows that give none, by a running number before the
    file's or folder's name, then by the author's name or the title in it. A file goes to one row only in the
    last two ways; by its name two rows may both ask for it, which is theirs to explain.

    names  of the files with their folders, NFC or not
    """
    shelf = _Shelf(names)
    found = [_by_name(row, shelf) for row in rows]
    free = set(range(len(names))) - {place for row in found for place in row.files}
    for guess, by in ((_by_number, By.NUMBER), (_by_words, By.WORDS)):
        for at, files in list(guess(rows, found, shelf, free)):
            if files:
                found[at] = Found(tuple(sorted(files, key=shelf.order)), by)
                free -= set(files)
    return Matched(tuple(found), tuple(sorted(free)))


def _by_name(row: Wanted, shelf: _Shelf) -> Found:
    files: list[int] = []
    missing, doubtful = [], []
    for said in row.named:
        places, folder = shelf.called(said), shelf.inside(said)
        if len(places) > 1:
            doubtful.append(said)
        elif not places and not folder:
            missing.append(said)
        else:
            files += [place for place in places or folder if place not in files]
    return Found(tuple(files), By.NAME, tuple(missing), tuple(doubtful))


def _by_number(
    rows: Sequence[Wanted], found: Sequence[Found], shelf: _Shelf, free: set[int]
) -> Iterator[tuple[int, list[int]]]:
    numbered: dict[int, list[int]] = {}
    for place in free:
        for part in shelf.names[place].split("/"):
            first = _NUMBER_FIRST.match(search_key(part))
            if first:
                numbered.setdefault(int(first[1]), []).append(place)
                break
    given = [int(said[1]) if (said := _NUMBER.fullmatch(row.number)) else None for row in rows]
    for at, (row, number) in enumerate(zip(rows, given, strict=True)):
        if row.named or found[at].files or number is None or given.count(number) > 1:
            continue
        yield at, numbered.get(number, [])


def _by_words(
    rows: Sequence[Wanted], found: Sequence[Found], shelf: _Shelf, free: set[int]
) -> Iterator[tuple[int, list[int]]]:
    """Files that hold the author's name or the title of one row alone."""
    wants = {at: row for at, row in enumerate(rows) if not row.named and not found[at].files}
    keys = {at: [key for key in map(search_key, row.words) if len(key) > 5] for at, row in wants.items()}
    taken: dict[int, list[int]] = {}
    for place in sorted(free):
        name = f" {search_key(shelf.names[place])} "
        fitting = [at for at, told in keys.items() if any(f" {key} " in name for key in told)]
        if len(fitting) == 1:
            taken.setdefault(fitting[0], []).append(place)
    yield from taken.items()


def key_of_name(name: str) -> str:
    """A file's name without folders, ending, marks and signs: "Bài dự thi_01.DOCX" is "bai du thi 01"."""
    return search_key(_ENDING.sub("", name.rsplit("/", 1)[-1]))


def _ending_of(name: str) -> str:
    found = _ENDING.search(name)
    return found[0].casefold() if found else ""


def in_order(name: str) -> tuple[object, ...]:
    """The place of a file among its like, numbers by their value."""
    folded = clean(name).casefold()
    at, parts = 0, []
    for number in _DIGITS.finditer(folded):
        parts += [(1, folded[at : number.start()], 0), (0, "", int(number[0]))]
        at = number.end()
    return (*parts, (1, folded[at:], 0))
