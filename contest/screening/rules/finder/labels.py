"""Where an essay is filled in like a form, headed or signed: "Họ và tên: …", a line that is only a name."""

import re
from collections.abc import Iterator
from typing import Final

from contest.screening.rules.finder.passages import Passage, plain
from contest.screening.rules.finder.persons import FAMILIES, is_a_person
from contest.screening.rules.finder.sought import ClueKind

LABELLED: Final = 40
"""How many words a paragraph may have that fills in a form."""

_WHO: Final = (
    "nguoi viet(?: bai)?|nguoi du thi|thi sinh(?: du thi)?|(?:nhom )?tac gia(?: bai (?:viet|du thi))?|"
    "ho(?:,? chu dem)?(?:,? va)? ten(?: (?:tac gia|nguoi viet|nguoi du thi|hoc sinh|thi sinh|giao vien|can bo))?|"
    "bai (?:viet|du thi) cua"
)
_LABEL: Final = (
    f"{_WHO}|but danh|sdt|so (?:dien thoai|dt|dtdd)|dien thoai(?: lien he| di dong)?|dtdd|dt|di dong|tel|mobile|"
    "e-?mail|gmail|thu dien tu|hop thu|zalo|facebook|fb|"
    "dia chi(?: lien he| thuong tru| nha rieng)?|noi o(?: hien nay)?|cho o(?: hien nay)?|(?:noi )?thuong tru|"
    "ho khau(?: thuong tru)?|que quan|"
    "lop|hoc sinh lop|truong|hoc sinh truong|lop/truong|truong/lop|don vi/truong|don vi(?: cong tac)?|"
    "noi cong tac|co quan(?: cong tac)?|chuc vu|nghe nghiep|"
    "ngay sinh|nam sinh|sinh ngay|sinh nam|giao vien huong dan|giao vien chu nhiem|nguoi huong dan|"
    "nguoi giam ho|phu huynh|so (?:cccd|cmnd|cmt)|cccd|cmnd"
)
_SIGNED: Final = re.compile(rf"(?<!\w)(?:{_WHO})\s*:\s*(?P<said>[^;\n]{{2,120}})")
_LABELLED: Final = re.compile(
    rf"(?:^|[,;.\-\u2013\u2014|*•+)\n])\s*(?:{_LABEL})\s*:\s*(?P<said>[^;\n|]*?[^\s;\n|])"
    rf"(?=\s*(?:$|[;\n|]|[,.\-\u2013]\s*(?:{_LABEL})\s*:))"
)
_PIECES: Final = re.compile(r"([,;\u2013\u2014|()\n\t]| - |\. )")
_AROUND: Final = re.compile(
    rf"(?:(?:{_WHO}|hoc sinh|hs|giao vien|gv|thuc hien|nguoi thuc hien|bai viet)"
    r"(?: (?:em|toi|cua em|cua toi))?\s*:?\s+)?"
    r"(?P<name>\S.*?)(?: (?:viet|ghi|ke|kinh but|kinh bao|ky ten|thuc hien))?[\s.:*-]*"
)
"""What may stand around a name with which an essay is headed or signed."""


def labels(bare: str) -> Iterator[tuple[int, int, ClueKind]]:
    """What is filled in behind the words of a form, in folded text."""
    short = len(bare.split()) <= LABELLED
    yield from ((*found.span("said"), ClueKind.SELF) for found in (_LABELLED.finditer(bare) if short else ()))
    yield from ((*found.span(), ClueKind.SELF) for found in _SIGNED.finditer(bare))


def signatures(passage: Passage) -> Iterator[tuple[int, int, ClueKind]]:
    """A line, or a part of one between commas, that is nothing but a person's name and what he did."""
    start = 0
    for piece in _PIECES.split(passage.bare):
        bare = piece.strip(" .:-*\n\t")
        around = _AROUND.fullmatch(bare) if bare else None
        if around is not None and plain(around["name"]).split()[0] in FAMILIES:
            first = start + piece.index(bare) + around.start("name")
            last = first + len(around["name"])
            if not any(sign.isdigit() for sign in around["name"]) and is_a_person(passage.said(first, last)):
                yield first, last, ClueKind.SELF
        start += len(piece)
