"""The one place that builds what a judge may see of an entry: a list of what is allowed, and nothing else.

Entries, manuscripts, files, receipts and moments of sending stay on this side; the judge's templates get
these values alone. An assignment is named by its own number, which tells nothing of the entry's.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from contest.assignment.models import Assignment
from contest.assignment.queries import assignment_of
from contest.charter.models import Contest, Round
from contest.errors import NotFound
from contest.people.models import Account
from contest.plumbing.storage import storage
from contest.scoring.models import RETURNED, ScoreSheet, SheetState, TrialEntry
from contest.screening.models import BlindCopy
from contest.screening.queries import blind_copies_of


@dataclass(frozen=True, slots=True)
class BlindPage:
    """One picture of our own making, by its number from 1; width and height in pixels.

    photo    a photo of the figure rather than a page of the essay; caption is what stands below it, masked
    """

    number: int
    width: int
    height: int
    photo: bool = False
    caption: str = ""


@dataclass(frozen=True, slots=True)
class BlindView:
    """What a judge sees of one entry on the reading page."""

    assignment_id: int
    code: str
    title: str
    category: str
    words: int
    paragraphs: tuple[str, ...]
    pages: tuple[BlindPage, ...]
    figure_name: str
    figure_note: str


@dataclass(frozen=True, slots=True)
class BlindRow:
    """One line of a judge's list: the entry by its code, and the judge's own sheet."""

    assignment_id: int
    code: str
    title: str
    category: str
    words: int
    page_count: int
    figure_name: str
    state: SheetState | None
    total: Decimal | None
    saved_at: datetime | None
    aside: bool


@dataclass(frozen=True, slots=True)
class AheadRow:
    """One entry before the draw: its title and figure alone; the key is this judge's own and tells no order."""

    key: str
    title: str
    figure_name: str


@dataclass(frozen=True, slots=True)
class Carried:
    """One entry a device takes along: its code and title, its pictures by number, and their size in bytes."""

    assignment_id: int
    code: str
    title: str
    pictures: tuple[int, ...]
    size: int


@dataclass(frozen=True, slots=True)
class SheetView:
    """The judge's own sheet as it stands; ``version`` is empty before the first saving."""

    version: int | None
    state: SheetState | None
    points: Mapping[str, str]
    remark: str
    total: Decimal | None
    saved_at: datetime | None

    @property
    def handed_in(self) -> bool:
        """Whether the sheet counts as it is."""
        return self.state == SheetState.HANDED_IN

    @property
    def begun(self) -> bool:
        """Whether anything stands on it, or did."""
        return self.version is not None or bool(self.remark.strip()) or any(self.points.values())


NO_SHEET = SheetView(None, None, {}, "", None, None)


def own_assignment(contest: Contest, judge: Account, assignment_id: int) -> tuple[Assignment, Round]:
    """The judge's own assignment in this contest, and its round with the rubric. Raises NotFound."""
    assignment = assignment_of(judge.id, assignment_id)
    for round_ in contest.rounds:
        if round_.id == assignment.round_id:
            return assignment, round_
    raise NotFound


def blind_view(assignment: Assignment) -> BlindView:
    """What its judge may see of the assigned entry. Raises NotFound while there is no blind copy."""
    return _view_of(_copy_of(assignment.entry_id), assignment.id, assignment.blind_code.code)


def trial_view(entry: TrialEntry) -> BlindView:
    """What the jury may see of one entry of a joint trial, known there by its number alone. Raises NotFound."""
    return _view_of(_copy_of(entry.entry_id), 0, str(entry.number))


def _view_of(copy: BlindCopy, assignment_id: int, code: str) -> BlindView:
    return BlindView(
        assignment_id=assignment_id,
        code=code,
        title=copy.title,
        category=copy.category_name,
        words=copy.words,
        paragraphs=tuple(copy.paragraphs),
        pages=tuple(
            BlindPage(
                number,
                int(page["width"]),
                int(page["height"]),
                photo="role" in page,
                caption=str(page.get("caption", "")),
            )
            for number, page in enumerate(copy.pages, start=1)
        ),
        figure_name=copy.figure_name,
        figure_note=copy.figure_note,
    )


