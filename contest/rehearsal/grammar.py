"""A small grammar for prose: alternatives, slots, optional sentences, conditions.

A text file holds `key: value` lines, then sections headed `== name` (`== name !conditions` for all of its paragraphs).
A section is paragraphs parted by blank lines;
each line of a paragraph is one place for a sentence:

    {một|hai}   one of the alternatives (they nest)          <slot>   filled in by the telling (see `telling`)
    | câu       one of the neighbouring lines beginning so   ? câu    told half of the time
    !visit,kin f   alone on a paragraph's first line, or after `|` or `?` up to a colon: told only where true;
                   words are all needed, a comma means "or"
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Protocol, TypeAlias

Conditions: TypeAlias = tuple[frozenset[str], ...]


class Teller(Protocol):
    """What a piece of text needs to be told."""

    rng: Random
    traits: frozenset[str]


Slot: TypeAlias = Callable[..., str]
Node: TypeAlias = "str | Slot | tuple[Sequence, ...]"
Sequence: TypeAlias = "tuple[Node, ...]"
Compiler: TypeAlias = Callable[[str], Slot]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One wording of one sentence."""

    conditions: Conditions
    words: Sequence


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a paragraph: one of its wordings is told, or none."""

    wordings: tuple[Sentence, ...]
    optional: bool


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """A paragraph that can be told in many ways."""

    conditions: Conditions
    places: tuple[Place, ...]


@dataclass(slots=True)
class Book:
    """One text file, read."""

    keys: dict[str, list[str]] = field(default_factory=dict)
    sections: dict[str, list[Paragraph]] = field(default_factory=dict)


def read_book(text: str, compiler: Compiler) -> Book:
    """Read one text file. Raises ValueError for braces that do not close."""
    book = Book()
    head, *rest = re.split(r"^== *(.+?) *$", text, flags=re.MULTILINE)
    for line in head.splitlines():
        if line.strip() and not line.startswith("#"):
            key, _, value = line.partition(":")
            book.keys.setdefault(key.strip(), []).append(value.strip())
    for heading, body in zip(rest[::2], rest[1::2], strict=True):
        name, _, words = heading.partition(" !")
        blocks = [block for block in re.split(r"\n\s*\n", body.strip()) if block.strip()]
        told = [_paragraph(block, _conditions(words), compiler) for block in blocks]
        book.sections.setdefault(name, []).extend(told)
    return book


def parse(text: str, compiler: Compiler) -> Sequence:
    """Turn one wording into nodes."""
    tokens = iter(re.findall(r"[{}|]|<[^<>]+>|[^{}|<>]+", text))
    options = _options(tokens, compiler, nested=False)
    return options[0] if len(options) == 1 else (options,)


def tell(words: Sequence, teller: Teller, into: list[str]) -> None:
    """Speak nodes into a list of pieces."""
    for node in words:
        if isinstance(node, str):
            into.append(node)
        elif isinstance(node, tuple):
            tell(node[int(teller.rng.random() * len(node))], teller, into)
        else:
            into.append(node(teller))


def holds(conditions: Conditions, traits: frozenset[str]) -> bool:
    """True where each condition is met by one of the traits."""
    return all(traits & wanted for wanted in conditions)


def tell_paragraph(paragraph: Paragraph, teller: Teller) -> str:
    """One paragraph in clean typography."""
    pieces: list[str] = []
    for place in paragraph.places:
        if place.optional and teller.rng.random() < 0.5:
            continue
        open_ones = [one for one in place.wordings if holds(one.conditions, teller.traits)]
        if open_ones:
            tell(open_ones[int(teller.rng.random() * len(open_ones))].words, teller, pieces)
            pieces.append(" ")
    return tidy("".join(pieces))


_SPACES = re.compile(r" {2,}")
_BEFORE_MARK = re.compile(r" +([,.;:!?…”)])")
_STARTS = re.compile(r"(?:^|(?<=[.!?] )|(?<=[.!?]” )|(?<=: “)|(?<=^“)|(?<=[.!?] “))([^\W\d_])")


def tidy(text: str) -> str:
    """Single spaces, none before a mark, a capital at the start of each sentence."""
    text = _BEFORE_MARK.sub(r"\1", _SPACES.sub(" ", text.strip()))
    return _STARTS.sub(lambda match: match[1].upper(), text)


def _options(tokens: Iterator[str], compiler: Compiler, *, nested: bool) -> tuple[Sequence, ...]:
    options: list[Sequence] = []
    current: list[Node] = []
    for token in tokens:
        if token == "{":
            current.append(_options(tokens, compiler, nested=True))
        elif token == "|":
            options.append(tuple(current))
            current = []
        elif token == "}":
            if not nested:
                raise ValueError("a brace closes that was not opened")
            return (*options, tuple(current))
        elif token.startswith("<"):
            current.append(compiler(token[1:-1]))
        else:
            current.append(token)
    if nested:
        raise ValueError("a brace was not closed")
    return (*options, tuple(current))


def _conditions(words: str) -> Conditions:
    return tuple(frozenset(word.split(",")) for word in words.split())


def _paragraph(block: str, conditions: Conditions, compiler: Compiler) -> Paragraph:
    lines = [line.strip() for line in block.splitlines()]
    if lines[0].startswith("!"):
        conditions += _conditions(lines.pop(0)[1:])
    places: list[Place] = []
    alternatives: list[Sentence] = []
    for line in [*lines, ""]:
        mark = line[0] if line[:2] in ("| ", "|!", "? ", "?!") else ""
        if alternatives and mark != "|":
            places.append(Place(tuple(alternatives), optional=False))
            alternatives = []
        if not line:
            continue
        sentence = _sentence(line[1:] if mark else line, compiler)
        if mark == "|":
            alternatives.append(sentence)
        else:
            places.append(Place((sentence,), optional=mark == "?"))
    return Paragraph(conditions, tuple(places))


def _sentence(line: str, compiler: Compiler) -> Sentence:
    conditions: Conditions = ()
    if line.startswith("!"):
        head, _, line = line[1:].partition(":")
        conditions = _conditions(head)
    try:
        return Sentence(conditions, parse(line.strip(), compiler))
    except ValueError as error:
        raise ValueError(f"{error}: {line}") from error
