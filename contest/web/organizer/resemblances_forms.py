"""What is said when a pair or a cluster is ruled on."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileRequired, MultipleFileField
from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from contest.charter.models import Contest
from contest.screening.queries import Likeness
from contest.screening.rules.likeness import percent
from contest.screening.service import seen_of
from contest.web.locale import wall
from contest.web.organizer.resemblances_view import TextShown

NONE = "none"
MOST_NAMED = 8


class CopiedForm(FlaskForm):
    """Which entry the others copied, and what is told."""

    seen = HiddenField(_l("Dấu của trang này"))
    original = SelectField(_l("Bài gốc"), [InputRequired(_l("Xin chọn bài gốc, hoặc chọn loại tất cả."))])
    reason = TextAreaField(
        _l("Lý do loại"),
        [InputRequired(_l("Xin ghi rõ lý do.")), Length(max=2000)],
        description=_l("Ghi vào quyết định loại với mã SC của từng bài."),
    )

    @property
    def original_entry_id(self) -> int | None:
        """The entry chosen as the original; None when all are rejected."""
        return None if self.original.data == NONE else int(self.original.data)


class AllowedForm(FlaskForm):
    """Why it is no copying."""

    seen = HiddenField(_l("Dấu của trang này"))
    reason = TextAreaField(
        _l("Vì sao không phải sao chép"),
        [InputRequired(_l("Xin ghi rõ lý do.")), Length(max=2000)],
        description=_l("Ví dụ: cùng trích một văn bản, cùng tác giả gửi hai cuộc thi khác nhau."),
    )


class ReferencesForm(FlaskForm):
    """Texts to compare with, as files."""

    files = MultipleFileField(_l("Tệp văn bản hoặc ZIP"), [FileRequired(_l("Xin chọn ít nhất một tệp."))])


def ruling_forms(
    contest: Contest, pairs: Sequence[Likeness], texts: Sequence[TextShown], *, blank: bool = False
) -> tuple[CopiedForm, AllowedForm]:
    """The two forms for these pairs, filled with what stands to reason.

    texts  of the pairs, the contest's own and others'
    blank  whatever was sent is left aside
    """
    said = {"seen": seen_of(pairs), "reason": reason_for(pairs, texts)}
    given = {"formdata": None} if blank else {}
    copied = CopiedForm(prefix="copied", data=said, **given)
    own = sorted((text for text in texts if text.ours), key=lambda text: text.number)
    copied.original.choices = [
        ("", _("Chọn…")),
        *((str(text.number), _came(contest, text)) for text in own),
        (NONE, _("Không bài nào trong số này: loại tất cả")),
    ]
    return copied, AllowedForm(prefix="allowed", data={"seen": said["seen"]}, **given)


def reason_for(pairs: Sequence[Likeness], texts: Sequence[TextShown]) -> str:
    """The reason that stands to reason: who resembles whom, by receipt, and how much."""
    names = [text.name for text in sorted(texts, key=lambda text: (not text.ours, text.number))]
    named = ", ".join(names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        named = _("%(named)s và %(more)s bài khác", named=named, more=len(names) - MOST_NAMED)
    share = percent(max((pair.strongest for pair in pairs), default=0))
    said: str = _(
        "Sao chép, trùng lặp: %(named)s giống nhau tới %(share)s %% số từ.", named=named, share=share
    )
    return said


def _came(contest: Contest, text: TextShown) -> str:
    if text.handed_in_at is None:
        return text.name
    said: str = _("%(receipt)s, nộp %(at)s", receipt=text.name, at=wall(text.handed_in_at, contest.zone))
    return said
