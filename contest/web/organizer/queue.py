"""The queue of the screening desk: the entries that wait, all of them or those that a filter keeps, oldest first."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from contest.charter.models import Contest
from contest.overview.queries import entries_wanted
from contest.screening.queries import entry_ids_to_screen
from contest.web.organizer.asking import wanted
from contest.web.organizer.view import Viewer

KEPT = ("q", "warning", "category", "channel", "unit")
"""What of the register's filters narrows the queue; it stays in the address from one entry to the next."""


@dataclass(frozen=True, slots=True)
class Queue:
    """The ids that wait, and what was asked for."""

    ids: list[int]
    asked: dict[str, str]

    def place(self, entry_id: int) -> int | None:
        """Where an entry stands, from 0; None when it does not wait here."""
        return self.ids.index(entry_id) if entry_id in self.ids else None

    def before(self, entry_id: int) -> int | None:
        """The entry that waits in front of this one."""
        place = self.place(entry_id)
        return self.ids[place - 1] if place else None

    def after(self, entry_id: int) -> int | None:
        """The entry that waits after this one, around to the first; None when no other does."""
        place = self.place(entry_id)
        behind = self.ids[place + 1 :] if place is not None else []
        others = [other for other in self.ids if other != entry_id]
        return next(iter([*behind, *others]), None)


def queue_of(viewer: Viewer) -> Queue:
    """The queue that this request asks for."""
    asked = {name: request.values[name] for name in KEPT if request.values.get(name)}
    ids = entry_ids_to_screen(viewer.contest.id)
    if asked:
        fitting = entries_wanted(viewer.contest.id, wanted(viewer))
        ids = [entry_id for entry_id in ids if entry_id in fitting]
    return Queue(ids, asked)


def on_to(
    contest: Contest,
    queue: Queue,
    entry_id: int | None,
    *,
    anchor: str | None = None,
    last: int | None = None,
) -> Response:
    """Go to an entry of the queue, or to the page that says that none waits."""
    where: dict[str, Any] = {"slug": contest.slug, "last": last, **queue.asked}
    if entry_id is None:
        return redirect(url_for("organizer.screening", **where), 303)
    return redirect(url_for("organizer.screen", entry_id=entry_id, _anchor=anchor, **where), 303)
