"""Give a paper its number and day, and say who signs it; or take them back."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError

from contest.charter.models import Contest, Round
from contest.charter.rules.letterheads import SignerSaid, numbered
from contest.db import db
from contest.errors import N_
from contest.errors.charter import ValueUnfit
from contest.errors.exports import NotIssued, NumberTaken
from contest.exports.face import Paper
from contest.exports.models import Issue
from contest.exports.queries import holder_of, pattern_of, standing_issue
from contest.plumbing.audit import Actor, record

MOST = 99_999


def issue_paper(
    *,
    contest: Contest,
    round_: Round,
    paper: Paper,
    serial: int,
    day: date,
    signers: Sequence[SignerSaid],
    names: bool = False,
    actor: Actor,
    at: datetime,
) -> Issue:
    """Let a paper carry a number and a day from now on; an earlier issue of the same paper is withdrawn.

    signers  who signs for the organizers, in order, as they stand now; at least one
    names    whether the paper names authors, for its own check of what must be done before
    Raises   ValueUnfit, NumberTaken, and what the paper itself refuses
    """
    paper.check(round_, names=names)
    if not 1 <= serial <= MOST:
        raise ValueUnfit(field=N_("Số"), why=N_("cần là một số từ 1 trở lên"))
    if not 1945 <= day.year <= 9999:
        raise ValueUnfit(field=N_("Ngày ban hành"), why=N_("không phải một ngày dùng được"))
    if not signers:
        raise ValueUnfit(field=N_("Người ký"), why=N_("cần ít nhất một người ký"))
    number = numbered(pattern_of(contest, paper), serial)
    before = standing_issue(contest.id, paper, round_)
    holder = holder_of(contest.id, number)
    if holder is not None and (before is None or holder.id != before.id):
        raise NumberTaken(number=number)
    if before is not None:
        before.withdrawn_by, before.withdrawn_at = actor.name, at
        db.session.flush()
    issue = Issue(
        contest_id=contest.id,
        round_id=round_.id if paper.of_round else None,
        paper=paper.key,
        serial=serial,
        number=number,
        day=day,
        signatures=[{"prefix": s.prefix, "office": s.office, "name": s.name} for s in signers],
        issued_by=actor.name,
        issued_at=at,
    )
    try:
        with db.session.begin_nested():
            db.session.add(issue)
    except IntegrityError as error:
        raise NumberTaken(number=number) from error
    record(
        "paper.issued",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=issue,
        paper=paper.key,
        number=number,
        day=day.isoformat(),
        signers=[f"{s.name} ({s.office})" if s.name else s.office for s in signers],
    )
    return issue


def withdraw_issue(*, contest: Contest, round_: Round, paper: Paper, actor: Actor, at: datetime) -> None:
    """Take a paper's number and day back: it has room to write them by hand again. Raises NotIssued."""
    issue = standing_issue(contest.id, paper, round_)
    if issue is None:
        raise NotIssued
    issue.withdrawn_by, issue.withdrawn_at = actor.name, at
    db.session.flush()
    record(
        "paper.issue_withdrawn",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=issue,
        paper=paper.key,
        number=issue.number,
    )
