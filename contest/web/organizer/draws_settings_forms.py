"""How a round is dealt, and what each judge takes, as organizers type it."""

from collections.abc import Collection, Mapping, Sequence
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
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from contest.assignment.models import PanelRule
from contest.assignment.rules.languages import LANGUAGES
from contest.assignment.rules.terms import (
    AS_ANY,
    EXPERT,
    LEAST_CAPACITY,
    MOST_ANCHORS,
    MOST_CAPACITY,
    MOST_PANELS,
    NEVER,
    USUAL,
    Dealing,
    JudgeTerms,
)
from contest.charter.models import Category
from contest.people.models import Role
from contest.plumbing.vietnamese import fold
from contest.web.organizer.draws_forms import CategoryReadersForm, numbers_of, rows_of
from contest.web.organizer.settings_forms import NoticedForm

SPARE_PAIRS: Final = 2
"""Empty rows for further pairs of judges who never read together."""

NOBODY: Final = 0
FITS: Final = (
    SelectChoice(AS_ANY, _l("bình thường")),
    SelectChoice(2, _l("ưu tiên")),
    SelectChoice(EXPERT, _l("chuyên sâu")),
    SelectChoice(NEVER, _l("không chấm")),
)
PANELS: Final = (
    SelectChoice(PanelRule.NONE.value, _l("Không chia ban")),
    SelectChoice(PanelRule.SPLIT.value, _l("Chia ban, một người đọc chéo từ ban khác")),
    SelectChoice(PanelRule.CLOSED.value, _l("Chia ban tách hẳn")),
)
PANEL_HINTS: Final = {
    PanelRule.NONE.value: _l("Ai cũng có thể gặp ai. So độ nghiêm tốt nhất."),
    PanelRule.SPLIT.value: _l("Mỗi bài có một người đọc từ ban khác, nên các ban vẫn so được với nhau."),
    PanelRule.CLOSED.value: _l(
        "Các ban không có bài chung nên không so được độ nghiêm: trong mô phỏng chỉ tìm đúng 59 thay vì 68 trong "
        "100 bài hay nhất. Cần bài neo, hoặc đánh dấu bên dưới."
    ),
}


class FitForm(Form):
    """How gladly one judge reads one category; the row says which."""

    category = HiddenField()
    weight = SelectField(_l("Mức"), choices=FITS, coerce=int, default=AS_ANY)


class TermsForm(Form):
    """What one judge takes; the row says who."""

    judge = HiddenField()
    away = BooleanField(_l("Không chấm vòng này"))
    minimum = IntegerField(_l("Ít nhất"), [Optional(), NumberRange(0, 100_000, _l("Số bài từ 0."))])
    maximum = IntegerField(_l("Nhiều nhất"), [Optional(), NumberRange(0, 100_000, _l("Số bài từ 0."))])
    capacity = IntegerField(
        _l("Sức đọc, %"),
        [Optional(), NumberRange(LEAST_CAPACITY, MOST_CAPACITY, _l("Sức đọc từ 10 đến 400."))],
    )
    panel = IntegerField(_l("Ban"), [Optional(), NumberRange(1, MOST_PANELS, _l("Ban từ 1 đến 50."))])
    languages = StringField(_l("Ngôn ngữ khác"), [Optional(), Length(max=200)])
    fits = FieldList(FormField(FitForm))

    def validate_languages(self, field: StringField) -> None:
        """Every language is one of the list, whichever way it is written."""
        _, unknown = languages_said(field.data or "")
        if unknown:
            raise ValidationError(gettext("Không có “%(name)s” trong danh sách ngôn ngữ.", name=unknown[0]))

    def validate_maximum(self, field: IntegerField) -> None:
        """The most is not below the least."""
        if field.data is not None and field.data < (self.minimum.data or 0):
            raise ValidationError(gettext("Số nhiều nhất không được nhỏ hơn số ít nhất."))


