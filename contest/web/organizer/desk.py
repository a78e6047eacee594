"""The desk: how far the contest has come, and what needs a person today."""

from datetime import datetime
from typing import Any

from flask import abort, request, url_for
from flask import render_template as render
from flask_babel import gettext as _
from flask_babel import ngettext

from contest.authors.queries import names_known
from contest.charter.models import Contest, Round
from contest.charter.queries import contests, round_numbered
from contest.overview.queries import (
    JudgeLine,
    Pipeline,
    course_of,
    current_round,
    days_of_intake,
    judge_lines,
    pipeline,
)
from contest.overview.rules import Pace, next_steps
from contest.people.queries import contests_of
from contest.plumbing.clock import now
from contest.plumbing.mail import absolute
from contest.scanning.queries import waiting_count
from contest.shortlist.queries import round_after
from contest.web.guards import open_to, open_to_signed_in
from contest.web.organizer import bp
from contest.web.organizer.desk_steps import Need, need_of
from contest.web.organizer.places import WATCHERS, address
from contest.web.organizer.view import show, viewer_of
from contest.web.sessions import visitor

TO_CALL = (Pace.QUIET, Pace.OVERDUE)


@bp.get("/")
@open_to_signed_in
def home() -> str:
    """The contests this visitor has an office in; 404 for those who have none."""
    held = contests_of(visitor().account)
    mine = [contest for contest in contests() if held.get(contest.id, set()) & set(WATCHERS)]
    if not mine:
        abort(404)
    return render("organizer/home.html", contests=mine, held=held, at=now())


@bp.get("/<slug>")
@open_to(*WATCHERS)
def desk(contest: Contest) -> str:
    """The pipeline in numbers, what needs somebody, the judges' progress, entries by day."""
    at, viewer, round_ = now(), viewer_of(contest), _round_asked(contest)
    numbers = pipeline(contest, round_, at=at)
    judges = [] if viewer.only_counts else judge_lines(round_, at=at)
    return show(
        "organizer/desk.html",
        contest,
        round=round_,
        stages=stages_of(contest, round_, numbers),
        needs=[]
        if viewer.only_counts
        else [
            *steps_of(contest, round_, numbers, at=at),
            *needs_of(contest, round_, numbers, judges),
        ],
        judges=judges,
        days=[(f"{day:%d/%m}", count) for day, count in days_of_intake(contest, at=at)],
        received=numbers.received,
        public=absolute(url_for("citizen.contest", slug=contest.slug)) if contest.announced_at else "",
    )


