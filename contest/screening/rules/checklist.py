"""The checklist a screener sees before deciding: it warns, it never decides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from contest.errors import N_
from contest.screening.rules.language import Writing

MOST_RECEIPTS: Final = 5


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
    photos_min: int = 0
    statement_needed: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one entry before a person looks.

    barred        who on the barred list an author, the collective or the unit fits
    namesakes     who on that list only has an author's name, while the unit is another
    names_masked  places that surely tell the author and are (or will be) masked
    names_unsure  places that may tell the author, about which nobody has decided
    units_found   places that name the author's unit, left to stand: the figure often shares it
    pages         pictures of the essay's pages, which only an eye can search for names
    photos        photos of the figure; statements: files of a signed statement
    lacking       sentences for what the hand-in lacks, such as a guardian
    to_compare    sentences of the file readers that ask for a look at the original
    same_figure   how many other entries are about somebody of the same name
    same_files    receipts of other entries that came with the same bytes
    """

    words: int
    has_text: bool
    decisive_day: date
    entries_of_author: int
    barred: tuple[str, ...]
    namesakes: tuple[str, ...] = ()
    names_masked: int = 0
    names_unsure: int = 0
    units_found: int = 0
    pages: int = 0
    photos: int = 0
    statements: int = 0
    aside_found: int = 0
    unread_files: int = 0
    lacking: tuple[str, ...] = ()
    to_compare: tuple[str, ...] = ()
    writing: Writing = Writing.UNSURE
    same_figure: int = 0
    same_files: tuple[str, ...] = ()


def checks(facts: Facts, limits: Limits) -> tuple[Check, ...]:
    """Every line of the checklist, in a fixed order.

    Source  the charter's rules on length, deadline, number of entries and barred persons
    """
    return tuple(_lines(facts, limits))


def _lines(facts: Facts, limits: Limits) -> Iterator[Check]:
    yield _length(facts, limits)
    yield from _by_the_rules(facts, limits)
    yield from _written(facts)
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
    yield from _files(facts)
    for sentence in facts.lacking:
        yield Check("lacking", Level.WARN, sentence)


def _by_the_rules(facts: Facts, limits: Limits) -> Iterator[Check]:
    """What the charter says of time, number and persons."""
    if facts.decisive_day > limits.last_day:
        said = {"sent": f"{facts.decisive_day:%d/%m/%Y}", "last": f"{limits.last_day:%d/%m/%Y}"}
        yield Check("late", Level.BAD, N_("Gửi ngày %(sent)s, sau hạn %(last)s."), said)
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
        said = {"who": ", ".join(facts.barred)}
        yield Check("barred", Level.BAD, N_("Trùng với danh sách không được dự thi: %(who)s."), said)
    elif facts.namesakes:
        said = {"who": ", ".join(facts.namesakes)}
        yield Check(
            "barred",
            Level.WARN,
            N_(
                "Trùng họ tên với người không được dự thi nhưng khác đơn vị: %(who)s; xin xem có phải một người."
            ),
            said,
        )
    else:
        yield Check("barred", Level.OK, N_("Không trùng danh sách không được dự thi."))
    yield from _beside(facts, limits)
    if facts.same_figure:
        yield Check(
            "figure",
            Level.OK,
            N_("Nhân vật này cũng được viết trong %(entries)s bài khác."),
            {"entries": facts.same_figure},
        )


def _beside(facts: Facts, limits: Limits) -> Iterator[Check]:
    """What the charter wants besides the essay: photos of the figure, a signed statement."""
    said = {"photos": facts.photos, "least": limits.photos_min}
    if facts.photos < limits.photos_min:
        yield Check("photo", Level.WARN, N_("Thiếu ảnh nhân vật: có %(photos)s, thể lệ cần %(least)s."), said)
    elif facts.photos:
        yield Check(
            "photo", Level.OK, N_("Có %(photos)s ảnh nhân vật; giám khảo xem được, xin nhìn qua."), said
        )
    if limits.statement_needed and not facts.statements:
        yield Check("statement", Level.WARN, N_("Thiếu bản xác nhận có chữ ký, đóng dấu."))
    elif facts.statements:
        yield Check("statement", Level.OK, N_("Có bản xác nhận; giám khảo không thấy."))


def _written(facts: Facts) -> Iterator[Check]:
    """How the text is written; what is not plain is passed over."""
    match facts.writing:
        case Writing.VIETNAMESE:
            yield Check("language", Level.OK, N_("Bài viết bằng tiếng Việt."))
        case Writing.UNMARKED:
            yield Check(
                "unmarked", Level.WARN, N_("Bài gõ không dấu; xin xem có cần xin tác giả bản có dấu.")
            )
        case Writing.GARBLED:
            yield Check(
                "garbled",
                Level.WARN,
                N_("Chữ trong bài giống phông cũ (TCVN3, VNI) chưa chuyển mã; xin đối chiếu với bản gốc."),
            )
        case Writing.FOREIGN:
            yield Check("language", Level.WARN, N_("Bài có vẻ không viết bằng tiếng Việt; xin xem lại."))


def _files(facts: Facts) -> Iterator[Check]:
    """What the files could not say, or said before."""
    if facts.unread_files:
        yield Check(
            "unread",
            Level.WARN,
            N_("%(files)s tệp không đọc được chữ; xin mở bản gốc để xem."),
            {"files": facts.unread_files},
        )
    for sentence in facts.to_compare:
        yield Check("compare", Level.WARN, sentence)
    if facts.same_files:
        shown = facts.same_files[:MOST_RECEIPTS]
        more = "…" if len(facts.same_files) > MOST_RECEIPTS else ""
        yield Check(
            "twice",
            Level.WARN,
            N_("Tệp giống hệt từng byte với tệp của bài %(receipts)s."),
            {"receipts": ", ".join(shown) + more},
        )


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
    if not facts.has_text and not facts.pages:
        return Check("length", Level.WARN, N_("Bài trống: không có chữ và không có trang ảnh nào."))
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
