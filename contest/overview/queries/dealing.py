"""Questions of the draw's page that need more than one room."""

from dataclasses import dataclass

from sqlalchemy import select

from contest.assignment.models import Assignment, Draw, ReaderLimit
from contest.assignment.queries import limits_of, loads, pair_counts, problem_for, standing
from contest.assignment.rules import Supply, supply_of
from contest.charter.models import Round
from contest.db import db
from contest.people.models import Account
from contest.people.queries import judges_of
from contest.scoring.models import ScoreSheet
from contest.scoring.queries import progress
from contest.screening.queries import eligible_entry_ids
from contest.shortlist.queries import next_round_entries


@dataclass(frozen=True, slots=True)
class JudgeLoad:
    """One judge of a round: what stands, what of it is handed in, and the judge's own limits."""

    judge: Account
    unit: str
    assigned: int
    handed_in: int
    limit: ReaderLimit | None


@dataclass(frozen=True, slots=True)
class PairTable:
    """How many entries each two judges of a draw share.

    judges  names by given name, the heads of rows and columns
    cells   cells[i][j] for judges i and j; None on the diagonal
    most    the largest cell
    """

    judges: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    most: int


def entries_to_draw(round_: Round) -> list[int]:
    """The entries a round should read: all eligible ones, or those the round before has listed and that still are."""
    eligible = eligible_entry_ids(round_.contest_id)
    listed = next_round_entries(round_)
    return eligible if listed is None else sorted(set(eligible) & set(listed))


def draw_supply(round_: Round) -> Supply:
    """What the next draw of the round would ask for, and what the judges can give."""
    return supply_of(problem_for(round_, entry_ids=entries_to_draw(round_)))


def judge_loads(round_: Round) -> list[JudgeLoad]:
    """Every judge of the contest with what they have in the round, by given name."""
    going = {row.judge.id: row for row in progress(round_)}
    limits = limits_of(round_.id)
    return [
        JudgeLoad(
            judge=role.account,
            unit=role.unit.short_name if role.unit else "",
            assigned=going[role.account_id].assigned if role.account_id in going else 0,
            handed_in=going[role.account_id].handed_in if role.account_id in going else 0,
            limit=limits.get(role.account_id),
        )
        for role in judges_of(round_.contest_id)
    ]


def pair_table(draw: Draw) -> PairTable:
    """The pairs of judges of a draw."""
    people = [account for account, _ in loads(draw.id)]
    counts = pair_counts(draw.id)
    cells = tuple(
        tuple(
            None if one.id == other.id else counts[min(one.id, other.id), max(one.id, other.id)]
            for other in people
        )
        for one in people
    )
    return PairTable(tuple(person.name for person in people), cells, max(counts.values(), default=0))


def unbegun_assignments(round_id: int, judge_id: int) -> list[Assignment]:
    """A judge's standing assignments of which no sheet exists."""
    begun = select(ScoreSheet.id).where(ScoreSheet.assignment_id == Assignment.id).exists()
    question = standing(round_id).where(Assignment.judge_id == judge_id, ~begun)
    return list(db.session.scalars(question).unique())
