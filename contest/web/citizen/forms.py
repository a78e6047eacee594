"""The four steps as forms. They only shape what is typed; contest.authors.rules says what is wrong with it."""

from collections.abc import Iterable, Mapping
from typing import Any, Self

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from contest.authors.rules import Problem
from contest.charter.models import Contest, Statement
from contest.charter.rules import AuthorshipKind
from contest.charter.rules.fitness import RANGES
from contest.entries.models import FigureKind
from contest.errors.authors import PROBLEMS
from contest.web.typed import whole

NEEDED = {"required": True}
MOST_PEOPLE = RANGES["max_group_size"][1]
PERSON = (
    "name",
    "birth",
    "phone",
    "email",
    "pen_name",
    "gender",
    "occupation",
    "address",
    "guardian_name",
    "guardian_phone",
)


class Step(FlaskForm):
    """One step: ``edits`` counts the savings that the page has seen.

    told  (id of the field, its label, what is wrong) for the summary on top
    """

    edits = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told: list[tuple[str, str, str]] = []

    @property
    def seen(self) -> int:
        """The number of savings the page was opened with; a mistyped one counts as none."""
        seen = whole(self.edits.data)
        return -1 if seen is None else seen

    def answers(self) -> dict[str, Any]:
        """What the draft keeps of this step."""
        raise NotImplementedError

    def tell(self, problems: Iterable[Problem]) -> None:
        """Put each problem's sentence at its field, or on top when the step has no such field."""
        for problem in problems:
            sentence = gettext(PROBLEMS[problem.code])
            field = self.field_of(problem.field)
            if field is None:
                self.told.append(("", "", sentence))
            else:
                field.errors = [*field.errors, sentence]
                self.told.append((field.id, field.label.text, sentence))

    def field_of(self, name: str) -> Any:
        """The field that a problem speaks of."""
        return self._fields.get(name.rpartition(".")[2])


class EssayForm(Step):
    """What the essay is called and, when it is typed, its text; files come beside it."""

    title = StringField(_l("Tên bài"), render_kw=NEEDED)
    category_id = SelectField(_l("Thể loại"), validate_choice=False, render_kw=NEEDED)
    text = TextAreaField(_l("Bài viết"))

    @classmethod
    def of(cls, contest: Contest, data: Mapping[str, Any]) -> Self:
        """The form of a contest, filled with what the draft holds or the request brings."""
        form = cls(data=dict(data))
        form.category_id.choices = [
            SelectChoice(str(category.id), category.name) for category in contest.categories
        ]
        if len(contest.categories) > 1:
            form.category_id.choices.insert(0, SelectChoice("", gettext("Chọn thể loại")))
        return form

    def answers(self) -> dict[str, Any]:
        """Title, category and text as typed."""
        text = (self.text.data or "").replace("\r\n", "\n")
        return {
            "title": self.title.data or "",
            "category_id": self.category_id.data or "",
            "text": text,
        }

    def field_of(self, name: str) -> Any:
        """A missing essay is told at the text."""
        return self.text if name == "essay" else super().field_of(name)


class FigureForm(Step):
    """Whom the essay is about."""

    kind = RadioField(
        _l("Nhân vật là"),
        choices=[
            SelectChoice(FigureKind.PERSON.value, _l("Một người")),
            SelectChoice(FigureKind.COLLECTIVE.value, _l("Một tập thể")),
        ],
        default=FigureKind.PERSON.value,
        validate_choice=False,
        render_kw=NEEDED,
    )
    name = StringField(_l("Họ và tên nhân vật, hoặc tên tập thể"), render_kw=NEEDED)
    position = StringField(_l("Chức vụ, nghề nghiệp"))
    birth_year = StringField(_l("Năm sinh"))
    place = StringField(_l("Đơn vị hoặc địa chỉ"), render_kw=NEEDED)
    phone = StringField(_l("Điện thoại"))
    field = StringField(_l("Lĩnh vực"))
    honours = TextAreaField(_l("Khen thưởng đã có"))

    def answers(self) -> dict[str, Any]:
        """Every answer as typed."""
        names = ("kind", "name", "position", "birth_year", "place", "phone", "field", "honours")
        return {name: self[name].data or "" for name in names}


