"""How the people behind an entry stand in one cell beside their names."""

import pytest

from contest.authors.models import Author, Envelope
from contest.charter.rules import AuthorshipKind
from contest.exports.papers.people import signed

PERSON, GROUP, COLLECTIVE = AuthorshipKind.PERSON, AuthorshipKind.GROUP, AuthorshipKind.COLLECTIVE


@pytest.mark.parametrize(
    ("kind", "years", "born"),
    [
        (PERSON, [1978], "1978"),
        (PERSON, [None], ""),
        (GROUP, [1978, 1981], "1978, 1981"),
        (GROUP, [None, 1981], "–, 1981"),
        (GROUP, [None, None], ""),
        (COLLECTIVE, [1978] * 45, ""),
    ],
)
def test_years_of_birth_stand_in_the_order_of_the_names(kind, years, born):
    authors = [
        Author(
            position=place,
            name=f"Nông Văn {place}",
            birth_year=year,
            leads=place == 0,
            unit_name="",
            phone="",
        )
        for place, year in enumerate(years)
    ]
    name = "Chi đoàn Nhân Lý" if kind is COLLECTIVE else ""
    envelope = Envelope(kind=kind, collective_name=name, unit_name="", authors=authors)
    assert signed(envelope).born == born
