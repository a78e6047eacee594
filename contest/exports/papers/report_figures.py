"""The figures of a final report: every entry counted once, by unit, author, figure, genre, channel and verdict."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from sqlalchemy import func, select

from contest.authors.models import Envelope
from contest.awards.queries import day_of_units
from contest.charter.models import Category, Contest
from contest.charter.queries import rejection_codes_of
from contest.charter.rules import AuthorshipKind
from contest.db import db, one_of
from contest.entries.models import Channel, Entry, Figure, FigureKind, Manuscript
from contest.exports.papers.people import persons
from contest.plumbing.vietnamese import sort_key
from contest.screening.models import VerdictKind
from contest.screening.queries import verdicts_standing
from contest.units.queries import units_as_they_became
from contest.units.rules import KINDS

AUTHORS: Final = {
    AuthorshipKind.PERSON: "Cá nhân",
    AuthorshipKind.GROUP: "Nhóm tác giả",
    AuthorshipKind.COLLECTIVE: "Tập thể",
}
FIGURES: Final = {FigureKind.PERSON: "Gương cá nhân", FigureKind.COLLECTIVE: "Gương tập thể"}
CHANNELS: Final = {
    Channel.WEB: "Trang web",
    Channel.HAND: "Trực tiếp",
    Channel.POST: "Bưu điện",
    Channel.EMAIL: "Thư điện tử",
    Channel.UNIT: "Qua đơn vị",
}
BATCH: Final = 500
NO_UNIT: Final = "Không ghi đơn vị"
NO_KIND: Final = "Ngoài danh mục đơn vị"


@dataclass(slots=True)
class Count:
    """Entries of one kind: received, valid, invalid, and those that won a prize."""

    received: int = 0
    valid: int = 0
    invalid: int = 0
    winners: int = 0

    def add(self, verdict: VerdictKind | None, *, won: bool) -> None:
        """One more entry."""
        self.received += 1
        self.valid += verdict is VerdictKind.ELIGIBLE
        self.invalid += verdict is VerdictKind.REJECTED
        self.winners += won


Table = tuple[tuple[str, Count], ...]
"""Counts by what they are of, in the order to show them."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a contest comes to.

    withdrawn  besides those received, which are counted without them
    waiting    neither valid nor invalid yet
    people     persons who signed, each counted once by name and year of birth
    by_unit    a merged unit's entries under what it became, the most entries first
    by_reason  invalid ones by the charter's reasons, the most first
    """

    total: Count
    withdrawn: int
    waiting: int
    people: int
    by_genre: Table
    by_figure: Table
    by_channel: Table
    by_author: Table
    by_unit: Table
    by_unit_kind: Table
    by_reason: tuple[tuple[str, int], ...]


def figures(contest: Contest, *, winners: Collection[int] = ()) -> Figures:
    """Count everything once, some entries at a time.

    winners  ids of the entries that won a prize
    """
    came = db.session.scalar(select(func.count(Entry.id)).where(Entry.contest_id == contest.id)) or 0
    became, _codes = units_as_they_became(on=day_of_units(contest))
    total, won, reasons, standing = Count(), set(winners), Counter[str](), 0
    tables: dict[str, dict[str, Count]] = defaultdict(lambda: defaultdict(Count))
    screened = verdicts_standing(contest.id)
    while some := list(islice(screened, BATCH)):
        standing += len(some)
        reasons.update(line.code for line in some if line.verdict is VerdictKind.REJECTED)
        verdicts = {line.entry_id: line.verdict for line in some}
        for row in db.session.execute(_rows(verdicts)):
            unit = became.get(row.unit_id)
            labels = {
                "genre": row.genre,
                "figure": FIGURES[row.figure],
                "channel": CHANNELS[row.channel],
                "author": AUTHORS[row.author],
                "unit": (unit.name if unit and unit.id != row.unit_id else row.unit_name) or NO_UNIT,
                "unit_kind": KINDS.get(unit.kind, unit.kind) if unit else NO_KIND,
            }
            for count in (total, *(tables[table][label] for table, label in labels.items())):
                count.add(verdicts[row.id], won=row.id in won)
    labels_of = {code.code: code.label for code in rejection_codes_of(contest.id)}
    return Figures(
        total=total,
        withdrawn=came - standing,
        waiting=total.received - total.valid - total.invalid,
        people=persons(contest.id)[0],
        by_genre=_in_order(tables["genre"], (category.name for category in contest.categories)),
        by_figure=_in_order(tables["figure"], FIGURES.values()),
        by_channel=_in_order(tables["channel"], CHANNELS.values()),
        by_author=_in_order(tables["author"], AUTHORS.values()),
        by_unit=_by_size(tables["unit"]),
        by_unit_kind=_by_size(tables["unit_kind"]),
        by_reason=tuple((labels_of.get(code, code), count) for code, count in reasons.most_common()),
    )


def _rows(entry_ids: Collection[int]) -> Any:
    """Each of these with its newest genre, its figure's kind and what its envelope says of where it came from."""
    newest = (
        select(Manuscript.entry_id, func.max(Manuscript.version).label("newest"))
        .where(one_of(Manuscript.entry_id, entry_ids))
        .group_by(Manuscript.entry_id)
        .subquery()
    )
    return (
        select(
            Entry.id,
            Entry.channel,
            Category.name.label("genre"),
            Figure.kind.label("figure"),
            Envelope.kind.label("author"),
            Envelope.unit_id,
            Envelope.unit_name,
        )
        .join(newest, newest.c.entry_id == Entry.id)
        .join(
            Manuscript,
            (Manuscript.entry_id == newest.c.entry_id) & (Manuscript.version == newest.c.newest),
        )
        .join(Category, Category.id == Manuscript.category_id)
        .join(Figure, Figure.entry_id == Entry.id)
        .join(Envelope, Envelope.entry_id == Entry.id)
    )


def _in_order(found: Mapping[str, Count], order: Iterable[str]) -> Table:
    """In the order given, those that occur; then what is left."""
    known = [label for label in order if label in found]
    return tuple((label, found[label]) for label in (*known, *(one for one in found if one not in known)))


def _by_size(found: Mapping[str, Count]) -> Table:
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1].received, sort_key(pair[0]))))
