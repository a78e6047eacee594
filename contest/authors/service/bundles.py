"""Bundles on their way in: begun, given files, their rows chosen, let go."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import delete, func, select, update

from contest.authors.models import Bundle, BundleFile, BundleKind, BundleRow, Choice, Outcome
from contest.authors.queries import units_said
from contest.authors.queries.bundles import tallies_of
from contest.authors.service.drafts import promise_sweep
from contest.charter.models import Contest
from contest.db import db
from contest.entries.models import Channel
from contest.entries.service import lock_register
from contest.errors.bundles import (
    BundleBusy,
    BundleEmpty,
    BundleNotReady,
    BundleSwept,
    BundleTaken,
    BundleTooHeavy,
    TooManyInBundle,
)
from contest.plumbing.audit import Actor, record
from contest.plumbing.jobs import enqueue
from contest.plumbing.storage import Kept

PREPARE, TAKE = "authors.bundle.prepare", "authors.bundle.take"
MOST_FILES, MOST_MB, MOST_ROWS = 2000, 2000, 2000


def begin_bundle(
    *,
    contest: Contest,
    kind: BundleKind,
    unit: str,
    channel: Channel,
    sent_on: date,
    received_on: date,
    actor: Actor,
    at: datetime,
) -> Bundle:
    """Begin a bundle under the contest's next number; its list and files come next.

    unit  as typed, with or without marks; kept as typed when the directory has no such unit
    """
    lock_register(contest.id)
    typed = " ".join(unit.split())
    unit_id, unit_name = units_said([typed], on=received_on).get(typed, (None, typed))
    last = db.session.scalar(select(func.max(Bundle.number)).where(Bundle.contest_id == contest.id)) or 0
    bundle = Bundle(
        contest_id=contest.id,
        number=last + 1,
        kind=kind,
        unit_id=unit_id,
        unit_name=unit_name[:200],
        channel=channel,
        sent_on=sent_on,
        received_on=received_on,
        sheet_no=0,
        headings=[],
        headings_key="",
        columns={},
        constants={},
        columns_chosen=False,
        began_at=at,
        began_by=actor.name[:100],
        touched_at=at,
    )
    db.session.add(bundle)
    db.session.flush()
    promise_sweep(at)
    record("bundle.begun", actor=actor, at=at, contest_id=contest.id, subject=bundle, number=bundle.number)
    return bundle


def hold_bundle(bundle: Bundle) -> Bundle:
    """The bundle as it stands now, held until the transaction ends. Raises BundleBusy, BundleSwept."""
    question = select(Bundle).where(Bundle.id == bundle.id).with_for_update()
    held = db.session.scalars(question.execution_options(populate_existing=True)).one()
    if held.is_taking:
        raise BundleBusy
    if held.swept_at is not None:
        raise BundleSwept
    return held


def add_files(*, bundle: Bundle, files: Sequence[tuple[Kept, str]], at: datetime) -> Bundle:
    """Add files that are kept already; the same bytes under the same name are there once.

    Raises  TooManyInBundle, BundleTooHeavy, BundleBusy, BundleSwept
    """
    held = hold_bundle(bundle)
    there = select(BundleFile).where(BundleFile.bundle_id == held.id)
    known = list(db.session.scalars(there))
    fresh = [
        (kept, name)
        for kept, name in files
        if (kept.digest, name) not in {(f.digest, f.sent_name) for f in known}
    ]
    if len(known) + len(fresh) > MOST_FILES:
        raise TooManyInBundle(limit=MOST_FILES)
    if sum(file.size for file in known) + sum(kept.size for kept, _ in fresh) > MOST_MB * 1_000_000:
        raise BundleTooHeavy(limit=MOST_MB)
    place = max((file.position for file in known), default=0)
    db.session.add_all(
        BundleFile(
            bundle_id=held.id, position=place + n, digest=kept.digest, size=kept.size, sent_name=name[-300:]
        )
        for n, (kept, name) in enumerate(fresh, start=1)
    )
    prepare_later(held, at)
    return held


def remove_file(*, bundle: Bundle, file_id: int, at: datetime) -> None:
    """Take a file out of the bundle; one that is not there is gone already. Raises BundleBusy, BundleSwept."""
    held = hold_bundle(bundle)
    db.session.execute(delete(BundleFile).where(BundleFile.id == file_id, BundleFile.bundle_id == held.id))
    prepare_later(held, at)


def choose_rows(*, bundle: Bundle, choices: Mapping[int, Choice], at: datetime) -> None:
    """Say what is wanted of rows, by id; rows of other bundles or done ones stay. Raises BundleBusy, BundleSwept."""
    held = hold_bundle(bundle)
    question = select(BundleRow).where(
        BundleRow.bundle_id == held.id, BundleRow.outcome.is_(None), BundleRow.id.in_(choices)
    )
    for row in db.session.scalars(question):
        row.choice = choices[row.id]
    held.touched_at = at
    db.session.flush()


def start_taking(*, bundle: Bundle, actor: Actor, at: datetime) -> Bundle:
    """Promise that the sound rows are taken in; they are, however often this is asked or the server ends.

    Raises  BundleNotReady, BundleEmpty, BundleBusy, BundleSwept
    """
    held = hold_bundle(bundle)
    if held.prepared_at is None or not held.sheet_no:
        raise BundleNotReady
    if not tallies_of([held])[held.id].sound:
        raise BundleEmpty
    held.taking_at, held.taken_at, held.taken_by, held.touched_at = at, None, actor.name[:100], at
    enqueue(TAKE, {"bundle": held.id, "actor": actor.id, "name": actor.name}, at=at)
    record("bundle.taking", actor=actor, at=at, contest_id=held.contest_id, subject=held, number=held.number)
    db.session.flush()
    return held


def take_on(*, bundle: Bundle, actor: Actor, at: datetime) -> None:
    """Promise the rest again, when a worker was lost; rows that are done stay done."""
    question = select(Bundle).where(Bundle.id == bundle.id).with_for_update()
    held = db.session.scalars(question.execution_options(populate_existing=True)).one()
    if held.is_taking:
        enqueue(TAKE, {"bundle": held.id, "actor": actor.id, "name": actor.name}, at=at)
    elif held.prepared_at is None:
        enqueue(PREPARE, {"bundle": held.id}, at=at)


def record_receipt_taken(*, bundle: Bundle, fmt: str, actor: Actor, at: datetime) -> None:
    """Log that a bundle's receipt, which names authors, left the house as a file."""
    record("bundle.exported", actor=actor, at=at, contest_id=bundle.contest_id, subject=bundle, format=fmt)


