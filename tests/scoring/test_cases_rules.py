"""When the judges of a case have settled it among themselves."""

import pytest

from contest.scoring.rules import CaseKind, is_agreed


@pytest.mark.parametrize(
    ("kind", "judges", "accepted", "agreed"),
    [
        (CaseKind.MINUTES, {1, 2}, set(), False),
        (CaseKind.MINUTES, {1, 2}, {1}, False),
        (CaseKind.MINUTES, {1, 2}, {1, 2}, True),
        (CaseKind.MINUTES, {1, 2}, {1, 3}, False),  # a stranger's word counts nothing
        (CaseKind.MINUTES, {1, 2}, {1, 2, 3}, True),
        (CaseKind.PANEL, {1, 2, 3}, {1, 2, 3}, False),  # the head concludes
        (CaseKind.RECHECK, {1, 2}, {1, 2}, False),
    ],
)
def test_both_judges_agree_in_minutes_and_the_head_concludes_the_rest(kind, judges, accepted, agreed):
    assert is_agreed(kind, judges=judges, accepted=accepted) is agreed


def test_a_case_without_judges_is_refused():
    with pytest.raises(ValueError, match="judges"):
        is_agreed(CaseKind.MINUTES, judges=(), accepted=())
