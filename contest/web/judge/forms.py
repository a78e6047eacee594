"""What a judge types besides a score sheet, and the shape of the sheets a script sends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from contest.scoring.models import SuspicionKind
from contest.web.words import word

LONG = Length(max=2000, message=_l("Xin viết ngắn hơn 2.000 ký tự."))


class ConflictForm(FlaskForm):
    """Why a judge does not read one entry; the reason may stay unsaid."""

    reason = TextAreaField(_l("Lý do"), [LONG])


class ConflictsForm(ConflictForm):
    """Several entries at once, before reading."""

    assignments = SelectMultipleField(
        _l("Các bài Ông/Bà không chấm được"),
        [InputRequired(_l("Xin chọn ít nhất một bài, hoặc quay lại nếu không có bài nào."))],
        coerce=int,
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class AheadForm(ConflictForm):
    """What a judge cannot read, before the draw."""

    entries = SelectMultipleField(
        _l("Các bài Ông/Bà không chấm được"),
        [InputRequired(_l("Xin chọn ít nhất một bài, hoặc quay lại nếu không có bài nào."))],
        validate_choice=False,
    )


class SuspicionForm(FlaskForm):
    """What a judge suspects of an entry."""

    kind = RadioField(
        _l("Điều nghi vấn"), [InputRequired(_l("Xin chọn một điều."))], choices=[], default=None
    )
    note = TextAreaField(
        _l("Ông/Bà nhận thấy điều gì, ở đoạn nào?"),
        [InputRequired(_l("Xin ghi vài chữ để Ban Tổ chức kiểm tra.")), LONG],
    )

    def offer(self) -> "SuspicionForm":
        """The form with its kinds in the visitor's language."""
        self.kind.choices = [(kind.value, word(kind)) for kind in SuspicionKind]
        return self


MOST_SHEETS = 50
MOST_CARRIED = 2000
LATEST_MS = 10**14
"""A moment beyond which no clock is right: the year 5138."""


@dataclass(frozen=True, slots=True)
class SheetSent:
    """One sheet as a script sends it; ``key`` is the device's own name for it.

    offline  it was typed on a copy taken along
    """

    key: str
    assignment: int
    version: int | None
    points: Mapping[str, str]
    remark: str
    hand_in: bool
    offline: bool


@dataclass(frozen=True, slots=True)
class AsideSent:
    """An entry put aside without network, and when by the device's clock."""

    assignment: int
    since: datetime


def asides_sent(body: Any) -> list[AsideSent]:
    """What a script's message says was put aside; what has another shape is passed over."""
    said = body if isinstance(body, dict) else {}
    shaped = [one for one in _listed(said.get("aside"))[:MOST_CARRIED] if isinstance(one, dict)]
    return [
        AsideSent(one["assignment"], datetime.fromtimestamp(one["at"] / 1000, UTC))
        for one in shaped
        if _is_id(one.get("assignment")) and _is_id(one.get("at")) and one["at"] < LATEST_MS
    ]


def sheets_sent(body: Any) -> tuple[list[SheetSent], list[int]]:
    """The sheets in a script's message, and the assignments it carries; what has another shape is passed over."""
    said = body if isinstance(body, dict) else {}
    sheets = [_sheet(one) for one in _listed(said.get("sheets"))[:MOST_SHEETS] if isinstance(one, dict)]
    carried = [one for one in _listed(said.get("carried"))[:MOST_CARRIED] if _is_id(one)]
    return [sheet for sheet in sheets if sheet is not None], carried


def _sheet(one: Mapping[str, Any]) -> SheetSent | None:
    assignment, version, points = one.get("assignment"), one.get("version"), one.get("points")
    if not _is_id(assignment) or not (version is None or _is_id(version)) or not isinstance(points, dict):
        return None
    return SheetSent(
        key=str(one.get("key", ""))[:80],
        assignment=int(assignment or 0),
        version=version,
        points={str(key): str(value) for key, value in points.items()},
        remark=str(one.get("remark") or ""),
        hand_in=one.get("hand_in") is True,
        offline=one.get("offline") is True,
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _is_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**53
