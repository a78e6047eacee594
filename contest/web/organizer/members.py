"""Members put on the list, or off it, by decision."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _

from contest.charter.models import Contest
from contest.charter.queries import round_numbered
from contest.db import transaction
from contest.errors import Refusal
from contest.errors.shortlist import CodeUnknown
from contest.plumbing.clock import now
from contest.screening.queries import entry_behind
from contest.shortlist import service
from contest.shortlist.models import MemberVerdict
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.members_view import Typed
from contest.web.organizer.places import OFFICE
from contest.web.organizer.ranking import READERS, ranking_page
from contest.web.refusals import said
from contest.web.sessions import visitor

CODE_MOST = 20


@bp.post("/<slug>/rounds/<int:number>/ranking/members")
@open_to(*OFFICE)
def decide_member(contest: Contest, number: int) -> Any:
    """Put one entry on the list or off it for a reason, or leave it to the cut again."""
    round_ = round_numbered(contest, number)
    typed = request.form.get("code", "").strip().upper()
    verdict = request.form.get("verdict", "")
    if verdict not in set(MemberVerdict):
        abort(404)

    reason = request.form.get("reason", "")

    def decide() -> None:
        code = entry_behind(round_.id, typed)
        if code is None:
            raise CodeUnknown(code=typed[:CODE_MOST])
        service.decide_member(
            round_=round_,
            entry_id=code.entry_id,
            verdict=MemberVerdict(verdict),
            reason=reason,
            actor=visitor().actor,
            at=now(),
        )

    try:
        with transaction():
            decide()
    except Refusal as refusal:
        flash(said(refusal), "bad")
        return ranking_page(contest, round_, Typed(typed, verdict, reason)), refusal.status
    flash(_("Đã ghi quyết định về bài %(code)s.", code=typed), "ok")
    return redirect(_address(contest, number), 303)


@bp.get("/<slug>/rounds/<int:number>/ranking/members")
@open_to(*READERS)
def back_to_ranking(contest: Contest, number: int) -> Any:
    """Where a page that told a refusal is asked for again."""
    return redirect(_address(contest, round_numbered(contest, number).number), 303)


def _address(contest: Contest, number: int) -> str:
    return url_for("organizer.ranking", slug=contest.slug, number=number, _anchor="members")
