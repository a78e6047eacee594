"""A contest whose list is frozen and unsealed, with prizes to give: what the tests of the awards begin from."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from contest.authors.models import Envelope
from contest.awards.models import Award, AwardDecision
from contest.awards.queries import standing_decision
from contest.awards.rules import PrizeKind, PrizeSaid
from contest.awards.service import DecisionSaid, decide_awards, revoke_award, set_prizes
from contest.charter.models import Contest
from contest.db import db, transaction
from contest.units.models import Unit
from tests.cast import Cast
from tests.conftest import NOON
from tests.remembered import remembered
from tests.shortlist.stage import CLERK, freeze_top, judged, open_seal

FIRST, SECOND, THIRD = "giai-nhat", "giai-nhi", "giai-ba"
PRIZES = (
    PrizeSaid(FIRST, "Giải Nhất", PrizeKind.PERSONAL, 1, 5_000_000),
    PrizeSaid(SECOND, "Giải Nhì", PrizeKind.PERSONAL, 1, 3_000_000),
    PrizeSaid(THIRD, "Giải Ba", PrizeKind.PERSONAL, 2, 2_000_000),
    PrizeSaid("tac-gia-tre", "Giải Tác giả trẻ", PrizeKind.SPECIAL, 1),
    PrizeSaid("tap-the-nhat", "Giải Nhất tập thể", PrizeKind.COLLECTIVE, 1),
    PrizeSaid("tap-the-nhi", "Giải Nhì tập thể", PrizeKind.COLLECTIVE, 1),
)
MARKS = ("90", "85", "80", "75", "70", "65")
TITLES = ("Na trên đá", "Con suối", "Bến nước", "Lũng xa", "Đèn bản", "Cây cầu")


@remembered
def awarding(cast: Cast, marks: Sequence[str] = MARKS, *, top: int | None = None) -> list[int]:
    """A locked, frozen and unsealed round with these marks, and the prizes; ids of its entries in that order."""
    entries = judged(cast, list(marks), titles=TITLES[: len(marks)])
    freeze_top(cast, top or len(marks))
    open_seal(cast)
    with_prizes(cast, PRIZES)
    return entries


def with_prizes(cast: Cast, prizes: Sequence[PrizeSaid]) -> None:
    with transaction():
        set_prizes(contest=contest_of(cast), prizes=prizes, notice="Cơ cấu giải.", actor=CLERK, at=NOON)


def contest_of(cast: Cast) -> Contest:
    return db.session.get_one(Contest, cast.contest_id)


def later(minutes: int) -> datetime:
    return NOON + timedelta(minutes=10 + minutes)


def decide(cast: Cast, prizes: dict[int, str], *, minutes: int = 0, **said) -> AwardDecision:
    with transaction():
        return decide_awards(
            contest=contest_of(cast), said=DecisionSaid(prizes, **said), actor=CLERK, at=later(minutes)
        )


def as_proposed(entries: Sequence[int]) -> dict[int, str]:
    """What the ranks propose for the usual marks."""
    return dict(zip(entries, (FIRST, SECOND, THIRD, THIRD), strict=False))


def award_of(cast: Cast, entry_id: int) -> Award:
    decision = standing_decision(cast.contest_id)
    assert decision is not None
    return next(award for award in decision.awards if award.entry_id == entry_id)


def revoke(cast: Cast, entry_id: int, *, minutes: int = 5, reason: str = "Chép bài đã đăng báo.", **said):
    with transaction():
        award = award_of(cast, entry_id)
        return revoke_award(
            contest=contest_of(cast), award=award, reason=reason, actor=CLERK, at=later(minutes), **said
        )


def of_units(entries: Sequence[int], units: Sequence[int | None]) -> None:
    """Say which unit each entry came from."""
    with transaction():
        for entry_id, unit_id in zip(entries, units, strict=True):
            envelope = db.session.query(Envelope).filter_by(entry_id=entry_id).one()
            envelope.unit_id = unit_id


def counted(unit_id: int, people: int) -> None:
    with transaction():
        db.session.get_one(Unit, unit_id).headcount = people
