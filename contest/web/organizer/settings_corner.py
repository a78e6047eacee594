"""The identity corner: the part of a sheet on which authors on paper write who they are, black from the start."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from contest.charter.models import Contest
from contest.charter.rules import CornerPages
from contest.charter.service import amend_contest
from contest.people.models import RoleKind
from contest.plumbing.clock import now
from contest.screening.service import promise_renewal
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.saving import saved
from contest.web.organizer.settings_forms import NEEDED, CharterForm, choices, whole
from contest.web.sessions import visitor


class CornerForm(CharterForm):
    """Which pages have a corner, and where it lies on the sheet, in percent."""

    corner_pages = RadioField(
        _l("Che góc danh tính ở"),
        [NEEDED],
        choices=choices(CornerPages),
        description=_l("Chỉ áp dụng cho bài giấy: nộp trực tiếp, qua bưu điện, qua đơn vị."),
    )
    corner_left = whole(_l("Cách lề trái, phần trăm"), "corner_left")
    corner_top = whole(_l("Cách lề trên, phần trăm"), "corner_top")
    corner_width = whole(_l("Bề rộng, phần trăm"), "corner_width")
    corner_height = whole(_l("Bề cao, phần trăm"), "corner_height")


@bp.route("/<slug>/settings/corner", methods=["GET", "POST"])
@open_to(RoleKind.ORGANIZER)
def settings_corner(contest: Contest) -> Any:
    """Where the corner lies, with a drawing of the sheet; accepted entries follow in the background."""
    form = CornerForm.of(contest)

    def save() -> None:
        actor, at = visitor().actor, now()
        amend_contest(contest=contest, changes=form.changes(contest), notice="", actor=actor, at=at)
        promise_renewal(contest=contest, at=at)

    return saved(
        form,
        save,
        contest=contest,
        page="organizer/settings/corner.html",
        to=url_for("organizer.settings_corner", slug=contest.slug),
        word=_("Đã lưu. Bản cho giám khảo của các bài giấy đã nhận đang được làm lại."),
    )
