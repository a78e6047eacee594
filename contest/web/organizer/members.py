"""Members put on the list, or off it, by decision."""

from typing import Any

from flask import abort, request, url_for
from flask_babel import gettext as _

from contest.charter.models import Contest
from contest.charter.queries import round_numbered
from contest.errors.shortlist import CodeUnknown
from contest.plumbing.clock import now
from contest.screening.queries import entry_behind
from contest.shortlist import service
from contest.shortlist.models import MemberVerdict
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.places import OFFICE
from contest.web.organizer.saving import done
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

    def decide() -> None:
        code = entry_behind(round_.id, typed)
        if code is None:
            raise CodeUnknown(code=typed[:CODE_MOST])
        service.decide_member(
            round_=round_,
            entry_id=code.entry_id,
            verdict=MemberVerdict(verdict),
            reason=request.form.get("reason", ""),
            actor=visitor().actor,
            at=now(),
        )

    return done(
        decide,
        to=url_for("organizer.ranking", slug=contest.slug, number=number, _anchor="members"),
        word=_("Đã ghi quyết định về bài %(code)s.", code=typed),
    )
