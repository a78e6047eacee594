"""Two at the prizes at the same moment: one decision, one publication, one taking back."""

import pytest
from sqlalchemy import select

from contest.awards.models import AwardDecision, AwardPublication, AwardRevocation
from contest.awards.queries import award_basis, proposed_awards, standing_decision
from contest.awards.service import DecisionSaid, decide_awards, publish_awards, revoke_award
from contest.db import db
from contest.plumbing.audit import AuditEvent
from tests.awards.stage import as_proposed, award_of, awarding, contest_of, decide, later
from tests.shortlist.stage import CLERK


@pytest.fixture
def entries(house, cast):
    return awarding(cast)


def logged(verb):
    return len(db.session.scalars(select(AuditEvent.id).where(AuditEvent.verb == verb)).all())


def test_of_two_decisions_on_the_same_proposal_the_second_is_told(cast, entries, at_once) -> None:
    contest = contest_of(cast)
    said = DecisionSaid(as_proposed(entries), seen=proposed_awards(contest, award_basis(contest)).seen)

    def deciding():
        decide_awards(contest=contest_of(cast), said=said, actor=CLERK, at=later(0))

    assert at_once(deciding, deciding) == ["stale"]
    assert list(db.session.scalars(select(AwardDecision.number))) == [1]


def test_two_who_publish_prizes_publish_them_once(cast, entries, at_once) -> None:
    decide(cast, as_proposed(entries))

    def publishing(minutes):
        return lambda: publish_awards(
            contest=contest_of(cast),
            decision=standing_decision(cast.contest_id),
            actor=CLERK,
            at=later(minutes),
        )

    assert at_once(publishing(1), publishing(2)) == []
    assert len(db.session.scalars(select(AwardPublication.id)).all()) == 1
    assert logged("awards.published") == 1


def test_a_prize_taken_back_by_two_is_taken_back_once(cast, entries, at_once) -> None:
    decide(cast, as_proposed(entries))

    def revoking(reason):
        return lambda: revoke_award(
            contest=contest_of(cast),
            award=award_of(cast, entries[0]),
            reason=reason,
            actor=CLERK,
            at=later(3),
        )

    told = at_once(revoking("Chép bài."), revoking("Bài đã đăng."))
    assert len(told) <= 1
    assert len(db.session.scalars(select(AwardRevocation.id)).all()) == 1
    assert logged("award.revoked") == 1
