"""Questions about the joint trial of a round."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from contest.assignment.models import Conflict
from contest.assignment.queries import problem_for
from contest.charter.models import Contest, Round
from contest.db import db
from contest.errors import NotFound
from contest.people.models import Account
from contest.people.queries import judges_of
from contest.scoring.models import Trial, TrialEntry, TrialSheet
from contest.scoring.rules import CriterionRule, Spread, spread


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One entry of a trial, and one judge's sheet for it if there is one."""

    entry: TrialEntry
    sheet: TrialSheet | None


@dataclass(frozen=True, slots=True)
class TrialSpread:
    """How far the jury's marks for one entry of a trial lie apart.

    totals    judge -> total, of the sheets handed in
    whole     over the totals; None while nobody has handed in
    criteria  criterion key -> over the points for that criterion
    """

    entry: TrialEntry
    totals: Mapping[int, Decimal]
    whole: Spread | None
    criteria: Mapping[str, Spread]


def trial_of(round_id: int) -> Trial | None:
    """The round's joint trial, opened or not."""
    return db.session.scalar(select(Trial).where(Trial.round_id == round_id))


def open_trial_of(round_id: int) -> Trial | None:
    """The round's joint trial once judges may see it."""
    return db.session.scalar(select(Trial).where(Trial.round_id == round_id, Trial.opened_at.is_not(None)))


def open_trials_of(contest: Contest) -> list[Round]:
    """The contest's rounds whose joint trial judges may see."""
    ids = [round_.id for round_ in contest.rounds]
    question = select(Trial.round_id).where(Trial.round_id.in_(ids), Trial.opened_at.is_not(None))
    opened = set(db.session.scalars(question))
    return [round_ for round_ in contest.rounds if round_.id in opened]


def trial_rows(trial: Trial, judge_id: int) -> list[TrialRow]:
    """The trial's entries that this judge may read, in their order, with the judge's own sheets."""
    ids = [entry.id for entry in trial.entries]
    question = select(TrialSheet).where(TrialSheet.judge_id == judge_id, TrialSheet.trial_entry_id.in_(ids))
    sheets = {sheet.trial_entry_id: sheet for sheet in db.session.scalars(question)}
    apart = set(db.session.scalars(select(Conflict.entry_id).where(Conflict.judge_id == judge_id)))
    return [TrialRow(entry, sheets.get(entry.id)) for entry in trial.entries if entry.entry_id not in apart]


def trial_row(trial: Trial, judge_id: int, number: int) -> TrialRow:
    """One of them by its number. Raises NotFound, the same for an entry the judge may not read as for none."""
    for row in trial_rows(trial, judge_id):
        if row.entry.number == number:
            return row
    raise NotFound


def trial_jury(trial: Trial, contest_id: int) -> list[tuple[Account, int]]:
    """Each judge of the contest, by given name, with how many sheets of the trial they handed in; two queries."""
    done: dict[int, int] = {}
    for sheet in _handed_in(trial):
        done[sheet.judge_id] = done.get(sheet.judge_id, 0) + 1
    return [(role.account, done.get(role.account_id, 0)) for role in judges_of(contest_id)]


def trial_spreads(trial: Trial, criteria: Sequence[CriterionRule]) -> list[TrialSpread]:
    """How far the marks lie apart, entry by entry in the order of the trial; one query."""
    by_entry: dict[int, list[TrialSheet]] = {entry.id: [] for entry in trial.entries}
    for sheet in _handed_in(trial):
        by_entry[sheet.trial_entry_id].append(sheet)
    return [_spread(entry, by_entry[entry.id], criteria) for entry in trial.entries]


def entries_for_trial(round_: Round, entry_ids: Collection[int]) -> list[int]:
    """Which of these entries no rule keeps from any judge of the contest, so that the whole jury can read them."""
    problem = problem_for(round_, entry_ids=entry_ids)
    units = {unit for judge in problem.judges for unit in judge.units}
    apart = {entry for entry, _ in problem.excluded}
    return [entry.id for entry in problem.entries if entry.id not in apart and not units & entry.units]


def _handed_in(trial: Trial) -> list[TrialSheet]:
    ids = [entry.id for entry in trial.entries]
    question = select(TrialSheet).where(
        TrialSheet.trial_entry_id.in_(ids), TrialSheet.handed_in_at.is_not(None)
    )
    return list(db.session.scalars(question.order_by(TrialSheet.id)))


def _spread(
    entry: TrialEntry, sheets: Sequence[TrialSheet], criteria: Sequence[CriterionRule]
) -> TrialSpread:
    totals = {sheet.judge_id: sheet.total for sheet in sheets if sheet.total is not None}
    points = {
        rule.key: [Decimal(s.points[rule.key]) for s in sheets if rule.key in s.points] for rule in criteria
    }
    found = {key: spread(given) for key, given in points.items()}
    return TrialSpread(
        entry=entry,
        totals=totals,
        whole=spread(list(totals.values())),
        criteria={key: one for key, one in found.items() if one is not None},
    )
