"""What is done to entries alone: into the register, a further version, taken back."""

from collections.abc import Sequence
from datetime import date, datetime
from random import Random
from secrets import SystemRandom
from typing import Any, Final

from sqlalchemy import func, inspect, select
from sqlalchemy.orm.attributes import set_committed_value

from contest.charter.models import Contest
from contest.db import Base, db
from contest.entries.models import (
    Channel,
    Entry,
    Figure,
    Manuscript,
    ManuscriptFile,
    ManuscriptPage,
    Withdrawal,
)
from contest.entries.rules import FileRole, Flag, digest_of_version, new_receipt
from contest.errors.entries import AlreadyWithdrawn, ReasonMissing
from contest.plumbing.audit import Actor, record
from contest.plumbing.following import changed
from contest.plumbing.vietnamese import search_key

DICE = SystemRandom()
NO_TEXT: Final = "no-text"
LONGEST_TITLE_KEY: Final = 300
LONGEST_FIGURE_KEY: Final = 200
"""As wide as their columns: a few letters fold into two or three."""

BELONGING: Final = {"id", "manuscript_id"}
COPIED_FIGURE = ("kind", "name", "search_key", "birth_year", "position", "place", "phone", "field", "honours")


def lock_register(contest_id: int) -> Contest:
    """Hold the contest's register until the transaction ends, so that numbers and keys are given one by one.

    Returns  the contest as it stands now, an extended deadline included
    """
    question = select(Contest).where(Contest.id == contest_id).with_for_update(key_share=True)
    return db.session.scalars(question.execution_options(populate_existing=True)).one()


def register_entry(
    *,
    contest: Contest,
    key: str,
    lookup_hash: str,
    channel: Channel,
    sent_on: date,
    received_on: date,
    manuscript: Manuscript,
    figure: Figure,
    receipts: Random | None = None,
    at: datetime,
) -> Entry:
    """Put an essay into the register under the next number and a new receipt; the caller holds it.

    receipts  a seeded source for rehearsals; the operating system's chance otherwise
    """
    last = db.session.scalar(select(func.max(Entry.register_number)).where(Entry.contest_id == contest.id))
    manuscript.version, manuscript.received_at = 1, at
    manuscript.title_key = search_key(manuscript.title)[:LONGEST_TITLE_KEY]
    figure.search_key = search_key(figure.name)[:LONGEST_FIGURE_KEY]
    entry = Entry(
        contest_id=contest.id,
        receipt=_free_receipt(contest.receipt_prefix, receipts or DICE),
        lookup_hash=lookup_hash,
        hand_in_key=key,
        handed_in_at=at,
        sent_on=sent_on,
        received_on=received_on,
        channel=channel,
        register_number=(last or 0) + 1,
        manuscripts=[manuscript],
        figure=figure,
        withdrawal=None,
    )
    db.session.add(entry)
    db.session.flush()
    changed("entry", entry.id)
    return entry


def add_manuscript(*, entry: Entry, manuscript: Manuscript, figure: Figure, at: datetime) -> Manuscript:
    """Add the next version of an essay, and set its figure right; earlier versions stay.

    Shapes  entry: as entry_of gives it
    Raises  AlreadyWithdrawn
    """
    if entry.withdrawal is not None:
        raise AlreadyWithdrawn
    manuscript.version, manuscript.received_at = entry.manuscript.version + 1, at
    manuscript.title_key = search_key(manuscript.title)[:LONGEST_TITLE_KEY]
    entry.manuscripts.append(manuscript)
    figure.search_key = search_key(figure.name)[:LONGEST_FIGURE_KEY]
    for column in COPIED_FIGURE:
        setattr(entry.figure, column, getattr(figure, column))
    db.session.flush()
    changed("entry", entry.id)
    return manuscript


def set_essay_pages(*, entry: Entry, pages: Sequence[ManuscriptPage], at: datetime) -> Manuscript:
    """Add a version of which these are the essay's pages; text, files, photos and figure stay as they are.

    Shapes  entry: as entry_of gives it; pages: new rows, in their order
    Raises  AlreadyWithdrawn
    """
    newest = entry.manuscript
    photos = [
        ManuscriptPage(**_copied(page, but=BELONGING)) for page in newest.pages if page.role != FileRole.ESSAY
    ]
    for position, page in enumerate((*pages, *photos), start=1):
        page.position = position
    said = _copied(newest, but={"id", "version", "received_at", "page_count", "warnings", "digest"})
    flags = set(newest.warnings) - {Flag.NOT_SCANNED, NO_TEXT}
    flags |= set() if pages else {Flag.NOT_SCANNED}
    manuscript = Manuscript(
        **said,
        page_count=len(pages),
        warnings=sorted(flags if newest.paragraphs else {*flags, NO_TEXT}),
        digest=digest_of_version(
            newest.title,
            newest.paragraphs,
            (file.digest for file in newest.files),
            (page.digest for page in (*pages, *photos)),
        ),
        category=newest.category,
        files=[ManuscriptFile(**_copied(file, but=BELONGING)) for file in newest.files],
        pages=[*pages, *photos],
    )
    return add_manuscript(entry=entry, manuscript=manuscript, figure=entry.figure, at=at)


def _copied(row: Base, *, but: set[str]) -> dict[str, Any]:
    """The columns of a row, whatever they are, but those."""
    columns = inspect(type(row)).column_attrs
    return {column.key: getattr(row, column.key) for column in columns if column.key not in but}


def withdraw_entry(*, entry: Entry, by: str, reason: str, actor: Actor, at: datetime) -> Withdrawal:
    """Take an entry back; the row says by whom, in a role's words rather than a name's.

    by      such as "tác giả" or the office that got the written notice
    reason  may be empty when the author does it; the office has to give one
    Raises  AlreadyWithdrawn, ReasonMissing
    """
    if actor.id is not None and not reason.strip():
        raise ReasonMissing
    lock_register(entry.contest_id)
    if db.session.scalar(select(Withdrawal.id).where(Withdrawal.entry_id == entry.id)) is not None:
        raise AlreadyWithdrawn
    withdrawal = Withdrawal(entry_id=entry.id, at=at, by=by[:100], reason=reason.strip())
    db.session.add(withdrawal)
    db.session.flush()
    set_committed_value(entry, "withdrawal", withdrawal)
    changed("entry", entry.id)
    record("entry.withdrawn", actor=actor, at=at, contest_id=entry.contest_id, subject=entry)
    return withdrawal


def _free_receipt(prefix: str, rng: Random) -> str:
    while True:
        receipt = new_receipt(prefix, rng=rng)
        if db.session.scalar(select(Entry.id).where(Entry.receipt == receipt)) is None:
            return receipt
