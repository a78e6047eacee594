"""Questions about bundles: what came, what became of each row, what of it is in the register already."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import defer, selectinload

from contest.authors.models import Bundle, BundleFile, BundleKind, BundleRow, Outcome
from contest.authors.rules import Level
from contest.db import db
from contest.entries.models import Entry, Manuscript, ManuscriptFile, Withdrawal
from contest.errors.bundles import BundleUnknown

ROWS_A_PAGE: Final = 50
_AT_ONCE: Final = 400
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tally:
    """How a bundle stands: rows by what became of them, rows still open by their gravest note, files.

    doubtful  rows with a problem or a warning, done or open
    """

    outcomes: Counter[Outcome]
    levels: Counter[Level | None]
    doubtful: int = 0
    files: int = 0
    unsettled: int = 0

    @property
    def rows(self) -> int:
        """All rows of the newest list."""
        return self.outcomes.total() + self.waiting

    @property
    def waiting(self) -> int:
        """Rows of which nothing has become yet."""
        return self.levels.total()

    @property
    def sound(self) -> int:
        """Open rows that nothing keeps out."""
        return self.waiting - self.levels[Level.PROBLEM]

    @property
    def wrong(self) -> int:
        """Rows that something keeps out, or kept out."""
        return self.levels[Level.PROBLEM] + self.outcomes[Outcome.REFUSED]

    @property
    def in_register(self) -> int:
        """Rows that stand for an entry."""
        return sum(self.outcomes[o] for o in (Outcome.TAKEN, Outcome.ALREADY, Outcome.CORRECTED))


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that is in the register: its receipt, and whether it was withdrawn."""

    id: int
    receipt: str
    withdrawn: bool


def bundle_of(contest_id: int, bundle_id: int) -> Bundle:
    """One bundle of the contest. Raises BundleUnknown, also for a bundle of another contest."""
    found = db.session.scalar(select(Bundle).where(Bundle.id == bundle_id, Bundle.contest_id == contest_id))
    if found is None:
        raise BundleUnknown
    return found


def bundles_of(contest_id: int) -> list[Bundle]:
    """All bundles of the contest, the newest first."""
    question = select(Bundle).where(Bundle.contest_id == contest_id).order_by(Bundle.number.desc())
    return list(db.session.scalars(question))


def tallies_of(bundles: Collection[Bundle]) -> dict[int, Tally]:
    """How each of these bundles stands, by id."""
    ids = [bundle.id for bundle in bundles]
    found = {id_: Tally(Counter(), Counter()) for id_ in ids}
    rows = (
        select(BundleRow.bundle_id, BundleRow.outcome, BundleRow.level, func.count(BundleRow.id))
        .join(Bundle, (Bundle.id == BundleRow.bundle_id) & (Bundle.sheet_no == BundleRow.sheet_no))
        .where(BundleRow.bundle_id.in_(ids))
        .group_by(BundleRow.bundle_id, BundleRow.outcome, BundleRow.level)
    )
    doubtful: Counter[int] = Counter()
    for bundle_id, outcome, level, count in db.session.execute(rows):
        doubtful[bundle_id] += count if level in (Level.PROBLEM, Level.WARNING) else 0
        if outcome is None:
            found[bundle_id].levels[level] += count
        else:
            found[bundle_id].outcomes[outcome] += count
    files = (
        select(BundleFile.bundle_id, func.count(BundleFile.id), func.count(BundleFile.settled_at))
        .where(BundleFile.bundle_id.in_(ids), BundleFile.archive.is_(False))
        .group_by(BundleFile.bundle_id)
    )
    counted = {bundle_id: (count, settled) for bundle_id, count, settled in db.session.execute(files)}
    return {
        id_: replace(
            tally,
            doubtful=doubtful[id_],
            files=counted.get(id_, (0, 0))[0],
            unsettled=counted.get(id_, (0, 0))[0] - counted.get(id_, (0, 0))[1],
        )
        for id_, tally in found.items()
    }


def files_of_bundle(bundle_id: int, *, among: Collection[int] | None = None) -> list[BundleFile]:
    """The files of a bundle, or those of these ids, in the order in which they came, ZIPs among them."""
    question = select(BundleFile).where(BundleFile.bundle_id == bundle_id).order_by(BundleFile.position)
    if among is not None:
        question = question.where(BundleFile.id.in_(among))
    return list(db.session.scalars(question))


def files_listed(bundle_id: int) -> list[BundleFile]:
    """The same for a list on a page: without what the readers made of them."""
    question = select(BundleFile).where(BundleFile.bundle_id == bundle_id).order_by(BundleFile.position)
    return list(db.session.scalars(question.options(defer(BundleFile.reading, raiseload=True))))


def files_in_rows(bundle: Bundle) -> set[int]:
    """Ids of the files that rows of the newest list were found to have."""
    question = select(BundleRow.files).where(
        BundleRow.bundle_id == bundle.id, BundleRow.sheet_no == bundle.sheet_no
    )
    return {file_id for files in db.session.scalars(question) for file_id, _role in files}


def files_unsettled(bundle_id: int) -> list[int]:
    """Ids of the files still to be read or unpacked, in order."""
    question = select(BundleFile.id).where(BundleFile.bundle_id == bundle_id, BundleFile.settled_at.is_(None))
    return list(db.session.scalars(question.order_by(BundleFile.position)))


