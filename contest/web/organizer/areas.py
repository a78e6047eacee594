"""Blacking out areas of a page's picture: drawn by hand, ticked cell by cell, or told in percent."""

from flask import abort, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from contest.charter.models import Contest
from contest.entries.models import Entry
from contest.errors.screening import AreaUnfit
from contest.plumbing.clock import now
from contest.screening.rules import Area, area_of, areas_of_cells
from contest.screening.rules.areas import COLUMNS, LEAST, ROWS, percent
from contest.screening.service import (
    Burned,
    draw_areas,
    lift_area,
    lift_corner,
    page_marks,
    restore_area,
)
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.masks import changing
from contest.web.organizer.pictures import named_entry, pictures_of
from contest.web.organizer.places import OFFICE
from contest.web.organizer.view import show
from contest.web.sessions import visitor

MOST_AT_ONCE = 200
SIDES = ("left", "top", "width", "height")


@bp.get("/<slug>/screening/<int:entry_id>/pages/<int:position>")
@open_to(*OFFICE)
def page_areas(contest: Contest, entry_id: int, position: int) -> str:
    """One page, large, with its black areas, and what is needed to draw more."""
    found = named_entry(contest, entry_id)
    marks = {mark.page.position: mark for mark in page_marks(found)}
    if position not in marks:
        abort(404)
    pictures = {
        mark.page.position: picture
        for mark, picture in zip(marks.values(), pictures_of(contest, found, named=True), strict=True)
    }
    positions = sorted(marks)
    place = positions.index(position)
    return show(
        "organizer/page_areas.html",
        contest,
        entry=found,
        mark=marks[position],
        picture=pictures[position],
        previous=positions[place - 1] if place else None,
        following=positions[place + 1] if place + 1 < len(positions) else None,
        cells=[[f"{row}-{column}" for column in range(COLUMNS)] for row in range(ROWS)],
        least=LEAST,
    )


@bp.post("/<slug>/screening/<int:entry_id>/pages/<int:position>")
@open_to(*OFFICE)
def draw_page_areas(contest: Contest, entry_id: int, position: int) -> Response:
    """Black out what was drawn, ticked or told in numbers."""

    def draw(found: Entry, burned: tuple[Burned, ...]) -> int:
        actor, at = visitor().actor, now()
        areas = _areas_said()
        return len(draw_areas(entry=found, position=position, areas=areas, actor=actor, at=at, burned=burned))

    count = changing(contest, entry_id, draw)
    flash(ngettext("Đã che %(num)s vùng trên trang.", "Đã che %(num)s vùng trên trang.", count), "ok")
    return _to(contest, entry_id, position)


@bp.post("/<slug>/screening/<int:entry_id>/pages/<int:position>/areas/<int:area_id>/lifted")
@open_to(*OFFICE)
def lift_page_area(contest: Contest, entry_id: int, position: int, area_id: int) -> Response:
    """Let what lies below one area be seen, for a reason."""

    def lift(found: Entry, burned: tuple[Burned, ...]) -> object:
        return lift_area(
            entry=found, area_id=area_id, reason=_reason(), actor=visitor().actor, at=now(), burned=burned
        )

    changing(contest, entry_id, lift)
    flash(_("Đã bỏ che vùng này; lý do được ghi lại."), "ok")
    return _to(contest, entry_id, position)


@bp.post("/<slug>/screening/<int:entry_id>/pages/<int:position>/corner/lifted")
@open_to(*OFFICE)
def lift_page_corner(contest: Contest, entry_id: int, position: int) -> Response:
    """Let the identity corner of this page be seen, for a reason."""

    def lift(found: Entry, burned: tuple[Burned, ...]) -> object:
        return lift_corner(
            entry=found, position=position, reason=_reason(), actor=visitor().actor, at=now(), burned=burned
        )

    changing(contest, entry_id, lift)
    flash(_("Đã bỏ che góc danh tính của trang này; lý do được ghi lại."), "ok")
    return _to(contest, entry_id, position)


@bp.post("/<slug>/screening/<int:entry_id>/pages/<int:position>/areas/<int:area_id>/restored")
@open_to(*OFFICE)
def restore_page_area(contest: Contest, entry_id: int, position: int, area_id: int) -> Response:
    """Make a lifted area or the corner black again."""

    def restore(found: Entry, burned: tuple[Burned, ...]) -> object:
        return restore_area(entry=found, area_id=area_id, actor=visitor().actor, at=now(), burned=burned)

    changing(contest, entry_id, restore)
    flash(_("Đã che lại."), "ok")
    return _to(contest, entry_id, position)


def _areas_said() -> tuple[Area, ...]:
    """What the form tells: drawn rectangles, ticked cells, four numbers in percent. Raises AreaUnfit."""
    drawn = [area_of(told) for told in request.form.getlist("area")[:MOST_AT_ONCE] if told]
    ticked = [_cell(told) for told in request.form.getlist("cell")[:MOST_AT_ONCE]]
    numbers = [request.form.get(side, "").strip() for side in SIDES]
    if any(numbers):
        whole = [
            int(number) for number in numbers if number.isascii() and number.isdigit() and len(number) < 4
        ]
        drawn.append(percent(*whole) if len(whole) == len(SIDES) else None)
    areas = [area for area in drawn if area is not None]
    if len(areas) < len(drawn):
        raise AreaUnfit
    return (*areas, *areas_of_cells(ticked))


def _cell(told: str) -> tuple[int, int]:
    row, _dash, column = told.partition("-")
    known = all(part.isascii() and part.isdigit() and len(part) < 3 for part in (row, column))
    return (int(row), int(column)) if known else (-1, -1)


def _reason() -> str:
    return request.form.get("reason", "")[:500]


def _to(contest: Contest, entry_id: int, position: int) -> Response:
    url = url_for("organizer.page_areas", slug=contest.slug, entry_id=entry_id, position=position)
    return redirect(url, 303)
