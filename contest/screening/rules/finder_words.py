"""How names, numbers, units and addresses are looked for in folded text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from contest.plumbing.vietnamese import fold, one_tone_place, search_key
from contest.screening.rules.finder_passages import Whole

LEAST_WORDS: Final = {"name": 2, "unit": 2, "address": 3, "title": 4}
LEAST_DIGITS: Final = 8
BETWEEN_DIGITS: Final = r"[\s.\-\u2010-\u2015()/·]*"
SHORT_FORMS: Final = {
    ("trung", "hoc", "co", "so"): "thcs",
    ("trung", "hoc", "pho", "thong"): "thpt",
    ("pho", "thong", "dan", "toc", "noi", "tru"): "ptdtnt",
    ("pho", "thong", "dan", "toc", "ban", "tru"): "ptdtbt",
    ("dan", "toc", "noi", "tru"): "dtnt",
    ("dan", "toc", "ban", "tru"): "dtbt",
    ("tieu", "hoc"): "th",
    ("mam", "non"): "mn",
    ("uy", "ban", "nhan", "dan"): "ubnd",
    ("hoi", "dong", "nhan", "dan"): "hdnd",
    ("mat", "tran", "to", "quoc"): "mttq",
    ("thi", "tran"): "tt",
}
"""Words of offices and the letters that people write for them; either is found by the other."""


class ClueKind(StrEnum):
    """What sort of thing tells."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    UNIT = "unit"
    PART = "part"
    ADDRESS = "address"
    WORK = "work"
    SELF = "self"


CERTAIN: Final = frozenset({ClueKind.NAME, ClueKind.PHONE, ClueKind.EMAIL})
"""Kinds that are masked without asking; a unit only where one of these stands in the same paragraph."""


@dataclass(frozen=True, slots=True)
class Clue:
    """Something known of an author that must not stand in the text: a name, a number, an address, a unit.

    person  whether it is a person's full name, whose parts and turns tell as well
    """

    kind: ClueKind
    text: str
    person: bool = False


@dataclass(frozen=True, slots=True)
class Sought:
    """A clue as a pattern in folded text, and a part that must stand there for the pattern to fit.

    said     how it is written when it is no other words: None where that does not matter
    exact    taken only when written with a name's capitals and these very marks
    at_ends  looked for only where an essay is headed or signed
    """

    kind: ClueKind
    needle: str
    pattern: re.Pattern[str]
    said: str | None = None
    exact: bool = False
    at_ends: bool = False

    def fits(self, said: str) -> bool:
        """Whether what stands in the text may be meant at all."""
        return not self.exact or (capitals(said) and self._same(said))

    def sure(self, said: str) -> bool:
        """Whether it surely is the clue, and not other words of the same letters."""
        if self.kind not in CERTAIN or self.said is None:
            return self.kind in CERTAIN
        if capitals(said):
            return True
        return (said.isascii() or self._same(said)) and len(self.said.split()) > 2

    def _same(self, said: str) -> bool:
        if said.isascii() or self.said is None:
            return True
        return one_tone_place(" ".join(said.split())).casefold() == one_tone_place(self.said).casefold()


HONORIFICS: Final = (
    "co giao|thay giao|co|thay|anh|chi|em|ong|ba|bac|chu|chau|con|ban|dong chi|d/c|"
    "nguoi viet|tac gia|hoc sinh|hs|gv"
)


def sought_of(clue: Clue, whole: Whole) -> Iterator[Sought]:
    """Every pattern by which a clue is looked for, of those that can stand in the whole text at all."""
    match clue.kind:
        case ClueKind.PHONE:
            yield from _phone(clue, whole)
        case ClueKind.EMAIL:
            address = fold(clue.text)
            if "@" in address and address in whole.text:
                yield Sought(clue.kind, address, re.compile(re.escape(address)))
        case ClueKind.UNIT:
            yield from _unit(clue, whole)
        case ClueKind.WORK:
            yield from _work(clue, whole)
        case _:
            yield from _name(clue, whole)


def _name(clue: Clue, whole: Whole) -> Iterator[Sought]:
    words = search_key(clue.text).split()
    if len(words) >= LEAST_WORDS.get(clue.kind, 1) and whole.words.issuperset(words):
        yield Sought(clue.kind, longest(words), re.compile(as_words(words)), clue.text)
    elif clue.kind == ClueKind.NAME and len(words) == 1 and words[0] in whole.at_ends:
        alone = re.compile(as_words(words))
        yield Sought(ClueKind.PART, words[0], alone, clue.text, exact=True, at_ends=True)
    if clue.person:
        yield from _parts(clue.text, whole)