def page_digest(assignment: Assignment, number: int) -> str:
    """Where the storage keeps one page picture of the blind copy; never shown. Raises NotFound."""
    return _digest_of(_copy_of(assignment.entry_id), number)


def trial_page_digest(entry: TrialEntry, number: int) -> str:
    """The same for an entry of a joint trial."""
    return _digest_of(_copy_of(entry.entry_id), number)


def _digest_of(copy: BlindCopy, number: int) -> str:
    pages = copy.pages
    if not 1 <= number <= len(pages):
        raise NotFound
    return str(pages[number - 1]["digest"])


def blind_rows(
    assignments: Sequence[Assignment], sheets: Mapping[int, ScoreSheet], aside: Collection[int] = ()
) -> list[BlindRow]:
    """The judge's list, in the order of the assignments; entries without a blind copy wait outside.

    aside  assignments put aside for later
    """
    copies = blind_copies_of([assignment.entry_id for assignment in assignments])
    rows = []
    for assignment in assignments:
        copy, sheet = copies.get(assignment.entry_id), sheets.get(assignment.id)
        if copy is None:
            continue
        rows.append(
            BlindRow(
                assignment_id=assignment.id,
                code=assignment.blind_code.code,
                title=copy.title,
                category=copy.category_name,
                words=copy.words,
                page_count=sum("role" not in page for page in copy.pages),
                figure_name=copy.figure_name,
                state=sheet.state if sheet else None,
                total=sheet.total if sheet else None,
                saved_at=sheet.saved_at if sheet else None,
                aside=assignment.id in aside and not (sheet and sheet.state == SheetState.HANDED_IN),
            )
        )
    return rows


def ahead_rows(keyed: Mapping[str, int]) -> list[AheadRow]:
    """Titles and figures of entries by their keys, in that order; entries without a blind copy wait outside."""
    copies = blind_copies_of(keyed.values())
    return [
        AheadRow(key, copies[entry].title, copies[entry].figure_name)
        for key, entry in keyed.items()
        if entry in copies
    ]


def carried(assignments: Sequence[Assignment]) -> list[Carried]:
    """What a device takes along of these, in their order; entries without a blind copy stay."""
    copies = blind_copies_of([assignment.entry_id for assignment in assignments])
    return [
        Carried(
            assignment_id=assignment.id,
            code=assignment.blind_code.code,
            title=copy.title,
            pictures=tuple(range(1, len(copy.pages) + 1)),
            size=sum(_size(str(page["digest"])) for page in copy.pages),
        )
        for assignment in assignments
        if (copy := copies.get(assignment.entry_id)) is not None
    ]


def sheet_view(sheet: ScoreSheet | None) -> SheetView:
    """The judge's own sheet for a template."""
    if sheet is None:
        return NO_SHEET
    return SheetView(sheet.version, sheet.state, sheet.points, sheet.remark, sheet.total, sheet.saved_at)


STATES: Mapping[str, Callable[[BlindRow], bool]] = {
    "all": lambda row: True,
    "todo": lambda row: row.state is None,
    "begun": lambda row: row.state in {SheetState.SAVED, *RETURNED},
    "aside": lambda row: row.aside,
    "done": lambda row: row.state == SheetState.HANDED_IN,
}
"""What each filter of the list shows."""


def of_state(rows: Collection[BlindRow], state: str) -> list[BlindRow]:
    """The rows a filter shows; all of them for an unknown one."""
    return [row for row in rows if STATES.get(state, STATES["all"])(row)]


def _size(digest: str) -> int:
    place = storage().path(digest)
    return place.stat().st_size if place.exists() else 0


def _copy_of(entry_id: int) -> BlindCopy:
    copy = blind_copies_of([entry_id]).get(entry_id)
    if copy is None:
        raise NotFound
    return copy
