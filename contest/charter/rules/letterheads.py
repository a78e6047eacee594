"""The head and the foot of a contest's papers: whose form, which organs, what margins, which number, who signs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from contest.charter.rules.kinds import LetterheadStyle
from contest.errors import N_

Unfit = tuple[str, str]
"""The setting's name and why its value cannot be used, both Vietnamese source sentences."""

MARGINS: Final = {"top": (15, 30), "bottom": (15, 30), "left": (20, 40), "right": (10, 25)}
"""Millimetres. Nghị định 30/2020/NĐ-CP asks for 20–25, 20–25, 30–35 and 15–20; the Party's form leaves more room."""

PREFIXES: Final = ("", "TM", "KT", "TL", "TUQ", "Q")
"""On whose behalf somebody signs; how it is written follows the style: T/M for the Party, TM. for the State."""

MOST_SIGNERS: Final = 8
SERIAL: Final = "{n}"
_OTHER_BRACES: Final = re.compile(r"[{}]")
NAMES: Final = {
    "style": N_("Kiểu văn bản"),
    "upper_body": N_("Cơ quan cấp trên"),
    "issuing_body": N_("Cơ quan ban hành"),
    "place": N_("Địa danh"),
    "sign": N_("Chữ viết tắt của cơ quan"),
    "margin_top": N_("Lề trên"),
    "margin_bottom": N_("Lề dưới"),
    "margin_left": N_("Lề trái"),
    "margin_right": N_("Lề phải"),
    "signers": N_("Người ký"),
    "number_pattern": N_("Mẫu số văn bản"),
    "recipients": N_("Nơi nhận"),
}
_ROOM: Final = {"upper_body": 200, "issuing_body": 200, "place": 100, "sign": 20}


@dataclass(frozen=True, slots=True)
class LetterheadSaid:
    """What stands at the head of every paper of a contest; margins in millimetres.

    sign  the issuing body's short form in numbers: "BTC" in 12-BC/BTC
    """

    style: LetterheadStyle = LetterheadStyle.PARTY
    upper_body: str = ""
    issuing_body: str = ""
    place: str = ""
    sign: str = "BTC"
    margin_top: int = 20
    margin_bottom: int = 20
    margin_left: int = 30
    margin_right: int = 15


@dataclass(frozen=True, slots=True)
class SignerSaid:
    """Somebody who signs papers.

    office  one line of the office held after another; the first carries the prefix
    papers  keys of the papers this person signs; none means all that nobody else is named for
    """

    office: str
    prefix: str = ""
    name: str = ""
    papers: tuple[str, ...] = ()


def letterhead_unfit(said: LetterheadSaid) -> Unfit | None:
    """The first part of a letterhead that cannot be used; None when all can."""
    for name, most in _ROOM.items():
        if len(getattr(said, name)) > most:
            return NAMES[name], N_("dài quá")
    for side, (least, most) in MARGINS.items():
        if not least <= getattr(said, f"margin_{side}") <= most:
            return NAMES[f"margin_{side}"], N_("ngoài khoảng cho phép")
    if _OTHER_BRACES.search(said.sign):
        return NAMES["sign"], N_("không dùng dấu ngoặc nhọn")
    return None


def signers_unfit(signers: Sequence[SignerSaid]) -> Unfit | None:
    """Why these cannot sign; None when they can."""
    if len(signers) > MOST_SIGNERS:
        return NAMES["signers"], N_("nhiều quá")
    for one in signers:
        if one.prefix not in PREFIXES:
            return NAMES["signers"], N_("có chữ ký thay không dùng được")
        if not one.office.strip() or len(one.office) > 300 or len(one.name) > 100:
            return NAMES["signers"], N_(
                "mỗi người cần chức vụ, nhiều nhất 300 ký tự, và họ tên nhiều nhất 100"
            )
    return None


def signing(signers: Sequence[SignerSaid], paper: str) -> tuple[SignerSaid, ...]:
    """Who signs a paper: all who are named for it, in order, else the first who is named for none."""
    named = tuple(one for one in signers if paper in one.papers)
    return named or tuple(one for one in signers if not one.papers)[:1]


def pattern_unfit(pattern: str) -> Unfit | None:
    """Why numbers cannot be made from a pattern; an empty one stands for the style's own."""
    if not pattern:
        return None
    if pattern.count(SERIAL) != 1 or _OTHER_BRACES.search(pattern.replace(SERIAL, "")):
        return NAMES["number_pattern"], N_(
            "cần đúng một chỗ {n} cho số thứ tự, không có dấu ngoặc nhọn nào khác"
        )
    if len(pattern) > 40:
        return NAMES["number_pattern"], N_("dài quá")
    return None


def own_pattern(style: LetterheadStyle, kind: str, organ: str) -> str:
    """The number as the style writes it: {n}-QĐ/BTC for the Party, {n}/QĐ-BTC for the others.

    kind   the short form of the kind of paper; a letter has none: {n}-CV/BTC would be its own kind "CV"
    Source 36-HD/VPTW and Nghị định 30/2020/NĐ-CP
    """
    first, second = ("-", "/") if style is LetterheadStyle.PARTY else ("/", "-")
    said = second.join(part for part in (kind, organ) if part)
    return f"{SERIAL}{first if kind else '/'}{said}" if said else SERIAL


def numbered(pattern: str, serial: int) -> str:
    """The number itself; below ten with a zero, against later hands: 07-QĐ/BTC."""
    return pattern.replace(SERIAL, f"{serial:02d}")
