"""The quotas a page tries: a box for every group that may be tried, and rows to name further units in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from contest.charter.models import Round
from contest.charter.queries import contest_of_round
from contest.charter.rules import QuotaKind, QuotaSaid
from contest.entries.models import FigureKind
from contest.units.queries import units
from contest.web.organizer.settings_quota_forms import unit_choices
from contest.web.words import WORDS

MOST: Final = 100_000
ENDS: Final = ("least", "most")
FURTHER: Final = ("q-further-1", "q-further-2")
"""The rows in which a unit, or a kind of units, is named; what was named has a box of its own from then on."""
OWN: Final = (QuotaKind.UNIT_KIND, QuotaKind.UNIT)
BOXED: Final = re.compile(r"q-(unit_kind|unit)-(.+)-(?:least|most)")

GroupKey = tuple[QuotaKind, str]
Choices = Sequence[tuple[str, str]]
"""Whom a further row may name, as ``kind:key`` and label."""


@dataclass(frozen=True, slots=True)
class Box:
    """The least and most of one group, as boxes to type in."""

    kind: QuotaKind
    key: str
    label: str
    least: str
    most: str

    @property
    def name(self) -> str:
        """What its two boxes are called by, before ``-least`` and ``-most``."""
        return named(self.kind, self.key)


@dataclass(frozen=True, slots=True)
class Further:
    """A row to name a unit in: its name in the form, and what was typed there as ``kind:key``, least and most."""

    name: str
    which: str = ""
    least: str = ""
    most: str = ""


def further_typed(typed: Mapping[str, str]) -> list[Further]:
    """The further rows as they were typed."""
    return [
        Further(row, typed.get(row, ""), *(typed.get(f"{row}-{end}", "").strip() for end in ENDS))
        for row in FURTHER
    ]


def boxes_typed(typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed by the names of boxes, further rows in the boxes of whom they name.

    Raises  ValueError for numbers that are nobody's, and for two rows about one unit
    """
    found = {name: text.strip() for name, text in typed.items() if name.startswith("q-")}
    for row in further_typed(typed):
        for name in (row.name, *(f"{row.name}-{end}" for end in ENDS)):
            found.pop(name, None)
        if not row.least and not row.most:
            continue
        kind, _colon, key = row.which.partition(":")
        if QuotaKind(kind) not in OWN or not key:
            raise ValueError(row.which)
        for end, text in zip(ENDS, (row.least, row.most), strict=True):
            if found.setdefault(f"{named(QuotaKind(kind), key)}-{end}", text) != text:
                raise ValueError(f"{key} twice")
    return found


def boxes(
    round_: Round,
    quotas: Sequence[QuotaSaid],
    typed: Mapping[str, str] | None,
    given: Choices | None,
) -> list[Box]:
    """Boxes for every group that may be tried, with these quotas in them, or with what was typed.

    typed  by the names of boxes; None where nothing of them was
    given  what choices says; None for a visitor who may not know the authors: units and authors have no boxes then
    """
    standing = {(quota.kind, quota.key): quota for quota in quotas}
    groups = _everybodys(round_)
    if given is not None:
        own = dict.fromkeys([*(key for key in standing if key[0] in OWN and key[1]), *_named_in(typed or {})])
        labels = dict(given)
        groups |= {(QuotaKind.UNIT, ""): _("Mỗi đơn vị"), (QuotaKind.AUTHOR, ""): _("Mỗi tác giả")}
        groups |= {(kind, key): labels.get(f"{kind.value}:{key}", key) for kind, key in own}
    found = []
    for (kind, key), label in groups.items():
        quota, name = standing.get((kind, key), QuotaSaid(kind, key)), named(kind, key)
        said = [_text(quota.least), _text(quota.most)]
        least, most = said if typed is None else (typed.get(f"{name}-{end}", "").strip() for end in ENDS)
        found.append(Box(kind, key, label, least, most))
    return found


def choices(quotas: Sequence[QuotaSaid]) -> Choices:
    """Nobody, then kinds of units, then units; those with a quota that are in the directory no more stay."""
    standing = [quota.key for quota in quotas if quota.kind in OWN and quota.key]
    return [(str(one.value), str(one.label)) for one in unit_choices(units(), standing)]


def quotas_in(found: Sequence[Box], charters: Sequence[QuotaSaid]) -> list[QuotaSaid]:
    """The quotas of the boxes; the charter's for groups without one. Raises ValueError for what is no number."""
    shown = {(box.kind, box.key) for box in found}
    tried = [QuotaSaid(box.kind, box.key, number(box.least), number(box.most)) for box in found]
    kept = [quota for quota in charters if (quota.kind, quota.key) not in shown]
    return [*kept, *(quota for quota in tried if quota.least is not None or quota.most is not None)]


def number(typed: str) -> int | None:
    """A number of entries, None for nothing. Raises ValueError."""
    if not typed.strip():
        return None
    found = int(typed)
    if not 0 <= found <= MOST:
        raise ValueError(typed)
    return found


def named(kind: QuotaKind, key: str) -> str:
    """What the boxes of a group are called by."""
    return f"q-{kind.value}-{key}"


def _everybodys(round_: Round) -> dict[GroupKey, str]:
    """The groups that tell nobody's identity."""
    categories = contest_of_round(round_).categories
    found: dict[GroupKey, str] = {(QuotaKind.CATEGORY, one.key): one.name for one in categories}
    return found | {(QuotaKind.FIGURE, kind.value): _(WORDS[FigureKind, kind.value]) for kind in FigureKind}


def _named_in(typed: Mapping[str, str]) -> Iterator[GroupKey]:
    for name in typed:
        if (match := BOXED.fullmatch(name)) is not None:
            yield QuotaKind(match[1]), match[2]


def _text(limit: int | None) -> str:
    return "" if limit is None else str(limit)
