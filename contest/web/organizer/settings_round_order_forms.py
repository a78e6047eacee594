"""The rounds as organizers put them in order, add and remove them."""

from datetime import timedelta

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import (
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import Length, NumberRange, Optional

from contest.charter.models import Contest, Round
from contest.web.organizer.fields import MomentField
from contest.web.organizer.settings_forms import NEEDED, NoticedForm, OfRoundsForm
from contest.web.typed import whole

ROUND_DAYS = 30


class PlaceForm(Form):
    """One round's place; key is its id."""

    key = HiddenField()
    position = IntegerField(_l("Thứ tự"), [Optional(), NumberRange(0, 999)])


class OrderForm(NoticedForm):
    """The rounds that may change places."""

    rows = FieldList(FormField(PlaceForm))

    @classmethod
    def of(cls, contest: Contest, held: int) -> "OrderForm":
        """The form with the rounds behind the first ``held``, which keep their places."""
        rows = [{"key": str(round_.id), "position": round_.number} for round_ in contest.rounds[held:]]
        form = cls(data={"rows": rows})
        form.keep_notice(contest)
        return form

    def order(self, contest: Contest, held: int) -> list[int]:
        """Ids of all rounds in the order typed; those without a number come last, as they stand."""
        rows = [field.form for field in self["rows"]]
        rows.sort(key=lambda row: 1000 if row.position.data is None else row.position.data)
        moved = [key for row in rows if (key := whole(row.key.data)) is not None]
        return [*(round_.id for round_ in contest.rounds[:held]), *moved]


class NewRoundForm(OfRoundsForm, NoticedForm):
    """One more round."""

    name = StringField(
        _l("Tên vòng"), [NEEDED, Length(max=120)], description=_l("Như “Vòng chung khảo”, “Vòng sơ loại”.")
    )
    number = SelectField(
        _l("Chỗ của vòng"),
        coerce=int,
        description=_l("Danh sách của vòng trước là các bài mà vòng sau đọc, dưới mã phách mới."),
    )
    like = SelectField(
        _l("Bắt đầu từ thiết lập của"),
        coerce=int,
        description=_l("Phiếu chấm, số giám khảo, cách tính và cách chọn bài được chép sang, rồi sửa riêng."),
    )
    opens_at = MomentField(_l("Bắt đầu chấm"), [NEEDED])
    closes_at = MomentField(_l("Hạn chấm"), [NEEDED])

    @classmethod
    def of(cls, contest: Contest, held: int) -> "NewRoundForm":
        """The form, last place first chosen, with a month after the last round to begin from."""
        last = contest.rounds[-1]
        begins = {
            "number": len(contest.rounds) + 1,
            "like": last.number,
            "opens_at": last.closes_at,
            "closes_at": last.closes_at + timedelta(days=ROUND_DAYS),
        }
        form = cls(data=begins, meta={"zone": contest.zone})
        form.keep_notice(contest)
        form.keep_rounds(*contest.rounds)
        form.number.choices = [
            SelectChoice(place + 1, _after(contest, place)) for place in range(held, len(contest.rounds) + 1)
        ]
        form.like.choices = [SelectChoice(round_.number, round_.name) for round_ in contest.rounds]
        return form


class RemovalForm(OfRoundsForm, NoticedForm):
    """Nothing but the notice."""

    @classmethod
    def of(cls, contest: Contest, round_: Round) -> "RemovalForm":
        """The form."""
        form = cls()
        form.keep_notice(contest)
        form.keep_rounds(round_)
        return form


def _after(contest: Contest, place: int) -> LazyString:
    if place == 0:
        return _l("Trước %(round)s", round=contest.rounds[0].name)
    return _l("Sau %(round)s", round=contest.rounds[place - 1].name)
