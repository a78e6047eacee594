"""Settings of levels: where a contest stands, who may send it works, how many and by which key."""

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from contest.charter.models import Contest
from contest.nominations.queries import level_of, sender_in, senders_of, sharers
from contest.nominations.service import (
    add_sender,
    end_sender,
    register_key,
    set_level,
    set_quota,
    withdraw_key,
)
from contest.people.models import RoleKind
from contest.plumbing.clock import now
from contest.plumbing.packages import fingerprint
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.saving import done, saved
from contest.web.organizer.settings_level_forms import LevelForm, SenderForm, SenderTermsForm
from contest.web.sessions import visitor


@bp.route("/<slug>/settings/level", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def settings_level(contest: Contest) -> Any:
    """The level of the contest, what goes up from it and what comes in from below."""
    form = LevelForm(obj=level_of(contest.id))

    def save() -> None:
        set_level(
            contest=contest,
            label=form.label.data,
            rank=form.rank.data,
            upper_label=form.upper_label.data,
            send_rest=form.send_rest.data,
            receives=form.receives.data,
            default_quota=form.default_quota.data,
            actor=visitor().actor,
            at=now(),
        )

    intro = _l("Cuộc thi đứng ở cấp nào, gửi tác phẩm lên đâu và nhận của ai.")
    to = url_for("organizer.settings", slug=contest.slug)
    return saved(
        form,
        save,
        contest=contest,
        page="organizer/settings/level.html",
        to=to,
        title=_l("Cấp và chỉ tiêu"),
        intro=intro,
    )


@bp.route("/<slug>/settings/senders", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def settings_senders(contest: Contest) -> Any:
    """The units that may send works, with their quotas and keys; the form adds one."""
    form = SenderForm()

    def save() -> None:
        add_sender(
            contest=contest,
            code=form.code.data,
            name=form.name.data or "",
            quota=form.quota.data,
            actor=visitor().actor,
            at=now(),
        )

    return saved(
        form,
        save,
        contest=contest,
        page="organizer/settings/senders.html",
        to=url_for("organizer.settings_senders", slug=contest.slug),
        level=level_of(contest.id),
        senders=senders_of(contest.id),
    )


@bp.route("/<slug>/settings/senders/<int:unit_id>", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def settings_sender(contest: Contest, unit_id: int) -> Any:
    """One unit's quota, and the keys by which its packages are known."""
    sender = sender_in(contest.id, unit_id)
    form = SenderTermsForm(data={"quota": sender.own_quota})

    def save() -> None:
        actor, at = visitor().actor, now()
        set_quota(contest=contest, unit_id=unit_id, quota=form.quota.data, actor=actor, at=at)
        if (form.key.data or "").strip():
            heard = form.heard.data or ""
            register_key(
                contest=contest, unit_id=unit_id, typed=form.key.data, heard=heard, actor=actor, at=at
            )

    return saved(
        form,
        save,
        contest=contest,
        page="organizer/settings/sender.html",
        to=url_for("organizer.settings_sender", slug=contest.slug, unit_id=unit_id),
        sender=sender,
        fingerprints={key.id: fingerprint(key.key) for key in sender.keys},
        shared={key.id: sharers(senders_of(contest.id), of=unit_id, key=key.key) for key in sender.keys},
    )


@bp.post("/<slug>/settings/senders/<int:unit_id>/key/removal")
@open_to(RoleKind.ORGANIZER)
def withdraw_sender_key(contest: Contest, unit_id: int) -> Any:
    """Believe a key no longer."""
    sender = sender_in(contest.id, unit_id)
    key_id = request.form.get("key", 0, type=int)

    def save() -> None:
        if key_id in {key.id for key in sender.keys}:
            withdraw_key(contest=contest, key_id=key_id, actor=visitor().actor, at=now())

    return done(
        save,
        to=url_for("organizer.settings_sender", slug=contest.slug, unit_id=unit_id),
        word=_("Đã thu hồi khóa. Bài đã nhận trước đó giữ nguyên."),
    )


@bp.post("/<slug>/settings/senders/<int:unit_id>/removal")
@open_to(RoleKind.ORGANIZER)
def remove_sender(contest: Contest, unit_id: int) -> Any:
    """Let a unit send no more."""
    sender_in(contest.id, unit_id)
    return done(
        lambda: end_sender(contest=contest, unit_id=unit_id, actor=visitor().actor, at=now()),
        to=url_for("organizer.settings_senders", slug=contest.slug),
        word=_("Đã thôi nhận từ đơn vị này. Bài đã nhận giữ nguyên."),
    )
