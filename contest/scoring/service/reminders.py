"""Letters that ask judges to go on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from contest.charter.models import Contest, Round
from contest.db import db
from contest.errors.scoring import NobodyToRemind, NoteTooLong
from contest.plumbing.audit import Actor, record
from contest.plumbing.mail import send_mail_later
from contest.plumbing.vietnamese import clean
from contest.scoring.models import Reminder
from contest.scoring.queries import progress
from contest.scoring.service.writing import hold_round

NOTE_MOST: Final = 600
REST: Final = timedelta(hours=20)
"""A judge gets one reminder a day, however often the button is pressed."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many judges were written to, and how many were not since a letter went out within the day."""

    sent: int
    rested: int


def remind_judges(
    *, contest: Contest, round_: Round, judge_ids: Collection[int], note: str, actor: Actor, at: datetime
) -> Reminded:
    """Write to these judges how many entries they have left and until when, each in their own language.

    note    one or two sentences of the office's own, as plain text; may be empty
    Raises  RoundLocked, NoteTooLong; NobodyToRemind when none of them has anything left
    """
    held = hold_round(round_.id, alone=True)
    said = clean(note).strip()
    if len(said) > NOTE_MOST:
        raise NoteTooLong(most=NOTE_MOST)
    lines = [row for row in progress(held) if row.judge.id in set(judge_ids) and row.left > 0]
    if not lines:
        raise NobodyToRemind
    owed = [row for row in lines if row.reminded_at is None or at - row.reminded_at >= REST]
    for row in owed:
        send_mail_later(
            to=row.judge.email,
            template="reminder",
            locale=row.judge.locale,
            values={
                "name": row.judge.name,
                "contest": contest.title,
                "round": held.name,
                "left": row.left,
                "closes_at": held.closes_at,
                "note": said,
                "sender": actor.name,
                "link": f"/judging/{contest.slug}",
            },
            at=at,
            zone=contest.zone,
        )
    db.session.add_all(
        Reminder(
            round_id=held.id, judge_id=row.judge.id, left_to_read=row.left, sent_at=at, sent_by=actor.name
        )
        for row in owed
    )
    db.session.flush()
    if owed:
        record(
            "judges.reminded",
            actor=actor,
            at=at,
            contest_id=contest.id,
            subject=held,
            judges=sorted(row.judge.id for row in owed),
            count=len(owed),
        )
    return Reminded(sent=len(owed), rested=len(lines) - len(owed))
