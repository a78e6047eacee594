"""What papers say of prizes: the lists of winners, what the money comes to, and which decision they follow."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from contest.awards.models import AwardDecision
from contest.awards.queries import (
    AwardRow,
    CollectiveRow,
    awards_of,
    collective_awards_of,
    last_word_at,
    standing_decision,
)
from contest.awards.rules import PrizeKind
from contest.charter.models import Contest, Round
from contest.errors.awards import NotDecided
from contest.errors.shortlist import SealClosed
from contest.exports.sheet import Cell, Column, Kind, LetterheadStyle, Part, Passage, PassageForm, Table
from contest.plumbing.vietnamese import number_in_words

MONEY: Final = Column("money", "Tiền thưởng (đồng)", Kind.NUMBER, 14)
PERSONAL: Final = (
    Column("place", "TT", Kind.NUMBER, 5),
    Column("authors", "Tác giả", Kind.TEXT, 20),
    Column("unit", "Đơn vị", Kind.TEXT, 20),
    Column("title", "Tên tác phẩm", Kind.TEXT, 28),
    Column("prize", "Giải", Kind.TEXT, 18),
)
COLLECTIVE: Final = (
    Column("place", "TT", Kind.NUMBER, 5),
    Column("unit", "Tập thể", Kind.TEXT, 50),
    Column("prize", "Giải", Kind.TEXT, 20),
)


@dataclass(frozen=True, slots=True)
class Prizes:
    """Every prize that stands, personal and special ones, then those of units.

    decided_at  the moment of the newest word on them, which a paper's properties name
    """

    decision: AwardDecision
    personal: tuple[AwardRow, ...]
    collective: tuple[CollectiveRow, ...]
    decided_at: datetime

    @property
    def money(self) -> int:
        """What all prizes come to, in whole đồng."""
        given: tuple[AwardRow | CollectiveRow, ...] = (*self.personal, *self.collective)
        return sum(row.money or 0 for row in given)

    @property
    def told(self) -> str:
        """How many of each: "1 Giải Nhất, 2 Giải Nhì"."""
        given: tuple[AwardRow | CollectiveRow, ...] = (*self.personal, *self.collective)
        counts = Counter(row.prize for row in given)
        return ", ".join(f"{count} {prize}" for prize, count in counts.items())


def check(round_: Round, *, names: bool) -> AwardDecision:
    """The decision that papers about prizes follow; they all name winners. Raises SealClosed, NotDecided."""
    if not names:
        raise SealClosed
    decision = standing_decision(round_.contest_id)
    if decision is None:
        raise NotDecided
    return decision


def prizes_of(contest: Contest, round_: Round, *, names: bool, as_decided: bool = False) -> Prizes:
    """Every prize that stands. Raises SealClosed, NotDecided.

    as_decided  with those that were taken back since: for what tells how it was decided
    """
    decision = check(round_, names=names)
    units = standing_decision(contest.id, PrizeKind.COLLECTIVE)
    decided_at = last_word_at(decision, units) or decision.decided_at
    return Prizes(
        decision,
        awards_of(contest, as_decided=as_decided),
        collective_awards_of(contest, as_decided=as_decided),
        decided_at,
    )


def lists(prizes: Prizes, *, money: bool = True, marks: tuple[str, str] = ("I.", "II.")) -> tuple[Part, ...]:
    """The winners as a decision lists them: authors, then units; with the money and its sum in words where said.

    marks  what stands before the names of the lists that there are, in order
    """
    paid = money and prizes.money > 0
    found: list[Part] = []
    if prizes.personal:
        rows = [_personal(row, paid=paid) for row in prizes.personal]
        caption = f"{marks[0]} Giải cá nhân, nhóm tác giả"
        found.append(_table(caption, PERSONAL, rows, prizes.personal, paid=paid, name="ca_nhan"))
    if prizes.collective:
        units = [_collective(row, paid=paid) for row in prizes.collective]
        caption = f"{marks[bool(prizes.personal)]} Giải tập thể"
        found.append(_table(caption, COLLECTIVE, units, prizes.collective, paid=paid, name="tap_the"))
    if paid:
        found.append(Passage((f"Tổng số tiền thưởng: {money_told(prizes.money)}.",), name="tien_thuong"))
    return tuple(found)


def money_told(amount: int) -> str:
    """An amount in figures and words: 12.500.000 đồng (Mười hai triệu năm trăm nghìn đồng)."""
    words = number_in_words(amount)
    return f"{amount:,} đồng ({words[:1].upper()}{words[1:]} đồng)".replace(",", ".")


def grounds(lines: Sequence[str], style: LetterheadStyle) -> Passage:
    """What a paper rests on, as the style writes it: a dash each for the Party, slanted for the others."""
    if style is LetterheadStyle.PARTY:
        return Passage(tuple(f"- {line.removeprefix('- ')}" for line in lines), name="can_cu")
    return Passage(tuple(lines), form=PassageForm.SLANTED, name="can_cu")


def _table(
    caption: str,
    columns: tuple[Column, ...],
    rows: list[tuple[Cell, ...]],
    given: Sequence[AwardRow | CollectiveRow],
    *,
    paid: bool,
    name: str,
) -> Table:
    if not paid:
        return Table(caption, columns, rows, name=name)
    total = (None, "Cộng", *(None,) * (len(columns) - 2), sum(row.money or 0 for row in given))
    return Table(caption, (*columns, MONEY), rows, total, name)


def _personal(row: AwardRow, *, paid: bool) -> tuple[Cell, ...]:
    cells = (row.position, ", ".join(row.authors), row.unit, row.title, row.prize)
    return (*cells, row.money) if paid else cells


def _collective(row: CollectiveRow, *, paid: bool) -> tuple[Cell, ...]:
    cells = (row.position, row.unit, row.prize)
    return (*cells, row.money) if paid else cells
