"""What a screener types: the reasons."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired, Length


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
