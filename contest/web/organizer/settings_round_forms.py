"""One round of judging as organizers set it; what is frozen is not in the form any more."""

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from contest.charter.models import Contest, Round
from contest.charter.rules import METHODS, CutKind, TieBreak
from contest.charter.rules.fitness import MOST_READERS, method_unfit
from contest.charter.service.rounds import FROZEN
from contest.shortlist.rules import METHOD_NAMES
from contest.web.organizer.fields import MomentField, PointsField
from contest.web.organizer.settings_forms import NEEDED, NOT_COLUMNS, NoticedForm, OfRoundsForm, choices

TIE_STEPS: Final = 5
TIE_WORDS: Final = (
    SelectChoice("", _l("Không dùng bước này")),
    SelectChoice("criteria", _l("So điểm các tiêu chí đánh dấu")),
    SelectChoice("median", _l("So trung vị điểm của các giám khảo")),
    SelectChoice("head", _l("Trưởng Ban Giám khảo quyết định")),
)
CUT_HINTS: Final = {
    CutKind.TOP.value: _l("Lấy đúng số bài ghi bên dưới, từ điểm cao xuống."),
    CutKind.THRESHOLD.value: _l("Lấy mọi bài đạt từ điểm ghi bên dưới."),
    CutKind.PERCENT.value: _l(
        "Lấy phần trăm ghi bên dưới của số bài đã xếp hạng; phần lẻ tính thành một bài."
    ),
}


