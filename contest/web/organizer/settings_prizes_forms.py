"""What organizers set about prizes: a list of them, and the terms."""

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, IntegerField, SelectChoice, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from contest.awards.rules import NAMES, RANGES, PrizeKind, PrizeSaid, Terms
from contest.web.organizer.fields import MoneyField, PointsField
from contest.web.organizer.saving import StandingForm
from contest.web.organizer.settings_forms import NoticedForm
from contest.web.organizer.settings_list_forms import RowForm, RowsForm, numbered
from contest.web.words import WORDS


class PrizeRow(RowForm):
    """One prize."""

    kind = SelectField(
        _l("Loại giải"),
        choices=[SelectChoice(kind.value, _l(WORDS[PrizeKind, kind.value])) for kind in PrizeKind],
        default=PrizeKind.PERSONAL.value,
    )
    places = IntegerField(_l("Số giải"), [Optional(), NumberRange(0, 500)])
    money = MoneyField(_l("Tiền thưởng mỗi giải (đồng)"), render_kw={"inputmode": "numeric"})
    least_mark = PointsField(_l("Điểm tối thiểu"), render_kw={"inputmode": "decimal"})

    def validate(self, extra_validators: Any = None) -> bool:
        """A prize that stays says how many there are."""
        fits = super().validate(extra_validators)
        if self.taken and self.places.data is None and not self.places.errors:
            self.places.errors = [gettext("Xin ghi số giải, ví dụ 2.")]
            return False
        return fits


class PrizesForm(NoticedForm, RowsForm):
    """The prizes of a contest, in order."""

    rows = FieldList(FormField(PrizeRow))

    @classmethod
    def of(cls, prizes: Sequence[PrizeSaid], *, noticed: bool) -> "PrizesForm":
        """The form with what stands, or with a ready-made set."""
        form = cls(data=numbered([{**asdict(prize), "kind": prize.kind.value} for prize in prizes]))
        if not noticed:
            del form.notice
        return form

    def said(self) -> list[PrizeSaid]:
        """The prizes in order."""
        return [
            PrizeSaid(
                row.key.data,
                row.name.data,
                PrizeKind(row.kind.data),
                row.places.data,
                row.money.data,
                row.least_mark.data,
            )
            for row in self.kept()
        ]


def _number(column: str, hint: Any = "", *, needed: bool = True) -> IntegerField:
    least, most = RANGES[column]
    said = _l("Xin ghi một số từ %(least)s đến %(most)s.", least=least, most=most)
    first = InputRequired(said) if needed else Optional()
    return IntegerField(_l(NAMES[column]), [first, NumberRange(least, most, said)], description=hint)


def _tick(column: str) -> BooleanField:
    return BooleanField(_l(NAMES[column]))


class TermsForm(NoticedForm, StandingForm):
    """What the charter says about giving prizes."""

    most_per_author = _number("most_per_author", _l("Giải theo thứ hạng; giải của nhóm tính cho mỗi người."))
    ties_share = _tick("ties_share")
    verification_required = _tick("verification_required")
    complaint_days = _number(
        "complaint_days", _l("Tính từ ngày công bố; để trống nếu thể lệ không nêu."), needed=False
    )
    weight_rate = _number(
        "weight_rate",
        _l("Giải tập thể: số bài hợp lệ chia cho số người của đơn vị. Ba trọng số cộng lại là 100."),
    )
    weight_quality = _number("weight_quality", _l("Trung bình các bài điểm cao nhất của đơn vị."))
    weight_winners = _number("weight_winners", _l("Số giải cá nhân của đơn vị trong tổng số giải cá nhân."))
    relative = BooleanField(_l("Tỷ lệ tham gia và giải cá nhân tính so với đơn vị cao nhất"))
    best_entries = _number("best_entries", _l("Đơn vị có ít bài hơn thì bài thiếu tính 0 điểm."))
    least_finalists = _number("least_finalists", _l("Đơn vị không đủ thì không xét giải tập thể."))
    least_winners = _number("least_winners")

    @classmethod
    def of(cls, terms: Terms, *, noticed: bool) -> "TermsForm":
        """The form with what stands."""
        form = cls(data=asdict(terms))
        if not noticed:
            del form.notice
        return form

    def said(self) -> Terms:
        """The terms as typed."""
        return Terms(**{field.name: self[field.name].data for field in fields(Terms)})
