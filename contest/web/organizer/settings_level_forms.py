"""The forms of levels: where a contest stands, who may send it works, and by which key."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from contest.web.organizer.saving import StandingForm

MOST = 100_000
_NUMBER = _l("Xin ghi một số từ 0 trở lên.")


class LevelForm(StandingForm):
    """Where the contest stands among levels."""

    label = StringField(
        _l("Cấp của cuộc thi này"),
        [Length(max=80, message=_l("Tên cấp dài quá."))],
        description=_l("Như “cấp xã”, “cấp huyện”, “cấp tỉnh”."),
    )
    rank = IntegerField(
        _l("Thứ tự cấp"),
        [InputRequired(_NUMBER), NumberRange(0, 99, _NUMBER)],
        description=_l("Số lớn hơn là cấp cao hơn, ví dụ xã 1, huyện 2, tỉnh 3."),
    )
    upper_label = StringField(
        _l("Cấp trên nhận tác phẩm"),
        [Length(max=80, message=_l("Tên cấp dài quá."))],
        description=_l(
            "Để trống nếu không gửi tác phẩm lên cấp trên. Số bài được gửi đặt ở mục Mức và giới hạn."
        ),
    )
    send_rest = BooleanField(
        _l("Gửi kèm cả những bài không được đề cử"),
        description=_l("Khi cấp trên yêu cầu đóng gói và nộp cả những bài còn lại."),
    )
    receives = BooleanField(
        _l("Nhận tác phẩm từ cấp dưới"),
        description=_l("Mở trang nhận gói cho Tổ Thư ký."),
    )
    default_quota = IntegerField(
        _l("Chỉ tiêu của mỗi đơn vị gửi"),
        [Optional(), NumberRange(0, MOST, _NUMBER)],
        description=_l("Dùng cho đơn vị không có chỉ tiêu riêng; để trống là không hạn chế."),
    )


class SenderForm(FlaskForm):
    """One unit that may send works."""

    code = StringField(
        _l("Mã đơn vị"),
        [InputRequired(_l("Xin ghi mã đơn vị.")), Length(max=40)],
        description=_l("Mã đã có trong danh mục đơn vị, hoặc mã mới."),
    )
    name = StringField(
        _l("Tên đơn vị"),
        [Length(max=200)],
        description=_l("Cần khi mã còn mới, như “Huyện Chi Lăng”."),
    )
    quota = IntegerField(
        _l("Chỉ tiêu riêng"),
        [Optional(), NumberRange(0, MOST, _NUMBER)],
        description=_l("Để trống thì theo chỉ tiêu chung."),
    )


class SenderTermsForm(FlaskForm):
    """One unit's quota and key."""

    quota = IntegerField(
        _l("Chỉ tiêu riêng"),
        [Optional(), NumberRange(0, MOST, _NUMBER)],
        description=_l("Để trống thì theo chỉ tiêu chung."),
    )
    key = TextAreaField(
        _l("Đăng ký khóa công khai"),
        [Length(max=400)],
        description=_l("Chép từ tờ in của đơn vị: 64 chữ số và chữ cái a–f, có dấu cách cũng được."),
        render_kw={"rows": 3},
    )
    heard = StringField(
        _l("Dấu của khóa, nghe qua điện thoại"),
        [Length(max=60)],
        description=_l(
            "Chỉ cần khi khóa này đã đăng ký cho đơn vị khác, vì hai đơn vị dùng chung một máy chủ: "
            "gọi cho đơn vị đang đăng ký và gõ điều nghe được."
        ),
    )
