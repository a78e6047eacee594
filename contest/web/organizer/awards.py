"""The prizes of a contest: what stands, what waits for what, who held what and when."""

from datetime import datetime
from typing import Any, Final

from flask import Response, send_file
from flask_babel import gettext as _

from contest.awards.models import AwardDecision, AwardPublication
from contest.awards.queries import (
    Basis,
    award_basis,
    award_in,
    award_publications,
    award_trace,
    awards_of,
    collective_awards_of,
    departures_of,
    last_word_at,
    prizes_of,
    standing_decision,
    verification_states,
)
from contest.awards.rules import PrizeKind
from contest.charter.models import Contest
from contest.errors import NotFound, Refusal
from contest.exports.models import Issue
from contest.exports.queries import issued_before
from contest.exports.registry import PAPERS
from contest.people.models import RoleKind
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.pictures import kept
from contest.web.organizer.places import OFFICE
from contest.web.organizer.view import show
from contest.web.refusals import said
from contest.web.sessions import visitor

NAMING_WINNERS: Final = (
    "award-minutes",
    "award-proposal",
    "award-decision",
    "results",
    "certificates",
    "commendations",
)
"""Papers whose number stands for a list of winners."""


@bp.get("/<slug>/awards")
@open_to(*OFFICE)
def awards(contest: Contest) -> str:
    """The prizes that stand and who has them; before that, what they wait for."""
    basis, waits = basis_or_why(contest)
    personal, collective = standing(contest, PrizeKind.PERSONAL), standing(contest, PrizeKind.COLLECTIVE)
    rows, newest = awards_of(contest), last_word_at(personal[0], collective[0])
    of_people, of_units = last_word_at(personal[0]), collective[0]
    return show(
        "organizer/awards/index.html",
        contest,
        basis=basis,
        waits=waits,
        prizes=prizes_of(contest.id),
        personal=personal,
        collective=collective,
        rows=rows,
        units=collective_awards_of(contest),
        departures=departures_of(contest),
        states=verification_states([row.entry_id for row in rows]),
        numbered=_numbered(contest, newest),
        units_first=bool(of_units and of_people and of_people > of_units.decided_at),
        may_publish=visitor().has_role(contest.id, RoleKind.ORGANIZER),
    )


@bp.get("/<slug>/awards/trace")
@open_to(*OFFICE)
def awards_trace(contest: Contest) -> str:
    """Every decision, revocation and publication, the newest first."""
    return show("organizer/awards/trace.html", contest, steps=tuple(reversed(award_trace(contest))))


@bp.get("/<slug>/awards/<int:award_id>/evidence")
@open_to(*OFFICE)
def award_evidence(contest: Contest, award_id: int) -> Response:
    """The file of evidence for taking a prize back, as a download under a name of our own."""
    row = award_in(contest.id, award_id).revocation
    if row is None or not row.scan_digest:
        raise NotFound
    return as_download(row.scan_digest, f"can-cu-thu-hoi-{award_id}.{row.scan_kind}")


def basis_or_why(contest: Contest) -> tuple[Basis | None, str]:
    """The list that prizes follow, or in words what they wait for."""
    try:
        return award_basis(contest), ""
    except Refusal as refusal:
        return None, said(refusal)


def _numbered(contest: Contest, newest: datetime | None) -> list[tuple[str, Issue]]:
    """Papers that were given a number before the newest word on prizes was said: what they list is another now."""
    issues = issued_before(contest.id, NAMING_WINNERS, newest) if newest is not None else []
    return [(_(PAPERS[one.paper].title), one) for one in issues]


def standing(contest: Contest, kind: PrizeKind) -> tuple[AwardDecision | None, AwardPublication | None]:
    """The decision on prizes of a kind that stands, and its publication."""
    decision = standing_decision(contest.id, kind)
    if decision is None:
        return None, None
    return decision, award_publications([decision.id]).get(decision.id)


def as_download(digest: str, name: str) -> Response:
    """A scan as its sender made it: never shown in the browser, only taken."""
    return send_file(
        kept(digest),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=name,
        etag=False,
        last_modified=None,
        max_age=0,
    )


def kind_word(kind: PrizeKind) -> Any:
    """What a page calls the prizes of a decision."""
    return _("Giải tập thể") if kind == PrizeKind.COLLECTIVE else _("Giải cá nhân")
