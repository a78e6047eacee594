"""Who held which prize and when: every decision, everything taken back, every publication, in order."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from contest.awards.models import Award, AwardDecision, AwardRevocation
from contest.awards.queries.awarded import entry_names
from contest.awards.queries.candidates import Written
from contest.awards.queries.standing import award_publications, decisions_of
from contest.awards.rules import PrizeKind
from contest.charter.models import Contest
from contest.units.queries import names_of_units


class StepKind(StrEnum):
    """What happened."""

    DECIDED = "decided"
    REVOKED = "revoked"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One entry's or unit's prize in a step.

    prize   what it has from this step on; empty when it was taken back or left out
    before  what it had until then; empty when nothing
    who     authors and unit, or the unit's name alone
    title   of the essay; empty for a unit
    """

    prize: str
    before: str
    who: str
    title: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done about the prizes of a kind.

    number    of the decision it is about
    lines     who has what from then on where something changed
    same      how many keep what they had
    evidence  of a revocation; scan: the id of the award whose file can be taken, None without one
    """

    at: datetime
    by: str
    kind: StepKind
    prizes: PrizeKind
    number: int
    reason: str = ""
    lines: tuple[TraceLine, ...] = ()
    same: int = 0
    evidence: str = ""
    scan: int | None = None


def award_trace(contest: Contest) -> tuple[Step, ...]:
    """Everything that was done about the contest's prizes, oldest first; a fixed number of queries."""
    decisions = decisions_of(contest.id)
    awards = [award for decision in decisions for award in decision.awards]
    names = entry_names([award.entry_id for award in awards if award.entry_id is not None])
    units = names_of_units(award.unit_id for award in awards if award.unit_id is not None)
    public = award_publications([decision.id for decision in decisions])
    steps: list[Step] = []
    for kind in (PrizeKind.PERSONAL, PrizeKind.COLLECTIVE):
        held: dict[int, str] = {}
        last: dict[int, Award] = {}
        for decision in (one for one in decisions if one.kind == kind):
            for key, award in last.items():
                if award.revocation is not None:
                    held.pop(key, None)
            steps.append(_decided(decision, held, last, names, units))
            last = {_key(award): award for award in decision.awards}
            held = {key: award.prize.name for key, award in last.items()}
            steps.extend(
                _revoked(row, award, decision, names, units)
                for award in decision.awards
                if (row := award.revocation) is not None
            )
            if decision.id in public:
                shown = public[decision.id]
                steps.append(
                    Step(shown.published_at, shown.published_by, StepKind.PUBLISHED, kind, decision.number)
                )
    return tuple(sorted(steps, key=lambda step: step.at))


def _decided(
    decision: AwardDecision,
    held: dict[int, str],
    last: dict[int, Award],
    names: dict[int, Written],
    units: dict[int, str],
) -> Step:
    now = {_key(award): award for award in decision.awards}
    changed = [award for key, award in now.items() if held.get(key) != award.prize.name]
    lines = [
        TraceLine(award.prize.name, held.get(_key(award), ""), *_named(award, names, units), award.reason)
        for award in changed
    ]
    gone = [key for key in held if key not in now]
    lines += [TraceLine("", held[key], *_named(last[key], names, units)) for key in gone]
    return Step(
        decision.decided_at,
        decision.decided_by,
        StepKind.DECIDED,
        decision.kind,
        decision.number,
        decision.reason,
        tuple(lines),
        same=len(now) - len(changed),
    )


def _revoked(
    row: AwardRevocation,
    award: Award,
    decision: AwardDecision,
    names: dict[int, Written],
    units: dict[int, str],
) -> Step:
    return Step(
        row.revoked_at,
        row.revoked_by,
        StepKind.REVOKED,
        decision.kind,
        decision.number,
        row.reason,
        (TraceLine("", award.prize.name, *_named(award, names, units)),),
        evidence=row.evidence,
        scan=award.id if row.scan_digest else None,
    )


def _key(award: Award) -> int:
    """The entry's id, or the unit's below zero."""
    return award.entry_id or -(award.unit_id or 0)


def _named(award: Award, names: dict[int, Written], units: dict[int, str]) -> tuple[str, str]:
    if award.entry_id is None:
        return units.get(award.unit_id or 0, ""), ""
    one = names[award.entry_id]
    return ", ".join(filter(None, (*one.authors, one.unit))), one.title