def _phone(clue: Clue, whole: Whole) -> Iterator[Sought]:
    digits = re.sub(r"\D", "", clue.text)
    national = digits.removeprefix("84") if digits.startswith("84") else digits.removeprefix("0")
    if len(digits) >= LEAST_DIGITS and national in whole.digits:
        start = rf"(?<!\d)(?:(?:\+?84|0){BETWEEN_DIGITS}(?:0{BETWEEN_DIGITS})?)?"
        number = start + BETWEEN_DIGITS.join(national) + r"(?!\d)"
        yield Sought(clue.kind, national[0], re.compile(number))


def _unit(clue: Clue, whole: Whole) -> Iterator[Sought]:
    words = search_key(clue.text).split()
    if len(words) >= LEAST_WORDS["unit"]:
        pattern, own = _with_short_forms(words)
        if whole.words.issuperset(own):
            yield Sought(clue.kind, longest(own) if own else "", re.compile(pattern))


def _work(clue: Clue, whole: Whole) -> Iterator[Sought]:
    """An occupation told as "what|where": the two within a few words of each other, or a long title alone."""
    work, _bar, place = clue.text.partition("|")
    what, where = search_key(work).split(), search_key(place).split()
    if not what or not whole.words.issuperset(what):
        return
    if not where and len(what) >= LEAST_WORDS["title"]:
        yield Sought(clue.kind, longest(what), re.compile(as_words(what)))
    if len(where) > 1:
        pattern, own = _with_short_forms(where)
        if whole.words.issuperset(own):
            near = as_words(what) + r"(?:\W+\w+){0,4}?\W+" + pattern
            yield Sought(clue.kind, longest(what), re.compile(near))


def _parts(name: str, whole: Whole) -> Iterator[Sought]:
    """What people write for a full name: turned, without the family name, by initials, the given name alone."""
    said = " ".join(name.split())
    written, words = said.split(), search_key(said).split()
    if len(words) != len(written) or len(words) < 2:
        return
    if len(words) > 2 and whole.at_ends.issuperset(word[0] for word in words):
        initials = r"\.\s?".join(re.escape(word[0]) for word in words)
        yield Sought(ClueKind.PART, ".", re.compile(rf"(?<!\w){initials}(?!\w)"), at_ends=True)
    if words[-1] not in whole.words:
        return
    given, own = written[-1], re.escape(words[-1])
    if whole.words.issuperset(words):
        yield _exact(ClueKind.NAME, [given, *written[:-1]])
    for rest in dict.fromkeys((tuple(written[1:]), tuple(written[-2:]))):
        if 1 < len(rest) < len(written) and whole.words.issuperset(search_key(" ".join(rest)).split()):
            yield _exact(ClueKind.PART, rest)
    told = rf"(?<!\w)(?:toi|em|chau|minh|con) (?:ten )?la (?P<said>{own})(?=\W*(?:$|[,.;:!?]))"
    yield Sought(ClueKind.PART, words[-1], re.compile(told), given, exact=True)
    if words[-1] in whole.at_ends:
        called = rf"(?<!\w)(?:{HONORIFICS})\s+(?P<said>{own})(?!\w)|^\W*(?P<alone>{own})\W*$"
        yield Sought(ClueKind.PART, words[-1], re.compile(called), given, exact=True, at_ends=True)


def _exact(kind: ClueKind, written: Sequence[str]) -> Sought:
    words = search_key(" ".join(written)).split()
    return Sought(kind, longest(words), re.compile(as_words(words)), " ".join(written), exact=True)


def _with_short_forms(words: Sequence[str]) -> tuple[str, list[str]]:
    """A pattern that takes "THCS" for "trung học cơ sở" and the other way; and the words it needs in any case."""
    parts: list[str] = []
    own: list[str] = []
    rest = list(words)
    school = len(rest) > 3 and rest[0] == "truong"
    rest = rest[school:]
    while rest:
        for long, short in SHORT_FORMS.items():
            if tuple(rest[: len(long)]) == long or rest[0] == short:
                parts.append(rf"(?:{PARTING.join(long)}|{short})")
                rest = rest[len(long) if rest[0] != short else 1 :]
                break
        else:
            parts.append(re.escape(rest[0]))
            own.append(rest[0])
            rest = rest[1:]
    lead = rf"(?:truong{PARTING})?" if school else ""
    return rf"(?<!\w){lead}{PARTING.join(parts)}(?!\w)", own


PARTING: Final = r"[\W_]+"


def as_words(words: Sequence[str]) -> str:
    """A pattern of these folded words one after another, whatever parts them."""
    return r"(?<!\w)" + PARTING.join(map(re.escape, words)) + r"(?!\w)"


def longest(words: Sequence[str]) -> str:
    """The word that is rarest by its length."""
    return max(words, key=len)


def capitals(said: str) -> bool:
    """Whether every word begins as a name does."""
    return all(word[:1].isupper() for word in said.split())
