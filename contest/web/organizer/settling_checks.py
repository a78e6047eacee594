"""Check-marking: draw the entries, read each without its mark, and see what the second look came to."""

from secrets import randbits
from typing import Any

from flask import flash, redirect, send_file, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired

from contest.charter.models import Contest, Round
from contest.charter.queries import round_numbered
from contest.db import transaction
from contest.errors import NotFound, Refusal
from contest.errors.settling import MarkUnfit, OwnRecheck
from contest.plumbing import clock
from contest.plumbing.vietnamese import format_points, parse_points
from contest.scoring.queries import (
    RecheckRow,
    Standing,
    criteria_of,
    entries_not_to_look_at,
    entries_settled_by,
    recheck_draws_of,
    recheck_of,
    rechecks_of,
    round_lock,
    standings,
)
from contest.scoring.rules import scale
from contest.scoring.service import draw_rechecks, note_recheck
from contest.scoring.service.rechecks import top_of
from contest.screening.models import BlindCopy
from contest.screening.queries import blind_copies_of
from contest.web.case_forms import LONG, done
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.pictures import kept
from contest.web.organizer.settling import JURY_HEADS
from contest.web.organizer.view import show
from contest.web.refusals import said
from contest.web.sessions import visitor


class RecheckForm(FlaskForm):
    """The mark of a second look."""

    mark = StringField(_l("Điểm kiểm tra"), [InputRequired(_l("Xin ghi điểm kiểm tra."))])
    remark = TextAreaField(_l("Nhận xét"), [LONG])


@bp.get("/<slug>/rounds/<int:number>/rechecks")
@open_to(*JURY_HEADS)
def rechecks(contest: Contest, number: int) -> str:
    """The entries drawn for a second look, by code; marks only of those already read."""
    round_ = round_numbered(contest, number)
    found = standings(round_)
    rows, mine = rechecks_of(round_.id), visitor().account.id
    return show(
        "organizer/settling_checks.html",
        contest,
        round=round_,
        rows=rows,
        draws=recheck_draws_of(round_.id),
        own=entries_not_to_look_at(mine, round_.id, [row.recheck.entry_id for row in rows]),
        settled=entries_settled_by(mine, round_.id),
        now={s.entry_id: s for s in found},
        marked=sum(1 for s in found if s.mark is not None),
        all=len(found),
        top=top_of(round_),
        lock=round_lock(round_.id),
    )


@bp.post("/<slug>/rounds/<int:number>/rechecks")
@open_to(*JURY_HEADS)
def recheck_draw(contest: Contest, number: int) -> Response:
    """Draw the share that is owed, and the top ones."""
    round_ = round_numbered(contest, number)
    try:
        with transaction():
            draw_rechecks(round_=round_, seed=randbits(31), actor=visitor().actor, at=clock.now())
    except Refusal as refusal:
        flash(said(refusal), "bad")
    else:
        flash(_("Đã rút bài chấm kiểm tra."), "ok")
    return redirect(url_for("organizer.rechecks", slug=contest.slug, number=number), 303)


@bp.route("/<slug>/rounds/<int:number>/rechecks/<code>", methods=["GET", "POST"])
@open_to(*JURY_HEADS)
def recheck(contest: Contest, number: int, code: str) -> Any:
    """One entry as its judges read it, without what they gave; then how far the second look is from the mark."""
    round_ = round_numbered(contest, number)
    row, copy, standing = _in_question(round_, code)
    form = RecheckForm()

    def act() -> None:
        try:
            mark = parse_points(form.mark.data or "")
        except ValueError:
            raise MarkUnfit(most=format_points(scale(criteria_of(round_)))) from None
        note_recheck(
            recheck=row.recheck,
            by=visitor().account,
            mark=mark,
            remark=form.remark.data or "",
            at=clock.now(),
        )

    if form.validate_on_submit() and done(act, form.mark, case_remark_too_long=form.remark):
        flash(_("Đã ghi kết quả chấm kiểm tra bài %(code)s.", code=code), "ok")
        return redirect(url_for("organizer.recheck", slug=contest.slug, number=number, code=code), 303)
    page = show(
        "organizer/settling_check.html",
        contest,
        round=round_,
        code=code,
        copy=copy,
        pages=_pictures(contest, round_, code, copy),
        result=row.result,
        standing=standing,
        reason=row.recheck.reason,
        lock=round_lock(round_.id),
        form=form,
        scale=scale(criteria_of(round_)),
    )
    return page, 422 if form.errors else 200


@bp.get("/<slug>/rounds/<int:number>/rechecks/<code>/pages/<int:position>")
@open_to(*JURY_HEADS)
def recheck_picture(contest: Contest, number: int, code: str, position: int) -> Response:
    """One page picture of the blind copy, under a name that tells nothing."""
    _row, copy, _standing = _in_question(round_numbered(contest, number), code)
    if not 1 <= position <= len(copy.pages):
        raise NotFound
    picture = kept(str(copy.pages[position - 1]["digest"]))
    return send_file(
        picture, mimetype="image/webp", download_name=f"{position}.webp", etag=False, last_modified=None
    )


def _in_question(round_: Round, code: str) -> tuple[RecheckRow, BlindCopy, Standing]:
    """A drawn entry, its blind copy, and where it stands. Raises NotFound, OwnRecheck as note_recheck."""
    row = recheck_of(round_.id, code)
    found = standings(round_, entry_id=row.recheck.entry_id)
    copy = blind_copies_of([row.recheck.entry_id]).get(row.recheck.entry_id)
    if not found or copy is None:
        raise NotFound
    entry = row.recheck.entry_id
    me = visitor().account.id
    if entries_not_to_look_at(me, round_.id, [entry]):
        raise OwnRecheck
    if row.result is None and entry in entries_settled_by(me, round_.id):
        raise OwnRecheck
    return row, copy, found[0]


def _pictures(contest: Contest, round_: Round, code: str, copy: BlindCopy) -> list[dict[str, object]]:
    return [
        {
            "url": url_for(
                "organizer.recheck_picture",
                slug=contest.slug,
                number=round_.number,
                code=code,
                position=place,
            ),
            "width": page["width"],
            "height": page["height"],
            "label": page.get("caption") or _("Ảnh nhân vật")
            if page.get("role")
            else _("Trang %(number)s", number=place),
        }
        for place, page in enumerate(copy.pages, start=1)
    ]
