"""Where an author speaks of himself, heads his essay or signs it, whoever he is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Self

from contest.screening.rules.finder_passages import Passage, Whole, plain
from contest.screening.rules.finder_words import BETWEEN_DIGITS, ClueKind, capitals

HEAD, FOOT = 3, 3
SHORT_LINE, LABELLED = 20, 40
"""How many words a line may have that heads or signs an essay, and one that fills in a form."""

FAMILIES: Final = frozenset(
    """nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly nong lo vi luong hua trieu ma be lam
    chu la luc dam dinh doan trinh dao cao mai to ta thai luu tang quach ha phung kieu mac hau sam giap loc linh
    chau chung giang tong ton truong van vuong xa yen au ban bach cam co cu dong dieu hoa khuc khong lai lu lieu
    ninh nghiem ong phu quan sung thach than tho thuong tien tieu tu ung uong vang vien giang moc ka so y""".split()
)
"""Family names, folded, by which a line that holds nothing but capitals is taken for a person's name."""

_CALLED: Final = frozenset("cô ông chú bà bạn anh chị em bác".split())
"""What people are called by, which without marks may be a family name."""

_WE: Final = "toi|em|chau|minh|con|chung em|chung toi"
_NOW: Final = "hien |dang |hien dang |hien nay "
_ALSO: Final = (
    r"(?:, (?:hien )?(?:la |dang )?(?:giao vien|hoc sinh|sinh vien|can bo|cong chuc|bi thu|chu tich|truong|pho|lop|"
    r"cong tac|doan vien|dang vien|nhan vien|bac si|nguoi)(?!\w)[^.;:!?()\n]{2,80})?"
)
"""What people add to their name: their work, their school, their class."""

