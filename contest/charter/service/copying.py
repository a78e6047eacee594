"""What goes along when a contest is copied: rooms that hang settings on a charter say what of theirs does.

So the charter need not know them, and an office that runs its contest each year finds all it set, in one transaction.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from contest.charter.models import Contest
from contest.db import Base


@dataclass(frozen=True, slots=True)
class Copy:
    """One contest and its copy, by ids.

    rounds, categories  id in the earlier contest -> id in the copy
    by                  who copies, as rows name people
    """

    earlier: int
    fresh: int
    rounds: Mapping[int, int]
    categories: Mapping[int, int]
    by: str
    at: datetime


Copier = Callable[[Copy], None]

_COPIERS: Final[list[Copier]] = []


def copies_along(copier: Copier) -> Copier:
    """Let a function add to a copy what its room keeps of the charter; it adds rows and looks at nobody's work."""
    _COPIERS.append(copier)
    return copier


def copy_along(earlier: Contest, fresh: Contest, *, by: str, at: datetime) -> None:
    """Copy what the rooms after the charter keep of it, in the caller's transaction."""
    rounds = {round_.number: round_.id for round_ in fresh.rounds}
    categories = {category.key: category.id for category in fresh.categories}
    copy = Copy(
        earlier=earlier.id,
        fresh=fresh.id,
        rounds={round_.id: rounds[round_.number] for round_ in earlier.rounds},
        categories={category.id: categories[category.key] for category in earlier.categories},
        by=by,
        at=at,
    )
    for copier in _COPIERS:
        copier(copy)


def values_of(row: Base, *besides: str) -> dict[str, Any]:
    """What stands in a row's columns, without its id and those named."""
    left = {"id", *besides}
    return {
        column.key: getattr(row, column.key)
        for column in row.__mapper__.column_attrs
        if column.key not in left
    }
