"""Prints of texts: made in batches outside any transaction, and kept beside the texts."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, insert, or_, select
from sqlalchemy.orm import aliased

from contest.charter.models import Contest
from contest.db import db, transaction
from contest.entries.models import Manuscript, Withdrawal
from contest.screening.models import ReferenceText, TextPrint
from contest.screening.queries.resemblances import newest_manuscripts
from contest.screening.rules.resemblance import VERSION, Print, print_of

BATCH = 400


def release() -> None:
    """Let go of the connection, so that nothing waits for slow work. Raises RuntimeError in a transaction."""
    if db.session().info.get("writing"):
        raise RuntimeError("texts are compared outside any transaction")
    db.session.commit()


def make_prints(*, contest_id: int, at: datetime, among: Collection[int] | None = None) -> int:
    """Make the print of each text of the contest that has none of this engine; returns how many.

    Opens transactions of its own.

    among  entry ids; all entries and references when None
    """
    release()
    _drop_superseded(contest_id, among)
    manuscripts = list(db.session.scalars(_manuscripts_lacking(contest_id, among)))
    references = [] if among is not None else list(db.session.scalars(_references_lacking(contest_id)))
    release()
    _print_all(contest_id, Manuscript, manuscripts, at)
    _print_all(contest_id, ReferenceText, references, at)
    return len(manuscripts) + len(references)


def prints_of(
    contest: Contest, *, since: datetime | None = None, until: datetime | None = None
) -> Iterator[tuple[int, Print]]:
    """The prints that the contest's entries are compared with: its own, earlier contests', its references.

    Shapes  (number, print): a manuscript's id, or a reference's below zero
    since   only those made at that moment or later
    until   only those made at that moment or before
    """
    question = select(TextPrint.manuscript_id, TextPrint.reference_id, TextPrint.data).where(
        TextPrint.engine == VERSION, in_scope(contest)
    )
    if since is not None:
        some = aliased(TextPrint)
        question = question.where(TextPrint.id.in_(select(some.id).where(some.made_at >= since)))
    if until is not None:
        question = question.where(TextPrint.made_at <= until)
    rows = db.session.execute(question.order_by(TextPrint.id), execution_options={"yield_per": 500})
    for manuscript_id, reference_id, data in rows:
        yield manuscript_id or -(reference_id or 0), Print.from_bytes(data)


def in_scope(contest: Contest) -> ColumnElement[bool]:
    """The condition on prints for what the contest's entries are compared with."""
    scope = [contest.id, *earlier_contest_ids(contest)]
    gone = select(ReferenceText.id).where(
        ReferenceText.id == TextPrint.reference_id, ReferenceText.removed_at.is_not(None)
    )
    return or_(
        TextPrint.manuscript_id.is_not(None) & TextPrint.contest_id.in_(scope) & ~_is_over(),
        TextPrint.reference_id.is_not(None) & (TextPrint.contest_id == contest.id) & ~gone.exists(),
    )


def _is_over() -> ColumnElement[bool]:
    """Whether a print is of a version that has a later one, or of a withdrawn entry."""
    mine, later = aliased(Manuscript), aliased(Manuscript)
    superseded = (
        select(later.id)
        .join(mine, mine.entry_id == later.entry_id)
        .where(mine.id == TextPrint.manuscript_id, later.id > mine.id)
    )
    withdrawn = (
        select(Withdrawal.id)
        .join(mine, mine.entry_id == Withdrawal.entry_id)
        .where(mine.id == TextPrint.manuscript_id)
    )
    return superseded.exists() | withdrawn.exists()


def earlier_contest_ids(contest: Contest) -> list[int]:
    """The contests of this installation that opened before this one; a demonstration knows only its like."""
    question = select(Contest.id).where(
        Contest.id != contest.id,
        Contest.demonstration == contest.demonstration,
        or_(
            Contest.opens_at < contest.opens_at,
            (Contest.opens_at == contest.opens_at) & (Contest.id < contest.id),
        ),
    )
    return list(db.session.scalars(question.order_by(Contest.id)))


def _manuscripts_lacking(contest_id: int, among: Collection[int] | None) -> Select[int]:
    printed = select(TextPrint.id).where(
        TextPrint.manuscript_id == Manuscript.id, TextPrint.engine == VERSION
    )
    return newest_manuscripts(contest_id, among).where(Manuscript.words > 0, ~printed.exists())


def _references_lacking(contest_id: int) -> Select[int]:
    printed = select(TextPrint.id).where(
        TextPrint.reference_id == ReferenceText.id, TextPrint.engine == VERSION
    )
    return select(ReferenceText.id).where(
        ReferenceText.contest_id == contest_id, ReferenceText.removed_at.is_(None), ~printed.exists()
    )


def _drop_superseded(contest_id: int, among: Collection[int] | None) -> None:
    """Forget the prints of earlier versions, of withdrawn entries and of references taken away."""
    superseded = TextPrint.manuscript_id.is_not(None) & _is_over()
    if among is None:
        current = select(ReferenceText.id).where(ReferenceText.removed_at.is_(None))
        superseded |= TextPrint.reference_id.is_not(None) & TextPrint.reference_id.not_in(current)
        superseded = (TextPrint.contest_id == contest_id) & superseded
    else:
        theirs = select(Manuscript.id).where(Manuscript.entry_id.in_(among))
        superseded = TextPrint.manuscript_id.in_(theirs) & superseded
    outdated = delete(TextPrint).where(superseded)
    with transaction():
        db.session.execute(outdated.execution_options(synchronize_session=False))


def _print_all(
    contest_id: int,
    kind: type[Manuscript] | type[ReferenceText],
    ids: Sequence[int],
    at: datetime,
) -> None:
    column = TextPrint.manuscript_id if kind is Manuscript else TextPrint.reference_id
    for place in range(0, len(ids), BATCH):
        batch = ids[place : place + BATCH]
        texts = db.session.execute(select(kind.id, kind.paragraphs).where(kind.id.in_(batch))).all()
        release()
        rows = [
            {
                "contest_id": contest_id,
                column.key: text_id,
                "engine": VERSION,
                "data": print_of(paragraphs).to_bytes(),
                "made_at": at,
            }
            for text_id, paragraphs in texts
        ]
        with transaction():
            standing = select(column).where(column.in_(batch), TextPrint.engine == VERSION)
            known = set(db.session.scalars(standing))
            fresh = [row for row in rows if row[column.key] not in known]
            outdated = delete(TextPrint).where(column.in_([row[column.key] for row in fresh]))
            db.session.execute(outdated.execution_options(synchronize_session=False))
            if fresh:
                db.session.execute(insert(TextPrint), fresh)
