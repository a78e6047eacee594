"""Set a round and its rubric; freeze both once judges read by them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from contest.charter.models import Criterion, Round
from contest.charter.queries import contest_of_round, quotas_of, quotas_of_categories
from contest.charter.rules import CriterionSaid, CutKind, key_of
from contest.charter.rules.fitness import criterion_unfit, round_unfit, runs_backwards, tie_breaks_unfit
from contest.charter.service.amending import note, plain
from contest.charter.service.quotas import check_quotas
from contest.db import db
from contest.errors import N_
from contest.errors.charter import CalendarBackwards, RulesFrozen, ValueUnfit
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean

FROZEN: Final = frozenset(
    "readers band_agree band_minutes band_panel method tie_breaks look_percent look_most look_stop".split()
)
"""What no longer changes once judging has begun; names, windows and the cut still do."""

PUBLIC: Final = frozenset("name readers look_percent look_most look_stop".split())
"""What the public page of the rules says of a round: once announced, it changes with a notice alone."""

NUMBERS: Final = 5
"""How much of a criterion as it is told is public: all but the words that explain it to judges."""

SETTABLE: Final = (
    *sorted(FROZEN),
    "name",
    "opens_at",
    "closes_at",
    "cut_kind",
    "cut_top",
    "cut_threshold",
    "cut_percent",
    "ties_in",
    "judges_named",
    "names_early",
    "recheck_percent",
    "recheck_top",
)


def set_round(
    *, round_: Round, changes: Mapping[str, Any], notice: str = "", actor: Actor, at: datetime
) -> None:
    """Change a round's columns; unchanged ones are ignored. Once announced, a public change is an amendment.

    changes  of SETTABLE; moments aware, points Decimal, tie_breaks as TieBreak steps in order
    Raises   ValueUnfit, QuotasUnfit, CalendarBackwards, RulesFrozen, NoticeMissing
    """
    said = {name: clean(value).strip() if name == "name" else value for name, value in changes.items()}
    fresh = {column: value for column, value in said.items() if getattr(round_, column) != value}
    if not fresh:
        return
    if round_.rules_frozen_at is not None and fresh.keys() & FROZEN:
        raise RulesFrozen
    standing = {**{column: getattr(round_, column) for column in SETTABLE}, **fresh}
    unfit = round_unfit(standing, [line.key for line in round_.criteria])
    if unfit is not None:
        raise ValueUnfit(field=unfit[0], why=unfit[1])
    if fresh.keys() & {"cut_kind", "cut_top"}:
        top = standing["cut_top"] if standing["cut_kind"] is CutKind.TOP else None
        check_quotas([*quotas_of(round_), *quotas_of_categories(contest_of_round(round_))], top=top)
    if runs_backwards(standing["opens_at"], standing["closes_at"]):
        raise CalendarBackwards
    told = {column: [plain(getattr(round_, column)), plain(value)] for column, value in fresh.items()}
    if public := {_place(round_, column): told[column] for column in sorted(fresh.keys() & PUBLIC)}:
        note(contest_of_round(round_), public, notice, actor, at)
    for column, value in fresh.items():
        setattr(round_, column, value)
    db.session.flush()
    record("round.set", actor=actor, at=at, contest_id=round_.contest_id, subject=round_, changes=told)


def set_criteria(
    *, round_: Round, criteria: Sequence[CriterionSaid], notice: str = "", actor: Actor, at: datetime
) -> None:
    """Set the whole rubric, in order: lines are kept by their key, added with an empty one, dropped when absent.

    Raises  RulesFrozen, ValueUnfit (also when a tie-break still needs a dropped line), NoticeMissing once announced
    """
    if round_.rules_frozen_at is not None:
        raise RulesFrozen
    standing = {line.key: line for line in round_.criteria}
    before = _told(round_.criteria)
    kept: list[Criterion] = []
    for position, said in enumerate(criteria, start=1):
        unfit = criterion_unfit(said.name, said.maximum, said.step, said.weight)
        if unfit is not None:
            raise ValueUnfit(field=unfit[0], why=unfit[1])
        line = standing.pop(said.key, None)
        if line is None:
            taken = {c.key for c in (*round_.criteria, *kept)}
            line = Criterion(round_id=round_.id, key=key_of(said.name, taken))
        line.name, line.description = clean(said.name).strip(), clean(said.description).strip()
        line.maximum, line.step, line.weight, line.position = said.maximum, said.step, said.weight, position
        kept.append(line)
    if not kept:
        raise ValueUnfit(field=N_("Tiêu chí"), why=N_("phiếu chấm cần ít nhất một tiêu chí"))
    unfit = tie_breaks_unfit(round_.tie_breaks, [line.key for line in kept])
    if unfit is not None:
        raise ValueUnfit(field=unfit[0], why=unfit[1])
    for gone in standing.values():
        db.session.delete(gone)
    round_.criteria = kept
    told = [before, _told(kept)]
    if told[0] == told[1]:
        return
    if [line[:NUMBERS] for line in told[0]] != [line[:NUMBERS] for line in told[1]]:
        note(contest_of_round(round_), {_place(round_, "criteria"): told}, notice, actor, at)
    db.session.flush()
    changes = {"criteria": told}
    record(
        "round.criteria_set",
        actor=actor,
        at=at,
        contest_id=round_.contest_id,
        subject=round_,
        changes=changes,
    )


def freeze_round_rules(*, round_: Round, actor: Actor, at: datetime) -> None:
    """Fix a round's rubric and way of reckoning: judges now read by them. A second time changes nothing."""
    if round_.rules_frozen_at is None:
        round_.rules_frozen_at = at
        db.session.flush()
        record("round.rules_frozen", actor=actor, at=at, contest_id=round_.contest_id, subject=round_)


def change_readers(
    *,
    round_: Round,
    readers: int,
    besides: Mapping[str, Sequence[object]] | None = None,
    notice: str,
    actor: Actor,
    at: datetime,
) -> None:
    """Another number of readers, also while judges read: the draw that brings it finds or releases them.

    besides  what else changes of who reads an entry, as column -> before and after; one amendment tells it all
    Raises   ValueUnfit, NoticeMissing
    """
    before = round_.readers
    changes: dict[str, Sequence[object]] = {"readers": [before, readers]} if readers != before else {}
    note_readers(round_=round_, changes={**changes, **(besides or {})}, notice=notice, actor=actor, at=at)
    if readers == before:
        return
    unfit = round_unfit(
        {**{column: getattr(round_, column) for column in SETTABLE}, "readers": readers},
        [line.key for line in round_.criteria],
    )
    if unfit is not None:
        raise ValueUnfit(field=unfit[0], why=unfit[1])
    round_.readers = readers
    db.session.flush()
    record("round.set", actor=actor, at=at, contest_id=round_.contest_id, subject=round_, changes=changes)


def note_readers(
    *, round_: Round, changes: Mapping[str, Sequence[object]], notice: str, actor: Actor, at: datetime
) -> None:
    """Keep a change of how many read an entry as an amendment, once announced; none is none.

    changes  column -> before and after. Raises NoticeMissing
    """
    if changes:
        told = {_place(round_, column): list(both) for column, both in changes.items()}
        note(contest_of_round(round_), told, notice, actor, at)


def _place(round_: Round, column: str) -> str:
    return f"rounds.{round_.number}.{column}"


def _told(lines: Sequence[Criterion]) -> list[list[str]]:
    return [
        [line.key, line.name, str(line.maximum), str(line.step), str(line.weight), line.description]
        for line in sorted(lines, key=lambda line: line.position)
    ]
