"""Prizes on the stage: given while the list is not public yet, then published, and one taken back."""

import io
from datetime import datetime, timedelta

from contest.awards.models import Award
from contest.awards.queries import award_basis, proposed_awards, standing_decision
from contest.awards.rules import PrizeKind, PrizeSaid
from contest.awards.service import (
    DecisionSaid,
    LetterSaid,
    ask_locality,
    decide_awards,
    keep_scan,
    note_answer,
    publish_awards,
    revoke_award,
    set_prizes,
)
from contest.charter.models import Contest
from contest.db import transaction
from contest.plumbing.audit import Actor

PRIZES = (
    PrizeSaid("giai-nhat", "Giải Nhất", PrizeKind.PERSONAL, 1, 5_000_000),
    PrizeSaid("giai-nhi", "Giải Nhì", PrizeKind.PERSONAL, 2, 3_000_000),
    PrizeSaid("giai-khuyen-khich", "Giải Khuyến khích", PrizeKind.PERSONAL, 1, 500_000),
    PrizeSaid("tap-the-nhat", "Giải Nhất tập thể", PrizeKind.COLLECTIVE, 1),
)
SCAN = b"%PDF-1.4\n% mot to giay co dau do\n"


def give_prizes(contest: Contest, actor: Actor, *, at: datetime) -> None:
    """The structure is set, a locality is asked and answers, the meeting decides as proposed."""
    kept = keep_scan(io.BytesIO(SCAN), most_mb=1)
    basis = award_basis(contest)
    entries = [place.entry_id for place in basis.shortlist.places if place.taken]
    letter = LetterSaid("25-CV/BTC", at.date(), "Đảng ủy xã Nhân Lý")
    with transaction():
        set_prizes(contest=contest, prizes=PRIZES, notice="Công bố cơ cấu giải thưởng.", actor=actor, at=at)
        ask_locality(contest=contest, entry_ids=entries, letter=letter, actor=actor, at=at)
        note_answer(
            contest=contest,
            entry_ids=entries[:1],
            confirmed=True,
            letter=LetterSaid("07-CV/ĐU", at.date(), "Đảng ủy xã Nhân Lý"),
            scan=kept,
            actor=actor,
            at=at + timedelta(seconds=5),
        )
    with transaction():
        wanted = proposed_awards(contest, award_basis(contest)).by_entry
        decide_awards(contest=contest, said=DecisionSaid(wanted, reason="Họp xét giải."), actor=actor, at=at)


def make_prizes_public(contest: Contest, actor: Actor, *, at: datetime) -> None:
    """The prizes are published, and the last of them is taken back on evidence."""
    kept = keep_scan(io.BytesIO(SCAN), most_mb=1)
    with transaction():
        decision = standing_decision(contest.id)
        assert decision is not None
        publish_awards(contest=contest, decision=decision, actor=actor, at=at)
    with transaction():
        last: Award = decision.awards[-1]
        revoke_award(
            contest=contest,
            award=last,
            reason="Bài đã đăng báo.",
            evidence="Báo số 12.",
            scan=kept,
            actor=actor,
            at=at,
        )
