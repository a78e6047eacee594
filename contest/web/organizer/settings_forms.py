"""What organizers set: one form a subject; each field says what it changes."""

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from contest.charter.models import Contest, Round
from contest.charter.rules import LateRule
from contest.charter.rules.fitness import PREFIX, RANGES, ROOM
from contest.errors import Stale
from contest.web.organizer.fields import MomentField
from contest.web.organizer.saving import StandingForm
from contest.web.words import WORDS

NEEDED: Final = InputRequired(_l("Xin điền ô này."))
NOT_COLUMNS: Final = {"csrf_token", "notice", "seen", "stood"}


def choices(kinds: type[Any]) -> list[SelectChoice]:
    """Every kind with the interface's word for it."""
    return [SelectChoice(kind.value, _l(WORDS[kinds, kind.value])) for kind in kinds]


def whole(
    label: LazyString, column: str, hint: LazyString | str = "", *, needed: bool = True
) -> IntegerField:
    """A whole number in the range the charter allows."""
    least, most = RANGES[column]
    said = _l("Xin ghi một số từ %(least)s đến %(most)s.", least=least, most=most)
    first = InputRequired(said) if needed else Optional()
    return IntegerField(label, [first, NumberRange(least, most, said)], description=hint)


def line(label: LazyString, column: str, hint: LazyString | str = "", *, needed: bool = False) -> StringField:
    """One line of text with the room its column has."""
    room = Length(max=ROOM[column], message=_l("Dài quá: nhiều nhất %(most)s ký tự.", most=ROOM[column]))
    return StringField(label, [NEEDED, room] if needed else [room], description=hint)


def notice_field() -> TextAreaField:
    """The notice a public change needs once the contest is announced."""
    return TextAreaField(
        _l("Lời thông báo về thay đổi"),
        [Length(max=2000)],
        description=_l("Hiện công khai trên trang cuộc thi, kèm ngày. Giá trị cũ vẫn được lưu."),
        render_kw={"rows": 3},
    )


class NoticedForm(FlaskForm):
    """A form whose change is public, so that an announced contest asks for a notice."""

    notice = notice_field()

    def keep_notice(self, contest: Contest) -> None:
        """Do not ask for a notice while nobody has seen the contest."""
        if contest.announced_at is None:
            del self.notice

    @property
    def said_notice(self) -> str:
        """The notice, or nothing."""
        return str(self["notice"].data or "") if "notice" in self else ""


class OfRoundsForm(StandingForm):
    """A form about rounds that are called by their numbers: it brings along which ones its page was about."""

    seen = HiddenField()
    stand: str

    def keep_rounds(self, *rounds: Round) -> None:
        """These are what the numbers mean now."""
        self.stand = " ".join(str(round_.id) for round_ in rounds)
        if not self.is_submitted():
            self.seen.data = self.stand

    def check_standing(self) -> None:
        """Raises Stale where the numbers have come to mean other rounds since the page was opened, SavedMeanwhile."""
        if self.seen.data != self.stand:
            raise Stale
        super().check_standing()


class CharterForm(StandingForm):
    """A form over columns of one contest."""

    @classmethod
    def of(cls, contest: Contest, *, with_notice: bool = True) -> Any:
        """The form with what stands; without a notice while nobody has seen the contest."""
        form = cls(obj=contest, meta={"zone": contest.zone})
        if "notice" in form and (contest.announced_at is None or not with_notice):
            del form.notice
        return form

    @property
    def said_notice(self) -> str:
        """The notice, or nothing."""
        return str(self.notice.data or "") if "notice" in self else ""

    def changes(self, standing: object) -> Mapping[str, Any]:
        """Column -> what was typed; a minute that did not change keeps its seconds."""
        found: dict[str, Any] = {}
        for field in self:
            if field.name in NOT_COLUMNS or not hasattr(standing, field.name):
                continue
            was = getattr(standing, field.name)
            if isinstance(field, MomentField):
                found[field.name] = was if field.same_minute(was) else field.moment
            else:
                found[field.name] = type(was)(field.data) if isinstance(field, RadioField) else field.data
        return {
            name: value.replace("\r\n", "\n") if isinstance(value, str) else value
            for name, value in found.items()
        }


