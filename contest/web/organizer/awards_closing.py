"""Prizes made public, and prizes taken back."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from contest.awards.models import Award
from contest.awards.queries import (
    award_in,
    awards_of,
    awards_seen,
    children_named,
    collective_awards_of,
    standing_decision,
    terms_of,
    verification_states,
)
from contest.awards.rules import PrizeKind, Verification
from contest.awards.service import publish_awards, revoke_award
from contest.charter.models import Contest
from contest.errors.awards import AwardGone, NotDecided
from contest.nominations.queries.packages import packages_holding
from contest.people.models import RoleKind
from contest.plumbing.clock import local, now
from contest.web.guards import open_to
from contest.web.limits import SIGN_IN, limiter
from contest.web.organizer import bp
from contest.web.organizer.awards import kind_word, standing
from contest.web.organizer.awards_forms import PublicationForm, RevocationForm
from contest.web.organizer.saving import saved
from contest.web.sessions import visitor


@bp.route("/<slug>/awards/publication", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
@limiter.limit(SIGN_IN, methods=["POST"])
def awards_publication(contest: Contest) -> Any:
    """Exactly what everybody would read, asked once more; then published."""
    found = [standing(contest, kind) for kind in (PrizeKind.PERSONAL, PrizeKind.COLLECTIVE)]
    decisions = [decision for decision, _public in found if decision is not None]
    waiting = [decision for decision, public in found if decision is not None and public is None]
    if not decisions:
        raise NotDecided
    form = PublicationForm(data={"seen": awards_seen(contest.id)})
    rows, at = awards_of(contest), now()

    def publish() -> None:
        for decision in waiting:
            publish_awards(
                contest=contest, decision=decision, seen=form.seen.data, actor=visitor().actor, at=at
            )

    def again() -> dict[str, Any]:
        form.seen.data = awards_seen(contest.id)
        return {"rows": awards_of(contest), "units": collective_awards_of(contest)}

    entries = [row.entry_id for row in rows]
    states = verification_states(entries)
    return saved(
        form,
        publish,
        contest=contest,
        page="organizer/awards/publication.html",
        to=url_for("organizer.awards", slug=contest.slug),
        word=_("Đã công bố giải thưởng."),
        again=again,
        rows=rows,
        units=collective_awards_of(contest),
        waiting=[kind_word(decision.kind) for decision in waiting],
        unconfirmed=sum(state is not Verification.CONFIRMED for state in states.values()),
        denied=sum(state is Verification.DENIED for state in states.values()),
        children=children_named(entries, on=local(at, contest.zone).date()),
        days=terms_of(contest.id).complaint_days,
    )


@bp.route("/<slug>/awards/<int:award_id>/revocation", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
@limiter.limit(SIGN_IN, methods=["POST"])
def award_revocation(contest: Contest, award_id: int) -> Any:
    """Take one prize back, with the reason and the evidence; the password is asked again."""
    award = award_in(contest.id, award_id)
    told = _told(contest, award)
    form = RevocationForm()
    return saved(
        form,
        lambda: revoke_award(
            contest=contest,
            award=award,
            reason=form.reason.data or "",
            evidence=form.evidence.data or "",
            scan=form.scan.kept,
            actor=visitor().actor,
            at=now(),
        ),
        contest=contest,
        page="organizer/awards/revocation.html",
        to=url_for("organizer.awards", slug=contest.slug),
        word=_("Đã thu hồi giải. Xin xem đề xuất đôn lên và quyết định lại."),
        award=award,
        told=told,
        sent=packages_holding([award.entry_id]).get(award.entry_id, 0) if award.entry_id else 0,
    )


def _told(contest: Contest, award: Award) -> tuple[str, str]:
    """Whose prize it is and for what, while it stands. Raises AwardGone otherwise."""
    kind = PrizeKind.COLLECTIVE if award.unit_id is not None else PrizeKind.PERSONAL
    if standing_decision(contest.id, kind) is None:
        raise AwardGone
    for row in awards_of(contest):
        if row.award_id == award.id:
            return ", ".join((*row.authors, row.unit)), row.title
    for unit in collective_awards_of(contest):
        if unit.award_id == award.id:
            return unit.unit, ""
    raise AwardGone
