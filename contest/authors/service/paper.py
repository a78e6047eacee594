"""An entry that came on paper, by e-mail or in a unit's bundle, typed by the office for its authors."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from contest.authors.models import Draft
from contest.authors.queries import terms_of, units_said
from contest.authors.rules import Problem, Received, problems, said_in
from contest.authors.service.drafts import promise_sweep, received_files
from contest.authors.service.files import add_draft_file
from contest.authors.service.hand_in import HandedIn, hand_in, refuse
from contest.charter.models import Contest
from contest.db import db
from contest.entries.models import Channel
from contest.entries.service import lock_register
from contest.people.queries import hash_of
from contest.plumbing.audit import Actor


@dataclass(frozen=True, slots=True)
class Came:
    """How a paper entry came: by which way, sent and received on which days."""

    channel: Channel
    sent_on: date
    received_on: date


def hold_paper(
    *, contest: Contest, key: str, received: Sequence[Received], dropped: Sequence[int], at: datetime
) -> Draft:
    """Keep the files of a paper entry that is being typed, so that a mistake in the form loses none.

    key      of the form, known to nobody else; the same key is the same entry
    dropped  ids of files to take out
    Raises   TooManyFiles, TooMuchTogether, DraftHandedIn
    """
    lock_register(contest.id)
    draft = paper_of(contest.id, key)
    if draft is None:
        draft = Draft(
            contest_id=contest.id,
            token_hash=hash_of(secrets.token_urlsafe(32)),
            hand_in_key=key,
            data={},
            edits=0,
            began_at=at,
            saved_at=at,
            files=[],
        )
        db.session.add(draft)
        promise_sweep(at)
    draft.files[:] = [file for file in draft.files if file.id not in dropped]
    db.session.flush()
    for file in received:
        add_draft_file(draft=draft, contest=contest, received=file, at=at)
    return draft


def paper_of(contest_id: int, key: str) -> Draft | None:
    """The paper entry being typed under that key."""
    question = select(Draft).where(Draft.contest_id == contest_id, Draft.hand_in_key == key)
    return db.session.scalar(question.execution_options(populate_existing=True))


def paper_problems(
    *, draft: Draft, contest: Contest, said: Mapping[str, Any], channel: Channel, at: datetime
) -> tuple[Problem, ...]:
    """Everything that still keeps the paper from being an entry; what was mistyped comes first."""
    terms = terms_of(contest, channel=channel, at=at)
    submission, unclear = said_in(said, received_files(draft), units=_units(said, on=terms.today))
    named = {problem.field for problem in unclear}
    return (*unclear, *(p for p in problems(submission, terms) if p.field not in named))


def hand_in_paper(
    *, draft: Draft, contest: Contest, said: Mapping[str, Any], came: Came, actor: Actor, at: datetime
) -> HandedIn:
    """Make the paper an entry, once for each key. What the sheet leaves out is flagged, not refused.

    said    the answers by step, as said_in takes them
    Raises  SubmissionIncomplete
    """
    submission, unclear = said_in(said, received_files(draft), units=_units(said, on=came.received_on))
    refuse(unclear)
    done = hand_in(
        contest=contest,
        submission=submission,
        key=draft.hand_in_key,
        channel=came.channel,
        sent_on=came.sent_on,
        received_on=came.received_on,
        entered_by=actor.name,
        actor=actor,
        at=at,
    )
    draft.entry_id, draft.data = done.entry.id, {}
    draft.files.clear()
    db.session.flush()
    return done


def _units(said: Mapping[str, Any], *, on: date) -> dict[str, tuple[int, str]]:
    unit = " ".join(str((said.get("authors") or {}).get("unit") or "").split())
    return units_said([unit], on=on)
