"""Where an author speaks of himself, heads his essay or signs it, whoever he is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Self

from contest.screening.rules.finder.labels import labels, signatures
from contest.screening.rules.finder.passages import Passage, Whole, plain
from contest.screening.rules.finder.persons import is_a_person
from contest.screening.rules.finder.sought import ClueKind
from contest.screening.rules.finder.words import BETWEEN_DIGITS

HEAD, FOOT = 3, 3
SHORT_LINE: Final = 20
"""How many words a line may have that heads or signs an essay."""

_WE: Final = "toi|em|chau|minh|con|chung em|chung toi"
_NOW: Final = "hien |dang |hien dang |hien nay "
_POST: Final = (
    "(?:giao vien|hoc sinh|sinh vien|can bo|cong chuc|vien chuc|chien si|bi thu|pho bi thu|chu tich|pho chu tich|"
    "truong|pho|hieu truong|pho hieu truong|lop|cong tac|doan vien|dang vien|hoi vien|nhan vien|y si|bac si|nguoi)"
)
_ALSO: Final = rf"(?:\s?[,\u2013\u2014-] (?:hien )?(?:la |dang )?{_POST}(?!\w)[^.;:!?()\n]{{2,80}})?"
"""What people add to their name: their work, their school, their class."""

_SELF: Final = re.compile(
    rf"(?<!\w)(?:ten )?(?:{_WE}) (?:(?:ten )?(?:{_NOW}|von |tung )?la|ten) (?P<who>[^.,;:!?()\n]{{2,60}}){_ALSO}"
    rf"|(?<!\w)(?:{_WE}) (?:{_NOW})?"
    r"(?:cong tac|lam viec|giang day|day hoc|day|hoc|sinh hoat) (?:tai|o|trong|lop) (?P<where>[^.;:!?()\n]{2,80})"
    r"|(?<!\w)(?:truong|lop|co quan|don vi|chi bo|chi doan) (?:toi|em|minh|chung em|chung toi) (?:la|o|ten la) "
    r"(?P<ours>[^.;:!?()\n]{2,80})"
    rf"|(?<!\w)(?:{_WE})\s?[,(\u2013\u2014-]\s?(?P<name>[^.,;:!?()\n\u2013\u2014-]{{4,40}}?){_ALSO}\s?[,)\u2013\u2014-]"
)
_POSTED: Final = re.compile(
    rf"(?<!\w)la (?:mot )?(?P<post>{_POST}(?!\w)[^.;:!?()\n]{{2,120}}?), (?:nen |vi vay |hom nay )?(?:{_WE})(?!\w)"
)
_BEGUN: Final = (
    *(f"{who}{sign}" for who in _WE.split("|") for sign in (", ", " (", " - ", " \u2013 ", " \u2014 ")),
    *(
        f"{who} {verb}"
        for who in ("toi", "em", "chau", "minh", "con")
        for verb in "la |ten |hien |dang |von |tung |cong tac |lam viec |giang day |day |hoc |sinh hoat ".split(
            "|"
        )
        if verb
    ),
    *(
        f"{what} {whose} "
        for what in ("truong", "lop", "co quan", "don vi", "chi bo", "chi doan")
        for whose in ("toi", "em", "minh", "chung em", "chung toi")
    ),
)
"""What must stand in a text before it is worth looking for somebody who speaks of himself."""

_PHONE: Final = re.compile(rf"(?<![\d.,])(?:\+?84|0){BETWEEN_DIGITS}[35789](?:{BETWEEN_DIGITS}\d){{8}}(?!\d)")
_ADDRESS: Final = re.compile(r"[\w.+\-]{2,}@[\w\-]+\.[\w.\-]*\w|(?:facebook|fb|zalo)\.(?:com|me)/[\w.\-/]+")
_PHONE_DIGITS: Final = re.compile(r"(?:0|84)[35789]\d{8}")
_CLASS: Final = re.compile(r"(?<!\w)(?:hoc sinh )?lop (?:1[0-2]|[1-9])\s?[a-z]\d{0,2}(?!\w)")
_SPEAKER: Final = re.compile(
    rf"(?<!\w)(?:{_WE})(?! (?:noi|ngoai|trai|gai|ut|ho|cua|ong|ba|anh|chi|be|dau|re)(?!\w))(?!\w)"
)
_EVERYBODYS: Final = re.compile(
    "(?:(?:Chủ tịch|Bác) )?Hồ Chí Minh|Bác Hồ|Đảng viên Đảng|Đảng Cộng sản(?: Việt Nam)?|Việt Nam|Tổ quốc|Nhà nước"
    "|Nhân dân",
    re.IGNORECASE,
)
_OURS: Final = re.compile(rf" (?:cua )?(?:{_WE})(?!\w)")
_QUOTED: Final = re.compile(r"[“\"«][^“”\"»]*[”\"»]?")
_SENTENCE_END: Final = re.compile(r"[.!?…]\s")

Span = tuple[int, int, ClueKind]
"""Start and stop in folded text, and the kind."""


def ends_of(texts: Sequence[str]) -> tuple[bool, ...]:
    """For each paragraph whether an essay may be headed or signed there: a short one among the first or the last."""
    said = [number for number, text in enumerate(texts) if text.strip()]
    outer = {*said[:HEAD], *said[-FOOT:]}
    return tuple(n in outer and len(text.split()) <= SHORT_LINE for n, text in enumerate(texts))


@dataclass(frozen=True, slots=True)
class Signs:
    """Which signs can stand anywhere in an essay; most essays hold few of them, and are passed over quickly.

    begun    the beginnings of introductions that stand in it
    posts    whether somebody may be told by his post: "là giáo viên trường …, tôi …"
    numbers  patterns of telephones and addresses that may fit, with their kinds
    """

    begun: tuple[str, ...]
    posts: bool
    labels: bool
    numbers: tuple[tuple[ClueKind, re.Pattern[str]], ...]
    classes: bool

    @classmethod
    def of(cls, whole: Whole) -> Self:
        """The signs of an essay."""
        text = whole.text
        kinds = ((ClueKind.PHONE, _PHONE), (ClueKind.EMAIL, _ADDRESS))
        likely = (_PHONE_DIGITS.search(whole.digits), "@" in text or ".com/" in text or ".me/" in text)
        return cls(
            begun=tuple(words for words in _BEGUN if words in text),
            posts="la " in text and any(f", {who} " in text for who in _WE.split("|")),
            labels=":" in text,
            numbers=tuple(kind for kind, there in zip(kinds, likely, strict=True) if there),
            classes="lop " in text and _CLASS.search(text) is not None,
        )

    def found_in(self, passage: Passage, *, at_end: bool) -> Iterator[Span]:
        """Every place of one paragraph where its author speaks of himself or fills in who he is."""
        bare = passage.bare
        if any(words in bare for words in self.begun):
            yield from _introductions(passage)
        if self.posts and "la " in bare:
            yield from _posts(passage)
        if self.labels and ":" in bare:
            yield from labels(bare)
        for kind, pattern in self.numbers:
            yield from ((*found.span(), kind) for found in pattern.finditer(bare))
        if self.classes and "lop " in bare:
            yield from _classes(bare, at_end=at_end)
        if at_end:
            yield from signatures(passage)


def tells(said: str) -> bool:
    """Whether somebody or something is named: two words with capitals in a row, or a class.

    What everybody is or speaks of, the nation, the Party, Uncle Ho, is no such name.
    """
    named = [word[:1].isupper() for word in _EVERYBODYS.sub(" - ", said).split()]
    return any(one and other for one, other in pairwise(named)) or _CLASS.search(plain(said)) is not None


def _classes(bare: str, *, at_end: bool) -> Iterator[Span]:
    """A class where an essay is headed or signed, or which the author says to be his in the same sentence."""
    for found in _CLASS.finditer(bare):
        begin = max((end.end() for end in _SENTENCE_END.finditer(bare, 0, found.start())), default=0)
        said = _SPEAKER.search(bare, begin, found.start()) or _OURS.match(bare, found.end())
        own = said and not _is_quoted(bare, found.start())
        if at_end or own:
            yield *found.span(), ClueKind.SELF


def _posts(passage: Passage) -> Iterator[Span]:
    """Where the author tells his post or his school before he says "I"."""
    for found in _POSTED.finditer(passage.bare):
        if tells(passage.said(*found.span("post"))) and not _is_quoted(passage.bare, found.start()):
            yield *found.span("post"), ClueKind.SELF


def _introductions(passage: Passage) -> Iterator[Span]:
    """Where the author says who he is; what others say, in quotation marks or after a dash, is theirs."""
    if passage.bare.lstrip().startswith(("- ", "\u2013 ", "\u2014 ")):
        return
    for found in _SELF.finditer(passage.bare):
        part = next(name for name, said in found.groupdict().items() if said)
        words = passage.said(*found.span(part))
        told = is_a_person(words) if part == "name" else tells(words)
        if told and not _is_quoted(passage.bare, found.start()):
            yield *found.span(), ClueKind.SELF


def _is_quoted(bare: str, place: int) -> bool:
    return any(found.start() <= place < found.end() for found in _QUOTED.finditer(bare))
