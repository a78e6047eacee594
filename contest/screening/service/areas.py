"""Blacking out rectangles of page pictures, and showing them again for a stated reason."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from contest.charter.models import Contest
from contest.db import db
from contest.entries.models import Entry, ManuscriptPage
from contest.errors import NotFound
from contest.errors.screening import AreaUnfit, ReasonMissing
from contest.plumbing.audit import Actor, record
from contest.plumbing.vietnamese import clean
from contest.screening.models import AreaKind, PageArea
from contest.screening.queries import area_on, areas_of
from contest.screening.rules import Area
from contest.screening.service.blind import show_judges
from contest.screening.service.pages import (
    Burned,
    Wanted,
    area_in,
    corner_lifts,
    corner_on,
    picture_of,
    wanted_pages,
)


@dataclass(frozen=True, slots=True)
class PageMarks:
    """One page with everything that is or was black on it.

    drawn   rows of areas drawn by people, lifted ones too
    corner  the identity corner that the contest's setting puts here, or None
    spared  the row by which somebody lifted the corner here, or None
    """

    page: ManuscriptPage
    drawn: tuple[PageArea, ...]
    corner: Area | None
    spared: PageArea | None

    @property
    def black(self) -> tuple[Area, ...]:
        """The areas that judges must not see through."""
        standing = [area_in(row) for row in self.drawn if row.lifted_at is None]
        return (*standing, *([self.corner] if self.corner and self.spared is None else []))


def page_marks(entry: Entry) -> list[PageMarks]:
    """Every page of the newest manuscript with its areas. Shapes  entry: as entry_of gives it"""
    contest, rows = _contest_of(entry), areas_of(entry.id)
    marks = []
    for page in entry.manuscript.pages:
        here = [row for row in rows if row.digest == page.digest]
        drawn = tuple(row for row in here if row.kind == AreaKind.DRAWN)
        lifts = corner_lifts(here)
        marks.append(PageMarks(page, drawn, corner_on(entry, page, contest), lifts[0] if lifts else None))
    return marks


def page_preview(entry: Entry, position: int) -> bytes:
    """The picture of one page as judges would see it now, kept nowhere. Raises NotFound, PageUnreadable"""
    for page, wanted in _wanted(entry):
        if page.position == position:
            return picture_of(wanted)
    raise NotFound


def draw_areas(
    *,
    entry: Entry,
    position: int,
    areas: Sequence[Area],
    actor: Actor,
    at: datetime,
    burned: Collection[Burned] = (),
) -> list[PageArea]:
    """Black out rectangles of one page; judges of an accepted entry see it at once.

    burned  pictures made beforehand (``releasing``)
    Raises  NotFound for a page that is not there, AreaUnfit, PicturesNotReady
    """
    page = _page(entry, position)
    if not areas or not all(area.fits for area in areas):
        raise AreaUnfit
    rows = [_row(entry, page, AreaKind.DRAWN, area, actor, at) for area in dict.fromkeys(areas)]
    db.session.flush()
    record("areas.drawn", actor=actor, at=at, contest_id=entry.contest_id, subject=entry, count=len(rows))
    show_judges(entry, actor, at, burned)
    return rows


def lift_area(
    *,
    entry: Entry,
    area_id: int,
    reason: str,
    actor: Actor,
    at: datetime,
    burned: Collection[Burned] = (),
) -> PageArea:
    """Let what lies below a drawn area be seen, for a stated reason.

    Raises  NotFound, ReasonMissing, PicturesNotReady
    """
    area = area_on(entry.id, area_id)
    _lift(area, reason, actor, at)
    record("area.lifted", actor=actor, at=at, contest_id=entry.contest_id, subject=entry)
    show_judges(entry, actor, at, burned)
    return area


def lift_corner(
    *, entry: Entry, position: int, reason: str, actor: Actor, at: datetime, burned: Collection[Burned] = ()
) -> PageArea:
    """Spare one page of this entry the identity corner, for a stated reason.

    Raises  NotFound where no corner is, ReasonMissing, PicturesNotReady
    """
    page = _page(entry, position)
    corner = corner_on(entry, page, _contest_of(entry))
    if corner is None:
        raise NotFound
    area = _row(entry, page, AreaKind.CORNER, corner, actor, at)
    _lift(area, reason, actor, at)
    record("corner.lifted", actor=actor, at=at, contest_id=entry.contest_id, subject=entry)
    show_judges(entry, actor, at, burned)
    return area


def restore_area(
    *, entry: Entry, area_id: int, actor: Actor, at: datetime, burned: Collection[Burned] = ()
) -> PageArea:
    """Make a lifted area, or the corner that a row spares, black again. Raises NotFound, PicturesNotReady."""
    area = area_on(entry.id, area_id)
    alike = [area]
    if area.kind == AreaKind.CORNER:
        alike = [row for row in corner_lifts(areas_of(entry.id)) if row.digest == area.digest]
    for row in alike:
        row.made_at, row.made_by = at, actor.name
        row.lifted_at, row.lifted_by, row.lifted_because = None, "", ""
    db.session.flush()
    record("area.restored", actor=actor, at=at, contest_id=entry.contest_id, subject=entry)
    show_judges(entry, actor, at, burned)
    return area


def _row(
    entry: Entry, page: ManuscriptPage, kind: AreaKind, area: Area, actor: Actor, at: datetime
) -> PageArea:
    """The row of this rectangle on this page, made or made black again."""
    place = {"x": area.x, "y": area.y, "width": area.width, "height": area.height}
    standing = db.session.scalar(
        select(PageArea).filter_by(entry_id=entry.id, digest=page.digest, kind=kind, **place)
    )
    row = standing or PageArea(entry_id=entry.id, digest=page.digest, kind=kind, **place)
    row.made_at, row.made_by = at, actor.name
    row.lifted_at, row.lifted_by, row.lifted_because = None, "", ""
    db.session.add(row)
    return row


def _lift(area: PageArea, reason: str, actor: Actor, at: datetime) -> None:
    said = clean(reason).strip()
    if not said:
        raise ReasonMissing
    area.lifted_at, area.lifted_by, area.lifted_because = at, actor.name, said
    db.session.flush()


def _page(entry: Entry, position: int) -> ManuscriptPage:
    for page in entry.manuscript.pages:
        if page.position == position:
            return page
    raise NotFound


def _wanted(entry: Entry) -> list[tuple[ManuscriptPage, Wanted]]:
    wanted = wanted_pages(entry, _contest_of(entry), areas_of(entry.id))
    return list(zip(entry.manuscript.pages, wanted, strict=True))


def _contest_of(entry: Entry) -> Contest:
    return db.session.get_one(Contest, entry.contest_id)
