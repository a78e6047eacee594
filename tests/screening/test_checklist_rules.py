"""The checklist as a truth table: it warns, it never decides."""

import inspect
import re
from dataclasses import replace
from datetime import date

import pytest

from contest.screening.rules import Facts, Level, Limits, Writing, checklist, checks, likeness
from contest.web.organizer.warnings import WARNINGS

LIMITS = Limits(
    words_min=800, words_max=2500, tolerance_percent=10, last_day=date(2026, 11, 30), max_entries=3
)
CLEAN = Facts(
    words=1200, has_text=True, decisive_day=date(2026, 11, 30), entries_of_author=3, barred=(), names_masked=0
)


def told(facts: Facts, limits: Limits = LIMITS) -> dict[str, Level]:
    return {check.key: check.level for check in checks(facts, limits)}


def test_an_entry_without_fault_has_nothing_to_warn_of():
    assert set(told(CLEAN).values()) == {Level.OK}


@pytest.mark.parametrize(
    ("words", "level"),
    [
        (719, Level.WARN),
        (720, Level.OK),
        (800, Level.OK),
        (2500, Level.OK),
        (2750, Level.OK),
        (2751, Level.WARN),
    ],
)
def test_length_counts_with_its_tolerance(words, level):
    assert told(replace(CLEAN, words=words))["length"] == level


@pytest.mark.parametrize(
    ("change", "key", "level"),
    [
        ({"has_text": False, "words": 0}, "length", Level.WARN),
        ({"decisive_day": date(2026, 12, 1)}, "late", Level.BAD),
        ({"entries_of_author": 4}, "entries", Level.WARN),
        ({"barred": ("Ban giám khảo",)}, "barred", Level.BAD),
        ({"namesakes": ("Lô A (giám khảo)",)}, "barred", Level.WARN),
        ({"names_unsure": 1}, "names", Level.WARN),
        ({"names_masked": 2}, "masked", Level.OK),
        ({"units_found": 2}, "unit", Level.OK),
        ({"pages": 3}, "pages", Level.WARN),
        ({"aside_found": 2}, "aside", Level.OK),
        ({"unread_files": 1}, "unread", Level.WARN),
        ({"lacking": ("Thiếu.",)}, "lacking", Level.WARN),
        ({"to_compare": ("Xin đối chiếu.",)}, "compare", Level.WARN),
        ({"same_figure": 2}, "figure", Level.OK),
        ({"same_files": ("CL26-AAAA-B",)}, "twice", Level.WARN),
        ({"writing": Writing.VIETNAMESE}, "language", Level.OK),
        ({"writing": Writing.FOREIGN}, "language", Level.WARN),
        ({"writing": Writing.UNMARKED}, "unmarked", Level.WARN),
        ({"writing": Writing.GARBLED}, "garbled", Level.WARN),
    ],
)
def test_each_fact_has_its_line(change, key, level):
    assert told(replace(CLEAN, **change))[key] == level


def test_an_entry_with_nothing_in_it_is_said_to_be_empty():
    empty = replace(CLEAN, has_text=False, words=0, pages=0)
    assert "trống" in next(check.sentence for check in checks(empty, LIMITS) if check.key == "length")
    scanned = replace(empty, pages=2)
    assert "ảnh chụp" in next(check.sentence for check in checks(scanned, LIMITS) if check.key == "length")


def test_of_many_twins_the_first_are_named():
    twins = replace(CLEAN, same_files=tuple(f"CL26-AAA{n}-B" for n in range(9)))
    said = next(check for check in checks(twins, LIMITS) if check.key == "twice").values["receipts"]
    assert str(said).count("CL26") == 5
    assert str(said).endswith("…")


def test_no_limit_on_entries_warns_of_none():
    assert told(replace(CLEAN, entries_of_author=40), replace(LIMITS, max_entries=0))["entries"] == Level.OK


def test_each_sentence_finds_its_values():
    facts = replace(
        CLEAN,
        words=10,
        decisive_day=date(2026, 12, 24),
        entries_of_author=9,
        barred=("Lô A", "Lô B"),
        names_masked=1,
        names_unsure=1,
        units_found=1,
        pages=1,
        aside_found=1,
        unread_files=1,
    )
    said = [check.sentence % check.values for check in checks(facts, LIMITS)]
    assert "Gửi ngày 24/12/2026, sau hạn 30/11/2026." in said
    assert not [sentence for sentence in said if "%(" in sentence]


def test_every_check_that_can_warn_has_a_name_to_filter_by():
    source = inspect.getsource(checklist) + inspect.getsource(likeness)
    warned = set(re.findall(r'Check\(\s*"(\w+)",\s*Level\.(?:WARN|BAD)', source))
    assert warned | {likeness.COPIES, likeness.UNCOMPARED} == set(WARNINGS)
