"""The log: who did what, when; and whether anybody has touched it since."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from contest.charter.models import Contest
from contest.people.models import RoleKind
from contest.plumbing.audit import events_of, first_broken_event
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.log_words import FAMILIES, VERBS, deed, named, told
from contest.web.organizer.view import show

A_PAGE = 100


@bp.get("/<slug>/log")
@open_to(RoleKind.ORGANIZER)
def log(contest: Contest) -> str:
    """The contest's events, newest first, all or of one family."""
    family = request.args.get("of", "")
    before = request.args.get("before", type=int)
    verbs = VERBS[family].keys() if family in VERBS else None
    events = events_of(contest.id, limit=A_PAGE + 1, before=before, verbs=verbs)
    return show(
        "organizer/log.html",
        contest,
        events=events[:A_PAGE],
        more=len(events) > A_PAGE,
        family=family,
        families=FAMILIES,
        deed=deed,
        named=named,
        told=told,
    )


@bp.post("/<slug>/log/verification")
@open_to(RoleKind.ORGANIZER)
def verify_log(contest: Contest) -> Any:
    """Reckon the whole chain again and say whether it holds."""
    broken = first_broken_event()
    if broken is None:
        flash(_("Nhật ký nguyên vẹn: không dòng nào bị sửa, xóa hay chèn thêm."), "ok")
    else:
        flash(
            _("Nhật ký không khớp từ dòng %(n)s. Xin giữ nguyên dữ liệu và báo người phụ trách.", n=broken),
            "bad",
        )
    return redirect(url_for("organizer.log", slug=contest.slug), 303)
