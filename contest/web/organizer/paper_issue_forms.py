"""A paper's number, day and signers, and how its kind is numbered and who receives it."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, SelectChoice, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from contest.charter.rules.letterheads import SignerSaid
from contest.exports.service.issuing import MOST


class IssueForm(FlaskForm):
    """The number, the day and who signs."""

    serial = IntegerField(
        _l("Số"),
        [InputRequired(_l("Xin ghi số.")), NumberRange(1, MOST, _l("Xin ghi một số từ 1 trở lên."))],
    )
    day = DateField(_l("Ngày ban hành"), [InputRequired(_l("Xin ghi ngày."))])
    signers = SelectMultipleField(
        _l("Người ký"),
        [InputRequired(_l("Xin chọn người ký."))],
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    @classmethod
    def of(
        cls, signers: tuple[SignerSaid, ...], *, own: tuple[SignerSaid, ...], serial: int, day: date
    ) -> "IssueForm":
        """The form with the next number, today, and whoever signs this paper ticked."""
        chosen = [place for place, one in enumerate(signers) if one in own]
        form = cls(data={"serial": serial, "day": day, "signers": chosen})
        form.signers.choices = [SelectChoice(place, _said(one)) for place, one in enumerate(signers)]
        return form

    def chosen(self, signers: tuple[SignerSaid, ...]) -> list[SignerSaid]:
        """Those who were ticked, in their own order."""
        return [one for place, one in enumerate(signers) if place in (self.signers.data or ())]


class PaperFormForm(FlaskForm):
    """How one kind of paper is numbered and who receives it."""

    number_pattern = StringField(_l("Mẫu số văn bản"), [Length(max=40)])
    recipients = TextAreaField(
        _l("Nơi nhận"),
        [Length(max=4000)],
        description=_l("Mỗi dòng một nơi, như “Thường trực Huyện ủy”. Để trống thì theo văn bản."),
        render_kw={"rows": 5},
    )

    @property
    def lines(self) -> list[str]:
        """The recipients, one a line."""
        return str(self.recipients.data or "").splitlines()


def _said(one: SignerSaid) -> Any:
    office = one.office.replace("\n", ", ")
    return f"{one.name} – {office}" if one.name else office
