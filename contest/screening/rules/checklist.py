"""The checklist a screener sees before deciding: it warns, it never decides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from contest.errors import N_


class Level(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the list: a sentence with places for ``values``, and its level."""

    key: str
    level: Level
    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Limits:
    """The charter's numbers that matter here; words are syllables, tolerance in percent; max_entries 0 is no limit."""

    words_min: int
    words_max: int
    tolerance_percent: int
    last_day: date
    max_entries: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one entry before a person looks.

    names_masked  places that surely tell the author and are (or will be) masked
    names_unsure  places that may tell the author, about which nobody has decided
    units_found   places that name the author's unit, left to stand: the figure often shares it
    pages         page pictures, which only an eye can search for names
    lacking       sentences for what the hand-in lacks, such as a guardian
    """

    words: int
    has_text: bool
    decisive_day: date
    entries_of_author: int
    barred: tuple[str, ...]
    names_masked: int = 0
    names_unsure: int = 0
    units_found: int = 0
    pages: int = 0
    aside_found: int = 0
    unread_files: int = 0
    lacking: tuple[str, ...] = ()


def checks(facts: Facts, limits: Limits) -> tuple[Check, ...]:
    """Every line of the checklist, in a fixed order.

    Source  the charter's rules on length, deadline, number of entries and barred persons
    """
    return tuple(_lines(facts, limits))


def _lines(facts: Facts, limits: Limits) -> Iterator[Check]:
    yield _length(facts, limits)
    if facts.decisive_day > limits.last_day:
        yield Check(
            "late",
            Level.BAD,
            N_("Gửi ngày %(sent)s, sau hạn %(last)s."),
            {"sent": f"{facts.decisive_day:%d/%m/%Y}", "last": f"{limits.last_day:%d/%m/%Y}"},
        )
    else:
        yield Check("late", Level.OK, N_("Gửi trong hạn."))
    if limits.max_entries and facts.entries_of_author > limits.max_entries:
        yield Check(
            "entries",
            Level.WARN,
            N_("Tác giả đã gửi %(sent)s bài, thể lệ cho phép %(allowed)s."),
            {"sent": facts.entries_of_author, "allowed": limits.max_entries},
        )
    else:
        yield Check("entries", Level.OK, N_("Số bài của tác giả trong mức cho phép."))
    if facts.barred:
        yield Check(
            "barred",
            Level.BAD,
            N_("Trùng với danh sách không được dự thi: %(who)s."),
            {"who": ", ".join(facts.barred)},
        )
    else:
        yield Check("barred", Level.OK, N_("Không trùng danh sách không được dự thi."))
    yield from _names(facts)
    if facts.aside_found:
        yield Check(
            "aside",
            Level.OK,
            N_(
                "Tệp gốc có danh tính ở %(places)s chỗ ngoài bài (đầu trang, thuộc tính…); giám khảo không thấy."
            ),
            {"places": facts.aside_found},
        )
    if facts.unread_files:
        yield Check(
            "unread",
            Level.WARN,
            N_("%(files)s tệp không đọc được chữ; xin mở bản gốc để xem."),
            {"files": facts.unread_files},
        )
    for sentence in facts.lacking:
        yield Check("lacking", Level.WARN, sentence)


def _names(facts: Facts) -> Iterator[Check]:
    """A name that is masked is settled; one that nobody has decided on is not."""
    if facts.names_unsure:
        yield Check(
            "names",
            Level.WARN,
            N_("%(places)s chỗ có thể lộ danh tính tác giả mà chưa che; xin xem từng chỗ."),
            {"places": facts.names_unsure},
        )
    if facts.names_masked:
        yield Check(
            "masked",
            Level.OK,
            N_("Danh tính tác giả ở %(places)s chỗ được che trong bản cho giám khảo."),
            {"places": facts.names_masked},
        )
    if facts.units_found:
        yield Check(
            "unit",
            Level.OK,
            N_(
                "Đơn vị của tác giả được nhắc %(places)s chỗ; giám khảo cùng đơn vị sẽ không được chia bài này."
            ),
            {"places": facts.units_found},
        )
    if facts.pages and facts.has_text:
        yield Check(
            "pages",
            Level.WARN,
            N_("%(pages)s trang ảnh: máy không tìm được tên trong ảnh; xin xem từng trang."),
            {"pages": facts.pages},
        )
    if not (facts.names_unsure or facts.names_masked or facts.units_found) and facts.has_text:
        yield Check("names", Level.OK, N_("Không thấy danh tính tác giả trong bài."))


def _length(facts: Facts, limits: Limits) -> Check:
    said = {"words": facts.words, "least": limits.words_min, "most": limits.words_max}
    if not facts.has_text:
        return Check(
            "length",
            Level.WARN,
            N_(
                "Bài là ảnh chụp hoặc bản quét: chưa đếm được số từ, chưa đối chiếu được; xin xem từng trang."
            ),
        )
    if facts.words * 100 < limits.words_min * (100 - limits.tolerance_percent):
        return Check("length", Level.WARN, N_("%(words)s từ, ngắn hơn mức %(least)s từ."), said)
    if facts.words * 100 > limits.words_max * (100 + limits.tolerance_percent):
        return Check("length", Level.WARN, N_("%(words)s từ, dài hơn mức %(most)s từ."), said)
    return Check("length", Level.OK, N_("%(words)s từ, đúng dung lượng."), said)
