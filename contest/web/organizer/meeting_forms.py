"""What is typed of a meeting: when and where, who is there, what is put to the vote, the counts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from contest.charter.models import Contest
from contest.people.models import Account
from contest.shortlist.models import Meeting, Motion
from contest.shortlist.rules.voting import Majority, MeetingKind, MotionKind, Part, PersonSaid, Votes
from contest.web.organizer.fields import MomentField
from contest.web.organizer.settings_forms import NEEDED
from contest.web.words import word

MOST_VOTES: Final = 500
YES, NO, NONE = "yes", "no", ""
COUNTS = [InputRequired(_l("Xin ghi số phiếu, kể cả số 0.")), NumberRange(0, MOST_VOTES, _l("Từ 0 đến 500."))]


class DetailsForm(FlaskForm):
    """When, where and how a meeting is held."""

    title = StringField(_l("Tên cuộc họp"), [NEEDED, Length(max=200)])
    place = StringField(_l("Địa điểm"), [Length(max=200)])
    held_at = MomentField(_l("Bắt đầu lúc"), [NEEDED])
    majority = RadioField(_l("Nội dung được thông qua khi"), [NEEDED])
    absent_votes = BooleanField(_l("Người vắng mặt được gửi phiếu trước"))
    opinions = TextAreaField(_l("Ý kiến khác"), [Optional(), Length(max=20_000)], render_kw={"rows": 3})
    seen = HiddenField()

    @classmethod
    def of(cls, contest: Contest, meeting: Meeting, **sent: Any) -> "DetailsForm":
        """With what stands."""
        stands = {"seen": meeting.seen}
        form = cls(obj=meeting, data=stands, prefix="details", meta={"zone": contest.zone}, **sent)
        form.word_choices()
        return form

    def word_choices(self) -> None:
        """With its choices in the visitor's words."""
        self.majority.choices = [SelectChoice(kind.value, word(kind)) for kind in Majority]

    def changes(self, meeting: Meeting) -> dict[str, Any]:
        """Column -> what was typed."""
        same = self.held_at.same_minute(meeting.held_at)
        return {
            "title": self.title.data or "",
            "place": self.place.data or "",
            "held_at": meeting.held_at if same else self.held_at.moment,
            "majority": Majority(self.majority.data),
            "absent_votes": bool(self.absent_votes.data),
            "opinions": self.opinions.data or "",
        }


class MeetingForm(DetailsForm):
    """A new meeting: about which round, what for, who presides and who keeps the minutes."""

    round = SelectField(_l("Về vòng"), coerce=int)
    kind = RadioField(_l("Họp để"), [NEEDED])
    chair_name = StringField(_l("Chủ trì"), [NEEDED, Length(max=100)])
    chair_office = StringField(_l("Chức vụ của chủ trì"), [Length(max=200)])
    secretary_name = StringField(_l("Thư ký"), [NEEDED, Length(max=100)])
    secretary_office = StringField(_l("Chức vụ của thư ký"), [Length(max=200)])
    secretary_votes = BooleanField(_l("Thư ký cũng được biểu quyết"))

    @classmethod
    def offer(
        cls, contest: Contest, *, number: int, at: datetime, chair: str, secretary: str
    ) -> "MeetingForm":
        """An empty form with what is likely."""
        form = cls(
            data={
                "round": number,
                "kind": MeetingKind.LIST.value,
                "title": gettext("Họp chọn bài"),
                "held_at": at,
                "majority": Majority.PRESENT.value,
                "chair_name": chair,
                "chair_office": gettext("Trưởng Ban Giám khảo") if chair else "",
                "secretary_name": secretary,
                "secretary_office": gettext("Thư ký") if secretary else "",
            },
            meta={"zone": contest.zone},
        )
        form.round.choices = [SelectChoice(round_.number, round_.name) for round_ in contest.rounds]
        form.kind.choices = [SelectChoice(kind.value, word(kind)) for kind in MeetingKind]
        del form.opinions, form.seen
        form.word_choices()
        return form

    def person(self, part: Part, known: Sequence[Account]) -> PersonSaid:
        """Who presides, or keeps the minutes, as typed; the account where exactly one has that name."""
        name = str(self[f"{part.value}_name"].data or "").strip()
        same = {account.id for account in known if account.name == name}
        return PersonSaid(
            name,
            str(self[f"{part.value}_office"].data or ""),
            part,
            votes=part is Part.CHAIR or bool(self.secretary_votes.data),
            account_id=same.pop() if len(same) == 1 else None,
        )


