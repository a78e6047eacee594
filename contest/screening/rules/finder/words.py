"""How names, numbers, units and addresses are looked for in folded text."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from contest.plumbing.vietnamese import fold, search_key
from contest.screening.rules.finder.passages import Whole
from contest.screening.rules.finder.persons import shapes_of
from contest.screening.rules.finder.sought import PARTING, Clue, ClueKind, Sought, as_words, longest

LEAST_WORDS: Final = {"name": 2, "unit": 2, "address": 3, "title": 4}
LEAST_DIGITS: Final = 8
BETWEEN_DIGITS: Final = r"[\s.\-\u2010-\u2015()/·]*"
AMONG_DIGITS: Final = r"[\s.,_*\-\u2010-\u2015()/·]*"
"""The same in a number that is known: commas then part no sums."""
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
SPOKEN: Final = {"th": "cap (?:1|i|mot)", "thcs": "cap (?:2|ii|hai)", "thpt": "cap (?:3|iii|ba)"}
"""What people say for a school of that level."""
LEVELS: Final = (("thi", "tran"), ("tt",), ("xa",), ("phuong",), ("huyen",))
"""Words that people leave out of a school's or an office's name."""
_NO_LETTER: Final = re.compile(r"[\W_]+")


def sought_of(clue: Clue, whole: Whole) -> Iterator[Sought]:
    """Every pattern by which a clue is looked for, of those that can stand in the whole text at all."""
    match clue.kind:
        case ClueKind.PHONE:
            yield from _phone(clue, whole)
        case ClueKind.EMAIL:
            yield from _email(clue, whole)
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
        yield from shapes_of(clue.text, whole)


def _email(clue: Clue, whole: Whole) -> Iterator[Sought]:
    """An address whatever spaces stand around its dots, and whatever sign stands for "at"."""
    own, at, host = fold(clue.text).partition("@")
    if at and own and _NO_LETTER.sub("", own) in whole.letters:
        spelt = [r"\s*\.\s*".join(map(re.escape, part.split("."))) for part in (own, host)]
        address = rf"(?<![\w.+\-]){spelt[0]}\s*(?:@|[(\[]\s*(?:at|a cong)\s*[)\]]|a cong)\s*{spelt[1]}(?!\w)"
        yield Sought(clue.kind, own.partition(".")[0], re.compile(address))


def _phone(clue: Clue, whole: Whole) -> Iterator[Sought]:
    digits = re.sub(r"\D", "", clue.text)
    national = digits.removeprefix("84") if digits.startswith("84") else digits.removeprefix("0")
    if len(digits) >= LEAST_DIGITS and national in whole.digits:
        start = rf"(?<!\d)(?:(?:\+?84|0){BETWEEN_DIGITS}(?:0{BETWEEN_DIGITS})?)?"
        number = start + AMONG_DIGITS.join(national) + r"(?!\d)"
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


def _with_short_forms(words: Sequence[str]) -> tuple[str, list[str]]:
    """A pattern that takes "THCS" for "trung học cơ sở" and the other way; and the words it needs in any case."""
    school = len(words) > 3 and words[0] == "truong"
    rest = list(words[school:])
    pattern = ""
    own: list[str] = []
    while rest:
        word, taken, spelt = rest[0], 1, re.escape(rest[0])
        level = next((level for level in LEVELS if tuple(rest[: len(level)]) == level), ())
        for long, short in SHORT_FORMS.items():
            if tuple(rest[: len(long)]) == long or word == short:
                taken, spelt = len(long) if word != short else 1, _either(long, short)
                break
        else:
            if not level or not pattern:
                own.append(word)
        left_out = level and pattern and len(rest) > taken
        parted = f"{PARTING if pattern else ''}{spelt}"
        pattern += f"(?:{parted})?" if left_out else parted
        rest = rest[taken:]
    lead = rf"(?:truong{PARTING})?" if school else ""
    return rf"(?<!\w){lead}{pattern}(?!\w)", own


def _either(long: Sequence[str], short: str) -> str:
    """The words of an office, their letters with dots or without, or what people say."""
    ways = [PARTING.join(long), r"\.?".join(short), *([SPOKEN[short]] if short in SPOKEN else [])]
    return f"(?:{'|'.join(ways)})"
