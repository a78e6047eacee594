"""Fields of the office's forms: moments on the contest's clock, points as people type them, units by name."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from flask_babel import gettext
from flask_wtf.file import FileField
from wtforms import DateTimeLocalField, StringField, ValidationError

from contest.awards.service import NO_SCAN, KeptLetter, keep_scan
from contest.errors import Refusal
from contest.plumbing.clock import from_wall, local
from contest.plumbing.vietnamese import format_points, parse_points
from contest.web.refusals import said

ZONE = "Asia/Ho_Chi_Minh"
MOST_SCAN_MB = 20


class MomentField(DateTimeLocalField):
    """A moment typed on the wall clock of the contest, whose zone the form carries as ``meta.zone``."""

    data: datetime | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], **kwargs)

    @property
    def zone(self) -> str:
        """The contest's zone."""
        return str(getattr(self.meta, "zone", ZONE))

    @property
    def moment(self) -> datetime:
        """What was typed, as a moment in UTC."""
        if self.data is None:
            raise ValueError("nothing was typed")
        return from_wall(self.data, self.zone)

    def process_data(self, value: datetime | None) -> None:
        """Show a moment on the contest's clock."""
        self.data = local(value, self.zone).replace(tzinfo=None) if value is not None else None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what the browser sends; say it in our words when that is no time."""
        try:
            super().process_formdata(valuelist)
            if self.data is not None:
                from_wall(self.data, self.zone)
        except (ValueError, OverflowError) as error:
            raise ValueError(gettext("Xin ghi ngày và giờ, ví dụ 30/11/2026 17:00.")) from error

    def same_minute(self, standing: datetime) -> bool:
        """Whether the minute typed is the one that stands: seconds are never typed, so they are kept."""
        return self.data == local(standing, self.zone).replace(tzinfo=None, second=0, microsecond=0)


class PointsField(StringField):
    """Points with a comma or a dot: 63,5."""

    data: Decimal | None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return format_points(self.data) if self.data is not None else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the points; nothing typed is None."""
        said = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if said:
            try:
                self.data = parse_points(said)
            except ValueError as error:
                raise ValueError(gettext("Xin ghi một số, ví dụ 10 hoặc 0,5.")) from error


class MoneyField(StringField):
    """Whole đồng as people type them: 5.000.000, 5,000,000 or 5 000 000."""

    data: int | None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:,}".replace(",", ".") if self.data is not None else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the amount; nothing typed is None."""
        said = "".join(str(valuelist[0]).split()).replace(".", "").replace(",", "") if valuelist else ""
        self.data = None
        if said:
            if not (said.isascii() and said.isdecimal()) or len(said) > 15:
                raise ValueError(gettext("Xin ghi số tiền bằng đồng, ví dụ 3.000.000."))
            self.data = int(said)


class ScanField(FileField):
    """A scan of a letter: kept while the form is validated, so that a file that is no scan is said beside it."""

    kept: KeptLetter = NO_SCAN

    def pre_validate(self, form: Any) -> None:
        """Keep the file, if one was chosen; nothing names it until a verb does."""
        if self.data:
            try:
                self.kept = keep_scan(self.data.stream, most_mb=MOST_SCAN_MB)
            except Refusal as refusal:
                raise ValidationError(said(refusal)) from None
