"""The figures of a locked round, at hand: computed now where that is quick, else as they were kept."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import func, select

from contest.assignment.models import Assignment
from contest.assignment.queries import standing
from contest.charter.models import Round
from contest.db import db
from contest.scoring.models import ScoreSheet, SheetState
from contest.shortlist.models import HeadDecision, KeptFigures
from contest.shortlist.queries.cuts import cut_of
from contest.shortlist.queries.figures import Figures, figures_of
from contest.shortlist.rules import canonical_digest

QUICK: Final = 2_000
"""Up to so many sheets the figures are computed each time they are asked for."""
EDITION: Final = 3
"""Raised when what is computed changes, so that nothing older is shown."""
OPEN: Final = 0.05
"""Between this chance and 1 less it an entry's fate is open."""


def is_open(chance: float | None) -> bool:
    """Whether an entry's fate is open, by its chance."""
    return chance is not None and OPEN <= chance <= 1 - OPEN


@dataclass(frozen=True, slots=True)
class CertainRow:
    """One ranked entry, and where it may stand.

    low, high  its true rank lies between them in 9 of 10 cases, within its group of judges; 0 when nobody can say
    chance     of belonging among the best; None when nobody can say
    """

    rank: int
    code: str
    mark: Decimal
    tied: bool
    taken: bool
    low: int
    high: int
    chance: float | None
    group: int

    @property
    def tone(self) -> str:
        """How sure it is that it belongs on the list: in, near the line, out."""
        if self.chance is None:
            return "in" if self.taken else "out"
        if is_open(self.chance):
            return "near"
        return "in" if self.chance > OPEN else "out"


def certain_rows(figures: Figures, start: int, stop: int) -> list[CertainRow]:
    """Rows of the ranking, from a place to before another."""
    kept = figures["entries"]
    columns = (kept[name][start:stop] for name in ("rank", "code", "mark", "tied", "taken", "low", "high"))
    rest = (kept[name][start:stop] for name in ("chance", "group"))
    return [
        CertainRow(rank, code, Decimal(mark), tied, taken, low, high, chance, group)
        for rank, code, mark, tied, taken, low, high, chance, group in zip(*columns, *rest, strict=True)
    ]


def figures_at_hand(round_: Round) -> Figures | None:
    """The figures of a round whose scores are locked; None for a large round that nobody has computed yet.

    Raises  CutUnfit
    """
    basis = basis_of(round_)
    if basis.sheets <= QUICK:
        return figures_of(round_)
    question = select(KeptFigures).where(KeptFigures.round_id == round_.id)
    kept = db.session.scalar(question)
    return kept.figures if kept is not None and kept.digest == basis.digest else None


@dataclass(frozen=True, slots=True)
class Basis:
    """What a round's figures are computed from: the number of its sheets, and what changes when any of it does."""

    sheets: int
    digest: str


def basis_of(round_: Round) -> Basis:
    """Asked of the database in two questions, however many sheets there are. Raises CutUnfit."""
    question = (
        standing(round_.id)
        .join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(ScoreSheet.state == SheetState.HANDED_IN)
        .with_only_columns(
            func.count(), func.sum(ScoreSheet.id), func.sum(ScoreSheet.version), func.sum(ScoreSheet.total)
        )
        .order_by(None)
    )
    said: tuple[Any, ...] = tuple(db.session.execute(question).one())
    decided = select(func.count(), func.sum(HeadDecision.weight), func.max(HeadDecision.decided_at))
    word = db.session.execute(decided.where(HeadDecision.round_id == round_.id)).one()
    told = [EDITION, round_.method, repr(cut_of(round_)), *said, *word]
    return Basis(int(said[0]), canonical_digest([str(one) for one in told]))
