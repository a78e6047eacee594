"""Where an entry stands, in the words its author may hear: never a score, never a judge."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from contest.assignment.queries import is_being_read
from contest.charter.models import Contest
from contest.charter.queries import rejection_codes_of
from contest.charter.rules import Window
from contest.entries.models import Entry
from contest.screening.models import ScreeningDecision, VerdictKind
from contest.screening.queries import standing_decision
from contest.web.citizen.results import has_results


@dataclass(frozen=True, slots=True)
class Standing:
    """A word with its tone, a sentence, the office's request if there is one, and what the author may do.

    results  whether the contest's results are there to be read
    """

    tone: str
    word: str
    sentence: str
    request: str = ""
    may_correct: bool = False
    may_withdraw: bool = False
    results: bool = False


def standing_of(entry: Entry, contest: Contest, *, at: datetime) -> Standing:
    """What its author is told of an entry at this moment."""
    if entry.withdrawal is not None:
        return Standing("none", gettext("Đã rút"), gettext("Bài đã được rút khỏi cuộc thi theo yêu cầu."))
    decision = standing_decision(entry.id)
    if decision is not None and decision.verdict == VerdictKind.MORE_NEEDED:
        return Standing(
            "warn",
            gettext("Cần bổ sung"),
            gettext("Ban Tổ chức đề nghị bổ sung. Xin bấm “Sửa bài”, bổ sung rồi nộp lại."),
            request=decision.reason,
            may_correct=True,
            may_withdraw=contest.window(at) == Window.OPEN,
        )
    open_ = contest.window(at) == Window.OPEN
    rejected = decision is not None and decision.verdict == VerdictKind.REJECTED
    if has_results(contest) and not rejected:
        word = gettext("Đã công bố kết quả")
        return Standing("gold", word, gettext("Kết quả cuộc thi đã được công bố."), results=True)
    if decision is not None:
        return _decided(entry, decision, open_=open_)
    if open_:
        sentence = gettext("Bài đã vào sổ tiếp nhận. Trước hạn vẫn sửa hoặc rút được.")
        return Standing("ok", gettext("Đã tiếp nhận"), sentence, may_correct=True, may_withdraw=True)
    return Standing("info", gettext("Đang sàng lọc"), gettext("Tổ Thư ký đang đối chiếu bài với thể lệ."))


def answers_a_request(entry_id: int) -> bool:
    """Whether the office asked for more, so that a correction is taken after the closing too."""
    decision = standing_decision(entry_id)
    return decision is not None and decision.verdict == VerdictKind.MORE_NEEDED


def _decided(entry: Entry, decision: ScreeningDecision, *, open_: bool) -> Standing:
    if decision.verdict == VerdictKind.REJECTED:
        codes = {code.code: code.label for code in rejection_codes_of(entry.contest_id)}
        return Standing(
            "bad",
            gettext("Không hợp lệ"),
            gettext("Bài không vào vòng chấm. Nếu có ý kiến, xin liên hệ Ban Tổ chức."),
            request=codes.get(decision.code, ""),
        )
    if is_being_read(entry.id):
        return Standing(
            "ok",
            gettext("Đang chấm"),
            gettext("Giám khảo đang đọc bài, không kèm tên tác giả."),
            may_withdraw=open_,
        )
    return Standing(
        "ok",
        gettext("Hợp lệ"),
        gettext("Bài đúng thể lệ và sẽ được chấm kín."),
        may_correct=open_,
        may_withdraw=open_,
    )
