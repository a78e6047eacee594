"""When the judges of a case have settled it among themselves."""

from collections.abc import Collection
from enum import StrEnum


class CaseKind(StrEnum):
    """Why a case was opened.

    MINUTES  two judges differ by no more than the charter lets them settle themselves
    PANEL    three judges differ too much: they and the head mark together
    RECHECK  the head's second look differs from the mark
    """

    MINUTES = "minutes"
    PANEL = "panel"
    RECHECK = "recheck"


def is_agreed(kind: CaseKind, *, judges: Collection[int], accepted: Collection[int]) -> bool:
    """Whether a proposal has become the mark: both judges of a case for minutes accept it.

    A panel and a case from a second look are concluded by the head, whatever the judges accept.

    Raises  ValueError for a case without judges
    Source  the exam regulation of 2019 for Ngữ văn: two judges agree in minutes, else the head decides
    """
    if not judges:
        raise ValueError("a case has judges")
    return kind is CaseKind.MINUTES and set(judges) <= set(accepted)
