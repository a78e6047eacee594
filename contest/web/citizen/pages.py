"""Values the citizen's pages show: words for time left and for sizes, the steps, the files of a draft."""

import base64
from collections.abc import Sequence
from datetime import datetime, timedelta
from io import BytesIO

import segno
from flask import url_for
from flask_babel import format_decimal, gettext, ngettext

from contest.authors.models import Draft
from contest.charter.models import Contest
from contest.entries.rules import length_flags
from contest.plumbing.clock import local

STEP_NAMES = ("essay", "figure", "authors", "review")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def time_left(until: datetime, at: datetime) -> str:
    """How long there still is, in the two largest units: "6 ngày 23 giờ"; "chưa đầy 1 phút" at the end."""
    left = until - at
    days, hours, minutes = left // DAY, left % DAY // HOUR, left % HOUR // MINUTE
    said = [
        ngettext("%(num)s ngày", "%(num)s ngày", days) if days else "",
        ngettext("%(num)s giờ", "%(num)s giờ", hours) if hours else "",
        ngettext("%(num)s phút", "%(num)s phút", minutes) if minutes and not days else "",
    ]
    return " ".join(filter(None, said)) or str(gettext("chưa đầy 1 phút"))


def saved_at(moment: datetime, zone: str, at: datetime) -> str:
    """When a draft was saved: the hour today, with its day otherwise."""
    then = local(moment, zone)
    return f"{then:%H:%M}" if then.date() == local(at, zone).date() else f"{then:%H:%M, %d/%m}"


def word_range(contest: Contest) -> str:
    """The length the charter asks for: "800 – 2.500 từ"."""
    least, most = format_decimal(contest.words_min), format_decimal(contest.words_max)
    if contest.words_min == 0:
        return str(gettext("không quá %(most)s từ", most=most))
    return str(gettext("%(least)s – %(most)s từ", least=least, most=most))


def length_note(contest: Contest, words: int) -> str:
    """What is said of an essay that is shorter or longer than tolerated; it may be handed in all the same."""
    flags = length_flags(
        words,
        least=contest.words_min,
        most=contest.words_max,
        tolerance_percent=contest.words_tolerance_percent,
    )
    if not flags:
        return ""
    return str(
        gettext(
            "Bài có %(words)s từ, thể lệ yêu cầu %(range)s. Bài vẫn nộp được; Ban Tổ chức sẽ xem xét.",
            words=format_decimal(words),
            range=word_range(contest),
        )
    )


def steps_of(draft: Draft) -> list[tuple[str, str]]:
    """The four steps with their addresses."""
    names = (gettext("Bài viết"), gettext("Nhân vật"), gettext("Tác giả"), gettext("Kiểm tra và nộp"))
    return [
        (name, url_for(f"citizen.{step}", draft_id=draft.id))
        for name, step in zip(names, STEP_NAMES, strict=True)
    ]


def qr_picture(text: str) -> str:
    """A QR code as a picture inside the page (an address of the kind data:)."""
    drawn = BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", scale=4, border=2, dark="#000", light="#fff")
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.getvalue()).decode()


def category_names(contest: Contest) -> str:
    """The contest's genres in one line, the first with a capital."""
    return listed([category.name for category in contest.categories])


def listed(names: Sequence[str]) -> str:
    """Names in one line: "Ghi chép, bút ký, phóng sự"."""
    joined = ", ".join(name[:1].lower() + name[1:] for name in names)
    return joined[:1].upper() + joined[1:]
