"""Ranks follow marks, then the charter's tie-breaks; equals share the better rank."""

from decimal import Decimal

import pytest

from contest.shortlist.rules import Sheet, Standing, rank, tie_values


def standing(entry, mark, *ties):
    return Standing(entry, Decimal(mark), tuple(map(Decimal, ties)))


@pytest.mark.parametrize(
    ("standings", "ranks"),
    [
        ([], []),
        ([standing(7, "80")], [(7, 1, False, None)]),
        (
            [standing(1, "70"), standing(2, "90"), standing(3, "80")],
            [(2, 1, False, None), (3, 2, False, None), (1, 3, False, None)],
        ),
        (
            [standing(4, "60"), standing(3, "80"), standing(2, "80"), standing(1, "90")],
            [(1, 1, False, None), (2, 2, True, None), (3, 2, True, None), (4, 4, False, None)],
        ),
        (
            [standing(1, "80", "30", "20"), standing(2, "80", "35", "10"), standing(3, "80", "30", "21")],
            [(2, 1, False, 0), (3, 2, False, 1), (1, 3, False, 1)],
        ),
        (  # tied with one, parted from another
            [standing(1, "80", "30"), standing(2, "80", "30"), standing(3, "80", "31")],
            [(3, 1, False, 0), (1, 2, True, 0), (2, 2, True, 0)],
        ),
        (  # a tie-break never speaks across different marks
            [standing(1, "80", "30"), standing(2, "79", "99")],
            [(1, 1, False, None), (2, 2, False, None)],
        ),
    ],
)
def test_rank(standings, ranks):
    assert [(r.entry, r.rank, r.tied, r.broken_by) for r in rank(standings)] == ranks


def test_equal_marks_written_differently_are_equal():
    assert [r.rank for r in rank([standing(1, "80.0"), standing(2, "80.00")])] == [1, 1]


@pytest.mark.parametrize(
    ("standings", "why"),
    [
        ([standing(1, "80"), standing(1, "70")], "stands twice"),
        ([standing(1, "80", "3"), standing(2, "80")], "more tie-breaks"),
    ],
)
def test_standings_that_cannot_be_compared_are_refused(standings, why):
    with pytest.raises(ValueError, match=why):
        rank(standings)


def sheet(c2, c3, total):
    return Sheet({"c2": Decimal(c2), "c3": Decimal(c3)}, Decimal(total))


CHARTER = [{"criteria": ["c2", "c3"]}, {"criteria": ["c3"]}, {"median": True}, {"head": True}]


@pytest.mark.parametrize(
    ("sheets", "head", "values"),
    [
        ([sheet("18", "22", "81")], "0", ["40.00", "22.00", "81.00", "0.00"]),
        ([sheet("18", "22", "81"), sheet("16.5", "20", "84")], "2", ["38.25", "21.00", "82.50", "2.00"]),
        (
            [sheet("18", "22", "81"), sheet("16", "20", "60"), sheet("17", "20", "79")],
            "0",
            ["37.67", "20.67", "79.00", "0.00"],
        ),
    ],
)
def test_tie_values(sheets, head, values):
    assert [str(value) for value in tie_values(sheets, CHARTER, head=Decimal(head))] == values


@pytest.mark.parametrize(
    "tie_break",
    [{}, {"criteria": []}, {"criteria": ["c9"]}, {"criteria": "c2"}, {"median": False}, {"lot": True},
     {"median": True, "head": True}],
)  # fmt: skip
def test_a_tie_break_of_another_form_is_refused(tie_break):
    with pytest.raises(ValueError, match=r"tie-break|criterion"):
        tie_values([sheet("18", "22", "81")], [tie_break])


def test_without_sheets_there_is_nothing_to_compare_by():
    with pytest.raises(ValueError, match="no sheets"):
        tie_values([], CHARTER)
