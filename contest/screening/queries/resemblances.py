"""Questions about what texts share and what was ruled about it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from contest.db import db, one_of
from contest.entries.models import Entry, Manuscript, Withdrawal
from contest.errors.resemblances import ReferenceUnknown, RulingUnknown
from contest.screening.models import (
    Comparison,
    ReferenceText,
    Resemblance,
    RuledPair,
    Ruling,
    TextPrint,
)
from contest.screening.rules.resemblance import NOTHING_COMMON, VERSION, Common

Key = tuple[int, int]
"""An entry's id and its other text's number (models: ``other``)."""


class Standing(StrEnum):
    """Where a pair stands: nobody has looked, a text has changed since somebody did, or what was ruled."""

    OPEN = "open"
    CHANGED = "changed"
    COPIED = "copied"
    ALLOWED = "allowed"


FRESH = {"populate_existing": True}
UNSETTLED = (Standing.OPEN, Standing.CHANGED)


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two texts share, and where that stands; ruling is the newest not undone, of older versions too.

    other_contest_id  the contest of the other entry; None beside a reference
    """

    found: Resemblance
    other_contest_id: int | None
    standing: Standing
    ruling: Ruling | None

    @property
    def key(self) -> Key:
        """The pair as an entry and the number of its other text."""
        return self.found.entry_id, self.found.other

    @property
    def strongest(self) -> int:
        """The greater of the two shares, in words out of a thousand."""
        return max(self.found.share, self.found.other_share)

    @property
    def unsettled(self) -> bool:
        """Whether a person has to look."""
        return self.standing in UNSETTLED


def likenesses_in(contest_id: int) -> list[Likeness]:
    """Everything that the contest's entries share with other texts, strongest first; three queries.

    Withdrawn entries and references that were taken away are left out.
    """
    return _likenesses(contest_id, _standing_rows(contest_id))


def likenesses_of(contest_id: int, entry_ids: Collection[int]) -> dict[int, list[Likeness]]:
    """The same for each of these entries that shares anything."""
    rows = _standing_rows(contest_id).where(
        or_(one_of(Resemblance.entry_id, entry_ids), one_of(Resemblance.other_entry_id, entry_ids))
    )
    wanted, found = set(entry_ids), dict[int, list[Likeness]]()
    for likeness in _likenesses(contest_id, rows):
        for entry_id in {likeness.found.entry_id, likeness.found.other_entry_id} & wanted:
            found.setdefault(int(entry_id or 0), []).append(likeness)
    return found


def likeness_between(contest_id: int, key: Key) -> Likeness | None:
    """What this pair of texts shares, whichever of two entries is named first; None when nothing was found."""
    beside = likenesses_of(contest_id, [key[0]]).get(key[0], [])
    return next((one for one in beside if one.key in (key, key[::-1])), None)


def references_in(contest_id: int) -> list[ReferenceText]:
    """The texts that the contest's entries are compared with, newest first."""
    question = select(ReferenceText).where(
        ReferenceText.contest_id == contest_id, ReferenceText.removed_at.is_(None)
    )
    return list(db.session.scalars(question.order_by(ReferenceText.id.desc())))


def references_named(reference_ids: Collection[int]) -> list[ReferenceText]:
    """References by id, also those taken away."""
    return list(db.session.scalars(select(ReferenceText).where(ReferenceText.id.in_(reference_ids))))


def reference_in(contest_id: int, reference_id: int) -> ReferenceText:
    """One reference of the contest, also one taken away. Raises ReferenceUnknown."""
    found = db.session.get(ReferenceText, reference_id)
    if found is None or found.contest_id != contest_id:
        raise ReferenceUnknown
    return found


def ruling_in(contest_id: int, ruling_id: int) -> Ruling:
    """One ruling of the contest. Raises RulingUnknown."""
    found = db.session.scalar(select(Ruling).where(Ruling.id == ruling_id, Ruling.contest_id == contest_id))
    if found is None:
        raise RulingUnknown
    return found


