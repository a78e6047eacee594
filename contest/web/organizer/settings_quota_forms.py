"""What a round's list may, or must, have of each unit, author and kind of figure."""

from typing import Any, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField, IntegerField, SelectChoice, SelectField
from wtforms.validators import NumberRange, Optional

from contest.charter.models import Round
from contest.charter.queries import quotas_of
from contest.charter.rules import SEALED, QuotaKind, QuotaSaid
from contest.entries.models import FigureKind
from contest.units.models import Unit
from contest.units.rules import KINDS
from contest.web.organizer.settings_forms import OfRoundsForm

EMPTY_ROWS: Final = 2
SAID: Final = _l("Xin ghi một số từ 0 đến 1.000.")


def number(label: Any) -> IntegerField:
    """A number of entries, or nothing."""
    return IntegerField(label, [Optional(), NumberRange(0, 1000, SAID)])


class LimitsForm(Form):
    """The least and the most."""

    least = number(_l("Ít nhất"))
    most = number(_l("Nhiều nhất"))


class UnitForm(LimitsForm):
    """One unit, or one kind of units, with limits of its own."""

    which = SelectField(_l("Đơn vị hoặc loại đơn vị"))


class QuotasForm(OfRoundsForm):
    """All quotas of a round but its categories'."""

    author = number(_l("Mỗi tác giả nhiều nhất"))
    unit = FormField(LimitsForm, _l("Mỗi đơn vị"))
    person = FormField(LimitsForm, _l("Bài viết về một người"))
    collective = FormField(LimitsForm, _l("Bài viết về một tập thể"))
    rows = FieldList(FormField(UnitForm), _l("Đơn vị có chỉ tiêu riêng"))

    @classmethod
    def of(cls, round_: Round, units: list[Unit]) -> "QuotasForm":
        """The form with what stands; once judges read, without the limits on units and authors."""
        said = {(quota.kind, quota.key): quota for quota in quotas_of(round_)}
        own = [q for q in said.values() if q.key and q.kind in (QuotaKind.UNIT, QuotaKind.UNIT_KIND)]
        rows = [{"which": f"{q.kind.value}:{q.key}", "least": q.least, "most": q.most} for q in own]
        author = said.get((QuotaKind.AUTHOR, ""))
        form = cls(
            data={
                "author": author.most if author else None,
                "unit": _limits(said.get((QuotaKind.UNIT, ""))),
                **{kind.value: _limits(said.get((QuotaKind.FIGURE, kind.value))) for kind in FigureKind},
                "rows": [*rows, *({} for _empty in range(EMPTY_ROWS))],
            }
        )
        form.keep_rounds(round_)
        if round_.rules_frozen_at is not None:
            for name in ("author", "unit", "rows"):
                del form[name]
        for row in form.unit_forms:
            row.which.choices = unit_choices(units, [quota.key for quota in own])
        return form

    @property
    def unit_forms(self) -> list[Any]:
        """The rows, none when they are frozen."""
        return [field.form for field in self["rows"]] if "rows" in self else []

    def said(self, round_: Round) -> list[QuotaSaid]:
        """The quotas as typed; what is frozen as it stands."""
        found = [
            QuotaSaid(
                QuotaKind.FIGURE,
                kind.value,
                self[kind.value].form.least.data,
                self[kind.value].form.most.data,
            )
            for kind in FigureKind
        ]
        if "rows" not in self:
            return [*found, *(quota for quota in quotas_of(round_) if quota.kind in SEALED)]
        found.append(QuotaSaid(QuotaKind.AUTHOR, "", None, self["author"].data))
        every = self["unit"].form
        found.append(QuotaSaid(QuotaKind.UNIT, "", every.least.data, every.most.data))
        for row in self.unit_forms:
            if row.which.data:
                kind, key = row.which.data.split(":", 1)
                found.append(QuotaSaid(QuotaKind(kind), key, row.least.data, row.most.data))
        return found


def _limits(quota: QuotaSaid | None) -> dict[str, int | None]:
    return {"least": quota.least, "most": quota.most} if quota else {}


def unit_choices(units: list[Unit], standing: list[str]) -> list[SelectChoice]:
    """Kinds of units first, then units; what has a quota and is in the directory no more stays to be chosen."""
    kinds = sorted({unit.kind for unit in units if unit.kind})
    found = [SelectChoice("", _l("Không dùng dòng này"))]
    found += [
        SelectChoice(f"unit_kind:{kind}", gettext("Loại: %(kind)s", kind=gettext(KINDS.get(kind, kind))))
        for kind in [*kinds, *(key for key in standing if key not in kinds)]
    ]
    codes = {unit.code for unit in units}
    found += [SelectChoice(f"unit:{unit.code}", unit.name) for unit in units]
    found += [SelectChoice(f"unit:{key}", key) for key in standing if key not in codes]
    return found
