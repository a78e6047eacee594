"""Dates in the ways Vietnamese lists write them."""

import unicodedata
from datetime import UTC, date, datetime

import pytest

from contest.plumbing.vietnamese import PartialDate, parse_date


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("09/05/1978", (1978, 5, 9)),
        ("9/5/78", (1978, 5, 9)),
        ("9-5-1978", (1978, 5, 9)),
        ("9.5.1978", (1978, 5, 9)),
        (" 09 / 05 / 1978 ", (1978, 5, 9)),
        ("1/1/05", (2005, 1, 1)),
        ("ngày 9 tháng 5 năm 1978", (1978, 5, 9)),
        ("Ngày 09 tháng 05 năm 1978", (1978, 5, 9)),
        ("tháng 5/1978", (1978, 5, None)),
        (unicodedata.normalize("NFD", "Tháng 5 năm 1978"), (1978, 5, None)),
        ("5/1978", (1978, 5, None)),
        ("1978", (1978, None, None)),
        ("năm 1938", (1938, None, None)),
        ("1978-05-09", (1978, 5, 9)),
        ("1978/05/09", (1978, 5, 9)),
        ("1978-05", (1978, 5, None)),
        ("2018-10-05 00:00:00", (2018, 10, 5)),
        ("2018-10-05T07:30:00+07:00", (2018, 10, 5)),
        (1978, (1978, None, None)),
        (1978.0, (1978, None, None)),
        (date(2018, 10, 5), (2018, 10, 5)),
        (datetime(2018, 10, 5, 7, 30, tzinfo=UTC), (2018, 10, 5)),
    ],
)
def test_parse_date(written, parts):
    assert parse_date(written) == PartialDate(*parts)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "hôm qua",
        "31/02/2018",
        "13/13/2018",
        "5/78",
        "0/5/1978",
        "1/2-1978",
        "3/4/5/2018",
        "43378",
        "1500",
        "9/5/978",
    ],
)
def test_what_is_not_a_date_is_refused(written):
    with pytest.raises(ValueError, match=r"date|year|month|day"):
        parse_date(written)


def test_two_digits_mean_the_last_such_year_until_the_one_given():
    assert parse_date("1/1/30").year == 2030
    assert parse_date("1/1/31").year == 1931
    assert parse_date("1/1/27", until=2026).year == 1927


def test_a_day_without_its_month_is_refused():
    with pytest.raises(ValueError, match="without a month"):
        PartialDate(1978, None, 9)


@pytest.mark.parametrize(
    ("partial", "iso", "read", "earliest", "latest"),
    [
        (
            PartialDate(1978, 5, 9),
            "1978-05-09",
            "09/05/1978",
            date(1978, 5, 9),
            date(1978, 5, 9),
        ),
        (
            PartialDate(1980, 2),
            "1980-02",
            "02/1980",
            date(1980, 2, 1),
            date(1980, 2, 29),
        ),
        (PartialDate(1978), "1978", "1978", date(1978, 1, 1), date(1978, 12, 31)),
    ],
)
def test_a_partial_date_knows_what_it_can_mean(partial, iso, read, earliest, latest):
    assert (partial.isoformat(), str(partial)) == (iso, read)
    assert (partial.earliest, partial.latest) == (earliest, latest)
    assert partial.exact == (earliest if earliest == latest else None)
    assert parse_date(iso) == partial


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (PartialDate(2010, 6, 1), date(2026, 5, 31), 15),
        (PartialDate(2010, 6, 1), date(2026, 6, 1), 16),
        (PartialDate(2010, 6), date(2026, 6, 29), 15),
        (PartialDate(2010), date(2026, 12, 30), 15),
    ],
)
def test_the_least_age_counts_from_the_latest_day(born, on, age):
    assert born.least_age(on) == age
