"""A screener's decision as the forms send it: the verdict, the charter's code, the reason in words."""

from dataclasses import dataclass

from flask import abort, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from contest.charter.models import Contest
from contest.charter.queries import rejection_codes_of
from contest.screening.models import VerdictKind
from contest.web.organizer.forms import MoreForm, RejectForm


@dataclass(frozen=True, slots=True)
class Decision:
    """What was said, with both forms as the page shows them again: the one that was sent keeps what was typed."""

    verdict: VerdictKind
    reject: RejectForm
    more: MoreForm
    sent: FlaskForm | None = None
    is_complete: bool = True

    @classmethod
    def blank(cls, contest: Contest) -> "Decision":
        """Nothing said yet."""
        return cls(
            VerdictKind.ELIGIBLE, reject_form(contest, blank=True), MoreForm(formdata=None, prefix="more")
        )

    @property
    def code(self) -> str:
        """The charter's code of a rejection, or nothing."""
        return str(self.reject.code.data) if self.sent is self.reject else ""

    @property
    def reason(self) -> str:
        """The reason in words, where one is asked for."""
        return str(self.sent.reason.data) if self.sent is not None else ""


def decision_said(contest: Contest) -> Decision:
    """The decision that this request sends; a verdict that there is not is 400."""
    said = request.form.get("verdict", "")
    if said not in set(VerdictKind):
        abort(400)
    blank = Decision.blank(contest)
    match VerdictKind(said):
        case VerdictKind.REJECTED:
            reject = reject_form(contest)
            done = reject.validate_on_submit()
            return Decision(VerdictKind.REJECTED, reject, blank.more, reject, is_complete=done)
        case VerdictKind.MORE_NEEDED:
            more = MoreForm(prefix="more")
            done = more.validate_on_submit()
            return Decision(VerdictKind.MORE_NEEDED, blank.reject, more, more, is_complete=done)
    return blank


def reject_form(contest: Contest, *, blank: bool = False) -> RejectForm:
    """The form of a rejection with the charter's reasons to choose from."""
    form = RejectForm(formdata=None, prefix="reject") if blank else RejectForm(prefix="reject")
    codes = [(code.code, f"{code.code} – {code.label}") for code in rejection_codes_of(contest.id)]
    form.code.choices = [("", _("Chọn…")), *codes]
    return form
