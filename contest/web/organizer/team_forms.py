"""Whom the office invites."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from contest.people.models import RoleKind
from contest.web.words import word

ORDER = (RoleKind.JUDGE, RoleKind.HEAD_JUDGE, RoleKind.SECRETARY, RoleKind.ORGANIZER, RoleKind.OBSERVER)


class RoleForm(FlaskForm):
    """A role of this contest."""

    kind = SelectField(_l("Vai trò"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [SelectChoice(kind.value, word(kind)) for kind in ORDER]

    @property
    def role(self) -> RoleKind:
        """The role chosen."""
        return RoleKind(self.kind.data)


class FurtherRoleForm(RoleForm):
    """One more role for somebody of the team."""

    kind = SelectField(_l("Giao thêm vai trò"))


class InviteForm(RoleForm):
    """One person to invite."""

    name = StringField(_l("Họ và tên"), [InputRequired(_l("Xin ghi họ và tên.")), Length(max=100)])
    email = EmailField(_l("Thư điện tử"), [InputRequired(_l("Xin ghi thư điện tử.")), Length(max=254)])
    unit = StringField(
        _l("Đơn vị"),
        [Length(max=200)],
        description=_l("Giám khảo không được phân công bài của đơn vị mình. Gõ vài chữ, không cần dấu."),
        render_kw={"list": "units", "autocomplete": "off"},
    )


class InviteManyForm(RoleForm):
    """A pasted list of people to invite to one role."""

    lines = TextAreaField(
        _l("Danh sách, mỗi dòng một người"),
        [InputRequired(_l("Xin dán danh sách vào ô này.")), Length(max=50_000)],
        description=_l("Họ tên; thư điện tử; đơn vị. Chép thẳng ba cột từ bảng tính cũng được."),
        render_kw={"rows": 8},
    )
