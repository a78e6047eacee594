"""After the hand-in: a further version until the deadline, or taking the entry back."""

from dataclasses import replace
from datetime import datetime

from contest.authors.queries import envelope_of, terms_of
from contest.authors.rules import Submission
from contest.authors.service.hand_in import (
    HandedIn,
    check_window,
    checked,
    figure_of,
    manuscript_of,
    over_cap,
    seal,
    secret_for,
    send_receipt,
)
from contest.charter.models import Contest
from contest.charter.rules import Window
from contest.db import db
from contest.entries import service as entries
from contest.entries.models import Channel, Entry, Withdrawal
from contest.errors.authors import WithdrawalClosed
from contest.plumbing.audit import CITIZEN, Actor, record


def correct_entry(
    *,
    entry: Entry,
    submission: Submission,
    contest: Contest,
    actor: Actor,
    at: datetime,
    answering: bool = False,
    by_office: bool = False,
) -> HandedIn:
    """Add the next version of an essay and set figure and authors right; the receipt and secret stay.

    Shapes     entry: as entry_of gives it
    answering  the office asked for more, so the deadline does not count
    by_office  the office does it for the authors: neither the deadline nor what paper may lack keeps it out
    Raises     HandInClosed, NotYetOpen, SubmissionIncomplete, TooManyEntries, AlreadyWithdrawn
    """
    if not (answering or by_office):
        check_window(contest, at)
    terms = replace(terms_of(contest, channel=Channel.WEB, at=at), on_paper=by_office)
    flags = checked(contest, submission, terms)
    flags |= over_cap(contest, submission, by_office=by_office, besides=entry.id)
    manuscript = entries.add_manuscript(
        entry=entry,
        manuscript=manuscript_of(submission.essay, flags),
        figure=figure_of(submission.figure),
        at=at,
    )
    envelope = envelope_of(entry.id)
    envelope.authors.clear()
    db.session.flush()
    seal(envelope, submission, at)
    db.session.flush()
    record(
        "entry.corrected",
        actor=actor,
        at=at,
        contest_id=contest.id,
        subject=entry,
        version=manuscript.version,
        digest=manuscript.digest,
    )
    send_receipt(contest, entry, submission, at)
    return HandedIn(entry, secret_for(entry), fresh=True)


def withdraw_entry(
    *, entry: Entry, by: str, reason: str, contest: Contest, at: datetime, actor: Actor = CITIZEN
) -> Withdrawal:
    """Take an entry back: the author until the deadline, the office at any time and for a stated reason.

    Raises  WithdrawalClosed, AlreadyWithdrawn, ReasonMissing
    """
    if actor.id is None and contest.window(at) == Window.CLOSED:
        raise WithdrawalClosed
    return entries.withdraw_entry(entry=entry, by=by, reason=reason, actor=actor, at=at)
