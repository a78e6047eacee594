"""What is typed at the ranking: another cut to try, a reason, one's own password again."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from contest.charter.models import Round
from contest.errors.people import WrongSignIn
from contest.errors.shortlist import CutUnfit
from contest.people.service import check_password
from contest.plumbing.vietnamese import format_points, parse_points
from contest.shortlist.queries import cut_like, cut_of
from contest.shortlist.rules import Cut
from contest.web.sessions import visitor

MOST = 100_000


@dataclass(frozen=True, slots=True)
class CutAsked:
    """The cut a page shows: the charter's, or another that is tried; as typed, for the boxes and addresses.

    wrong  what was typed cannot be used, so the charter's cut is shown
    """

    cut: Cut
    top: str
    threshold: str
    ties: str
    tried: bool
    wrong: bool = False

    @classmethod
    def of(cls, round_: Round, typed: Mapping[str, str]) -> Self:
        """The cut asked for in an address or a form. Raises CutUnfit when the charter's own is unfit."""
        if not {"top", "threshold", "ties"} & set(typed):
            return cls._standing(round_)
        try:
            top, threshold = _top(typed.get("top", "")), _threshold(typed.get("threshold", ""))
            cut = cut_like(round_, top=top, threshold=threshold, ties_in=typed.get("ties") != "out")
        except (ValueError, CutUnfit):
            return cls._standing(round_, tried=True, wrong=True)
        return cls._shown(cut, tried=cut != _charters(round_))

    @classmethod
    def _standing(cls, round_: Round, *, tried: bool = False, wrong: bool = False) -> Self:
        return cls._shown(cut_of(round_), tried=tried, wrong=wrong)

    @classmethod
    def _shown(cls, cut: Cut, *, tried: bool, wrong: bool = False) -> Self:
        return cls(
            cut=cut,
            top="" if cut.top is None else str(cut.top),
            threshold="" if cut.threshold is None else format_points(cut.threshold),
            ties="in" if cut.ties_in else "out",
            tried=tried,
            wrong=wrong,
        )

    @property
    def in_address(self) -> dict[str, Any]:
        """The values that ask for this cut again."""
        return {"top": self.top, "threshold": self.threshold, "ties": self.ties} if self.tried else {}


def _charters(round_: Round) -> Cut | None:
    try:
        return cut_of(round_)
    except CutUnfit:
        return None


def _top(typed: str) -> int | None:
    if not typed.strip():
        return None
    top = int(typed)
    if not 0 <= top <= MOST:
        raise ValueError(typed)
    return top


def _threshold(typed: str) -> Decimal | None:
    return parse_points(typed) if typed.strip() else None


class FreezeForm(FlaskForm):
    """The cut being frozen, and why an earlier list gives way."""

    top = HiddenField()
    threshold = HiddenField()
    ties = HiddenField()
    reason = TextAreaField(
        _l("Lý do chốt lại"),
        [Length(max=1000, message=_l("Xin viết ngắn hơn 1000 ký tự."))],
        description=_l("Danh sách trước vẫn giữ nguyên trong sổ, chỉ không còn hiệu lực."),
        render_kw={"rows": 3},
    )


class PasswordForm(FlaskForm):
    """One's own password once more, before an act that cannot be undone."""

    password = PasswordField(
        _l("Mật khẩu của Ông/Bà"),
        [InputRequired(_l("Xin nhập mật khẩu để xác nhận.")), Length(max=200)],
        render_kw={"autocomplete": "current-password"},
    )

    def validate_password(self, field: PasswordField) -> None:
        """Refuse a password that does not open the visitor's own account."""
        try:
            check_password(email=visitor().account.email, password=field.data or "")
        except WrongSignIn:
            raise ValidationError(gettext("Mật khẩu chưa đúng. Chưa có gì thay đổi.")) from None
