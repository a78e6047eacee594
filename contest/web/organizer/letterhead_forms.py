"""What stands at the head and the foot of papers: whose form, which organs, which margins, who signs."""

from typing import Any, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import (
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from contest.charter.rules import LetterheadStyle
from contest.charter.rules.letterheads import MARGINS, MOST_SIGNERS, PREFIXES, LetterheadSaid, SignerSaid
from contest.exports.registry import PAPERS
from contest.web.organizer.saving import StandingForm
from contest.web.organizer.settings_forms import NEEDED, choices
from contest.web.organizer.settings_list_forms import RowForm, RowsForm, numbered

TOO_LONG: Final = _l("Dài quá.")
PREFIX_WORDS: Final = {
    "": _l("Không"),
    "TM": _l("TM – thay mặt"),
    "KT": _l("KT – ký thay"),
    "TL": _l("TL – thừa lệnh"),
    "TUQ": _l("TUQ – thừa ủy quyền"),
    "Q": _l("Q – quyền"),
}


def _margin(label: Any, side: str) -> IntegerField:
    least, most = MARGINS[side]
    said = _l("Xin ghi một số từ %(least)s đến %(most)s.", least=least, most=most)
    return IntegerField(label, [InputRequired(said), NumberRange(least, most, said)])


class LetterheadForm(StandingForm):
    """The head of the papers."""

    style = RadioField(_l("Kiểu văn bản"), [NEEDED], choices=choices(LetterheadStyle))
    upper_body = StringField(
        _l("Cơ quan cấp trên"),
        [Length(max=200, message=TOO_LONG)],
        description=_l("Dòng thứ nhất bên trái, như “HUYỆN ỦY CHI LĂNG”."),
    )
    issuing_body = StringField(
        _l("Cơ quan ban hành"),
        [Length(max=200, message=TOO_LONG)],
        description=_l("Dòng in đậm, như “BAN TỔ CHỨC CUỘC THI”."),
    )
    sign = StringField(
        _l("Chữ viết tắt của cơ quan"),
        [Length(max=20, message=TOO_LONG)],
        description=_l("Đứng trong số văn bản, như BTC trong “12-QĐ/BTC”."),
    )
    place = StringField(
        _l("Địa danh"),
        [Length(max=100, message=TOO_LONG)],
        description=_l("Đứng trước ngày tháng, như “Chi Lăng”."),
    )
    margin_top = _margin(_l("Lề trên (mm)"), "top")
    margin_bottom = _margin(_l("Lề dưới (mm)"), "bottom")
    margin_left = _margin(_l("Lề trái (mm)"), "left")
    margin_right = _margin(_l("Lề phải (mm)"), "right")

    @property
    def said(self) -> LetterheadSaid:
        """What was typed."""
        texts: dict[str, Any] = {
            name: self[name].data or "" for name in ("upper_body", "issuing_body", "place", "sign")
        }
        margins: dict[str, Any] = {f"margin_{side}": self[f"margin_{side}"].data for side in MARGINS}
        return LetterheadSaid(style=LetterheadStyle(self.style.data), **texts, **margins)


class PapersField(SelectMultipleField):
    """Ticks, one for each paper."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SignerRow(RowForm):
    """One who signs; ``name`` may stay empty, the office may not."""

    behalf = SelectField(
        _l("Ký thay mặt"), choices=[SelectChoice(prefix, PREFIX_WORDS[prefix]) for prefix in PREFIXES]
    )
    office = TextAreaField(_l("Chức vụ"), [Length(max=300, message=TOO_LONG)], render_kw={"rows": 3})
    name = StringField(_l("Họ và tên"), [Length(max=100, message=TOO_LONG)])
    papers = PapersField(
        _l("Ký văn bản nào"), choices=[SelectChoice(key, _l(paper.title)) for key, paper in PAPERS.items()]
    )

    @property
    def taken(self) -> bool:
        """Whether the row says anything and stays."""
        return bool((self.office.data or "").strip()) and not self.remove.data

    def validate(self, extra_validators: Any = None) -> bool:
        """Who has a name has an office; a row that stood goes by its tick, not by accident."""
        fits = bool(super(RowForm, self).validate(extra_validators))
        said = (self.key.data or (self.name.data or "").strip()) and not self.remove.data
        if said and not (self.office.data or "").strip():
            self.office.errors = [gettext("Xin ghi chức vụ, hoặc đánh dấu bỏ dòng này.")]
            return False
        return fits


class SignersForm(RowsForm):
    """Those who sign, in order."""

    rows = FieldList(FormField(SignerRow), max_entries=MOST_SIGNERS + 2)

    @classmethod
    def of(cls, signers: list[SignerSaid]) -> "SignersForm":
        """The form with those who stand."""
        return cls(
            data=numbered(
                [
                    {
                        "key": str(place),
                        "behalf": one.prefix,
                        "office": one.office,
                        "name": one.name,
                        "papers": list(one.papers),
                    }
                    for place, one in enumerate(signers, start=1)
                ]
            )
        )

    def said(self) -> list[SignerSaid]:
        """Those who sign, in order."""
        return [
            SignerSaid(row.office.data, row.behalf.data, row.name.data or "", tuple(row.papers.data or ()))
            for row in self.kept()
        ]
