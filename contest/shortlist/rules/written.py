"""A cut as a recipe keeps it, and read from there again."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from contest.charter.rules import QuotaKind
from contest.shortlist.rules.cut import Cut, Group

Quotas = Mapping[Group, tuple[int | None, int | None]]


def written(cut: Cut) -> dict[str, Any]:
    """Plain values, decided members apart, whom a recipe calls by their codes."""
    quotas: dict[str, dict[str, list[int | None]]] = {}
    for group, limits in sorted(cut.quotas.items()):
        quotas.setdefault(group.kind.value, {})[group.key] = list(limits)
    return {
        "top": cut.top,
        "percent": None if cut.share is None else str(cut.share),
        "threshold": None if cut.threshold is None else str(cut.threshold),
        "ties_in": cut.ties_in,
        "quotas": quotas,
    }


def read(said: Mapping[str, Any], *, into: Iterable[int] = (), out: Iterable[int] = ()) -> Cut:
    """The cut that a recipe keeps. Raises ValueError as Cut does."""
    return Cut(
        top=said["top"],
        threshold=_number(said["threshold"]),
        ties_in=said["ties_in"],
        quotas=quotas_written(said["quotas"]),
        share=_number(said.get("percent")),
        into=frozenset(into),
        out=frozenset(out),
    )


def quotas_written(said: Mapping[str, Any]) -> Quotas:
    """The quotas of a recipe; the first recipes knew those of categories alone, by their keys."""
    found: dict[Group, tuple[int | None, int | None]] = {}
    for name, limits in said.items():
        if isinstance(limits, Mapping):
            found |= {Group(QuotaKind(name), key): (low, high) for key, (low, high) in limits.items()}
        else:
            found[Group(QuotaKind.CATEGORY, name)] = (limits[0], limits[1])
    return found


def _number(said: str | None) -> Decimal | None:
    return None if said is None else Decimal(said)
