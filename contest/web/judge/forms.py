"""What a judge types besides a score sheet."""

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
