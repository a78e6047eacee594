"""What the other contest has late: a list, prizes and one taken back, a locality's letter, a package, an invitation.

Rows alone, as nobody brings the other contest so far: they are there not to be reached.
"""

from decimal import Decimal
from typing import Final

from contest.awards.models import Award, AwardDecision, AwardRevocation, FigureAnswer, Prize
from contest.awards.rules import PrizeKind
from contest.charter.models import Contest
from contest.db import db, transaction
from contest.nominations.models import Nomination, Package
from contest.people.models import RoleKind
from contest.people.service import invite
from contest.plumbing.audit import SYSTEM
from contest.shortlist.models import Place, Shortlist
from tests.conftest import NOON

CLERK: Final = "Nông Văn Cường"
SCAN: Final = {"scan_digest": "a" * 64, "scan_size": 9, "scan_kind": "pdf"}


def bring_to_its_end(contest: Contest, entry_ids: list[int]) -> None:
    """Give the contest one row of everything that comes after the judging; a second time adds nothing."""
    round_id = contest.rounds[0].id
    if db.session.query(Shortlist).filter_by(round_id=round_id).first() is not None:
        return
    with transaction():
        shortlist = _list(round_id, entry_ids)
        _awards(contest.id, shortlist.id, entry_ids)
        _answer(entry_ids[0])
        _package(contest.id, shortlist, entry_ids[0])
        invite(
            contest=contest,
            kind=RoleKind.JUDGE,
            email="giam-khao-khac@thu-nghiem.example.vn",
            name="Lộc Văn Khác",
            actor=SYSTEM,
            at=NOON,
        )


def _list(round_id: int, entry_ids: list[int]) -> Shortlist:
    shortlist = Shortlist(
        round_id=round_id,
        number=1,
        recipe={},
        digest="b" * 64,
        frozen_at=NOON,
        frozen_by=CLERK,
        places=[
            Place(
                entry_id=entry_id,
                blind_code=f"ZZZZ-{n}",
                position=n,
                rank=n,
                mark=Decimal(90 - n),
                taken=True,
            )
            for n, entry_id in enumerate(entry_ids, start=1)
        ],
    )
    db.session.add(shortlist)
    db.session.flush()
    return shortlist


def _awards(contest_id: int, shortlist_id: int, entry_ids: list[int]) -> None:
    """A prize to each; the last is taken back on evidence."""
    prize = Prize(
        contest_id=contest_id,
        key="giai-nhat",
        name="Giải Nhất",
        kind=PrizeKind.PERSONAL,
        position=1,
        places=2,
        money=None,
        least_mark=None,
    )
    db.session.add(prize)
    db.session.flush()
    taken_back = AwardRevocation(reason="Chép bài", evidence="", revoked_at=NOON, revoked_by=CLERK, **SCAN)
    decision = AwardDecision(
        contest_id=contest_id,
        kind=PrizeKind.PERSONAL,
        number=1,
        shortlist_id=shortlist_id,
        meeting_id=None,
        recipe={},
        reason="",
        decided_at=NOON,
        decided_by=CLERK,
        awards=[
            Award(
                prize_id=prize.id,
                entry_id=entry_id,
                unit_id=None,
                position=n,
                money=None,
                score=None,
                reason="",
            )
            for n, entry_id in enumerate(entry_ids, start=1)
        ],
    )
    decision.awards[-1].revocation = taken_back
    db.session.add(decision)
    db.session.flush()


def _answer(entry_id: int) -> None:
    letter = {"letter_number": "07-CV/ĐU", "letter_date": NOON.date(), "sender": "Đảng ủy xã Vân Linh"}
    answer = FigureAnswer(
        entry_id=entry_id, confirmed=True, remark="", noted_at=NOON, noted_by=CLERK, **letter, **SCAN
    )
    db.session.add(answer)


def _package(contest_id: int, shortlist: Shortlist, entry_id: int) -> None:
    package = Package(
        contest_id=contest_id,
        round_id=shortlist.round_id,
        shortlist_id=shortlist.id,
        number=1,
        digest="c" * 64,
        content_digest="d" * 64,
        file_digest="e" * 64,
        size=1,
        key="f" * 64,
        scores=False,
        phones=False,
        papers=[],
        made_at=NOON,
        made_by=CLERK,
        nominations=[Nomination(entry_id=entry_id, position=1, nominated=True)],
    )
    db.session.add(package)