class TextsForm(CharterForm):
    """What everybody reads."""

    title = line(
        _l("Tên cuộc thi"), "title", _l("Đứng đầu trang cuộc thi, biên nhận và văn bản."), needed=True
    )
    area = line(_l("Địa bàn"), "area", _l("Nơi tổ chức, như “huyện Chi Lăng”."))
    organizer = line(
        _l("Cơ quan tổ chức"), "organizer", _l("Ghi trên trang cuộc thi và trong lời đồng ý xử lý dữ liệu.")
    )
    theme = TextAreaField(
        _l("Chủ đề"),
        description=_l("Vài câu để người viết biết viết về ai, về điều gì."),
        render_kw={"rows": 4},
    )
    eligibility = TextAreaField(_l("Ai được dự thi, ai không"), render_kw={"rows": 4})
    rules_text = TextAreaField(
        _l("Thể lệ đầy đủ"), description=_l("Để một dòng trống giữa hai đoạn."), render_kw={"rows": 14}
    )
    contact = TextAreaField(
        _l("Liên hệ"), description=_l("Nơi nhận bài giấy, điện thoại, thư điện tử."), render_kw={"rows": 3}
    )
    receipt_prefix = StringField(
        _l("Đầu mã hồ sơ"),
        [
            NEEDED,
            Regexp(
                rf"^(?:{PREFIX.pattern})$",
                message=_l("Một đến bốn chữ in hoa không dấu, rồi nhiều nhất hai chữ số, như CL26."),
            ),
        ],
        description=_l("Mã hồ sơ bắt đầu như thế, ví dụ CL26. Mã đã cấp giữ nguyên."),
    )
    notice = notice_field()


class CalendarForm(CharterForm):
    """When entries are taken."""

    opens_at = MomentField(
        _l("Bắt đầu nhận bài"),
        [NEEDED],
        description=_l("Trước lúc này người viết lưu được bản nháp nhưng chưa nộp được."),
    )
    closes_at = MomentField(
        _l("Hạn nhận bài"),
        [NEEDED],
        description=_l(
            "Sau lúc này trang không nhận bài nữa; chỉ Tổ Thư ký nhập được bài giấy gửi đúng hạn."
        ),
    )
    notice = notice_field()


class LimitsForm(CharterForm):
    """The numbers of the rules."""

    words_min = whole(_l("Số từ ít nhất"), "words_min")
    words_max = whole(
        _l("Số từ nhiều nhất"),
        "words_max",
        _l("Quá mức thì cảnh báo người viết và người sàng lọc, không tự loại."),
    )
    words_tolerance_percent = whole(
        _l("Mức châm chước, phần trăm"),
        "words_tolerance_percent",
        _l("Bài thiếu hoặc quá trong mức này chưa bị cảnh báo khi sàng lọc."),
    )
    max_entries_per_author = whole(_l("Số bài nhiều nhất của một tác giả"), "max_entries_per_author")
    max_group_size = whole(_l("Số người nhiều nhất trong một nhóm tác giả"), "max_group_size")
    max_files = whole(_l("Số tệp nhiều nhất của một bài"), "max_files")
    max_file_mb = whole(_l("Dung lượng một tệp (MB)"), "max_file_mb")
    max_total_mb = whole(_l("Dung lượng cả bài (MB)"), "max_total_mb")
    photos_min = whole(
        _l("Số ảnh nhân vật cần có"),
        "photos_min",
        _l("Thiếu ảnh thì nhắc người viết và người sàng lọc, không chặn; 0 là không cần ảnh."),
    )
    photos_max = whole(_l("Số ảnh nhân vật nhiều nhất"), "photos_max", _l("0 là không nhận ảnh nhân vật."))
    statement_needed = BooleanField(
        _l("Cần bản xác nhận có chữ ký, đóng dấu"),
        description=_l("Thiếu thì nhắc, không chặn. Giám khảo không bao giờ thấy bản này."),
    )
    late_rule = RadioField(
        _l("Bài giấy quá hạn tính theo"),
        [NEEDED],
        choices=choices(LateRule),
        description=_l("Ngày gửi là dấu bưu điện hoặc ngày gửi thư điện tử."),
    )
    quota_up = whole(
        _l("Số bài được gửi lên cấp trên"), "quota_up", _l("Để trống nếu không gửi."), needed=False
    )
    retention_months = whole(
        _l("Giữ dữ liệu cá nhân (tháng)"),
        "retention_months",
        _l("Tính từ ngày công bố kết quả; sau đó dữ liệu được ẩn danh."),
    )
    notice = notice_field()


class StatementForm(StandingForm):
    """One box for entrants to tick."""

    text = TextAreaField(_l("Lời cam kết hoặc đồng ý"), [NEEDED], render_kw={"rows": 6})
    required = BooleanField(_l("Bắt buộc đánh dấu mới nộp được bài"), default=True)
