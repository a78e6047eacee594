"""Pictures of pages in the office: as received for those who may know the author, else as judges get them."""

from io import BytesIO
from typing import Any

from flask import Response, abort, send_file, url_for
from flask_babel import gettext as _

from contest.charter.models import Contest
from contest.entries.models import Entry, ManuscriptPage
from contest.entries.queries import entry_of
from contest.entries.rules import FileRole
from contest.errors import NotFound
from contest.plumbing.storage import storage
from contest.screening.queries import blind_copy_of, copy_of_version
from contest.screening.service import page_marks, page_preview
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.places import OFFICE
from contest.web.organizer.view import viewer_of


@bp.get("/<slug>/entries/<int:entry_id>/pages/<int:position>")
@open_to(*OFFICE)
def page_picture(contest: Contest, entry_id: int, position: int) -> Response:
    """One page picture of our own making, of the newest version, with nothing blacked out."""
    found = named_entry(contest, entry_id)
    pages = {page.position: page for page in found.manuscript.pages}
    if position not in pages:
        abort(404)
    return _answer(kept(pages[position].digest), position)


@bp.get("/<slug>/entries/<int:entry_id>/pages/<int:position>/black")
@open_to(*OFFICE)
def page_black(contest: Contest, entry_id: int, position: int) -> Response:
    """The same as judges would get it now, its areas burned in."""
    return _answer(BytesIO(page_preview(named_entry(contest, entry_id), position)), position)


@bp.get("/<slug>/entries/<int:entry_id>/copies/<int:version>/pages/<int:number>")
@open_to(*OFFICE)
def copy_picture(contest: Contest, entry_id: int, version: int, number: int) -> Response:
    """One page of a released blind copy; without the author's name known, of the newest alone."""
    found = entry_of(contest.id, entry_id)
    newest, copy = blind_copy_of(found.id), copy_of_version(found.id, version)
    if newest is None or (newest.id != copy.id and not viewer_of(contest).opens([found.id])):
        abort(404)
    if not 1 <= number <= len(copy.pages):
        abort(404)
    return _answer(kept(str(copy.pages[number - 1]["digest"])), number)


def named_entry(contest: Contest, entry_id: int) -> Entry:
    """The entry, for those who may know its author: a hand and its masks tell who wrote. 404 for others."""
    found = entry_of(contest.id, entry_id)
    if not viewer_of(contest).opens([found.id]):
        abort(404)
    return found


def pictures_of(contest: Contest, found: Entry, *, named: bool) -> list[dict[str, object]]:
    """The pages as organizer/_pages.html takes them; whoever must not know the author gets the released copy's."""
    if not named:
        return released_pictures(contest, found)
    here = {"slug": contest.slug, "entry_id": found.id}
    return [
        {
            **_told(mark.page, position=mark.page.position),
            "url": url_for("organizer.page_picture", position=mark.page.position, **here),  # type: ignore[arg-type]
            "draw": url_for("organizer.page_areas", position=mark.page.position, **here),  # type: ignore[arg-type]
            "black": mark.black,
        }
        for mark in page_marks(found)
    ]


def previewed_pictures(contest: Contest, found: Entry, *, named: bool) -> list[dict[str, object]]:
    """The pages as judges would get them now, or have got them."""
    if not named:
        return released_pictures(contest, found)
    return [
        {
            **_told(page, position=page.position),
            "url": url_for(
                "organizer.page_black", slug=contest.slug, entry_id=found.id, position=page.position
            ),
        }
        for page in found.manuscript.pages
    ]


def released_pictures(contest: Contest, found: Entry, version: int | None = None) -> list[dict[str, object]]:
    """The pages of one released blind copy, the newest unless a version is named; none before there is one."""
    copy = blind_copy_of(found.id) if version is None else copy_of_version(found.id, version)
    if copy is None:
        return []
    return [
        {
            "url": url_for(
                "organizer.copy_picture",
                slug=contest.slug,
                entry_id=found.id,
                version=copy.version,
                number=number,
            ),
            "width": page["width"],
            "height": page["height"],
            "label": page.get("caption") or _("Ảnh nhân vật")
            if page.get("role")
            else _("Trang %(number)s", number=number),
        }
        for number, page in enumerate(copy.pages, start=1)
    ]


def kept(digest: str) -> Any:
    """Where the storage keeps these bytes. Raises NotFound."""
    try:
        return storage().path(digest)
    except FileNotFoundError:
        raise NotFound from None


def _told(page: ManuscriptPage, *, position: int) -> dict[str, object]:
    label = _("Trang %(number)s", number=position)
    if page.role == FileRole.PHOTO:
        label = page.caption or _("Ảnh nhân vật")
    return {"width": page.width, "height": page.height, "label": label}


def _answer(picture: Any, number: int) -> Response:
    return send_file(
        picture, mimetype="image/webp", download_name=f"{number}.webp", etag=False, last_modified=None
    )