class ApartForm(Form):
    """Two judges who never read the same entry."""

    first = SelectField(_l("Giám khảo"), coerce=int, default=NOBODY)
    second = SelectField(_l("Không chấm chung với"), coerce=int, default=NOBODY)


class DealingForm(NoticedForm):
    """The draw's settings of one round, and the version of them that was shown."""

    seen = HiddenField()
    everybody = BooleanField(
        _l("Mọi giám khảo chấm mọi bài"),
        description=_l(
            "Dùng cho vòng chung khảo. Số giám khảo mỗi bài của vòng thành số ít nhất, không dưới 3; người có xung đột "
            "với bài nào thì không chấm bài ấy, điểm bài ấy tính từ những người còn lại. Không xét số bài ít nhất, "
            "nhiều nhất, bài neo."
        ),
    )
    categories = FieldList(FormField(CategoryReadersForm))
    merged_units = BooleanField(_l("Đơn vị đã sáp nhập vào, hoặc tách ra, cũng là đơn vị của giám khảo"))
    parent_units = BooleanField(_l("Đơn vị cấp trên và cấp dưới trực tiếp cũng là đơn vị của giám khảo"))
    earlier_apart = BooleanField(_l("Người đã đọc bài ở vòng trước không đọc lại bài đó"))
    declare_ahead = BooleanField(
        _l("Trước khi bốc thăm, giám khảo xem tên bài và nhân vật để báo bài mình không chấm được"),
        description=_l("Giám khảo không thấy tác giả, nội dung hay mã; mỗi người thấy một thứ tự riêng."),
    )
    anchors = IntegerField(
        _l("Số bài neo, mọi giám khảo đều đọc"),
        [InputRequired(_l("Xin ghi một số từ 0.")), NumberRange(0, MOST_ANCHORS, _l("Từ 0 đến 100 bài."))],
        description=_l("Vài bài neo giúp so độ nghiêm của mọi người với nhau; được bốc thăm khi bốc thử."),
    )
    anchor_codes = TextAreaField(
        _l("Bài neo do Ban Tổ chức chọn"),
        [Length(max=20_000)],
        description=_l("Mã phách hoặc mã hồ sơ; các bài này tính vào số bài neo ở trên, còn thiếu mới bốc."),
    )
    panels = RadioField(_l("Ban chấm"), choices=PANELS)
    insisted = BooleanField(
        _l("Tôi hiểu và vẫn muốn chia ban tách hẳn; mọi bảng xếp hạng sẽ ghi rõ điều này")
    )
    apart = FieldList(FormField(ApartForm))
    terms = FieldList(FormField(TermsForm))

    @classmethod
    def of(
        cls,
        dealing: Dealing,
        terms: Mapping[int, JudgeTerms],
        judges: Sequence[Role],
        categories: Sequence[Category],
        *,
        version: str,
        anchor_codes: Sequence[str],
        frozen: bool,
        **sent: Any,
    ) -> "DealingForm":
        """The form with what stands; without numbers of readers once judges read.

        version       of the settings that stand
        anchor_codes  how the anchors chosen by hand are called
        sent          ``formdata=None`` for a form that nobody has sent
        """
        form = cls(
            data={
                "seen": version,
                "everybody": dealing.everybody,
                "categories": rows_of(dealing.readers, categories),
                "merged_units": dealing.merged_units,
                "parent_units": dealing.parent_units,
                "earlier_apart": dealing.earlier_apart,
                "anchors": dealing.anchors,
                "declare_ahead": dealing.declare_ahead,
                "anchor_codes": " ".join(anchor_codes),
                "panels": dealing.panels,
                "apart": [
                    *({"first": one, "second": other} for one, other in sorted(dealing.apart)),
                    *({"first": NOBODY, "second": NOBODY} for _ in range(SPARE_PAIRS)),
                ],
                "terms": [
                    _shown(role.account_id, terms.get(role.account_id, JudgeTerms()), categories)
                    for role in judges
                ],
            },
            **sent,
        )
        people = [(NOBODY, "–"), *((role.account_id, role.account.name) for role in judges)]
        for row in form.apart:
            row.form.first.choices = row.form.second.choices = people
        if frozen:
            del form.categories
            del form.everybody
            del form.notice
        return form

    def said(
        self, standing: Dealing, categories: Sequence[Category], named_anchors: Collection[int]
    ) -> Dealing:
        """What was typed; numbers of readers as they stand where they are not asked for."""
        return Dealing(
            readers=numbers_of(self.categories, categories) if "categories" in self else standing.readers,
            merged_units=bool(self.merged_units.data),
            parent_units=bool(self.parent_units.data),
            earlier_apart=bool(self.earlier_apart.data),
            anchors=self.anchors.data or 0,
            declare_ahead=bool(self.declare_ahead.data),
            named_anchors=frozenset(named_anchors),
            panels=self.panels.data,
            apart=self.pairs(),
            everybody=bool(self.everybody.data) if "everybody" in self else standing.everybody,
        )

    def pairs(self) -> frozenset[tuple[int, int]]:
        """Who never reads the same entry as whom, as typed."""
        typed = [(row.form.first.data, row.form.second.data) for row in self.apart]
        return frozenset((min(pair), max(pair)) for pair in typed if NOBODY not in pair and None not in pair)

    def terms_said(self, judges: Sequence[Role], categories: Sequence[Category]) -> dict[int, JudgeTerms]:
        """Account id -> what each judge takes, as typed."""
        typed = {str(row.form.judge.data): row.form for row in self.terms}
        known = {role.account_id: str(role.account_id) for role in judges}
        return {id_: _said(typed[key], categories) for id_, key in known.items() if key in typed}