def stages_of(contest: Contest, round_: Round, n: Pipeline) -> list[dict[str, Any]]:
    """The row of stages as shared/_stage.html takes it."""
    entries = address("organizer.entries", contest)
    waits = ngettext("%(num)s chờ thống nhất", "%(num)s chờ thống nhất", n.differing)
    return [
        {
            "label": _("Đã nhận"),
            "number": n.received,
            "url": entries,
            "note": _("%(n)s bài hôm nay", n=n.today) if n.today else _("%(n)s bài đã rút", n=n.withdrawn),
            "tone": "ok" if n.today else "",
        },
        {
            "label": _("Hợp lệ"),
            "number": n.eligible,
            "url": address("organizer.entries", contest, state="eligible"),
            "note": _("%(out)s bị loại, %(wait)s chờ", out=n.rejected, wait=n.to_screen + n.more_needed),
        },
        {
            "label": _("Đã phân công"),
            "number": n.assigned,
            "url": address("organizer.draw", contest, number=round_.number),
            "note": _("%(k)s giám khảo mỗi bài", k=round_.readers),
        },
        {
            "label": _("Đã chấm"),
            "number": n.read,
            "note": _("%(share)s %%", share=100 * n.read // n.in_round) if n.in_round else _("chưa có bài"),
        },
        {
            "label": _("Chênh lệch"),
            "number": n.differing,
            "url": address("organizer.discrepancies", contest, number=round_.number),
            "note": waits if n.differing else _("không có"),
            "tone": "warn" if n.differing else "",
        },
        {
            "label": _("Danh sách"),
            "number": n.listed if n.listed is not None else "–",
            "url": address("organizer.ranking", contest, number=round_.number),
            "note": _("đã chốt") if n.listed is not None else _("chưa chốt"),
            "tone": "gold" if n.listed is not None else "",
        },
    ]


def steps_of(contest: Contest, round_: Round, n: Pipeline, *, at: datetime) -> list[Need]:
    """What the office does next for the contest to go on."""
    course = course_of(contest, round_, n, unsealed=names_known(round_.id), at=at)
    after = round_after(round_) if course.later else None
    return [need_of(step, contest, round_, after) for step in next_steps(course)]


def needs_of(contest: Contest, round_: Round, n: Pipeline, judges: list[JudgeLine]) -> list[Need]:
    """Everything that waits for somebody of the office, the most pressing first."""
    scans = waiting_count(contest.id)
    quiet = [line for line in judges if line.going.pace in TO_CALL]
    draw = address("organizer.draw", contest, number=round_.number)
    found: list[tuple[object, Need]] = [
        (
            n.differing,
            Need(
                "exclamation-triangle",
                ngettext("%(num)s bài chênh lệch điểm", "%(num)s bài chênh lệch điểm", n.differing),
                _("Hai giám khảo chấm cách xa nhau; cần thống nhất hoặc mời giám khảo thứ ba."),
                address("organizer.discrepancies", contest, number=round_.number),
            ),
        ),
        (
            n.undecided,
            Need(
                "clipboard-check",
                ngettext("%(num)s bài chờ sàng lọc", "%(num)s bài chờ sàng lọc", n.undecided),
                _("Xét từng bài, hoặc nhận một lần các bài không có cảnh báo."),
                address("organizer.screening", contest),
            ),
        ),
        (
            n.resembling,
            Need(
                "copy",
                ngettext("%(num)s nhóm bài giống nhau", "%(num)s nhóm bài giống nhau", n.resembling),
                _("Máy thấy các bài này trùng từng đoạn; xem cạnh nhau rồi kết luận."),
                address("organizer.resemblances", contest),
            ),
        ),
        (
            scans,
            Need(
                "files",
                ngettext("%(num)s tập trang quét chờ xử lý", "%(num)s tập trang quét chờ xử lý", scans),
                _("Chưa rõ các trang này thuộc bài nào; Tổ Thư ký xếp tay."),
                address("organizer.scans", contest),
            ),
        ),
        (
            n.corrected,
            Need(
                "pen",
                ngettext("%(num)s bài tác giả đã sửa", "%(num)s bài tác giả đã sửa", n.corrected),
                _("Bản mới về sau lần xét trước; cần xét lại để giám khảo đọc đúng bản."),
                address("organizer.entries", contest, state="corrected"),
            ),
        ),
        (
            n.unpublished,
            Need(
                "shuffle",
                _("Kết quả bốc thăm chưa công bố"),
                _("Giám khảo chưa thấy bài nào; xem lại rồi công bố hoặc bỏ."),
                draw,
            ),
        ),
        (
            n.lacking and not n.unpublished,
            Need(
                "person-x",
                ngettext("%(num)s bài thiếu giám khảo", "%(num)s bài thiếu giám khảo", n.lacking),
                _("Bốc thăm cho những bài này để mỗi bài có đủ người đọc."),
                draw,
            ),
        ),
        (
            n.suspected,
            Need(
                "flag",
                ngettext("%(num)s bài bị báo nghi vấn", "%(num)s bài bị báo nghi vấn", n.suspected),
                _("Giám khảo báo bài giống bài khác, lộ tên hoặc sai thể lệ; cần xem và xét lại."),
                address("organizer.entries", contest, state="suspected"),
            ),
        ),
        (
            quiet,
            Need(
                "envelope",
                ngettext("%(num)s giám khảo cần nhắc", "%(num)s giám khảo cần nhắc", len(quiet)),
                ", ".join(line.name for line in quiet),
                address("organizer.judges_progress", contest, number=round_.number),
            ),
        ),
    ]
    return [need for wanted, need in found if wanted]


def _round_asked(contest: Contest) -> Round:
    number = request.args.get("round", type=int)
    return round_numbered(contest, number) if number is not None else current_round(contest)
