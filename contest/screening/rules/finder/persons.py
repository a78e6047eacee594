"""Persons' names: by what one is known for a name, whose it is, and in what other shapes it is written."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from contest.plumbing.vietnamese import search_key
from contest.screening.rules.finder.passages import Whole, plain
from contest.screening.rules.finder.sought import ClueKind, Sought, as_words, capitals, longest

FAMILIES: Final = frozenset(
    """nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly nong lo vi luong hua trieu ma be lam
    chu la luc dam dinh doan trinh dao cao mai to ta thai luu tang quach ha phung kieu mac hau sam giap loc linh
    chau chung giang tong ton truong van vuong xa yen au ban bach cam co cu dong dieu hoa khuc khong lai lu lieu
    ninh nghiem ong phu quan sung thach than tho thuong tien tieu tu ung uong vang vien giang moc ka so y""".split()
)
"""Family names, folded, by which a line that holds nothing but capitals is taken for a person's name."""

_CALLED: Final = frozenset("cô ông chú bà bạn anh chị em bác".split())
"""What people are called by, which without marks may be a family name."""

_OPENERS: Final = _CALLED | frozenset(
    "do vì từ và là có cả còn mai để ở tự to khi như lại đó thì mà ta tôi nhà".split()
)
"""Words that begin a sentence oftener than they are a family name."""

HONORIFICS: Final = (
    "co giao|thay giao|co|thay|anh|chi|em|ong|ba|bac|chu|chau|con|ban|dong chi|d/c|"
    "nguoi viet|tac gia|hoc sinh|hs|gv"
)
JOINED: Final = 8
"""Letters of a name at least that is known when its words are written as one, or each letter by itself."""

_STAYS: Final = frozenset(("ho chi minh",))
"""Of whom everybody writes."""


def is_a_person(said: str) -> bool:
    """Whether these words, all of them, are a person's name by their capitals and the family they begin with."""
    words = said.split()
    if not 1 < len(words) < 6 or not capitals(said) or plain(said) in _STAYS:
        return False
    return words[0].casefold() not in _CALLED and plain(words[0].casefold()) in FAMILIES


def is_anothers(before: str, own: Sequence[str]) -> bool:
    """Whether a part of a name ends that of another family: "Chí Minh" in "Hồ Chí Minh" is no Nguyễn Chí Minh's.

    before  the words in front of it
    own     the folded words of the name that the part is of
    """
    if not before[-1:].isspace():
        return False
    for word in reversed(before.split()[-3:]):
        if not word[:1].isupper() or not word.isalpha() or word.casefold() in _OPENERS:
            return False
        if plain(word) in FAMILIES:
            return plain(word) not in own
    return False


def shapes_of(name: str, whole: Whole) -> Iterator[Sought]:
    """What people write for a full name: in one, turned, shortened, without the family, the given name alone."""
    said = " ".join(name.split())
    written, words = said.split(), search_key(said).split()
    if len(words) != len(written) or len(words) < 2:
        return
    letters = "".join(words)
    if len(letters) >= JOINED and letters in whole.letters:
        spaced = r"(?<![^\W_])" + r"[\W_]*".join(map(re.escape, letters)) + r"(?![^\W_])"
        yield Sought(ClueKind.NAME, letters[0], re.compile(spaced), said)
    if len(words) > 2:
        yield from _initials(written, words, whole)
    if words[-1] in whole.words:
        yield from _given(written, words, whole)


def _initials(written: Sequence[str], words: Sequence[str], whole: Whole) -> Iterator[Sought]:
    firsts = [word[0] for word in words]
    if whole.at_ends.issuperset(firsts):
        dotted = r"\.\s?".join(map(re.escape, firsts))
        yield Sought(ClueKind.PART, ".", re.compile(rf"(?<!\w){dotted}(?!\w)"), at_ends=True)
    together = "".join(firsts)
    if together in whole.at_ends:
        alone = re.compile(rf"(?:^|[(,\-\u2013\u2014/])\s*(?P<said>{re.escape(together)})(?=\W*$)")
        signed = "".join(word[0] for word in written)
        yield Sought(ClueKind.PART, together, alone, signed, exact=True, at_ends=True)
    if words[-1] in whole.words:
        parts = (rf"(?:{re.escape(word)}\s+|{re.escape(word[0])}\w?\.\s?)" for word in words[:-1])
        short = rf"(?<!\w){''.join(parts)}{re.escape(words[-1])}(?!\w)"
        yield Sought(ClueKind.PART, ".", re.compile(short))


def _given(written: Sequence[str], words: Sequence[str], whole: Whole) -> Iterator[Sought]:
    given, own = written[-1], re.escape(words[-1])
    family = tuple(words)
    if whole.words.issuperset(words):
        yield _exact(ClueKind.NAME, [given, *written[:-1]])
    ends = [tuple(written[1:]), tuple(written[-2:]), (written[0], given)]
    for rest in dict.fromkeys(ends):
        if 1 < len(rest) < len(written) and whole.words.issuperset(search_key(" ".join(rest)).split()):
            yield _exact(ClueKind.PART, rest, family)
    told = (
        rf"(?<!\w)(?:toi|em|chau|minh|con) (?:ten(?: la)?|(?:ten )?la) (?:(?:{HONORIFICS}) )?(?P<said>{own})"
        r"(?=\W*(?:$|[,.;:!?]))"
    )
    yield Sought(ClueKind.PART, words[-1], re.compile(told), given, exact=True)
    if words[-1] in whole.at_ends:
        called = rf"(?<!\w)(?:{HONORIFICS})\s+(?P<said>{own})(?!\w)|^\W*(?P<alone>{own})\W*$"
        pattern = re.compile(called)
        yield Sought(ClueKind.PART, words[-1], pattern, given, exact=True, at_ends=True, name=family)


def _exact(kind: ClueKind, written: Sequence[str], name: Sequence[str] = ()) -> Sought:
    words = search_key(" ".join(written)).split()
    return Sought(
        kind, longest(words), re.compile(as_words(words)), " ".join(written), exact=True, name=tuple(name)
    )