class TieForm(Form):
    """One step of parting entries of the same mark."""

    kind = SelectField(_l("Cách so"), choices=TIE_WORDS)
    criteria = SelectMultipleField(
        _l("Tiêu chí"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """A step by criteria names some."""
        fits = bool(super().validate(extra_validators))
        if self.kind.data == "criteria" and not self.criteria.data:
            self.criteria.errors = [gettext("Xin đánh dấu ít nhất một tiêu chí.")]
            return False
        return fits


class RoundForm(OfRoundsForm, NoticedForm):
    """A round."""

    name = StringField(_l("Tên vòng"), [NEEDED, Length(max=120)])
    readers = IntegerField(
        _l("Số giám khảo đọc mỗi bài"),
        [NEEDED, NumberRange(1, MOST_READERS, _l("Xin ghi một số từ 1 đến 9."))],
        description=_l(
            "Hai giám khảo: khi lệch nhau nhiều thì có người thứ ba. Từ ba trở lên: tính chung theo cách chọn dưới."
        ),
    )
    opens_at = MomentField(_l("Bắt đầu chấm"), [NEEDED])
    closes_at = MomentField(
        _l("Hạn chấm"),
        [NEEDED],
        description=_l("Sau lúc này giám khảo không lưu được phiếu; có thể lùi hạn bất cứ lúc nào."),
    )
    band_agree = PointsField(_l("Lệch dưới mức này: lấy trung bình (điểm)"), [NEEDED])
    band_minutes = PointsField(
        _l("Lệch đến mức này: hai người thống nhất bằng biên bản (điểm)"),
        [NEEDED],
        description=_l("Lệch quá mức này thì giám khảo thứ ba chấm."),
    )
    band_panel = PointsField(_l("Sau lần chấm thứ ba, lệch quá mức này thì họp chấm chung (điểm)"), [NEEDED])
    method = SelectField(
        _l("Cách tính điểm"),
        choices=[SelectChoice(key, _l(METHOD_NAMES[key])) for key in METHODS],
        description=_l(
            "Trung bình, tổng, trung vị: dùng khi mỗi bài có từ ba giám khảo ngay từ đầu; bỏ điểm cao nhất và thấp "
            "nhất cần từ năm. Điểm hiệu chỉnh: xếp hạng sau khi trừ độ nghiêm của từng giám khảo, tính từ mọi phiếu "
            "của vòng. Có từ khoảng một nghìn bài, hoặc có người cho điểm sát nhau, người cho điểm cách xa, thì nên "
            "trừ cả thang của giám khảo: trong các vòng thi mô phỏng 1.000 bài, cách ấy tìm ra 99 phần trăm số bài mà "
            "người biết rõ mọi giám khảo tìm ra, chỉ trừ độ nghiêm 96, trung bình cộng 77. Với 200 bài hai cách gần "
            "như nhau. Các cách còn lại luôn xem được bên cạnh để tham khảo."
        ),
    )
    cut_kind = RadioField(_l("Chọn bài vào danh sách theo"), [NEEDED], choices=choices(CutKind))
    cut_top = IntegerField(_l("Số bài được chọn"), [Optional(), NumberRange(1, 10_000)])
    cut_threshold = PointsField(_l("Điểm sàn"), [Optional()])
    cut_percent = PointsField(_l("Phần trăm số bài"), [Optional()])
    ties_in = BooleanField(_l("Bài bằng điểm với bài cuối danh sách cũng được chọn"))
    judges_named = BooleanField(_l("Khi thống nhất điểm, giám khảo thấy tên nhau"))
    names_early = BooleanField(_l("Ghép phách được trước khi các vòng sau khóa điểm"))
    recheck_percent = IntegerField(
        _l("Phần trăm bài chấm kiểm tra, bốc ngẫu nhiên"),
        [NEEDED, NumberRange(0, 100, _l("Xin ghi một số từ 0 đến 100."))],
        description=_l(
            "Trưởng Ban Giám khảo đọc lại mà không biết điểm; lệch nhiều thì bài được thống nhất lại."
        ),
    )
    recheck_top = IntegerField(
        _l("Cùng với số bài đứng đầu này"),
        [Optional(), NumberRange(0, 10_000)],
        description=_l("Để trống thì bằng số bài được chọn."),
    )
    look_percent = IntegerField(
        _l("Đọc thêm quanh vạch: nhiều nhất bao nhiêu phần trăm số lượt đọc"),
        [NEEDED, NumberRange(0, 100, _l("Xin ghi một số từ 0 đến 100."))],
        description=_l(
            "Trước khi khóa điểm, những bài ở sát vạch chọn được thêm giám khảo đọc. 0 là không đọc thêm. "
            "Hiện trong thể lệ công khai; không đổi được khi giám khảo đã bắt đầu chấm."
        ),
    )
    look_most = IntegerField(
        _l("Mỗi bài thêm nhiều nhất (người đọc)"),
        [NEEDED, NumberRange(1, MOST_READERS, _l("Xin ghi một số từ 1 đến 9."))],
    )
    look_stop = PointsField(
        _l("Ngừng khi dự kiến danh sách đổi ít hơn (bài)"),
        [NEEDED],
        description=_l("Ví dụ 0,5: dự kiến đổi chưa tới nửa bài thì không ai phải đọc thêm."),
    )
    ties = FieldList(FormField(TieForm), _l("Phân định đồng hạng, theo thứ tự"), max_entries=TIE_STEPS)

    @classmethod
    def of(cls, contest: Contest, round_: Round) -> "RoundForm":
        """The form with what stands; without what judging has frozen."""
        steps = [_shown(step) for step in round_.tie_breaks]
        blank = [{"kind": "", "criteria": []}] * max(0, TIE_STEPS - len(steps))
        form = cls(obj=round_, data={"ties": [*steps, *blank]}, meta={"zone": contest.zone})
        form.keep_notice(contest)
        form.keep_rounds(round_)
        if round_.rules_frozen_at is not None:
            for name in ("ties", *(FROZEN - {"tie_breaks"})):
                del form[name]
        for step in form.tie_forms:
            step.criteria.choices = [SelectChoice(line.key, line.name) for line in round_.criteria]
        return form

    @property
    def tie_forms(self) -> list[Any]:
        """The steps, none when they are frozen."""
        return [field.form for field in self["ties"]] if "ties" in self else []

    def validate_method(self, field: SelectField) -> None:
        """Refuse a method that needs more readers, beside its box."""
        readers = self["readers"].data
        why = method_unfit(field.data, readers) if isinstance(readers, int) else None
        if why is not None:
            raise ValidationError(_sentence(gettext(why)))

    def changes(self, round_: Round) -> Mapping[str, Any]:
        """Column -> what was typed."""
        found: dict[str, Any] = {}
        for field in self:
            if isinstance(field, MomentField):
                was = getattr(round_, field.name)
                found[field.name] = was if field.same_minute(was) else field.moment
            elif field.name == "cut_kind":
                found[field.name] = CutKind(field.data)
            elif field.name == "ties":
                found["tie_breaks"] = [_said(step) for step in self.tie_forms if step.kind.data]
            elif field.name not in NOT_COLUMNS:
                found[field.name] = field.data
        return found


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _shown(step: TieBreak) -> dict[str, Any]:
    return {"kind": next(iter(step)), "criteria": step.get("criteria", [])}


def _said(step: Any) -> TieBreak:
    return {"criteria": list(step.criteria.data)} if step.kind.data == "criteria" else {step.kind.data: True}
