"""Vietnamese as it is written, sorted, counted, read aloud and typed: pure functions of plain values."""

from contest.plumbing.vietnamese.dates import PartialDate, parse_date
from contest.plumbing.vietnamese.names import name_sort_key
from contest.plumbing.vietnamese.numbers import (
    format_points,
    normal_phone,
    number_in_words,
    parse_points,
    points_in_words,
)
from contest.plumbing.vietnamese.sorting import sort_key
from contest.plumbing.vietnamese.text import (
    LOOK_ALIKES,
    clean,
    count_words,
    fold,
    one_tone_place,
    search_key,
)

__all__ = [
    "LOOK_ALIKES",
    "PartialDate",
    "clean",
    "count_words",
    "fold",
    "format_points",
    "name_sort_key",
    "normal_phone",
    "number_in_words",
    "one_tone_place",
    "parse_date",
    "parse_points",
    "points_in_words",
    "search_key",
    "sort_key",
]