_SELF: Final = re.compile(
    rf"(?<!\w)(?:ten )?(?:{_WE}) (?:ten )?(?:{_NOW}|von |tung )?la (?P<who>[^.,;:!?()\n]{{2,60}}){_ALSO}"
    rf"|(?<!\w)(?:{_WE}) (?:{_NOW})?"
    r"(?:cong tac|lam viec|giang day|day hoc|day|hoc|sinh hoat) (?:tai|o|trong|lop) (?P<where>[^.;:!?()\n]{2,80})"
    r"|(?<!\w)(?:truong|lop|co quan|don vi|chi bo|chi doan) (?:toi|em|minh|chung em|chung toi) (?:la|o|ten la) "
    r"(?P<ours>[^.;:!?()\n]{2,80})"
    rf"|(?<!\w)toi, (?P<name>[^.,;:!?()\n]{{4,40}}){_ALSO},"
)
_BEGUN: Final = (
    "toi, ",
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

_SIGNED: Final = re.compile(
    r"(?<!\w)(?:nguoi viet|tac gia|ho va ten|ho ten|bai viet cua)\s*:\s*(?P<said>[^;\n]{2,120})"
)
_LABEL: Final = (
    "nguoi viet|tac gia|ho va ten|ho ten|bai viet cua|but danh|sdt|so dien thoai|dien thoai|dien thoai lien he|dt|"
    "email|e-mail|gmail|thu dien tu|zalo|facebook|dia chi|dia chi lien he|lop|hoc sinh lop|truong|don vi|"
    "don vi cong tac|noi cong tac|ngay sinh|nam sinh|sinh ngay|chuc vu|nghe nghiep|giao vien huong dan|nguoi huong dan|"
    "nguoi giam ho|phu huynh|que quan|so cccd|cccd"
)
_LABELLED: Final = re.compile(
    rf"(?:^|[,;.\-\u2013\u2014|*•+)])\s*(?:{_LABEL})\s*:\s*(?P<said>[^;\n|]*?[^\s;\n|])(?=\s*(?:$|[;\n|]|[,.\-\u2013]\s*(?:{_LABEL})\s*:))"
)
_PHONE: Final = re.compile(rf"(?<![\d.,])(?:\+?84|0){BETWEEN_DIGITS}[35789](?:{BETWEEN_DIGITS}\d){{8}}(?!\d)")
_ADDRESS: Final = re.compile(r"[\w.+\-]{2,}@[\w\-]+\.[\w.\-]*\w|(?:facebook|fb|zalo)\.(?:com|me)/[\w.\-/]+")
_PHONE_DIGITS: Final = re.compile(r"(?:0|84)[35789]\d{8}")
_CLASS: Final = re.compile(r"(?<!\w)(?:hoc sinh )?lop (?:1[0-2]|[1-9])\s?[a-z]\d{0,2}(?!\w)")
_SPEAKER: Final = re.compile(
    rf"(?<!\w)(?:{_WE})(?! (?:noi|ngoai|trai|gai|ut|ho|cua|ong|ba|anh|chi|be|dau|re)(?!\w))(?!\w)"
)
_QUOTED: Final = re.compile(r"[“\"«][^“”\"»]*[”\"»]?")
_PIECES: Final = re.compile(r"([,;–|()\n]| - )")
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
    numbers  patterns of telephones and addresses that may fit, with their kinds
    """

    begun: tuple[str, ...]
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
            labels=":" in text,
            numbers=tuple(kind for kind, there in zip(kinds, likely, strict=True) if there),
            classes="lop " in text and _CLASS.search(text) is not None,
        )

    def found_in(self, passage: Passage, *, at_end: bool) -> Iterator[Span]:
        """Every place of one paragraph where its author speaks of himself or fills in who he is."""
        bare = passage.bare
        if any(words in bare for words in self.begun):
            yield from _introductions(passage)
        if self.labels and ":" in bare:
            yield from _labels(bare)
        for kind, pattern in self.numbers:
            yield from ((*found.span(), kind) for found in pattern.finditer(bare))
        if self.classes and "lop " in bare:
            yield from _classes(bare, at_end=at_end)
        if at_end:
            yield from _signatures(passage)


def tells(said: str) -> bool:
    """Whether somebody or something is named: two words with capitals in a row, or a class."""
    named = [word[:1].isupper() for word in said.split()]
    return any(one and other for one, other in pairwise(named)) or _CLASS.search(plain(said)) is not None


def _labels(bare: str) -> Iterator[Span]:
    short = len(bare.split()) <= LABELLED
    yield from ((*found.span("said"), ClueKind.SELF) for found in (_LABELLED.finditer(bare) if short else ()))
    yield from ((*found.span(), ClueKind.SELF) for found in _SIGNED.finditer(bare))


def _classes(bare: str, *, at_end: bool) -> Iterator[Span]:
    """A class where an essay is headed or signed, or which the author says to be his in the same sentence."""
    for found in _CLASS.finditer(bare):
        begin = max((end.end() for end in _SENTENCE_END.finditer(bare, 0, found.start())), default=0)
        own = _SPEAKER.search(bare, begin, found.start()) and not _is_quoted(bare, found.start())
        if at_end or own:
            yield *found.span(), ClueKind.SELF


def _introductions(passage: Passage) -> Iterator[Span]:
    """Where the author says who he is; what others say, in quotation marks or after a dash, is theirs."""
    if passage.bare.lstrip().startswith(("- ", "\u2013 ", "\u2014 ")):
        return
    for found in _SELF.finditer(passage.bare):
        part = next(name for name, said in found.groupdict().items() if said)
        words = passage.said(*found.span(part))
        told = _is_a_person(words) if part == "name" else tells(words)
        if told and not _is_quoted(passage.bare, found.start()):
            yield *found.span(), ClueKind.SELF


def _is_quoted(bare: str, place: int) -> bool:
    return any(found.start() <= place < found.end() for found in _QUOTED.finditer(bare))


def _is_a_person(said: str) -> bool:
    words = said.split()
    family = words[0].casefold()
    return 1 < len(words) < 6 and capitals(said) and family not in _CALLED and plain(family) in FAMILIES


def _signatures(passage: Passage) -> Iterator[Span]:
    """A line, or a part of one between commas, that is nothing but a person's name."""
    start = 0
    for piece in _PIECES.split(passage.bare):
        bare = piece.strip(" .:-*\n\t")
        if bare and plain(bare).split()[0] in FAMILIES and not any(sign.isdigit() for sign in bare):
            first = start + piece.index(bare)
            if _is_a_person(passage.said(first, first + len(bare))):
                yield first, first + len(bare), ClueKind.SELF
        start += len(piece)