class PersonForm(Form):
    """One author."""

    name = StringField(_l("Họ và tên"), render_kw=NEEDED)
    birth = StringField(_l("Ngày sinh hoặc năm sinh"), render_kw=NEEDED)
    phone = StringField(_l("Điện thoại"), render_kw=NEEDED)
    email = StringField(_l("Thư điện tử"))
    pen_name = StringField(_l("Bút danh"))
    gender = SelectField(
        _l("Giới tính"),
        choices=[
            SelectChoice("", "–"),
            SelectChoice("female", _l("Nữ")),
            SelectChoice("male", _l("Nam")),
            SelectChoice("other", _l("Khác")),
        ],
        validate_choice=False,
    )
    occupation = StringField(_l("Nghề nghiệp, chức vụ"))
    address = StringField(_l("Địa chỉ"))
    guardian_name = StringField(_l("Họ và tên người giám hộ"))
    guardian_phone = StringField(_l("Điện thoại người giám hộ"))


class AuthorsForm(Step):
    """Who wrote it: one person, a group with a leader, or a collective with somebody to ask."""

    kind = RadioField(
        _l("Ai là tác giả?"),
        choices=[
            SelectChoice(AuthorshipKind.PERSON.value, _l("Một người")),
            SelectChoice(AuthorshipKind.GROUP.value, _l("Nhóm tác giả")),
            SelectChoice(AuthorshipKind.COLLECTIVE.value, _l("Tập thể")),
        ],
        default=AuthorshipKind.PERSON.value,
        validate_choice=False,
        render_kw=NEEDED,
    )
    collective_name = StringField(_l("Tên tập thể"))
    unit = StringField(_l("Đơn vị gửi bài"), render_kw=NEEDED)
    people = FieldList(FormField(PersonForm), min_entries=1, max_entries=MOST_PEOPLE)
    leader = HiddenField(default="0")

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """The form with as many rows of people as the draft asks for."""
        people = list(data.get("people") or [])
        people += [{}] * (min(int(data.get("rows") or 1), MOST_PEOPLE) - len(people))
        return cls(data={**data, "people": people})

    def answers(self) -> dict[str, Any]:
        """Every answer as typed; rows left empty fall out, and the leader's number follows."""
        told = [{name: row.form[name].data or "" for name in PERSON} for row in self.people]
        filled = [n for n, person in enumerate(told) if any(value.strip() for value in person.values())]
        leader = whole(self.leader.data) or 0
        return {
            "kind": self.kind.data or AuthorshipKind.PERSON.value,
            "collective_name": self.collective_name.data or "",
            "unit": self.unit.data or "",
            "leader": str(filled.index(leader)) if leader in filled else "0",
            "people": [told[n] for n in filled],
            "rows": max(len(filled), 1),
        }

    def field_of(self, name: str) -> Any:
        """``authors.1.birth`` is the second row's birth; what speaks of all the authors goes on top."""
        room, _dot, rest = name.partition(".")
        number, _dot, part = rest.partition(".")
        if room == "authors" and number.isdigit() and int(number) < len(self.people):
            return self.people[int(number)].form[part]
        return None if room == "authors" else super().field_of(name)


class ReviewForm(FlaskForm):
    """The boxes before the hand-in; none is ticked beforehand."""

    statements = SelectMultipleField(
        _l("Cam kết và đồng ý"),
        coerce=int,
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        render_kw=NEEDED,
    )

    @classmethod
    def of(cls, statements: Iterable[Statement], *, prefix: str = "") -> Self:
        """One box for each statement that is in force."""
        form = cls(prefix=prefix)
        form.statements.choices = [
            (
                statement.id,
                statement.text if statement.required else f"{statement.text} ({gettext('tùy chọn')})",
            )
            for statement in statements
            if statement.retired_at is None
        ]
        return form


class LookUpForm(FlaskForm):
    """The two codes of a receipt."""

    receipt = StringField(_l("Mã hồ sơ"), [InputRequired(_l("Xin nhập mã hồ sơ, ví dụ CL26-7KQ4-9."))])
    secret = StringField(_l("Mã tra cứu"), [InputRequired(_l("Xin nhập mã tra cứu ghi trên biên nhận."))])


class WithdrawalForm(FlaskForm):
    """Why an entry is taken back, if the author cares to say."""

    reason = TextAreaField(_l("Lý do"))


def form_of(step: str, contest: Contest) -> Step:
    """The form of a step with what the request brings."""
    if step == "essay":
        return EssayForm.of(contest, {})
    return FigureForm() if step == "figure" else AuthorsForm.of({})
