"""What is said in a case: remarks, proposed marks, acceptances; what both judges accept is the mark."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import select

from contest.charter.models import Round
from contest.db import db
from contest.errors import NotFound
from contest.errors.settling import (
    CaseClosed,
    CaseRemarkMissing,
    MinutesMissing,
    ProposalReplaced,
)
from contest.people.models import Account
from contest.plumbing.audit import Actor, record
from contest.scoring.models import (
    CaseAcceptance,
    CaseProposal,
    CaseRemark,
    Ending,
    SettlingCase,
)
from contest.scoring.queries import case_of_entry, standings, talk_of
from contest.scoring.rules import is_agreed
from contest.scoring.service.agreeing import check_mark, close_with_mark, said_in
from contest.scoring.service.writing import hold_round


def remark_on_case(*, case: SettlingCase, by: Account, text: str, at: datetime) -> CaseRemark:
    """Say something about a case; who may is the door's matter, for those who preside are no judges of it.

    Raises  RoundLocked, NotFound, CaseClosed, CaseRemarkMissing, CaseRemarkTooLong
    """
    round_, held = _held(case)
    said = said_in(text, missing=CaseRemarkMissing)
    remark = CaseRemark(case_id=held.id, account_id=by.id, said_by=by.name, said_at=at, text=said)
    db.session.add(remark)
    db.session.flush()
    record("case.remarked", actor=by.actor(), at=at, contest_id=round_.contest_id, subject=held)
    return remark


def propose_mark(
    *, case: SettlingCase, judge: Account, mark: Decimal, reason: str, at: datetime
) -> CaseProposal:
    """One of the case's judges proposes a mark, which takes the place of what was proposed before.

    Raises  RoundLocked, NotFound for a stranger to the case, CaseClosed, MarkUnfit, MinutesMissing,
            CaseRemarkTooLong
    """
    round_, held = _held(case, judge)
    check_mark(round_, mark)
    proposal = CaseProposal(
        case_id=held.id,
        account_id=judge.id,
        made_by=judge.name,
        made_at=at,
        mark=mark,
        reason=said_in(reason, missing=MinutesMissing),
    )
    db.session.add(proposal)
    db.session.flush()
    record("case.proposed", actor=judge.actor(), at=at, contest_id=round_.contest_id, subject=held, mark=mark)
    _accept(held, proposal, judge, at=at)
    return proposal


def accept_mark(*, case: SettlingCase, proposal_id: int, judge: Account, at: datetime) -> bool:
    """One of the case's judges accepts the proposal that stands; twice is once.

    Returns whether the mark is settled by it
    Raises  RoundLocked, NotFound for a stranger to the case, CaseClosed, ProposalReplaced when another came since
    """
    round_, held = _held(case, judge)
    talk = talk_of(held)
    if talk.proposal is None or talk.proposal.id != proposal_id:
        raise ProposalReplaced
    accepted = talk.accepted(talk.proposal)
    if judge.id not in accepted:
        _accept(held, talk.proposal, judge, at=at)
        record("case.accepted", actor=judge.actor(), at=at, contest_id=round_.contest_id, subject=held)
    if not is_agreed(held.kind, judges=held.judges, accepted=accepted | {judge.id}):
        return False
    close_with_mark(
        round_,
        standings(round_, entry_id=held.entry_id)[0],
        held,
        mark=talk.proposal.mark,
        minutes=talk.proposal.reason,
        ending=Ending.AGREED,
        actor=judge.actor(),
        at=at,
    )
    return True


def record_minutes_taken(*, case: SettlingCase, fmt: str, actor: Actor, at: datetime) -> None:
    """Log that a case's minutes left the house as a file."""
    contest_id = db.session.scalar(select(Round.contest_id).where(Round.id == case.round_id))
    record("minutes.exported", actor=actor, at=at, contest_id=contest_id, subject=case, format=fmt)


def _held(case: SettlingCase, judge: Account | None = None) -> tuple[Round, SettlingCase]:
    """The round, held alone, and the case as it stands now; of this judge, if one is named."""
    round_ = hold_round(case.round_id, alone=True)
    held = case_of_entry(case.round_id, case.entry_id)
    if held is None or held.id != case.id or (judge is not None and judge.id not in held.judges):
        raise NotFound
    if held.closed_at is not None:
        raise CaseClosed
    return round_, held


def _accept(case: SettlingCase, proposal: CaseProposal, judge: Account, *, at: datetime) -> None:
    row = CaseAcceptance(proposal_id=proposal.id, account_id=judge.id, accepted_by=judge.name, accepted_at=at)
    db.session.add(row)
    db.session.flush()
