"""What an essay's slots say: the person written about, villagers, years, numbers, lists.

<N> full name · <PT> ông Páo · <P> ông · <V> as villagers say it · <T> the narrator · <role> · <age> <born>
<thon> <xa> <noi> (with the levels above) · <thon2> another hamlet · <cap> <cấp> who commends, which level
<start> <start+2> <last> <now> years · <now-start> years between · <spouse> vợ or chồng · <vC> as children say it
<w1> a villager (<wf1> a woman, <wm1> a man, <wx1> of the other gender, <wy1> a child), <w1.t> short, <w1.a> age
<12-30> a number, <100-900/50> in steps · <*cây> a word of a list · <~nhận xét> a sentence of a stock · <key=…> kept
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Final

from contest.rehearsal.grammar import Sequence, tell
from contest.rehearsal.names import Gender, made_up_name

Fact = Callable[["Telling"], str]

_NUMBER: Final = re.compile(r"(\d+)(?:,(\d))?-(\d+)(?:,(\d))?(?:/(\d+))?")
_YEARS: Final = re.compile(r"(start|last|now)(?:\+(\d+))?")
_VILLAGER: Final = re.compile(r"w([mfxyongpb]?)(\d)(?:\.([ta]))?")
_GENDERS: Final = {
    "m": Gender.MALE,
    "p": Gender.MALE,
    "g": Gender.MALE,
    "f": Gender.FEMALE,
    "b": Gender.FEMALE,
}
_AGES: Final = {"y": (11, 17), "n": (21, 30), "o": (62, 84), "g": (60, 84), "b": (60, 82)}
_HAMLETS: Final = (
    "Nà Pất|Khuôn Pinh|Nà Lia|Khun Phang|Pá Danh|Cốc Mòn|Làng Thượng|Bản Cưởm|Nà Dạ|Lũng Nưa|Pác Ma|Nà Hai|Suối Mỏ|"
    "Làng Bơ|Đồng Ngầu|Nà Phước|Khau Tao|Bó Nặm|Làng Đăng|Co Hương|Nà Canh|Tồng Nọt|Lân Chầu|Mỏ Chảo|Pa Ràng|Nà Sảo|"
    "Khòn Nưa|Làng Cằng|Bản Thí|Đông Pầu|Nà Tình|Lũng Mần|Cóc Phia|Thồng Noọc|Bãi Hào|Nà Rọ"
).split("|")


@dataclass(frozen=True, slots=True)
class Villager:
    """Somebody with a line to say."""

    name: str
    called: str
    age: int

    @property
    def short(self) -> str:
        """As in "bà Lỷ"."""
        return f"{self.called} {self.name.rsplit(' ', 1)[1]}".strip()


@dataclass(slots=True)
class Telling:
    """The state of one essay while it is told: its facts, and what has been used up."""

    rng: Random
    traits: frozenset[str]
    facts: dict[str, str]
    years: dict[str, int]
    gender: Gender
    age: int
    lists: Mapping[str, list[str]]
    stocks: Mapping[str, list[Sequence]]
    kept: dict[str, str] = field(default_factory=dict)
    spent: set[int] = field(default_factory=set)
    villagers: dict[str, Villager] = field(default_factory=dict)
    named: bool = False

    def new_paragraph(self) -> None:
        """Villagers are met anew, and the figure is named anew, in each paragraph."""
        self.villagers.clear()
        self.named = False


def compile_slot(words: str) -> Fact:
    """Turn what stands between angle brackets into a question put to the telling."""
    words = words.rstrip("^")
    key, equals, rest = words.partition("=")
    if equals:
        inner = compile_slot(rest)
        return lambda t: _kept(t, key, inner)
    if number := _NUMBER.fullmatch(words):
        return _number(number)
    if years := _YEARS.fullmatch(words):
        name, later = years[1], int(years[2] or 0)
        return lambda t: str(min(t.years[name] + later, t.years["now"]))
    if villager := _VILLAGER.fullmatch(words):
        kind, which, part = villager[1], villager[1] + villager[2], villager[3] or ""
        return lambda t: _villager(t, kind, which, part)
    if words.startswith("*"):
        return lambda t: t.rng.choice(t.lists[words])
    if words.startswith("~"):
        return lambda t: _from_stock(t, words)
    if words == "V":
        return _as_villagers_say
    if words == "thon2":
        return lambda t: "thôn " + made_up_hamlet(t.rng)
    return lambda t: t.facts[words]


def made_up_hamlet(rng: Random) -> str:
    """The name of a hamlet that may or may not exist."""
    return rng.choice(_HAMLETS)


def called_by_age(gender: Gender, age: int) -> str:
    """How a writer speaks of somebody of that age."""
    if age >= 52:
        return "ông" if gender is Gender.MALE else "bà"
    return "anh" if gender is Gender.MALE else "chị"


def as_vietnamese(number: int) -> str:
    """1234 as 1.234."""
    return f"{number:,}".replace(",", ".")


def _kept(telling: Telling, key: str, inner: Fact) -> str:
    if key not in telling.kept:
        telling.kept[key] = inner(telling)
    return telling.kept[key]


def _number(match: re.Match[str]) -> Fact:
    low, low_tenths, high, high_tenths, step = match.groups()
    if low_tenths:
        first, last = int(low + low_tenths), int(high + (high_tenths or "0"))

        def tenths(telling: Telling) -> str:
            whole, tenth = divmod(telling.rng.randint(first, last), 10)
            return f"{whole},{tenth}" if tenth else str(whole)

        return tenths
    every = int(step or 1)
    first, count = int(low), (int(high) - int(low)) // every + 1
    return lambda telling: as_vietnamese(first + every * int(telling.rng.random() * count))


def _villager(telling: Telling, kind: str, which: str, part: str) -> str:
    one = telling.villagers.get(which)
    if one is None:
        one = telling.villagers[which] = _made_up_villager(telling, kind)
    if part == "t":
        return one.short
    return f"{one.age} tuổi" if part == "a" else f"{one.called} {one.name}".strip()


def _made_up_villager(telling: Telling, kind: str) -> Villager:
    rng = telling.rng
    gender = Gender.MALE if rng.random() < 0.5 else Gender.FEMALE
    if kind in _GENDERS:
        gender = _GENDERS[kind]
    elif kind == "x":
        gender = Gender.FEMALE if telling.gender is Gender.MALE else Gender.MALE
    youngest, oldest = _AGES.get(kind, (28, 82))
    if kind in ("x", "p"):
        youngest, oldest = telling.age - 4, telling.age + 4
    age = rng.randint(youngest, oldest)
    taken = {telling.facts["ten"], *(one.name.rsplit(" ", 1)[1] for one in telling.villagers.values())}
    name = made_up_name(rng, gender, old=age >= 46)
    while name.rsplit(" ", 1)[1] in taken:
        name = made_up_name(rng, gender, old=age >= 46)
    return Villager(name, "" if kind == "y" else called_by_age(gender, age), age)


def _from_stock(telling: Telling, name: str) -> str:
    stock = [one for one in telling.stocks[name] if id(one) not in telling.spent] or telling.stocks[name]
    chosen = telling.rng.choice(stock)
    telling.spent.add(id(chosen))
    pieces: list[str] = []
    tell(chosen, telling, pieces)
    return "".join(pieces)


def _as_villagers_say(telling: Telling) -> str:
    if telling.named:
        return telling.facts["v"]
    telling.named = True
    return telling.facts["V"]
