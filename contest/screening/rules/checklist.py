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
    """The charter's numbers that matter here; words are syllables, tolerance in percent."""

    words_min: int
    words_max: int
    tolerance_percent: int
    last_day: date
    max_entries: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one entry before a person looks."""

    words: int
    has_text: bool
    decisive_day: date
    entries_of_author: int
    barred: tuple[str, ...]
    names_found: int
    aside_found: int
    unread_files: int


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
    if facts.entries_of_author > limits.max_entries:
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
    if facts.names_found:
        yield Check(
            "names",
            Level.WARN,
            N_("Danh tính tác giả xuất hiện %(places)s chỗ trong bài; bản cho giám khảo đã che."),
            {"places": facts.names_found},
        )
    else:
        yield Check("names", Level.OK, N_("Không thấy danh tính tác giả trong bài."))
    if facts.aside_found:
        yield Check(
            "aside",
            Level.WARN,
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


def _length(facts: Facts, limits: Limits) -> Check:
    slack = limits.tolerance_percent / 100
    said = {"words": facts.words, "least": limits.words_min, "most": limits.words_max}
    if not facts.has_text:
        return Check(
            "length",
            Level.WARN,
            N_("Bài là ảnh chụp hoặc bản quét: chưa đếm được số từ, chưa đối chiếu được."),
        )
    if facts.words < limits.words_min * (1 - slack):
        return Check("length", Level.WARN, N_("%(words)s từ, ngắn hơn mức %(least)s từ."), said)
    if facts.words > limits.words_max * (1 + slack):
        return Check("length", Level.WARN, N_("%(words)s từ, dài hơn mức %(most)s từ."), said)
    return Check("length", Level.OK, N_("%(words)s từ, đúng dung lượng."), said)
