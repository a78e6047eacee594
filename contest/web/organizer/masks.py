"""Blacking out words of an essay, and letting them stand for a reason; every version judges were given."""

from collections.abc import Callable
from typing import TypeVar

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from contest.charter.models import Contest
from contest.entries.models import Entry
from contest.errors.screening import TextChanged
from contest.plumbing.clock import now
from contest.screening.queries import copies_of, copy_of_version
from contest.screening.service import (
    Burned,
    lift_mask,
    make_mask,
    mask_all_found,
    mask_phrase,
    releasing,
)
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.pictures import named_entry, released_pictures
from contest.web.organizer.places import OFFICE
from contest.web.organizer.view import show
from contest.web.sessions import visitor

Done = TypeVar("Done")


@bp.post("/<slug>/screening/<int:entry_id>/masks")
@open_to(*OFFICE)
def mask_entry(contest: Contest, entry_id: int) -> Response:
    """Black out one place, one phrase, or everything found."""
    said = request.form

    def mask(found: Entry, burned: tuple[Burned, ...]) -> int:
        if said.get("phrase", "").strip():
            return mask_phrase(
                entry=found, phrase=said["phrase"], actor=visitor().actor, at=now(), burned=burned
            )
        if "all" in said:
            return mask_all_found(entry=found, actor=visitor().actor, at=now(), burned=burned)
        make_mask(entry=found, **_stretch(), actor=visitor().actor, at=now(), burned=burned)
        return 1

    count = changing(contest, entry_id, mask)
    flash(ngettext("Đã che %(num)s chỗ.", "Đã che %(num)s chỗ.", count), "ok")
    return back_to(contest, entry_id)


@bp.post("/<slug>/screening/<int:entry_id>/masks/lifted")
@open_to(*OFFICE)
def lift_entry_mask(contest: Contest, entry_id: int) -> Response:
    """Let one place be seen, for a reason."""

    def lift(found: Entry, burned: tuple[Burned, ...]) -> object:
        return lift_mask(
            entry=found,
            **_stretch(),
            reason=request.form.get("reason", ""),
            actor=visitor().actor,
            at=now(),
            burned=burned,
        )

    changing(contest, entry_id, lift)
    flash(_("Chỗ này sẽ để nguyên trong bản cho giám khảo."), "ok")
    return back_to(contest, entry_id)


@bp.get("/<slug>/entries/<int:entry_id>/copies/<int:version>")
@open_to(*OFFICE)
def blind_version(contest: Contest, entry_id: int, version: int) -> str:
    """One version of the blind copy as judges had it, with all the others to choose from."""
    found = named_entry(contest, entry_id)
    return show(
        "organizer/blind_version.html",
        contest,
        entry=found,
        copy=copy_of_version(found.id, version),
        copies=copies_of(found.id),
        pictures=released_pictures(contest, found, version),
    )


def changing(contest: Contest, entry_id: int, change: Callable[[Entry, tuple[Burned, ...]], Done]) -> Done:
    """Change masks or areas of the version on the screen; judges' pictures are burned as they are needed.

    Raises  TextChanged; what the change raises; 404 for those who must not know the author
    """

    def verb(burned: tuple[Burned, ...]) -> Done:
        found = named_entry(contest, entry_id)
        same_text(found)
        return change(found, burned)

    return releasing(verb)


def same_text(found: Entry) -> None:
    """The version on the screen is the newest. Raises TextChanged."""
    if request.form.get("manuscript", type=int) != found.manuscript.id:
        raise TextChanged


def back_to(contest: Contest, entry_id: int, anchor: str = "places") -> Response:
    """The entry on the screening desk."""
    url = url_for("organizer.screen", slug=contest.slug, entry_id=entry_id, _anchor=anchor)
    return redirect(url, 303)


def _stretch() -> dict[str, int]:
    return {name: request.form.get(name, -2, type=int) for name in ("paragraph", "start", "stop")}
