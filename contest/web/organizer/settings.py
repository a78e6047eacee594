"""Settings of one contest: what is public, when, how much, and how its papers look."""

from typing import Any, Final

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from contest.awards.queries import prizes_of, terms_of
from contest.charter import service
from contest.charter.models import Contest
from contest.charter.queries import amendments_of, barred_of, rejection_codes_of, signers_of, unready
from contest.db import transaction
from contest.people.models import RoleKind
from contest.plumbing.clock import now
from contest.web.guards import open_to
from contest.web.locale import zone_word
from contest.web.organizer import bp
from contest.web.organizer.saving import saved
from contest.web.organizer.settings_forms import (
    CalendarForm,
    CharterForm,
    LimitsForm,
    TextsForm,
)
from contest.web.organizer.view import show
from contest.web.sessions import visitor

PAGE: Final = "organizer/settings/form.html"


@bp.get("/<slug>/settings")
@open_to(RoleKind.ORGANIZER, RoleKind.SECRETARY)
def settings(contest: Contest) -> str:
    """Every subject that can be set, with what stands now."""
    return show(
        "organizer/settings/index.html",
        contest,
        codes=rejection_codes_of(contest.id),
        barred=barred_of(contest.id),
        signers=signers_of(contest.id),
        statements=[s for s in contest.statements if s.retired_at is None],
        prizes=prizes_of(contest.id),
        terms=terms_of(contest.id),
    )


@bp.route("/<slug>/settings/texts", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def settings_texts(contest: Contest) -> Any:
    """Title, theme, who may enter, the rules, whom to ask."""
    return _columns(
        contest,
        TextsForm.of(contest),
        _l("Tên và thể lệ"),
        _l("Những lời mọi người đọc trên trang cuộc thi."),
    )


@bp.route("/<slug>/settings/calendar", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def settings_calendar(contest: Contest) -> Any:
    """When entries are taken, and every change made so far."""
    zone = zone_word(contest.zone)
    intro = _l(
        "Ghi theo %(zone)s; đồng hồ của máy chủ quyết định. Thời gian chấm đặt ở trang từng vòng.", zone=zone
    )
    return _columns(
        contest, CalendarForm.of(contest), _l("Lịch nhận bài"), intro, amendments=amendments_of(contest.id)
    )


@bp.route("/<slug>/settings/limits", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def settings_limits(contest: Contest) -> Any:
    """Words, files, entries per author, the late rule, the quota upwards."""
    intro = _l("Các con số của thể lệ. Bài đã nộp giữ nguyên; mức mới áp dụng từ lúc lưu.")
    return _columns(contest, LimitsForm.of(contest), _l("Mức và giới hạn"), intro)


@bp.get("/<slug>/settings/announcement")
@open_to(RoleKind.ORGANIZER)
def settings_announcement(contest: Contest) -> str:
    """What still lacks before the contest is shown to the public, and the button that shows it."""
    return show("organizer/settings/announcement.html", contest, lacking=unready(contest))


@bp.post("/<slug>/settings/announcement")
@open_to(RoleKind.ORGANIZER)
def create_announcement(contest: Contest) -> Any:
    """Show the contest to the public."""
    with transaction():
        service.announce_contest(contest=contest, actor=visitor().actor, at=now())
    flash(_("Cuộc thi đã được công bố. Mọi thay đổi từ nay cần lời thông báo."), "ok")
    return redirect(url_for("organizer.settings", slug=contest.slug), 303)


def _columns(contest: Contest, form: CharterForm, title: Any, intro: Any, **values: Any) -> Any:
    """A page over columns of the contest."""

    def save() -> None:
        service.amend_contest(
            contest=contest,
            changes=form.changes(contest),
            notice=form.said_notice,
            actor=visitor().actor,
            at=now(),
        )

    here = url_for("organizer.settings", slug=contest.slug)
    return saved(form, save, contest=contest, page=PAGE, to=here, title=title, intro=intro, **values)
