"""The text files in `frames/`, read once: what every essay shares, and one plot each."""

import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

from contest.rehearsal.grammar import Book, Paragraph, Sequence, parse, read_book
from contest.rehearsal.telling import compile_slot

_FOLDER: Final = Path(__file__).parent / "frames"
_SHARED: Final = ("common", "common2", "common3", "common4", "words")


@cache
def frame_names() -> tuple[str, ...]:
    """The plot frames there are, in a fixed order."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.txt") if path.stem not in _SHARED))


@cache
def book(stem: str) -> Book:
    """One text file."""
    return read_book(_text(stem), compile_slot)


@cache
def sections(frame: str) -> dict[str, list[Paragraph]]:
    """The paragraphs of a plot and the shared ones, by section."""
    books = [*map(book, _SHARED[:-1]), book(frame)]
    names = {name for one in books for name in one.sections}
    return {name: [told for one in books for told in one.sections.get(name, [])] for name in sorted(names)}


@cache
def wording(text: str) -> Sequence:
    """One line of text, parsed."""
    return parse(text, compile_slot)


@cache
def lists() -> dict[str, list[str]]:
    """Words by the name of their list, as in `*cây`."""
    return {name: lines for name, lines in _headed() if name.startswith("*")}


@cache
def stocks() -> dict[str, list[Sequence]]:
    """Sentences by the name of their stock, as in `~nhận xét`."""
    return {name: [wording(line) for line in lines] for name, lines in _headed() if name.startswith("~")}


def _headed() -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for line in _text("words").splitlines():
        if line.startswith("== "):
            found.append((line[3:].strip(), []))
        elif line.strip() and found:
            found[-1][1].append(line.strip())
    return found


def _text(stem: str) -> str:
    return unicodedata.normalize("NFC", (_FOLDER / f"{stem}.txt").read_text(encoding="utf-8"))