def discard_bundle(*, bundle: Bundle, actor: Actor, at: datetime) -> None:
    """Throw a bundle away of which nothing is in the register; its number is given again to none but the last.

    Raises  BundleTaken, BundleBusy
    """
    held = hold_bundle(bundle)
    mine = BundleRow.bundle_id == held.id
    if db.session.scalar(select(BundleRow.id).where(mine, BundleRow.entry_id.is_not(None)).limit(1)):
        raise BundleTaken
    record(
        "bundle.discarded", actor=actor, at=at, contest_id=held.contest_id, subject=held, number=held.number
    )
    forget(held.id)


def forget(bundle_id: int) -> None:
    """Remove a bundle with its rows and files; the bytes are the janitor's."""
    db.session.execute(delete(BundleRow).where(BundleRow.bundle_id == bundle_id))
    db.session.execute(delete(BundleFile).where(BundleFile.bundle_id == bundle_id))
    db.session.execute(delete(Bundle).where(Bundle.id == bundle_id))


def prepare_later(bundle: Bundle, at: datetime) -> None:
    """See that files are read and rows looked through, soon and not here; refused rows get another chance."""
    refused = (BundleRow.bundle_id == bundle.id) & (BundleRow.outcome == Outcome.REFUSED)
    again = refused & (BundleRow.sheet_no == bundle.sheet_no)
    db.session.execute(update(BundleRow).where(again).values(outcome=None, done_at=None))
    bundle.prepared_at, bundle.touched_at = None, at
    enqueue(PREPARE, {"bundle": bundle.id}, at=at)
    db.session.flush()
