"""Prizes of a made-up contest: localities are asked, the meeting decides, units get theirs."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from contest.awards.models import AwardDecision
from contest.awards.queries import (
    award_basis,
    prizes_of,
    proposed_awards,
    proposed_units,
    standing_decision,
    unit_table,
    verifications_of,
)
from contest.awards.rules import DISTRICT, PrizeKind, Proposal, Verification
from contest.awards.service import (
    DecisionSaid,
    LetterSaid,
    ask_locality,
    decide_awards,
    decide_collective,
    note_answer,
    publish_awards,
    set_prizes,
)
from contest.charter.models import Contest
from contest.plumbing.audit import Actor
from contest.plumbing.clock import local

MONEY: Final = {
    "giai-nhat": 5_000_000,
    "giai-nhi": 3_000_000,
    "giai-ba": 2_000_000,
    "giai-khuyen-khich": 1_000_000,
    "tap-the-nhat": 3_000_000,
    "tap-the-nhi": 2_000_000,
    "tap-the-ba": 1_000_000,
}
NOTICE: Final = "Công bố cơ cấu giải thưởng của cuộc thi."
VOTED: Final = "Bằng điểm nhau; cuộc họp xét giải bỏ phiếu."
UNANSWERED: Final = 4
"""Of the figures asked about, every fourth locality has not answered yet."""


def set_made_up_prizes(contest: Contest, *, actor: Actor, at: datetime) -> None:
    """The usual prizes of a district, with money."""
    prizes = [replace(prize, money=MONEY[prize.key]) for prize in DISTRICT]
    set_prizes(contest=contest, prizes=prizes, notice=NOTICE, actor=actor, at=at)


def give_prizes(contest: Contest, *, actor: Actor, at: datetime) -> int:
    """Ask localities, decide as proposed, equals in the order of the list; then the units. In the caller's transaction.

    Returns  how many prizes were given
    """
    if not prizes_of(contest.id):
        set_made_up_prizes(contest, actor=actor, at=at)
    _ask_about_figures(contest, actor=actor, at=at)
    proposed = proposed_awards(contest, award_basis(contest))
    said = _with_equals(proposed.by_entry, proposed.proposal)
    personal = decide_awards(contest=contest, said=said, actor=actor, at=at)
    of_units = proposed_units(contest, unit_table(contest, award_basis(contest)))
    said = _with_equals(of_units.prizes, of_units)
    units = decide_collective(contest=contest, said=said, actor=actor, at=at)
    return len(personal.awards) + len(units.awards)


def publish_prizes(contest: Contest, *, actor: Actor, at: datetime) -> None:
    """Show what was decided to everybody."""
    for decision in _decisions(contest):
        publish_awards(contest=contest, decision=decision, actor=actor, at=at)


def _decisions(contest: Contest) -> list[AwardDecision]:
    found = [standing_decision(contest.id, kind) for kind in (PrizeKind.PERSONAL, PrizeKind.COLLECTIVE)]
    return [decision for decision in found if decision is not None]


def _with_equals(prizes: dict[int, str], proposal: Proposal) -> DecisionSaid:
    """What is proposed, and for equals who wait the places kept for them, in the order of the list."""
    wanted = dict(prizes)
    for group in proposal.waiting:
        wanted |= dict(zip(group.entries, group.prizes, strict=False))
    return DecisionSaid(wanted, reason=VOTED if proposal.waiting else "")


def _ask_about_figures(contest: Contest, *, actor: Actor, at: datetime) -> None:
    rows = verifications_of(award_basis(contest, sealed=True))
    asking = [row.entry_id for row in rows if row.state is Verification.UNVERIFIED]
    if not asking:
        return
    day = local(at, contest.zone).date()
    letter = LetterSaid("25-CV/BTC", day - timedelta(days=9), "Đảng ủy các xã, thị trấn")
    asked_at = at - timedelta(days=9)
    ask_locality(contest=contest, entry_ids=asking, letter=letter, actor=actor, at=asked_at)
    answered = [entry for place, entry in enumerate(asking, start=1) if place % UNANSWERED]
    if answered:
        note_answer(
            contest=contest,
            entry_ids=answered,
            confirmed=True,
            letter=LetterSaid("07-CV/ĐU", day - timedelta(days=2), "Đảng ủy nơi nhân vật công tác, cư trú"),
            actor=actor,
            at=at - timedelta(days=2),
        )
