"""The meeting's word on collective prizes, with the table it had before it."""

from datetime import datetime

from contest.awards.models import AwardDecision
from contest.awards.queries import award_basis, prizes_of, proposed_units, unit_table
from contest.awards.queries.units import UnitRow
from contest.awards.rules import PrizeKind
from contest.awards.service.writing import DecisionSaid, Table, told_terms, write_decision
from contest.charter.models import Contest
from contest.entries.service import lock_register
from contest.errors.awards import EntryNotOnList
from contest.plumbing.audit import Actor


def decide_collective(*, contest: Contest, said: DecisionSaid, actor: Actor, at: datetime) -> AwardDecision:
    """Record which units get the collective prizes, with the table of that moment; an earlier decision is superseded.

    A unit that could not be compared may win by the meeting's word, which is a departure with a reason.

    Raises  NotFrozen, RoundStillOpen, SealClosed, NotDecided, NoPrizes, Stale, PrizeUnknown, EntryNotOnList,
            AwardReasonMissing
    """
    lock_register(contest.id)
    basis = award_basis(contest)
    table = unit_table(contest, basis)
    wanted = {unit: key for unit, key in said.prizes.items() if key}
    order = [row.score.unit for row in table.rows if row.score.unit in wanted]
    if len(order) != len(wanted):
        raise EntryNotOnList
    proposal = proposed_units(contest, table)
    held = Table(
        contest=contest,
        kind=PrizeKind.COLLECTIVE,
        shortlist_id=basis.shortlist.id,
        prizes=prizes_of(contest.id, PrizeKind.COLLECTIVE),
        proposal=proposal,
        by_one=proposal.prizes,
        seen=table.seen,
        recipe={"terms": told_terms(table.terms), "units": [_told(row) for row in table.rows]},
        scores={row.score.unit: row.score.score for row in table.rows},
    )
    return write_decision(held, said, order, actor=actor, at=at)


def _told(row: UnitRow) -> list[object]:
    """One unit as the recipe keeps it: what was counted, and what came of it."""
    facts, score = row.facts, row.score
    return [
        row.name,
        facts.headcount,
        facts.valid,
        [str(mark) for mark in sorted(facts.marks, reverse=True)],
        facts.finalists,
        facts.winners,
        None if score.parts is None else [str(part) for part in score.parts],
        None if score.score is None else str(score.score),
        [lack.value for lack in score.lacks],
        list(row.joined),
    ]
