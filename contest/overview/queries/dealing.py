"""Questions of the draw's page that need more than one room."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select

from contest.assignment.models import Draw, ReaderLimit
from contest.assignment.queries import judges_left, limits_of, loads_before, pair_counts
from contest.assignment.rules.terms import USUAL
from contest.charter.models import Round
from contest.db import db, one_of
from contest.entries.models import Entry, Manuscript
from contest.entries.queries import receipts_of
from contest.entries.rules import normal_receipt
from contest.people.models import Account
from contest.people.queries import judges_of, names_of_accounts
from contest.plumbing.vietnamese import name_sort_key
from contest.scoring.queries import progress
from contest.screening.models import BlindCode
from contest.screening.queries import eligible_entry_ids
from contest.screening.rules import normal_code
from contest.shortlist.queries import next_round_entries

MOST_IN_TABLE: Final = 40
"""More judges than that are told in numbers, not in a table."""

_BETWEEN: Final = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class JudgeLoad:
    """One judge of a round: what stands, what of it is handed in, and the judge's own limits.

    gone   the judge takes nothing more here: the role has ended, or a draw replaced the judge
    ended  the role has ended, so that nobody will hand in what is left
    apart  the round's settings leave the judge out
    """

    judge: Account
    unit: str
    assigned: int
    handed_in: int
    limit: ReaderLimit | None
    gone: bool = False
    ended: bool = False
    apart: bool = False

    @property
    def left(self) -> int:
        """Entries of which no sheet is handed in."""
        return self.assigned - self.handed_in

    @property
    def capacity(self) -> int:
        """Percent of a usual judge's share."""
        return self.limit.capacity if self.limit else USUAL


@dataclass(frozen=True, slots=True)
class JudgeShift:
    """One judge before and after a draw: entries read without it, given and taken by it, the own least and most.

    capacity  percent of a usual judge's share, as the draw took it
    """

    judge_id: int
    name: str
    before: int
    gained: int
    lost: int
    minimum: int
    maximum: int | None
    capacity: int

    @property
    def after(self) -> int:
        """Entries once the draw is published."""
        return self.before + self.gained - self.lost

    @property
    def full(self) -> bool:
        """Whether the judge can then take nothing more."""
        return self.maximum is not None and self.after >= self.maximum


@dataclass(frozen=True, slots=True)
class PairTable:
    """How many entries each two judges share once a draw is published.

    judges       names by given name, the heads of rows and columns; none when there are more than fit
    cells        cells[i][j] for judges i and j; None on the diagonal
    least, most  of all pairs of judges who read, also when no table is shown
    apart        how many pairs share none
    """

    judges: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    least: int
    most: int
    apart: int


def entries_to_draw(round_: Round) -> list[int]:
    """The entries a round should read: all eligible ones, or those the round before has listed and that still are."""
    eligible = eligible_entry_ids(round_.contest_id)
    listed = next_round_entries(round_)
    return eligible if listed is None else sorted(set(eligible) & set(listed))


def judge_loads(round_: Round) -> list[JudgeLoad]:
    """Every judge of the contest with what they have in the round, and who else still has to hand in, by given name."""
    going = {row.judge.id: row for row in progress(round_)}
    limits, roles, left = limits_of(round_.id), judges_of(round_.contest_id), judges_left(round_.id)
    known = {role.account_id for role in roles}
    found = [
        JudgeLoad(
            judge=role.account,
            unit=role.unit.short_name if role.unit else "",
            assigned=going[role.account_id].assigned if role.account_id in going else 0,
            handed_in=going[role.account_id].handed_in if role.account_id in going else 0,
            limit=limits.get(role.account_id),
            gone=role.account_id in left or _left_out(limits.get(role.account_id)),
            apart=_left_out(limits.get(role.account_id)),
        )
        for role in roles
    ]
    others = [
        JudgeLoad(row.judge, "", row.assigned, row.handed_in, limits.get(id_), gone=True, ended=True)
        for id_, row in going.items()
        if id_ not in known and row.left
    ]
    return sorted([*found, *others], key=lambda row: name_sort_key(row.judge.name))


