"""Keeping a decision on prizes: whole, with a reason wherever it departs from the proposal, never edited."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from contest.awards.models import Award, AwardDecision, AwardOmission, Prize, PrizeDeparture
from contest.awards.queries import said_of, standing_decision
from contest.awards.rules import Gap, PrizeKind, Proposal, Terms
from contest.charter.models import Contest
from contest.db import db
from contest.errors import N_, Stale
from contest.errors.awards import AwardReasonMissing, NoPrizes, PrizeUnknown
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean, format_points
from contest.shortlist.queries import meeting_of

WHY_AGAIN = N_("quyết định này thay quyết định trước")
WHY_ELSE = N_("có bài hoặc đơn vị nhận giải khác với đề xuất")
WHY_PLACES = N_("có giải trao nhiều hơn hoặc ít hơn cơ cấu")

NONE_LEFT = "Danh sách không còn bài nào để trao giải này."
NONE_REACHED = "Không bài nào còn lại đạt mức %(mark)s điểm."
EQUALS_TOGETHER = "Các bài đồng hạng cùng nhận giải."


@dataclass(frozen=True, slots=True)
class DecisionSaid:
    """What a meeting decided, in plain values.

    prizes   entry (or unit) id -> key of its prize
    reasons  entry (or unit) id -> why it gets another prize than proposed, or none
    gaps     prize key -> why it is given more or fewer times than the structure says
    reason   for all of it: stands wherever no reason of its own is given; always needed for a further decision
    meeting  id of the meeting it was taken at, where the office keeps one
    seen     the word for what the proposal was made of when this was made up; None does not ask
    """

    prizes: Mapping[int, str]
    reasons: Mapping[int, str] = field(default_factory=dict)
    gaps: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    meeting: int | None = None
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """What a decision is held against: the prizes of its kind, what was proposed, and the word for it."""

    contest: Contest
    kind: PrizeKind
    shortlist_id: int
    prizes: Sequence[Prize]
    proposal: Proposal
    by_one: Mapping[int, str]
    recipe: Mapping[str, Any]
    seen: str
    scores: Mapping[int, Decimal | None] = field(default_factory=dict)


def write_decision(
    table: Table, said: DecisionSaid, order: Sequence[int], *, actor: Actor, at: datetime
) -> AwardDecision:
    """Check and keep a decision on entries or units; whoever calls has checked who may win at all.

    order   ids of the winners in the order of the list
    Raises  NoPrizes, Stale, PrizeUnknown, AwardReasonMissing, NotFound for a meeting of another contest
    """
    standing = standing_decision(table.contest.id, table.kind)
    prizes = {prize.key: prize for prize in table.prizes}
    if not prizes:
        raise NoPrizes
    if said.seen is not None and said.seen != table.seen:
        raise Stale
    wanted = {one: said.prizes[one] for one in order}
    if not set(wanted.values()) <= prizes.keys():
        raise PrizeUnknown
    reason = clean(said.reason).strip()
    if standing is not None and not reason:
        raise AwardReasonMissing(what=WHY_AGAIN)
    decision = AwardDecision(
        contest_id=table.contest.id,
        kind=table.kind,
        number=standing.number + 1 if standing else 1,
        shortlist_id=table.shortlist_id,
        meeting_id=None if said.meeting is None else meeting_of(table.contest, said.meeting).id,
        recipe={"prizes": [_told_prize(prize) for prize in table.prizes], **table.recipe},
        reason=reason,
        decided_at=at,
        decided_by=actor.name,
        awards=_awards(table, said, wanted, prizes, _kept(standing), reason),
        departures=_departures(table, said, wanted, standing, reason),
        omissions=_omissions(table, said, wanted, prizes, reason),
    )
    db.session.add(decision)
    db.session.flush()
    record(
        "awards.decided",
        actor=actor,
        at=at,
        contest_id=table.contest.id,
        subject=decision,
        kind=table.kind.value,
        number=decision.number,
        count=len(decision.awards),
        reason=reason,
    )
    return decision


def told_terms(terms: Terms) -> dict[str, Any]:
    """The terms as a recipe keeps them."""
    return asdict(terms)


def _kept(standing: AwardDecision | None) -> dict[tuple[int, int], str]:
    """The reasons that stood, by winner and prize: whoever keeps a prize keeps its reason."""
    awards = standing.awards if standing is not None else []
    return {(award.entry_id or award.unit_id or 0, award.prize_id): award.reason for award in awards}


def _awards(
    table: Table,
    said: DecisionSaid,
    wanted: Mapping[int, str],
    prizes: Mapping[str, Prize],
    kept: Mapping[tuple[int, int], str],
    common: str,
) -> list[Award]:
    """The winners, the best prize first, equals of a prize in the order of the list."""
    rank = {prize.key: place for place, prize in enumerate(table.prizes)}
    rows = []
    for position, one in enumerate(sorted(wanted, key=lambda one: rank[wanted[one]]), start=1):
        prize = prizes[wanted[one]]
        as_proposed = table.by_one.get(one) == prize.key
        own = clean(said.reasons.get(one, "")).strip()
        if not as_proposed and not (own or common):
            raise AwardReasonMissing(what=WHY_ELSE)
        rows.append(
            Award(
                prize_id=prize.id,
                entry_id=one if table.kind == PrizeKind.PERSONAL else None,
                unit_id=one if table.kind == PrizeKind.COLLECTIVE else None,
                position=position,
                money=prize.money,
                score=table.scores.get(one),
                reason=kept.get((one, prize.id), "") if as_proposed else own or common,
            )
        )
    return rows


def _departures(
    table: Table, said: DecisionSaid, wanted: Mapping[int, str], standing: AwardDecision | None, common: str
) -> list[PrizeDeparture]:
    """The prizes given more or fewer times than they have places; as proposed, the proposal's own reason stands."""
    given, proposed = Counter(wanted.values()), Counter(table.proposal.prizes.values())
    before = {(row.prize_id, row.given): row.reason for row in (standing.departures if standing else [])}
    rows = []
    for prize in table.prizes:
        fewer_special = prize.kind == PrizeKind.SPECIAL and given[prize.key] < prize.places
        if given[prize.key] == prize.places or fewer_special:
            continue
        excuse = _excuse(prize, table.proposal) if given[prize.key] == proposed[prize.key] else ""
        excuse = before.get((prize.id, given[prize.key]), excuse)
        why = clean(said.gaps.get(prize.key, "")).strip() or excuse or common
        if not why:
            raise AwardReasonMissing(what=WHY_PLACES)
        rows.append(
            PrizeDeparture(prize_id=prize.id, places=prize.places, given=given[prize.key], reason=why)
        )
    return rows


