"""What people type at the account's door."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length


class SignInForm(FlaskForm):
    """An address, a password, and where to go afterwards."""

    email = EmailField(_l("Thư điện tử"), [InputRequired(_l("Xin nhập thư điện tử.")), Length(max=254)])
    password = PasswordField(_l("Mật khẩu"), [InputRequired(_l("Xin nhập mật khẩu.")), Length(max=200)])
    next = HiddenField()
    kept = HiddenField()


class NewPasswordForm(FlaskForm):
    """A new password, twice."""

    password = PasswordField(
        _l("Mật khẩu mới"),
        [InputRequired(_l("Xin đặt mật khẩu.")), Length(max=200)],
        description=_l("Ít nhất 10 ký tự. Một câu dài dễ nhớ thì tốt hơn một từ khó nhớ."),
    )
    again = PasswordField(
        _l("Nhập lại mật khẩu mới"),
        [EqualTo("password", _l("Hai lần nhập chưa giống nhau.")), Length(max=200)],
    )


class JoinForm(NewPasswordForm):
    """What an invited person gives to get an account."""

    name = StringField(_l("Họ và tên"), [InputRequired(_l("Xin nhập họ và tên.")), Length(max=100)])


class ChangePasswordForm(NewPasswordForm):
    """The password now, and the new one."""

    current = PasswordField(
        _l("Mật khẩu hiện nay"), [InputRequired(_l("Xin nhập mật khẩu hiện nay.")), Length(max=200)]
    )
