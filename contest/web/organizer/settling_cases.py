"""One discrepancy for whoever presides: the sheets, what the judges say, and the mark decided in minutes."""

from io import BytesIO
from typing import Any

from flask import flash, redirect, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from contest.assignment.queries import entries_kept_from
from contest.charter.models import Contest, Round
from contest.charter.queries import round_numbered
from contest.db import transaction
from contest.errors import NotFound
from contest.errors.settling import LookOwed, MarkUnfit, NothingSettledYet, OwnCase, OwnEntry
from contest.exports.formats import FORMATS
from contest.exports.papers import case_minutes as minutes
from contest.plumbing import clock
from contest.plumbing.vietnamese import format_points, parse_points
from contest.scoring.models import SettlingCase
from contest.scoring.queries import (
    Standing,
    case_of_entry,
    criteria_of,
    entries_not_to_see,
    marks_veiled,
    recheck_result_of,
    round_lock,
    sheets_of_round,
    standings,
    talk_of,
)
from contest.scoring.rules import scale
from contest.scoring.service import agree_mark, record_minutes_taken, remark_on_case
from contest.screening.queries import entry_behind
from contest.web.case_forms import AgreementForm, RemarkForm, done
from contest.web.cases import case_view
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.settling import JURY_HEADS
from contest.web.organizer.view import show
from contest.web.refusals import said
from contest.web.sessions import visitor


@bp.route("/<slug>/rounds/<int:number>/discrepancies/<code>", methods=["GET", "POST"])
@open_to(*JURY_HEADS)
def discrepancy(contest: Contest, number: int, code: str) -> Any:
    """One entry's sheets side by side, and the mark decided in minutes. Raises as _in_question."""
    round_ = round_numbered(contest, number)
    standing, case = _in_question(round_, code)
    form = AgreementForm()

    def act() -> None:
        try:
            mark = parse_points(form.mark.data or "")
        except ValueError:
            raise MarkUnfit(most=format_points(scale(criteria_of(round_)))) from None
        agree_mark(
            round_=round_,
            entry_id=standing.entry_id,
            mark=mark,
            minutes=form.minutes.data or "",
            actor=visitor().actor,
            at=clock.now(),
        )

    if form.validate_on_submit() and done(
        act, form.mark, minutes_missing=form.minutes, case_remark_too_long=form.minutes
    ):
        flash(_("Đã ghi điểm thống nhất của bài %(code)s.", code=code), "ok")
        return redirect(url_for("organizer.discrepancies", slug=contest.slug, number=number), 303)
    return _page(contest, round_, code, standing, case, form=form), 422 if form.errors else 200


@bp.post("/<slug>/rounds/<int:number>/discrepancies/<code>/remarks")
@open_to(*JURY_HEADS)
def case_remark(contest: Contest, number: int, code: str) -> Any:
    """Say something to the judges of a case. Raises NotFound before it is opened, OwnCase as agree_mark."""
    round_ = round_numbered(contest, number)
    standing, case = _in_question(round_, code)
    if case is None:
        raise NotFound
    if visitor().account.id in case.judges or _kept_from(standing):
        raise OwnCase
    remark = RemarkForm()

    def act() -> None:
        remark_on_case(case=case, by=visitor().account, text=remark.text.data or "", at=clock.now())

    if remark.validate_on_submit() and done(act, remark.text):
        flash(_("Đã gửi ý kiến."), "ok")
        return redirect(_place(contest, number, code), 303)
    return _page(contest, round_, code, standing, case, remark=remark), 422


@bp.get("/<slug>/rounds/<int:number>/discrepancies/<code>/remarks")
@open_to(*JURY_HEADS)
def back_to_discrepancy(contest: Contest, number: int, code: str) -> Response:
    """A refused page loaded again by its address leads back to the case."""
    _in_question(round_numbered(contest, number), code)
    return redirect(_place(contest, number, code), 303)


@bp.get("/<slug>/rounds/<int:number>/discrepancies/<code>/minutes.<any(docx, pdf):fmt>")
@open_to(*JURY_HEADS)
def case_minutes(contest: Contest, number: int, code: str, fmt: str) -> Response:
    """The minutes of one settled case as a file; the log says who took them. Raises NotFound, NothingSettledYet."""
    round_, at, out = round_numbered(contest, number), clock.now(), BytesIO()
    standing, case = _in_question(round_, code)
    if case is None:
        raise NothingSettledYet
    FORMATS[fmt].write(minutes.build(contest, round_, standing.entry_id, at=at), out)
    with transaction():
        record_minutes_taken(case=case, fmt=fmt, actor=visitor().actor, at=at)
    out.seek(0)
    name = f"bien-ban-thong-nhat-{code.lower()}{FORMATS[fmt].suffix}"
    return send_file(
        out, mimetype=FORMATS[fmt].media_type, as_attachment=True, download_name=name, etag=False, max_age=0
    )


def _in_question(round_: Round, code: str) -> tuple[Standing, SettlingCase | None]:
    """The entry where it is settled by its judges and the head, and its case once opened.

    Raises  NotFound while a judge still reads, OwnEntry for a judge of the entry whose own sheet may change,
            LookOwed before the second look at what is settled
    """
    behind = entry_behind(round_.id, code)
    found = standings(round_, entry_id=behind.entry_id) if behind is not None else []
    if not found or found[0].waits or not found[0].by_minutes:
        raise NotFound
    if found[0].entry_id in entries_not_to_see(visitor().account.id, round_.id):
        raise OwnEntry
    if found[0].mark is not None and found[0].entry_id in marks_veiled(round_.id):
        raise LookOwed
    return found[0], case_of_entry(round_.id, found[0].entry_id)


def _kept_from(standing: Standing) -> bool:
    """Whether the visitor was taken off the entry, or must be kept apart from it."""
    return bool(entries_kept_from(visitor().account.id, [standing.entry_id]))


def _page(
    contest: Contest,
    round_: Round,
    code: str,
    standing: Standing,
    case: SettlingCase | None,
    *,
    form: AgreementForm | None = None,
    remark: RemarkForm | None = None,
) -> str:
    sheets = sheets_of_round(round_.id, [standing.entry_id]).get(standing.entry_id, [])
    return show(
        "organizer/settling_case.html",
        contest,
        round=round_,
        code=code,
        outcome=standing.verdict.outcome,
        case=case_view(sheets, case, talk_of(case) if case else None, named=True),
        check=recheck_result_of(round_.id, standing.entry_id) if standing.reopened else None,
        own=visitor().account.id in {reading.judge_id for reading in standing.readings},
        kept_from=said(OwnCase()) if _kept_from(standing) else "",
        lock=round_lock(round_.id),
        form=form or AgreementForm(formdata=None),
        remark=remark or RemarkForm(formdata=None),
        scale=scale(criteria_of(round_)),
    )


def _place(contest: Contest, number: int, code: str) -> str:
    return url_for("organizer.discrepancy", slug=contest.slug, number=number, code=code)