class PersonForm(FlaskForm):
    """Somebody called to a meeting who has no account here."""

    name = StringField(_l("Họ tên"), [NEEDED, Length(max=100)])
    office = StringField(_l("Chức vụ, đơn vị"), [Length(max=200)])
    guest = BooleanField(_l("Khách mời, không biểu quyết"))

    def said(self) -> PersonSaid:
        """The person as typed."""
        part = Part.GUEST if self.guest.data else Part.MEMBER
        return PersonSaid(self.name.data or "", self.office.data or "", part, votes=part is Part.MEMBER)


class KnownForm(FlaskForm):
    """The contest's own people who are not called yet."""

    people = SelectMultipleField(
        _l("Người của cuộc thi"),
        [InputRequired(_l("Xin đánh dấu ít nhất một người."))],
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class MotionForm(FlaskForm):
    """What is put to the vote."""

    kind = SelectField(_l("Nội dung thuộc loại"))
    code = StringField(
        _l("Mã phách"), [Optional(), Length(max=20)], render_kw={"autocapitalize": "characters"}
    )
    text = TextAreaField(
        _l("Nội dung biểu quyết"),
        [NEEDED, Length(max=2000)],
        description=_l("Nội dung hiện lên màn chiếu: gọi bài bằng mã phách, không ghi tên tác giả."),
        render_kw={"rows": 2},
    )

    @classmethod
    def offer(cls, meeting: Meeting, **sent: Any) -> "MotionForm":
        """With its kinds in the visitor's words, the likely one of this meeting chosen."""
        likely = MotionKind.AWARD if meeting.kind is MeetingKind.AWARDS else MotionKind.TAKE_IN
        form = cls(prefix="motion", data={"kind": likely.value}, **sent)
        form.kind.choices = [SelectChoice(kind.value, word(kind)) for kind in MotionKind]
        return form

    @property
    def of_kind(self) -> MotionKind:
        """The kind chosen."""
        return MotionKind(self.kind.data)


class VotesForm(FlaskForm):
    """The counts of one motion."""

    in_favour = IntegerField(_l("Tán thành"), COUNTS)
    against = IntegerField(_l("Không tán thành"), COUNTS)
    abstained = IntegerField(_l("Không có ý kiến"), COUNTS)
    chair = SelectField(
        _l("Nếu ngang phiếu, chủ trì"),
        default=NONE,
        choices=[
            SelectChoice(NONE, "–"),
            SelectChoice(YES, _l("cho thông qua")),
            SelectChoice(NO, _l("không cho thông qua")),
        ],
    )
    reason = TextAreaField(
        _l("Lý do ghi vào biên bản"), [Optional(), Length(max=2000)], render_kw={"rows": 2}
    )
    seen = HiddenField()

    @classmethod
    def of(cls, motion: Motion, **sent: Any) -> "VotesForm":
        """With the counts that stand."""
        stands = {"abstained": motion.abstained or 0, "seen": motion.seen}
        return cls(obj=motion, data=stands, prefix=f"m{motion.id}", **sent)

    @property
    def votes(self) -> Votes:
        """The counts typed."""
        return Votes(self.in_favour.data or 0, self.against.data or 0, self.abstained.data or 0)

    @property
    def ruling(self) -> bool | None:
        """What the chair says."""
        return {YES: True, NO: False}.get(self.chair.data)


class DissentForm(FlaskForm):
    """An opinion about one motion for the minutes, with the name of who said it if they wish."""

    seat = SelectField(_l("Của"), coerce=int)
    text = TextAreaField(_l("Ý kiến"), [NEEDED, Length(max=2000)], render_kw={"rows": 2})

    @classmethod
    def of(cls, meeting: Meeting, motion: Motion, **sent: Any) -> "DissentForm":
        """With those who are called to the meeting."""
        form = cls(prefix=f"d{motion.id}", **sent)
        people = [SelectChoice(seat.id, seat.name) for seat in meeting.attendances]
        form.seat.choices = [SelectChoice(0, gettext("Không ghi tên")), *people]
        return form


class ClosingForm(FlaskForm):
    """When the meeting ended."""

    ended_at = MomentField(_l("Kết thúc lúc"), [NEEDED])


class SupplementForm(FlaskForm):
    """What is added to closed minutes."""

    text = TextAreaField(_l("Nội dung bổ sung"), [NEEDED, Length(max=5000)], render_kw={"rows": 3})
    reason = TextAreaField(_l("Vì sao bổ sung"), [NEEDED, Length(max=2000)], render_kw={"rows": 2})
