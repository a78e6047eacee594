"""What founding a contest asks for."""

from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from contest.charter.models import Contest
from contest.charter.rules.fitness import PREFIX, SLUG
from contest.plumbing.clock import local
from contest.web.organizer.fields import ZONE, MomentField
from contest.web.organizer.settings_forms import NEEDED, line, whole

TEMPLATE = "template"
OPEN_DAYS = 60


class FoundingForm(FlaskForm):
    """A new contest: from the template, or with an earlier one's charter."""

    start = RadioField(_l("Bắt đầu từ"), [InputRequired(_l("Xin chọn một mẫu."))])
    title = line(
        _l("Tên cuộc thi"),
        "title",
        _l("Để trống thì lấy tên trong mẫu. Mọi lời và con số sửa được sau khi lập."),
    )
    area = line(_l("Địa bàn"), "area", _l("Như “huyện Chi Lăng”. Để trống thì lấy theo cuộc thi được chép."))
    year = whole(_l("Năm"), "year")
    opens_at = MomentField(_l("Bắt đầu nhận bài"), [NEEDED])
    closes_at = MomentField(_l("Hạn nhận bài"), [NEEDED])
    slug = StringField(
        _l("Địa chỉ trang"),
        [
            Optional(),
            Length(max=60),
            Regexp(rf"^(?:{SLUG.pattern})$", message=_l("Chỉ gồm chữ thường không dấu, chữ số và gạch nối.")),
        ],
        description=_l(
            "Đứng cuối địa chỉ trang cuộc thi và không đổi được về sau. Để trống thì đặt theo tên và năm."
        ),
    )
    receipt_prefix = StringField(
        _l("Đầu mã hồ sơ"),
        [
            Optional(),
            Regexp(
                rf"^(?:{PREFIX.pattern})$",
                message=_l("Một đến bốn chữ in hoa không dấu, rồi nhiều nhất hai chữ số, như CL26."),
            ),
        ],
        description=_l("Mã hồ sơ bắt đầu như thế, ví dụ CL26. Để trống thì đặt theo địa bàn và năm."),
    )

    @classmethod
    def of(cls, earlier: list[Contest], *, at: datetime, chosen: str | None) -> "FoundingForm":
        """The form with a calendar to begin from; ``chosen`` is the slug of the contest to copy."""
        today = local(at, ZONE).replace(hour=8, minute=0, second=0, microsecond=0)
        first, last = today + timedelta(days=1), today.replace(hour=17) + timedelta(days=OPEN_DAYS)
        slugs = {contest.slug for contest in earlier}
        form = cls(
            data={
                "start": chosen if chosen in slugs else TEMPLATE,
                "year": first.year,
                "opens_at": first,
                "closes_at": last,
            }
        )
        form.start.choices = [
            SelectChoice(TEMPLATE, gettext("Thể lệ mẫu")),
            *(
                SelectChoice(c.slug, gettext("Chép từ: %(title)s (%(year)s)", title=c.title, year=c.year))
                for c in earlier
            ),
        ]
        return form

    def typed(self, name: str) -> Any:
        """What a field holds, without the spaces around it."""
        return str(self[name].data or "").strip()
