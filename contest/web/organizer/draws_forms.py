"""What the office types for a draw and for changes to one."""

from collections.abc import Mapping, Sequence
from secrets import randbelow
from typing import Any, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
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
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from contest.assignment.models import LARGEST_SEED
from contest.assignment.rules.capacity import MARKING, SPEED
from contest.charter.models import Category
from contest.charter.rules.fitness import MOST_READERS
from contest.people.models import Account
from contest.web.organizer.settings_forms import NoticedForm

BY_LOT: Final = 0
"""The successor of somebody whose entries go to all others by lot."""


def any_seed() -> int:
    """A number to start from, which people may replace by their own."""
    return randbelow(900_000) + 100_000


class SeedForm(FlaskForm):
    """The number that reproduces a draw."""

    seed = IntegerField(
        _l("Số gieo"),
        [
            InputRequired(_l("Xin nhập một số nguyên từ 0.")),
            NumberRange(0, LARGEST_SEED, _l("Số gieo từ 0 đến 2.147.483.647.")),
        ],
        description=_l(
            "Cùng số gieo và cùng dữ liệu cho cùng kết quả. Nên để mỗi bên đọc vài chữ số tại buổi bốc thăm."
        ),
    )


class ReplaceForm(SeedForm):
    """Who leaves, who comes instead, and what becomes of sheets that were begun."""

    judge = SelectField(_l("Giám khảo thôi chấm"), [InputRequired(_l("Xin chọn giám khảo."))], coerce=int)
    successor = SelectField(_l("Ai đọc thay"), coerce=int, default=BY_LOT)
    begun = RadioField(
        _l("Bài đang chấm dở"),
        choices=[
            SelectChoice("go", _l("Giao cả cho người khác")),
            SelectChoice("stay", _l("Để người cũ chấm nốt")),
        ],
        default="go",
    )
    reason = StringField(
        _l("Lý do"),
        [InputRequired(_l("Xin ghi lý do.")), Length(max=500)],
        description=_l("Ghi vào nhật ký và biên bản; giám khảo không thấy."),
    )

    def offer(self, holders: Sequence[Account], judges: Sequence[Account]) -> "ReplaceForm":
        """The form with who may leave and who may come instead."""
        self.judge.choices = [(person.id, person.name) for person in holders]
        people = [(person.id, person.name) for person in judges]
        self.successor.choices = [(BY_LOT, gettext("Bốc thăm cho những người còn lại")), *people]
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        """Nobody comes instead of themselves."""
        fits = bool(super().validate(extra_validators))
        if fits and self.judge.data == self.successor.data:
            self.successor.errors = [gettext("Xin chọn người khác với người thôi chấm.")]
            return False
        return fits


class JoinForm(SeedForm):
    """Who joins in mid-round."""

    judge = SelectField(_l("Giám khảo vào thêm"), [InputRequired(_l("Xin chọn giám khảo."))], coerce=int)


class MoveForm(FlaskForm):
    """One entry, from one judge to another; no lot is asked."""

    entry = StringField(
        _l("Mã phách"),
        [InputRequired(_l("Xin nhập mã của bài.")), Length(max=40)],
        description=_l("Ví dụ K7QF-3; gõ chữ thường, thiếu gạch vẫn được."),
    )
    judge = SelectField(_l("Đang giao cho"), [InputRequired(_l("Xin chọn giám khảo."))], coerce=int)
    successor = SelectField(_l("Chuyển cho"), [InputRequired(_l("Xin chọn giám khảo."))], coerce=int)
    reason = StringField(_l("Lý do"), [InputRequired(_l("Xin ghi lý do.")), Length(max=500)])


