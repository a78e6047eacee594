"""The forms of bundles: how one came, and the files that come with it."""

from datetime import date, datetime

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import FileField, MultipleFileField, RadioField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from contest.charter.models import Contest
from contest.entries.models import Channel
from contest.plumbing import clock
from contest.plumbing.storage import Kept, storage
from contest.web.bodies import MEGABYTE
from contest.web.organizer.paper import day_in
from contest.web.words import word

LARGEST_MB = 300
SURVEYS = (Channel.WEB, Channel.EMAIL)


class BundleForm(FlaskForm):
    """A unit's bundle: whose, when, its list and its files."""

    unit = StringField(
        _l("Đơn vị gửi"),
        [
            InputRequired(_l("Xin ghi đơn vị gửi gói này.")),
            Length(max=200, message=_l("Tên đơn vị dài quá.")),
        ],
        description=_l("Gõ không dấu cũng được."),
    )
    sent_on = StringField(
        _l("Ngày gửi"),
        [InputRequired(_l("Xin ghi ngày gửi."))],
        description=_l("Theo dấu bưu điện, thư điện tử hoặc ngày giao."),
    )
    received_on = StringField(_l("Ngày nhận"), [InputRequired(_l("Xin ghi ngày nhận."))])
    sheet = FileField(
        _l("Danh sách của đơn vị"),
        description=_l("XLSX, ODS hoặc CSV. Để trống nếu danh sách nằm trong tệp ZIP."),
    )
    files = MultipleFileField(
        _l("Các tệp bài dự thi"),
        description=_l("Chọn nhiều tệp một lượt, hoặc một tệp ZIP. Có thể thêm tiếp ở trang sau."),
    )

    @classmethod
    def of(cls, contest: Contest, at: datetime) -> "BundleForm":
        """The form with today's days."""
        today = f"{clock.local(at, contest.zone):%d/%m/%Y}"
        return cls(data={"sent_on": today, "received_on": today})

    def validate_sent_on(self, field: StringField) -> None:
        """A whole day, not after the day it was received."""
        if day_in(field.data) > day_in(self.received_on.data or field.data):
            raise ValidationError(_("Ngày gửi không thể sau ngày nhận."))

    def validate_received_on(self, field: StringField) -> None:
        """A whole day."""
        day_in(field.data)

    def days(self) -> tuple[date, date]:
        """When the bundle was sent and received."""
        return day_in(self.sent_on.data), day_in(self.received_on.data)


class SurveyForm(FlaskForm):
    """A survey form's sheet, and how its answers count as sent."""

    sheet = FileField(
        _l("Bảng kết quả của biểu mẫu"),
        description=_l("Tệp XLSX, ODS hoặc CSV tải về từ Google Biểu mẫu, Microsoft Forms hay tương tự."),
    )
    channel = RadioField(_l("Tính là gửi qua"), default=Channel.WEB.value)
    files = MultipleFileField(
        _l("Tệp người dự thi tải lên biểu mẫu"),
        description=_l("Nếu bài là tệp chứ không gõ vào ô: tải các tệp về rồi chọn ở đây, hoặc một tệp ZIP."),
    )

    @classmethod
    def blank(cls) -> "SurveyForm":
        """The form with its choices."""
        form = cls()
        form.channel.choices = [(channel.value, word(channel)) for channel in SURVEYS]
        return form

    def way(self) -> Channel:
        """The channel chosen."""
        return Channel(self.channel.data) if self.channel.data in set(SURVEYS) else Channel.WEB


def kept_upload(name: str) -> tuple[Kept, str] | None:
    """The one file that came under this name, kept; None when there is none. Raises TooBig, DiskFull."""
    return next(iter(kept_uploads(name)), None)


def kept_uploads(name: str) -> list[tuple[Kept, str]]:
    """The files that came under this name, each kept with what its sender calls it. Raises TooBig, DiskFull."""
    return [_keep(file) for file in request.files.getlist(name) if file.filename]


def _keep(file: FileStorage) -> tuple[Kept, str]:
    parts = (file.filename or "").replace("\\", "/").split("/")
    name = "/".join(part.strip() for part in parts if part.strip() not in ("", ".", ".."))
    return storage().keep(file.stream, limit=LARGEST_MB * MEGABYTE), name or "tệp"
