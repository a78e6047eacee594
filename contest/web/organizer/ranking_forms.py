"""What is typed at the ranking: a reason, a member to decide on, one's own password again."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from contest.errors.people import WrongSignIn
from contest.people.service import check_password
from contest.web.sessions import visitor


class FreezeForm(FlaskForm):
    """The cut being frozen, and why an earlier list gives way."""

    top = HiddenField()
    percent = HiddenField()
    threshold = HiddenField()
    ties = HiddenField()
    method = HiddenField()
    reason = TextAreaField(
        _l("Lý do chốt lại"),
        [Length(max=1000, message=_l("Xin viết ngắn hơn 1000 ký tự."))],
        description=_l("Danh sách trước vẫn giữ nguyên trong sổ, chỉ không còn hiệu lực."),
        render_kw={"rows": 3},
    )


class PasswordForm(FlaskForm):
    """One's own password once more, before an act that cannot be undone."""

    password = PasswordField(
        _l("Mật khẩu của Ông/Bà"),
        [InputRequired(_l("Xin nhập mật khẩu để xác nhận.")), Length(max=200)],
        render_kw={"autocomplete": "current-password"},
    )

    def validate_password(self, field: PasswordField) -> None:
        """Refuse a password that does not open the visitor's own account."""
        try:
            check_password(email=visitor().account.email, password=field.data or "")
        except WrongSignIn:
            raise ValidationError(gettext("Mật khẩu chưa đúng. Chưa có gì thay đổi.")) from None