def _left_out(limit: ReaderLimit | None) -> bool:
    return limit is not None and not limit.reads


def draw_shifts(draw: Draw) -> list[JudgeShift]:
    """Every judge whom a draw touches or who reads beside it, by given name; three questions."""
    gained = {int(judge): count for judge, count in draw.recipe.get("gained", {}).items()}
    lost = {int(judge): count for judge, count in draw.recipe.get("lost", {}).items()}
    before, limits = loads_before(draw), limits_of(draw.round_id)
    capacities = draw.recipe.get("capacities", {})
    names = names_of_accounts(gained.keys() | lost.keys() | before.keys())
    found = [
        JudgeShift(
            judge_id=judge,
            name=name,
            before=before.get(judge, 0),
            gained=gained.get(judge, 0),
            lost=lost.get(judge, 0),
            minimum=limits[judge].minimum if judge in limits else 0,
            maximum=limits[judge].maximum if judge in limits else None,
            capacity=capacities.get(str(judge), USUAL),
        )
        for judge, name in names.items()
    ]
    return sorted(found, key=lambda shift: name_sort_key(shift.name))


def pair_table(draw: Draw) -> PairTable:
    """The pairs of judges of a round as a draw leaves them; two questions."""
    counts = pair_counts(draw)
    busy = {judge for pair in counts for judge in pair}
    people = sorted(names_of_accounts(busy).items(), key=lambda row: name_sort_key(row[1]))
    shown = people if len(people) <= MOST_IN_TABLE else []
    cells = tuple(
        tuple(None if one == other else counts[min(one, other), max(one, other)] for other, _ in shown)
        for one, _ in shown
    )
    pairs = len(busy) * (len(busy) - 1) // 2
    return PairTable(
        judges=tuple(name for _, name in shown),
        cells=cells,
        least=0 if len(counts) < pairs else min(counts.values(), default=0),
        most=max(counts.values(), default=0),
        apart=pairs - len(counts),
    )


def mean_words(contest_id: int) -> int:
    """How many words an entry of the contest has on average, by what was counted when it came."""
    question = select(func.avg(Manuscript.words)).join(Entry, Entry.id == Manuscript.entry_id)
    return round(db.session.scalar(question.where(Entry.contest_id == contest_id, Manuscript.words > 0)) or 0)


def codes_of_entries(round_: Round, entry_ids: Collection[int]) -> list[str]:
    """How people call these entries: by blind code where the round has one, else by receipt; two questions."""
    coded = select(BlindCode.entry_id, BlindCode.code).where(
        BlindCode.round_id == round_.id, one_of(BlindCode.entry_id, entry_ids)
    )
    codes: dict[int, str] = dict(db.session.execute(coded).all())
    return sorted((receipts_of(entry_ids) | codes).values())


def entries_named(round_: Round, typed: str) -> tuple[set[int], list[str]]:
    """The entries whose blind codes of the round, or receipts, are in a text, and what names none; two questions."""
    whole = typed.strip()
    alone = normal_receipt(whole) or normal_code(whole)
    words = dict.fromkeys([whole] if alone else [word for word in _BETWEEN.split(typed) if word])
    codes = {normal_code(word) or "": word for word in words}
    receipts = {normal_receipt(word) or "": word for word in words}
    coded = select(BlindCode.code, BlindCode.entry_id).where(
        BlindCode.round_id == round_.id, BlindCode.code.in_(codes.keys() - {""})
    )
    received = select(Entry.receipt, Entry.id).where(
        Entry.contest_id == round_.contest_id, Entry.receipt.in_(receipts.keys() - {""})
    )
    found = {codes[code]: entry for code, entry in db.session.execute(coded)}
    found |= {receipts[receipt]: entry for receipt, entry in db.session.execute(received)}
    return set(found.values()), [word for word in words if word not in found]