def _excuse(prize: Prize, proposal: Proposal) -> str:
    if (prize.key, Gap.BELOW_LEAST) in proposal.empty and prize.least_mark is not None:
        return NONE_REACHED % {"mark": format_points(prize.least_mark)}
    if (prize.key, Gap.NO_ENTRIES) in proposal.empty:
        return NONE_LEFT
    return EQUALS_TOGETHER if any(one.shared for one in proposal.given) else ""


def _omissions(
    table: Table, said: DecisionSaid, wanted: Mapping[int, str], prizes: Mapping[str, Prize], common: str
) -> list[AwardOmission]:
    """Who was proposed and gets nothing."""
    rows = []
    for one, key in table.by_one.items():
        if one in wanted:
            continue
        why = clean(said.reasons.get(one, "")).strip() or common
        if not why:
            raise AwardReasonMissing(what=WHY_ELSE)
        rows.append(
            AwardOmission(
                prize_id=prizes[key].id,
                entry_id=one if table.kind == PrizeKind.PERSONAL else None,
                unit_id=one if table.kind == PrizeKind.COLLECTIVE else None,
                reason=why,
            )
        )
    return rows


def _told_prize(prize: Prize) -> list[object]:
    said = said_of(prize)
    return [
        said.key,
        said.name,
        said.places,
        said.money,
        None if said.least_mark is None else str(said.least_mark),
    ]
