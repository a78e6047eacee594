"""The rounds of a contest: which there are and in what order; add one, remove one."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from contest.charter import service
from contest.charter.models import Contest
from contest.charter.queries import round_numbered, rounds_begun
from contest.charter.rules.order import held_rounds
from contest.people.models import RoleKind
from contest.plumbing.clock import now
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.saving import saved
from contest.web.organizer.settings_round_order_forms import NewRoundForm, OrderForm, RemovalForm
from contest.web.sessions import visitor


@bp.route("/<slug>/settings/rounds", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def settings_rounds(contest: Contest) -> Any:
    """All rounds in order; those that nothing stands in can be put in another order or removed."""
    held = _held(contest)
    form = OrderForm.of(contest, held)

    def save() -> None:
        service.order_rounds(
            contest=contest,
            order=form.order(contest, held),
            notice=form.said_notice,
            actor=visitor().actor,
            at=now(),
        )

    to, page = _here(contest), "organizer/settings/rounds.html"
    return saved(form, save, contest=contest, page=page, to=to, held=held)


@bp.route("/<slug>/settings/rounds/new", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def settings_round_new(contest: Contest) -> Any:
    """One more round, anywhere after those that have begun; then on to its settings."""
    form = NewRoundForm.of(contest, _held(contest))

    def save() -> None:
        service.add_round(
            contest=contest,
            name=form.name.data,
            number=form.number.data,
            like=round_numbered(contest, form.like.data),
            opens_at=form.opens_at.moment,
            closes_at=form.closes_at.moment,
            notice=form.said_notice,
            actor=visitor().actor,
            at=now(),
        )

    to = url_for("organizer.settings_round", slug=contest.slug, number=form.number.data or 1)
    return saved(
        form,
        save,
        contest=contest,
        page="organizer/settings/form.html",
        to=to,
        word=_("Đã thêm vòng. Xin xem lại số giám khảo, cách chọn bài, rồi phiếu chấm của vòng."),
        title=_("Thêm vòng"),
        intro=_(
            "Thêm được ở mọi chỗ sau các vòng đã bắt đầu: một vòng sơ loại ở trước, một vòng chung khảo ở sau."
        ),
        back=_here(contest),
    )


@bp.route("/<slug>/settings/rounds/<int:number>/removal", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def settings_round_removal(contest: Contest, number: int) -> Any:
    """Remove one round that nothing stands in."""
    round_ = round_numbered(contest, number)
    form = RemovalForm.of(contest, round_)

    def save() -> None:
        service.remove_round(round_=round_, notice=form.said_notice, actor=visitor().actor, at=now())

    return saved(
        form,
        save,
        contest=contest,
        page="organizer/settings/round_removal.html",
        to=_here(contest),
        word=_("Đã bỏ vòng."),
        back=_here(contest),
        round=round_,
        held=number <= _held(contest),
    )


def _held(contest: Contest) -> int:
    return held_rounds([round_.id for round_ in contest.rounds], rounds_begun(contest))


def _here(contest: Contest) -> str:
    return url_for("organizer.settings_rounds", slug=contest.slug)
