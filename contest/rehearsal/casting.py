"""Who an essay is about, who tells it, where and when: the facts all of its sentences agree on."""

from random import Random
from typing import Final

from contest.rehearsal.grammar import Book, tell, tidy
from contest.rehearsal.names import Gender, made_up_name
from contest.rehearsal.shelf import lists, stocks, wording
from contest.rehearsal.telling import Telling, called_by_age, made_up_hamlet

_COMMUNES: Final = (
    "Vân An|Vân Thủy|Gia Lộc|Bắc Thủy|Chiến Thắng|Mai Sao|Bằng Hữu|Thượng Cường|Bằng Mạc|Nhân Lý|Lâm Sơn|Liên Sơn|"
    "Vạn Linh|Hòa Bình|Hữu Kiên|Quan Sơn|Y Tịch|Chi Lăng"
).split("|")
_COMMUNES_SINCE_2025: Final = ("Chi Lăng", "Bằng Mạc", "Chiến Thắng", "Nhân Lý", "Vạn Linh", "Quan Sơn")
_WITHOUT_DISTRICTS: Final = 2026
_OLD: Final = 52
_HAS_GROWN_CHILDREN: Final = 44


def cast(rng: Random, book: Book, *, voices: tuple[str, ...], year: int, commune: str | None) -> Telling:
    """Draw figure, narrator, place and years for one plot.

    voices  who may tell it: visit, first, third, kin (a child of the figure)
    """
    one = book.keys["kind"][0] == "one"
    gender = Gender.MALE if rng.choice(book.keys["gender"][0].split()) == "m" else Gender.FEMALE
    youngest, oldest = map(int, book.keys["age"][0].split())
    age = rng.randint(youngest, oldest)
    voice = rng.choice([v for v in voices if v != "kin" or (one and age >= _HAS_GROWN_CHILDREN)])
    shortest, longest = map(int, book.keys.get("years", ["6 15"])[0].split())
    start = year - rng.randint(shortest, max(shortest, min(longest, age - 21)))
    facts = _facts_of_person(rng, book, gender=gender, age=age, kin=voice == "kin")
    facts |= _facts_of_place(rng, year=year, commune=commune)
    facts |= {"age": str(age), "born": str(year - age), "now-start": str(year - start)}
    facts["T"] = {"visit": rng.choice(("tôi", "chúng tôi")), "third": "chúng tôi"}.get(voice, "tôi")
    traits = {
        voice,
        "one" if one else "group",
        "old" if age >= _OLD else "young",
        "grown" if age >= _HAS_GROWN_CHILDREN else "growing",
        "schooled" if "schooled" in book.keys else "unschooled",
        "away" if "away" in book.keys else "home",
    }
    telling = Telling(
        rng=rng,
        traits=frozenset(traits),
        facts=facts,
        years={"now": year, "last": year - 1, "start": start},
        gender=gender,
        age=age,
        lists=lists(),
        stocks=stocks(),
    )
    for key in ("role",) if one else ("role", "N", "PT", "PN", "P", "V", "v"):
        facts[key] = say(rng.choice(book.keys[key]), telling)
    if one:
        facts["PN"] = f"{facts['P']} tôi, {facts['N']}" if voice == "kin" else f"{facts['call']} {facts['N']}"
    return telling


def say(text: str, telling: Telling) -> str:
    """One line of text, told."""
    pieces: list[str] = []
    tell(wording(text), telling, pieces)
    return "".join(pieces)


def say_as_heading(text: str, telling: Telling) -> str:
    """One line of text, told, with a capital at its head."""
    return tidy(say(text, telling))


def _facts_of_place(rng: Random, *, year: int, commune: str | None) -> dict[str, str]:
    after = year >= _WITHOUT_DISTRICTS
    xa = commune or rng.choice(_COMMUNES_SINCE_2025 if after else _COMMUNES)
    thon = made_up_hamlet(rng)
    honours = ("Chủ tịch UBND tỉnh", "Chủ tịch UBND xã") if after else ("Chủ tịch UBND huyện", "Huyện ủy")
    return {
        "thon": f"thôn {thon}",
        "thon.n": thon,
        "xa": f"xã {xa}",
        "xa.n": xa,
        "noi": f"thôn {thon}, xã {xa}, " + ("tỉnh Lạng Sơn" if after else "huyện Chi Lăng"),
        "cấp": "xã" if after else "huyện",
        "cap": rng.choice(honours),
    }


def _facts_of_person(rng: Random, book: Book, *, gender: Gender, age: int, kin: bool) -> dict[str, str]:
    male = gender is Gender.MALE
    name = made_up_name(rng, gender, old=age >= 46)
    given = name.rsplit(" ", 1)[1]
    teacher = "call" in book.keys
    call = book.keys["call"][0].split()[0 if male else 1] if teacher else called_by_age(gender, age)
    child_says = ("ông" if male else "bà") if age >= 58 else "bác" if age >= 42 else ("chú" if male else "cô")
    parent = "bố" if male else "mẹ"
    return {
        "N": name,
        "ten": given,
        "call": call,
        "spouse": "vợ" if male else "chồng",
        "P": parent if kin else call,
        "PT": f"{parent} tôi" if kin else f"{call} {given}",
        "v": call,
        "V": f"{call} {given}",
        "vC": f"{call if teacher else child_says} {given}",
    }