class LanguageForm(FlaskForm):
    """Entries that are written in another language."""

    codes = TextAreaField(
        _l("Mã phách hoặc mã hồ sơ của các bài"),
        [InputRequired(_l("Xin nhập mã của bài.")), Length(max=20_000)],
    )
    language = SelectField(_l("Viết bằng tiếng"))

    def offer(self) -> "LanguageForm":
        """The form with its languages in the visitor's own."""
        named = [(code, gettext(name)) for code, name in LANGUAGES.items()]
        self.language.choices = [*named, ("", gettext("Việt (bỏ ghi)"))]
        return self


def languages_said(typed: str) -> tuple[frozenset[str], list[str]]:
    """Codes of the languages in a list such as "Tày, Nùng", and what is none of them."""
    known = {fold(name): code for code, name in LANGUAGES.items()}
    known |= {fold(gettext(name)): code for code, name in LANGUAGES.items()} | {
        code: code for code in LANGUAGES
    }
    words = [word.strip() for word in typed.replace(";", ",").split(",") if word.strip()]
    found = {word: known.get(fold(word)) for word in words}
    return frozenset(code for code in found.values() if code), [
        w for w, code in found.items() if code is None
    ]


def _shown(judge: int, said: JudgeTerms, categories: Sequence[Category]) -> dict[str, Any]:
    return {
        "judge": judge,
        "away": not said.reads,
        "minimum": said.minimum or None,
        "maximum": said.maximum,
        "capacity": said.capacity,
        "panel": said.panel,
        "languages": ", ".join(gettext(name) for code, name in LANGUAGES.items() if code in said.languages),
        "fits": [
            {"category": category.id, "weight": said.fits.get(category.id, AS_ANY)} for category in categories
        ],
    }


def _said(form: Any, categories: Sequence[Category]) -> JudgeTerms:
    weights = {str(row.form.category.data): row.form.weight.data for row in form.fits}
    fits = {category.id: weights.get(str(category.id), AS_ANY) for category in categories}
    return JudgeTerms(
        minimum=form.minimum.data or 0,
        maximum=form.maximum.data,
        fits={category: weight for category, weight in fits.items() if weight != AS_ANY},
        languages=languages_said(form.languages.data or "")[0],
        panel=form.panel.data,
        capacity=USUAL if form.capacity.data is None else form.capacity.data,
        reads=not form.away.data,
    )
