"""The prizes of a contest: what stands, what waits for what, who held what and when."""

from typing import Any

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
    prizes_of,
    standing_decision,
    verification_states,
)
from contest.awards.rules import PrizeKind
from contest.charter.models import Contest
from contest.errors import NotFound, Refusal
from contest.people.models import RoleKind
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.pictures import kept
from contest.web.organizer.places import OFFICE
from contest.web.organizer.view import show
from contest.web.refusals import said
from contest.web.sessions import visitor


@bp.get("/<slug>/awards")
@open_to(*OFFICE)
def awards(contest: Contest) -> str:
    """The prizes that stand and who has them; before that, what they wait for."""
    basis, waits = basis_or_why(contest)
    personal, collective = standing(contest, PrizeKind.PERSONAL), standing(contest, PrizeKind.COLLECTIVE)
    rows = awards_of(contest)
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
