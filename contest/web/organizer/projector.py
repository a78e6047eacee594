"""The meeting on the wall: large type, no navigation, by code alone; names only when they are known and asked for."""

from typing import Any

from flask import Response, request

from contest.authors.queries import names_known
from contest.charter.models import Contest
from contest.shortlist.models import Meeting
from contest.shortlist.queries import meeting_of
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.projector_view import Wall, token_of, wall_of
from contest.web.organizer.ranking import READERS
from contest.web.organizer.veil import refuse_if_veiled
from contest.web.organizer.view import show, signed, viewer_of


@bp.get("/<slug>/meetings/<int:meeting_id>/wall")
@open_to(*READERS)
def projector(contest: Contest, meeting_id: int) -> str:
    """The ranking around the line, or one entry by ``?entry=``, with the motion at hand and its votes."""
    found = _meeting(contest, meeting_id)
    return show("organizer/projector.html", contest, **_shown(contest, found))


@bp.get("/<slug>/meetings/<int:meeting_id>/wall/now")
@open_to(*READERS)
def projector_now(contest: Contest, meeting_id: int) -> Any:
    """The same, if the meeting has moved on since what the wall shows; else nothing."""
    found = _meeting(contest, meeting_id)
    if request.args.get("seen", "") == token_of(found):
        return Response(status=204)
    return show("organizer/_projector.html", contest, **_shown(contest, found))


def _meeting(contest: Contest, meeting_id: int) -> Meeting:
    found = meeting_of(contest, meeting_id)
    refuse_if_veiled(found.round)
    return found


def _shown(contest: Contest, meeting: Meeting) -> dict[str, Any]:
    code = request.args.get("entry", "")
    wall = wall_of(meeting, code=code)
    may_name = names_known(meeting.round_id) and viewer_of(contest).may_see_names
    asked = may_name and request.args.get("names") == "1"
    return {
        "meeting": meeting,
        "round": meeting.round,
        "wall": wall,
        "may_name": may_name,
        "names": _names(contest, wall) if asked else {},
        "kept": {"names": "1"} if asked else {},
    }


def _names(contest: Contest, wall: Wall) -> dict[int, str]:
    """Who signed the entries shown, those alone whose envelopes this visitor may open."""
    envelopes = viewer_of(contest).envelopes([row.entry_id for _place, row in wall.rows])
    return {
        entry: ", ".join(part for part in (signed(envelope), envelope.unit_name) if part)
        for entry, envelope in envelopes.items()
    }
