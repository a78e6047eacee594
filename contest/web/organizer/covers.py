"""Cover sheets to print: for entries on paper, or numbered ahead of time. For the secretary, who has the paper."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any, Final

from flask import flash, redirect, request, send_file, url_for

from contest.charter.models import Contest
from contest.db import transaction
from contest.entries.models import Channel
from contest.errors import Refusal
from contest.exports.covers import SheetSaid, cover_sheets
from contest.overview.queries import State, Wanted, register_ids
from contest.people.models import RoleKind
from contest.plumbing.clock import now
from contest.scanning import queries
from contest.scanning.models import CoverSheet
from contest.scanning.queries import ON_PAPER, entries_for_sheets, sheet_counts
from contest.scanning.service import AT_ONCE, blank_sheets, sheets_again, sheets_for
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.view import show
from contest.web.refusals import said
from contest.web.sessions import visitor

ASKED: Final = ("state", "channel", "first", "last", "every")
STATES: Final = (State.UNDECIDED, State.CORRECTED, State.MORE_NEEDED, State.ELIGIBLE)


@bp.get("/<slug>/covers")
@open_to(RoleKind.SECRETARY)
def covers(contest: Contest) -> str:
    """Choose the entries to print sheets for, and see how many they are; or make numbered sheets."""
    every, loose = sheet_counts(contest.id)
    return show(
        "organizer/covers.html",
        contest,
        found=len(entries_for_sheets(contest.id, _wanted(contest))),
        asked={name: request.args.get(name, "") for name in ASKED},
        channels=ON_PAPER,
        states=STATES,
        sheets=every,
        loose=loose,
        most=AT_ONCE,
    )


@bp.post("/<slug>/covers")
@open_to(RoleKind.SECRETARY)
def print_covers(contest: Contest) -> Any:
    """The sheets of the entries asked for, or of those chosen in a list."""
    entries = entries_for_sheets(contest.id, _wanted(contest))
    return _printed(
        contest,
        "to-bia",
        lambda: sheets_for(contest=contest, entries=entries, actor=visitor().actor, at=now()),
    )


@bp.post("/<slug>/covers/ahead")
@open_to(RoleKind.SECRETARY)
def print_ahead(contest: Contest) -> Any:
    """New numbered sheets that lie on no entry yet."""
    count = request.form.get("count", 0, type=int)
    return _printed(
        contest,
        "to-bia-in-san",
        lambda: blank_sheets(contest=contest, count=count, actor=visitor().actor, at=now()),
    )


@bp.post("/<slug>/covers/again")
@open_to(RoleKind.SECRETARY)
def print_again(contest: Contest) -> Any:
    """Sheets that were made before, by their numbers."""
    first = request.form.get("first", 0, type=int)
    last = request.form.get("last", type=int) or first
    return _printed(
        contest,
        f"to-bia-{first}",
        lambda: sheets_again(contest=contest, first=first, last=last, actor=visitor().actor, at=now()),
    )


def _printed(contest: Contest, name: str, make: Callable[[], Sequence[CoverSheet]]) -> Any:
    """The PDF of the sheets that are made, logged; a refusal is said on the page."""
    try:
        with transaction():
            told = [_said(sheet) for sheet in make()]
    except Refusal as refusal:
        flash(said(refusal), "bad")
        return redirect(url_for("organizer.covers", slug=contest.slug), 303)
    paper = BytesIO(cover_sheets(contest.title, told))
    return send_file(
        paper,
        mimetype="application/pdf",
        as_attachment=True,
        download_name=f"{name}.pdf",
        etag=False,
        max_age=0,
    )


def _said(sheet: CoverSheet) -> SheetSaid:
    if sheet.entry is None:
        return SheetSaid(sheet.number, sheet.token)
    return SheetSaid(sheet.number, sheet.token, sheet.entry.register_number, sheet.entry.receipt)


def _wanted(contest: Contest) -> queries.Wanted:
    """What was asked for; chosen entries are printed whether or not they have pages."""
    args = request.values
    chosen = args.getlist("entry", type=int)
    channel = Channel(args["channel"]) if args.get("channel") in set(Channel) else None
    state = State(args["state"]) if args.get("state") in set(State) else None
    return queries.Wanted(
        channel=channel,
        first=args.get("first", type=int),
        last=args.get("last", type=int),
        unscanned=not (chosen or args.get("every")),
        among=chosen or (register_ids(contest.id, Wanted(state=state)) if state else None),
    )