def compared_manuscripts(manuscript_ids: Collection[int]) -> set[int]:
    """Which of these manuscripts were compared: the engine of today has made their print."""
    question = select(TextPrint.manuscript_id).where(
        one_of(TextPrint.manuscript_id, manuscript_ids), TextPrint.engine == VERSION
    )
    return {found for found in db.session.scalars(question) if found is not None}


def last_comparison(contest_id: int) -> Comparison | None:
    """When everything of the contest was last compared with everything."""
    return db.session.scalar(select(Comparison).where(Comparison.contest_id == contest_id))


def common_phrases(contest_id: int) -> Common:
    """The phrases that stood in too many of the contest's entries to count, at the last comparing."""
    last = last_comparison(contest_id)
    return Common.from_bytes(last.common) if last and last.engine == VERSION else NOTHING_COMMON


def newest_manuscripts(contest_id: int, among: Collection[int] | None = None) -> Select[int]:
    """A selection of the ids of the manuscripts that count: newest versions of entries not withdrawn.

    among  entry ids; all of the contest's when None
    """
    later = aliased(Manuscript)
    superseded = select(later.id).where(later.entry_id == Manuscript.entry_id, later.id > Manuscript.id)
    chosen = (
        select(Manuscript.id)
        .join(Entry, Entry.id == Manuscript.entry_id)
        .where(Entry.contest_id == contest_id, ~superseded.exists(), ~_withdrawn(Entry.id))
    )
    return chosen if among is None else chosen.where(one_of(Entry.id, among))


def counts_of_texts(contest_id: int) -> tuple[int, int]:
    """How many entries have been compared, and how many cannot be, for they have no text."""
    ids = newest_manuscripts(contest_id)
    compared = select(func.count(TextPrint.id)).where(TextPrint.manuscript_id.in_(ids))
    silent = select(func.count(Manuscript.id)).where(Manuscript.id.in_(ids), Manuscript.words == 0)
    return db.session.scalar(compared) or 0, db.session.scalar(silent) or 0


def _withdrawn(entry_id: Any) -> Any:
    return select(Withdrawal.id).where(Withdrawal.entry_id == entry_id).exists()


def _standing_rows(contest_id: int) -> Select[Resemblance, int]:
    other = aliased(Entry)
    return (
        select(Resemblance, other.contest_id)
        .outerjoin(other, other.id == Resemblance.other_entry_id)
        .outerjoin(ReferenceText, ReferenceText.id == Resemblance.reference_id)
        .where(
            Resemblance.contest_id == contest_id,
            ~_withdrawn(Resemblance.entry_id),
            or_(Resemblance.other_entry_id.is_(None), ~_withdrawn(Resemblance.other_entry_id)),
            ReferenceText.removed_at.is_(None),
        )
    )


def _likenesses(contest_id: int, rows: Select[Resemblance, int]) -> list[Likeness]:
    ruled = _rulings_by_pair(contest_id)
    found = [
        Likeness(row, other_contest, *_standing(row, ruled.get((row.entry_id, row.other))))
        for row, other_contest in db.session.execute(rows, execution_options=FRESH)
    ]
    return sorted(found, key=lambda one: (-one.strongest, -one.found.shared, one.key))


def _rulings_by_pair(contest_id: int) -> Mapping[Key, tuple[Ruling, RuledPair]]:
    """The newest standing ruling on each pair, with the pair as it was seen."""
    standing = select(Ruling).where(Ruling.contest_id == contest_id, Ruling.undone_at.is_(None))
    return {
        (pair.entry_id, pair.other): (ruling, pair)
        for ruling in db.session.scalars(standing.order_by(Ruling.id), execution_options=FRESH)
        for pair in ruling.pairs
    }


def _standing(row: Resemblance, ruled: tuple[Ruling, RuledPair] | None) -> tuple[Standing, Ruling | None]:
    if ruled is None:
        return Standing.OPEN, None
    ruling, pair = ruled
    if (pair.manuscript_id, pair.other_manuscript_id) != (row.manuscript_id, row.other_manuscript_id):
        return Standing.CHANGED, ruling
    return Standing(ruling.kind.value), ruling
