"""Discrepancies: settle a round, agree on marks in minutes, lock. For organizers and the head of the jury."""

from collections import Counter
from secrets import randbits
from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from contest.charter.models import Contest, Round
from contest.charter.queries import round_numbered
from contest.db import transaction
from contest.errors import NotFound, Refusal
from contest.errors.scoring import MarkUnfit, MinutesMissing
from contest.people.models import RoleKind
from contest.plumbing import clock
from contest.plumbing.vietnamese import format_points, parse_points
from contest.scoring.queries import Case, case_of, criteria_of, discrepancies_among, round_lock, standings
from contest.scoring.rules import scale
from contest.scoring.service import SettleReport, agree_mark, lock_round, settle_round
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.view import show
from contest.web.refusals import said
from contest.web.sessions import visitor

JURY_HEADS = (RoleKind.ORGANIZER, RoleKind.HEAD_JUDGE)


class AgreementForm(FlaskForm):
    """The mark agreed upon, and the minutes that say why."""

    mark = StringField(_l("Điểm thống nhất"), [InputRequired(_l("Xin ghi điểm thống nhất."))])
    minutes = TextAreaField(
        _l("Biên bản"),
        [
            InputRequired(_l("Xin ghi biên bản: ai dự, ý kiến từng người, vì sao lấy điểm này.")),
            Length(max=5000, message=_l("Xin viết ngắn hơn 5.000 ký tự.")),
        ],
    )


@bp.get("/<slug>/rounds/<int:number>/discrepancies", endpoint="discrepancies")
@open_to(*JURY_HEADS)
def list_discrepancies(contest: Contest, number: int) -> Any:
    """How far the round is settled, and each entry whose judges differ."""
    round_ = round_numbered(contest, number)
    found = standings(round_)
    waiting = sum(1 for entry in found if entry.waits)
    settled = sum(1 for entry in found if entry.mark is not None)
    return show(
        "organizer/settling.html",
        contest,
        round=round_,
        cases=discrepancies_among(round_, found),
        lock=round_lock(round_.id),
        all=len(found),
        settled=settled,
        waiting=waiting,
    )


@bp.post("/<slug>/rounds/<int:number>/settlements")
@open_to(*JURY_HEADS)
def settle(contest: Contest, number: int) -> Response:
    """Compute what the rules settle, and draw the third readers that are owed."""
    round_ = round_numbered(contest, number)
    try:
        with transaction():
            report = settle_round(round_=round_, seed=randbits(31), actor=visitor().actor, at=clock.now())
    except Refusal as refusal:
        flash(said(refusal), "bad")
    else:
        _tell(report, round_)
    return _list(contest, round_)


@bp.route("/<slug>/rounds/<int:number>/discrepancies/<code>", methods=["GET", "POST"])
@open_to(*JURY_HEADS)
def discrepancy(contest: Contest, number: int, code: str) -> Any:
    """One entry's sheets side by side, and the mark agreed in minutes. Raises NotFound while a judge still reads."""
    round_ = round_numbered(contest, number)
    case = case_of(round_, code)
    if case.waits or not case.by_minutes:
        raise NotFound
    form = AgreementForm()
    if form.validate_on_submit():
        if _agree(round_, case, form):
            flash(_("Đã ghi điểm thống nhất của bài %(code)s.", code=code), "ok")
            return _list(contest, round_)
        case = case_of(round_, code)
    page = show(
        "organizer/settling_case.html",
        contest,
        round=round_,
        case=case,
        form=form,
        scale=scale(criteria_of(round_)),
    )
    return page, 422 if form.errors else 200


@bp.route("/<slug>/rounds/<int:number>/lock", methods=["GET", "POST"], endpoint="lock_scores")
@open_to(*JURY_HEADS)
def lock(contest: Contest, number: int) -> Any:
    """Ask once more with what is open, then lock the scores for good."""
    round_ = round_numbered(contest, number)
    form = FlaskForm()
    if form.validate_on_submit():
        try:
            with transaction():
                lock_round(round_=round_, actor=visitor().actor, at=clock.now())
        except Refusal as refusal:
            flash(said(refusal), "bad")
        else:
            flash(
                _("Đã khóa điểm %(round)s. Từ nay điểm của vòng này không đổi nữa.", round=round_.name), "ok"
            )
        return _list(contest, round_)
    found = standings(round_)
    open_ = Counter(entry.verdict.outcome for entry in found if entry.mark is None)
    return show(
        "organizer/settling_lock.html",
        contest,
        round=round_,
        form=form,
        all=len(found),
        open=sorted(open_.items()),
        lock=round_lock(round_.id),
    )


def _agree(round_: Round, case: Case, form: AgreementForm) -> bool:
    """Whether the mark was kept; otherwise the form says why not."""
    try:
        mark = parse_points(form.mark.data or "")
    except ValueError:
        most = format_points(scale(criteria_of(round_)))
        form.mark.errors = [said(MarkUnfit(most=most))]
        return False
    try:
        with transaction():
            agree_mark(
                round_=round_,
                entry_id=case.entry_id,
                mark=mark,
                minutes=form.minutes.data or "",
                actor=visitor().actor,
                at=clock.now(),
            )
    except (MarkUnfit, MinutesMissing) as refusal:
        field = form.mark if isinstance(refusal, MarkUnfit) else form.minutes
        field.errors = [said(refusal)]
        return False
    return True


def _tell(report: SettleReport, round_: Round) -> None:
    flash(
        ngettext(
            "Đã tính điểm kết luận cho %(num)s bài.", "Đã tính điểm kết luận cho %(num)s bài.", report.settled
        ),
        "ok",
    )
    if report.third_drawn:
        flash(
            ngettext(
                "%(num)s bài đã được bốc thăm giám khảo thứ ba.",
                "%(num)s bài đã được bốc thăm giám khảo thứ ba.",
                report.third_drawn,
            ),
            "info",
        )
        if not round_.is_open(clock.now()):
            flash(_("Vòng chấm không còn mở: xin gia hạn để giám khảo thứ ba nộp được phiếu."), "warn")
    if report.third_refused is not None:
        flash(_("Chưa mời được giám khảo thứ ba. %(why)s", why=said(report.third_refused)), "warn")


def _list(contest: Contest, round_: Round) -> Response:
    return redirect(url_for("organizer.discrepancies", slug=contest.slug, number=round_.number), 303)
