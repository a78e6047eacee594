"""Settings of the rounds: when, by how many, on which rubric, and where the line is drawn."""

from typing import Any

from flask import url_for

from contest.charter import service
from contest.charter.models import Contest
from contest.charter.queries import round_numbered
from contest.people.models import RoleKind
from contest.plumbing.clock import now
from contest.units.queries import units
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.saving import saved
from contest.web.organizer.settings_list_forms import CriteriaForm
from contest.web.organizer.settings_quota_forms import QuotasForm
from contest.web.organizer.settings_round_forms import CUT_HINTS, RoundForm
from contest.web.sessions import visitor


@bp.route("/<slug>/settings/rounds/<int:number>", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def settings_round(contest: Contest, number: int) -> Any:
    """One round; once its judges read, only its name, window and cut."""
    round_ = round_numbered(contest, number)
    form = RoundForm.of(contest, round_)

    def save() -> None:
        service.set_round(
            round_=round_,
            changes=form.changes(round_),
            notice=form.said_notice,
            actor=visitor().actor,
            at=now(),
        )

    to = url_for("organizer.settings", slug=contest.slug)
    page = "organizer/settings/round.html"
    return saved(form, save, contest=contest, page=page, to=to, round=round_, cut_hints=CUT_HINTS)


@bp.route("/<slug>/settings/rounds/<int:number>/criteria", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def settings_criteria(contest: Contest, number: int) -> Any:
    """The rubric of one round; read-only once its judges read by it."""
    round_ = round_numbered(contest, number)
    form = CriteriaForm.of(contest, round_)

    def save() -> None:
        service.set_criteria(
            round_=round_,
            criteria=form.said(),
            notice=form.said_notice,
            actor=visitor().actor,
            at=now(),
        )

    to = url_for("organizer.settings", slug=contest.slug)
    return saved(form, save, contest=contest, page="organizer/settings/criteria.html", to=to, round=round_)


@bp.route("/<slug>/settings/rounds/<int:number>/quotas", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def settings_quotas(contest: Contest, number: int) -> Any:
    """How many of one round's list may share a unit, an author or a kind of figure."""
    round_ = round_numbered(contest, number)
    form = QuotasForm.of(round_, units())

    def save() -> None:
        service.set_quotas(round_=round_, quotas=form.said(round_), actor=visitor().actor, at=now())

    to = url_for("organizer.settings", slug=contest.slug)
    return saved(form, save, contest=contest, page="organizer/settings/quotas.html", to=to, round=round_)
