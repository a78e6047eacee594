"""What judges, and whoever presides, type in a case."""

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from contest.db import db, transaction
from contest.errors import NotFound, Refusal
from contest.web.refusals import said

LONG = Length(max=5000, message=_l("Xin viết ngắn hơn 5.000 ký tự."))


class RemarkForm(FlaskForm):
    """What is said to the others."""

    text = TextAreaField(_l("Ý kiến của Ông/Bà"), [InputRequired(_l("Xin ghi ý kiến rồi gửi.")), LONG])


class ProposalForm(FlaskForm):
    """A mark, and why this one."""

    mark = StringField(_l("Điểm đề nghị"), [InputRequired(_l("Xin ghi điểm đề nghị."))])
    reason = TextAreaField(
        _l("Vì sao lấy điểm này?"), [InputRequired(_l("Xin ghi lý do; lý do vào biên bản.")), LONG]
    )


class AgreementForm(FlaskForm):
    """The mark decided, and the minutes that say why."""

    mark = StringField(_l("Điểm thống nhất"), [InputRequired(_l("Xin ghi điểm thống nhất."))])
    minutes = TextAreaField(
        _l("Biên bản"),
        [InputRequired(_l("Xin ghi biên bản: ai dự, ý kiến từng người, vì sao lấy điểm này.")), LONG],
    )


def done(act: Callable[[], object], field: Any, **others: Any) -> bool:
    """Whether the verb was done; otherwise the field says why not, or the one of that refusal's code.

    Raises  NotFound
    """
    try:
        with transaction():
            act()
    except NotFound:
        raise
    except Refusal as refusal:
        db.session.rollback()
        others.get(refusal.code, field).errors = [said(refusal)]
        return False
    return True