class LookForm(SeedForm):
    """Entries that get more readers."""

    codes = TextAreaField(
        _l("Mã phách của các bài"),
        [InputRequired(_l("Xin nhập mã của bài.")), Length(max=20_000)],
        description=_l(
            "Dán cả cột từ bảng tính cũng được: cách nhau bằng dấu cách, dấu phẩy hoặc xuống dòng."
        ),
    )
    more = IntegerField(
        _l("Thêm mấy người đọc mỗi bài"),
        [
            InputRequired(_l("Xin ghi một số từ 1 đến 9.")),
            NumberRange(1, MOST_READERS, _l("Xin ghi một số từ 1 đến 9.")),
        ],
        default=2,
    )


class LineLookForm(SeedForm):
    """How many further readings near the line."""

    readings = IntegerField(
        _l("Số lượt đọc thêm"),
        [
            InputRequired(_l("Xin ghi một số từ 1.")),
            NumberRange(1, 10_000_000, _l("Xin ghi một số từ 1.")),
        ],
    )


class CategoryReadersForm(Form):
    """One category's own number of readers; the row says which."""

    category = HiddenField()
    readers = IntegerField(
        _l("Số người đọc"), [Optional(), NumberRange(1, MOST_READERS, _l("Xin ghi một số từ 1 đến 9."))]
    )


class ReadersForm(SeedForm, NoticedForm):
    """Another number of readers for the round and its categories."""

    readers = IntegerField(
        _l("Số giám khảo đọc mỗi bài"),
        [
            InputRequired(_l("Xin ghi một số từ 1 đến 9.")),
            NumberRange(1, MOST_READERS, _l("Xin ghi một số từ 1 đến 9.")),
        ],
    )
    categories = FieldList(FormField(CategoryReadersForm))

    def numbers(self, categories: Sequence[Category]) -> dict[int, int]:
        """Category id -> number, for those that differ."""
        return numbers_of(self.categories, categories)


def rows_of(numbers: Mapping[int, int], categories: Sequence[Category]) -> list[dict[str, int | None]]:
    """A row for each category with its own number, if it has one."""
    return [{"category": category.id, "readers": numbers.get(category.id)} for category in categories]


def numbers_of(fields: Any, categories: Sequence[Category]) -> dict[int, int]:
    """Category id -> number of readers, for those where one was typed; each row says its category."""
    known = {str(category.id): category.id for category in categories}
    rows = [(known.get(str(field.form.category.data)), field.form.readers.data) for field in fields]
    return {category: number for category, number in rows if category is not None and number}


class PlannerForm(FlaskForm):
    """What the capacity planner reckons with; asked for in the address, nothing is kept."""

    class Meta:
        """Nothing changes by it, so it carries no token."""

        csrf = False

    words = IntegerField(
        _l("Số từ mỗi bài"), [Optional(), NumberRange(1, 100_000, _l("Xin ghi một số từ 1."))]
    )
    speed = IntegerField(
        _l("Đọc mấy từ một phút"), [Optional(), NumberRange(20, 2_000, _l("Từ 20 đến 2.000."))], default=SPEED
    )
    marking = IntegerField(
        _l("Phút ghi phiếu mỗi bài"), [Optional(), NumberRange(0, 240, _l("Từ 0 đến 240."))], default=MARKING
    )
    hours = IntegerField(
        _l("Giờ đọc mỗi ngày"), [Optional(), NumberRange(1, 16, _l("Từ 1 đến 16."))], default=2
    )
    judges = IntegerField(
        _l("Số giám khảo"), [Optional(), NumberRange(1, 10_000, _l("Xin ghi một số từ 1."))]
    )
    begins = DateField(_l("Bắt đầu"), [Optional()])


class ConflictForm(FlaskForm):
    """A judge who must not read an entry."""

    judge = SelectField(_l("Giám khảo"), [InputRequired(_l("Xin chọn giám khảo."))], coerce=int)
    entry = StringField(
        _l("Mã phách hoặc mã hồ sơ"),
        [InputRequired(_l("Xin nhập mã của bài.")), Length(max=40)],
        description=_l("Ví dụ K7QF-3 hoặc CL26-7KQ4-9; gõ chữ thường, thiếu gạch vẫn được."),
    )
    reason = StringField(_l("Lý do"), [Optional(), Length(max=500)])
