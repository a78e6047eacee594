"""Lists that organizers set: rows to fill, to reorder by number, and to drop; two empty ones at the end."""

from decimal import Decimal
from typing import Any, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from contest.charter.models import Contest, RejectionCode, Round
from contest.charter.rules import CategorySaid, CodeSaid, CriterionSaid
from contest.charter.rules.fitness import criterion_unfit
from contest.web.organizer.fields import PointsField
from contest.web.organizer.saving import StandingForm
from contest.web.organizer.settings_forms import NoticedForm, OfRoundsForm

EMPTY_ROWS: Final = 2


class RowForm(Form):
    """One row: its place in the list, and whether it goes."""

    key = HiddenField()
    name = StringField(_l("Tên"), [Length(max=200)])
    position = IntegerField(_l("Thứ tự"), [Optional(), NumberRange(0, 999)])
    remove = BooleanField(_l("Bỏ dòng này"))

    @property
    def taken(self) -> bool:
        """Whether the row says anything and stays."""
        return bool((self.name.data or "").strip()) and not self.remove.data

    def validate(self, extra_validators: Any = None) -> bool:
        """A row that stood cannot be emptied by accident: it is dropped by its tick."""
        fits = bool(super().validate(extra_validators))
        if self.key.data and not (self.name.data or "").strip() and not self.remove.data:
            self.name.errors = [gettext("Xin ghi tên, hoặc đánh dấu bỏ dòng này.")]
            return False
        return fits


class RowsForm(StandingForm):
    """A list of rows."""

    def kept(self) -> list[Any]:
        """The rows that stay, by the numbers given them; rows without a number come last, as they stand."""
        rows = [field.form for field in self["rows"] if field.form.taken]
        return sorted(rows, key=lambda row: 1000 if row.position.data is None else row.position.data)


def numbered(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What a RowsForm shows: the rows with their numbers, then the empty ones."""
    shown = [{**row, "position": place} for place, row in enumerate(rows, start=1)]
    return {"rows": [*shown, *({} for _empty in range(EMPTY_ROWS))]}


class CategoryRow(RowForm):
    """One category."""

    quota_min = IntegerField(_l("Ít nhất"), [Optional(), NumberRange(0, 1000)])
    quota_max = IntegerField(_l("Nhiều nhất"), [Optional(), NumberRange(0, 1000)])


class CategoriesForm(RowsForm, NoticedForm):
    """The contest's categories, with their share of the shortlist."""

    rows = FieldList(FormField(CategoryRow))

    @classmethod
    def of(cls, contest: Contest) -> "CategoriesForm":
        """The form with what stands."""
        columns = ("key", "name", "quota_min", "quota_max")
        form = cls(data=numbered([{c: getattr(row, c) for c in columns} for row in contest.categories]))
        form.keep_notice(contest)
        return form

    def said(self) -> list[CategorySaid]:
        """The categories in order."""
        return [
            CategorySaid(r.key.data, r.name.data, r.quota_min.data, r.quota_max.data) for r in self.kept()
        ]


class CriterionRow(RowForm):
    """One line of the rubric."""

    description = TextAreaField(_l("Giải thích cho giám khảo"), [Length(max=1000)], render_kw={"rows": 2})
    maximum = PointsField(_l("Điểm tối đa"), render_kw={"inputmode": "decimal"})
    step = PointsField(_l("Bước điểm"), render_kw={"inputmode": "decimal"})
    weight = PointsField(_l("Hệ số"), render_kw={"inputmode": "decimal"})

    def validate(self, extra_validators: Any = None) -> bool:
        """A line that stays has its numbers, and they fit each other."""
        if not super().validate(extra_validators):
            return False
        numbers = (self.maximum, self.step, self.weight)
        if not self.taken:
            return True
        for field in numbers:
            if field.data is None:
                field.errors = [gettext("Xin ghi một số, ví dụ 10 hoặc 0,5.")]
        if any(field.errors for field in numbers):
            return False
        maximum, step, weight = (field.data or Decimal() for field in numbers)
        unfit = criterion_unfit(str(self.name.data), maximum, step, weight)
        if unfit is not None:
            self.step.errors = [f"{gettext(unfit[0])}: {gettext(unfit[1])}."]
        return unfit is None


class CriteriaForm(RowsForm, OfRoundsForm, NoticedForm):
    """The rubric of one round."""

    rows = FieldList(FormField(CriterionRow))

    @classmethod
    def of(cls, contest: Contest, round_: Round) -> "CriteriaForm":
        """The form with what stands."""
        columns = ("key", "name", "description", "maximum", "step", "weight")
        form = cls(data=numbered([{c: getattr(line, c) for c in columns} for line in round_.criteria]))
        form.keep_notice(contest)
        form.keep_rounds(round_)
        return form

    def said(self) -> list[CriterionSaid]:
        """The lines in order."""
        columns = ("name", "description", "maximum", "step", "weight")
        return [CriterionSaid(row.key.data, *(row[column].data for column in columns)) for row in self.kept()]


class CodeRow(RowForm):
    """One reason for rejecting an entry."""

    code = StringField(_l("Mã"), [Length(max=10)])
    name = StringField(_l("Lời giải thích"), [Length(max=200)])

    def validate(self, extra_validators: Any = None) -> bool:
        """A reason has a code and words."""
        fits = super().validate(extra_validators)
        if self.taken and not (self.code.data or "").strip():
            self.code.errors = [gettext("Xin ghi mã, ví dụ QH.")]
            return False
        return fits


class CodesForm(RowsForm):
    """The reasons for rejecting an entry."""

    rows = FieldList(FormField(CodeRow))

    @classmethod
    def of(cls, codes: list[RejectionCode]) -> "CodesForm":
        """The form with what stands."""
        return cls(data=numbered([{"key": c.code, "code": c.code, "name": c.label} for c in codes]))

    def said(self) -> list[CodeSaid]:
        """The reasons in order."""
        return [CodeSaid(row.code.data, row.name.data) for row in self.kept()]


class BarredForm(FlaskForm):
    """One person or unit that may not enter."""

    name = StringField(_l("Họ và tên, hoặc tên đơn vị"), [InputRequired(_l("Xin ghi tên.")), Length(max=200)])
    birth_year = IntegerField(
        _l("Năm sinh"), [Optional(), NumberRange(1900, 2100, _l("Năm sinh có bốn chữ số, ví dụ 1957."))]
    )
    unit = StringField(_l("Đơn vị"), [Length(max=200)], render_kw={"list": "units"})
    reason = StringField(_l("Lý do"), [Length(max=200)], description=_l("Ví dụ: thành viên Ban Giám khảo."))


class PastedForm(FlaskForm):
    """Many at once, one a line."""

    lines = TextAreaField(
        _l("Danh sách, mỗi dòng một người"),
        [InputRequired(_l("Xin dán danh sách vào ô này.")), Length(max=50_000)],
        render_kw={"rows": 8},
    )