def rows_of_bundle(bundle: Bundle, *, open_only: bool = False) -> list[BundleRow]:
    """The rows of the newest list, as the sheet counts them."""
    question = select(BundleRow).where(
        BundleRow.bundle_id == bundle.id, BundleRow.sheet_no == bundle.sheet_no
    )
    if open_only:
        question = question.where(BundleRow.outcome.is_(None))
    return list(db.session.scalars(question.order_by(BundleRow.number)))


def rows_page(bundle: Bundle, *, wrong: bool, number: int) -> tuple[list[BundleRow], int, int]:
    """One page of the newest list's rows, its number and how many pages there are.

    wrong  only rows with a problem or a warning, and those that were refused
    """
    question = select(BundleRow).where(
        BundleRow.bundle_id == bundle.id, BundleRow.sheet_no == bundle.sheet_no
    )
    if wrong:
        question = question.where(BundleRow.level.in_((Level.PROBLEM, Level.WARNING)))
    total = db.session.scalar(select(func.count()).select_from(question.subquery())) or 0
    pages = max(1, -(-total // ROWS_A_PAGE))
    number = max(1, min(number, pages))
    page = question.order_by(BundleRow.number).limit(ROWS_A_PAGE).offset((number - 1) * ROWS_A_PAGE)
    whole = (selectinload(BundleRow.entry), selectinload(BundleRow.standing))
    return list(db.session.scalars(page.options(*whole))), number, pages


def entries_of_bundle(bundle_id: int) -> list[Entry]:
    """The entries that a bundle stands for, by receipt, with their versions and figures."""
    mine = select(BundleRow.entry_id).where(
        BundleRow.bundle_id == bundle_id,
        BundleRow.outcome.in_((Outcome.TAKEN, Outcome.CORRECTED, Outcome.ALREADY)),
    )
    question = select(Entry).where(Entry.id.in_(mine)).order_by(Entry.register_number)
    whole = (selectinload(Entry.manuscripts).selectinload(Manuscript.category), selectinload(Entry.figure))
    return list(db.session.scalars(question.options(*whole)))


def remembered_columns(contest_id: int, key: str) -> Bundle | None:
    """The newest bundle of the contest whose columns were chosen for this set of headings."""
    question = select(Bundle).where(
        Bundle.contest_id == contest_id, Bundle.headings_key == key, Bundle.columns_chosen.is_(True)
    )
    return db.session.scalar(question.order_by(Bundle.touched_at.desc()).limit(1))


def rows_taken_before(identities: Iterable[str]) -> dict[str, BundleRow]:
    """By identity, the newest row of any bundle that stands for an entry."""
    found: dict[str, BundleRow] = {}
    for some in _in_parts(sorted(set(identities))):
        question = select(BundleRow).where(BundleRow.identity.in_(some), BundleRow.entry_id.is_not(None))
        for row in db.session.scalars(question.order_by(BundleRow.done_at, BundleRow.id)):
            found[row.identity] = row
    return found


def entries_under_keys(keys: Iterable[str]) -> dict[str, int]:
    """Entries that were handed in under these keys: ids by key."""
    found: dict[str, int] = {}
    for some in _in_parts(sorted(set(keys))):
        question = select(Entry.hand_in_key, Entry.id).where(Entry.hand_in_key.in_(some))
        found |= dict(db.session.execute(question).all())
    return found


def entries_with_bytes(contest_id: int, digests: Iterable[str]) -> dict[str, int]:
    """Entries of the contest one of whose files, or whose whole essay, has such a digest: ids by digest."""
    found: dict[str, int] = {}
    for some in _in_parts(sorted(set(digests))):
        of_files = (
            select(ManuscriptFile.digest, Manuscript.entry_id)
            .join(Manuscript, Manuscript.id == ManuscriptFile.manuscript_id)
            .join(Entry, Entry.id == Manuscript.entry_id)
            .where(Entry.contest_id == contest_id, ManuscriptFile.digest.in_(some))
        )
        of_essays = (
            select(Manuscript.digest, Manuscript.entry_id)
            .join(Entry, Entry.id == Manuscript.entry_id)
            .where(Entry.contest_id == contest_id, Manuscript.digest.in_(some))
        )
        for question in (of_files, of_essays):
            found |= dict(db.session.execute(question).all())
    return found


def entries_known(entry_ids: Iterable[int]) -> dict[int, Known]:
    """Receipts of these entries, and whether they were withdrawn, by id."""
    found: dict[int, Known] = {}
    for some in _in_parts(sorted(set(entry_ids))):
        question = (
            select(Entry.id, Entry.receipt, Withdrawal.id)
            .outerjoin(Withdrawal, Withdrawal.entry_id == Entry.id)
            .where(Entry.id.in_(some))
        )
        for entry_id, receipt, gone in db.session.execute(question):
            found[entry_id] = Known(entry_id, receipt, gone is not None)
    return found


def counts_by_unit(contest_id: int) -> list[tuple[str, int, int]]:
    """(unit, bundles, entries) of units that sent bundles that were taken."""
    rows = (
        select(
            Bundle.unit_name,
            func.count(func.distinct(Bundle.id)),
            func.count(func.distinct(BundleRow.entry_id)),
        )
        .join(BundleRow, BundleRow.bundle_id == Bundle.id)
        .where(
            Bundle.contest_id == contest_id, Bundle.kind == BundleKind.UNIT, BundleRow.entry_id.is_not(None)
        )
        .group_by(Bundle.unit_name)
        .order_by(Bundle.unit_name)
    )
    return [(name, bundles, entries) for name, bundles, entries in db.session.execute(rows)]


def _in_parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """A few hundred at a time: databases bound the values of one question."""
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
