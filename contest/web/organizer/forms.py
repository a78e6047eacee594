"""What the office types: a screener's reasons, the draw's numbers."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

LARGEST_SEED = 2_147_483_647


class RejectForm(FlaskForm):
    """A reason's code of the charter, and the reason in words."""

    code = SelectField(_l("Lý do theo thể lệ"), [InputRequired(_l("Xin chọn lý do."))])
    reason = TextAreaField(
        _l("Nói rõ cho tác giả"),
        [InputRequired(_l("Xin ghi rõ lý do.")), Length(max=2000)],
    )


class MoreForm(FlaskForm):
    """What the author is asked for."""

    reason = TextAreaField(
        _l("Cần bổ sung gì"),
        [InputRequired(_l("Xin ghi điều cần bổ sung.")), Length(max=2000)],
        description=_l("Tác giả đọc được câu này ở trang tra cứu và trong thư điện tử, nếu có địa chỉ."),
    )


class SeedForm(FlaskForm):
    """The number that reproduces a draw."""

    seed = IntegerField(
        _l("Số gieo"),
        [
            InputRequired(_l("Xin nhập một số nguyên từ 0.")),
            NumberRange(0, LARGEST_SEED, _l("Số gieo từ 0 đến 2.147.483.647.")),
        ],
        description=_l(
            "Cùng số gieo và cùng dữ liệu cho cùng kết quả. Nên để mỗi bên đọc vài chữ số tại buổi bốc thăm."
        ),
    )


class LimitForm(FlaskForm):
    """One judge's least and most entries."""

    minimum = IntegerField(_l("Ít nhất"), [Optional(), NumberRange(0, 100_000, _l("Số bài từ 0."))])
    maximum = IntegerField(_l("Nhiều nhất"), [Optional(), NumberRange(0, 100_000, _l("Số bài từ 0."))])


class ConflictForm(FlaskForm):
    """A judge who must not read an entry."""

    judge = SelectField(_l("Giám khảo"), [InputRequired(_l("Xin chọn giám khảo."))], coerce=int)
    entry = StringField(
        _l("Mã phách hoặc mã biên nhận"),
        [InputRequired(_l("Xin nhập mã của bài.")), Length(max=40)],
        description=_l("Ví dụ K7QF-3 hoặc CL26-7KQ4-9; gõ chữ thường, thiếu gạch vẫn được."),
    )
    reason = StringField(_l("Lý do"), [Optional(), Length(max=500)])


class ReliefForm(FlaskForm):
    """Why a judge's entries are taken back."""

    reason = StringField(_l("Lý do"), [InputRequired(_l("Xin ghi lý do.")), Length(max=500)])
