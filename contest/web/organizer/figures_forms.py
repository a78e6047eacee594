"""Letters to localities and from them."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from contest.awards.service import LetterSaid
from contest.web.organizer.fields import ScanField
from contest.web.organizer.paper import day_in

NEEDED = InputRequired(_l("Xin điền ô này."))
PREFIX = "answer"
DAY = {"placeholder": "24/11/2026", "inputmode": "numeric"}


class LetterForm(FlaskForm):
    """A letter that asks: its number, its day, whom it goes to."""

    number = StringField(_l("Số công văn"), [NEEDED, Length(max=60)])
    day = StringField(_l("Ngày công văn"), [NEEDED], render_kw=DAY)
    party = StringField(_l("Gửi đến"), [NEEDED, Length(max=200)], description=_l("Như “Đảng ủy xã Nhân Lý”."))

    def validate_day(self, field: StringField) -> None:
        """A whole day of the calendar."""
        day_in(field.data or "")

    def said(self) -> LetterSaid:
        """The letter in plain values."""
        return LetterSaid(self.number.data or "", day_in(self.day.data or ""), self.party.data or "")


class AnswerForm(LetterForm):
    """A letter that answers."""

    party = StringField(_l("Nơi trả lời"), [NEEDED, Length(max=200)])
    confirmed = RadioField(
        _l("Địa phương trả lời"),
        [InputRequired(_l("Xin chọn một."))],
        choices=[
            SelectChoice("yes", _l("Xác nhận đúng người, đúng việc")),
            SelectChoice("no", _l("Không xác nhận")),
        ],
    )
    remark = TextAreaField(_l("Ghi chú"), [Length(max=1000)], render_kw={"rows": 2})
    scan = ScanField(
        _l("Bản quét"), description=_l("PDF hoặc ảnh, nhiều nhất 20 MB. Chỉ tải về, không mở trên trang.")
    )

    @classmethod
    def sent(cls) -> "AnswerForm":
        """The form as it was sent; its fields stand beside those of the letter that asks, under names of their own."""
        return cls(prefix=PREFIX)

    @classmethod
    def fresh(cls) -> "AnswerForm":
        """The form with nothing typed."""
        return cls(formdata=None, prefix=PREFIX)
