"""Refusals of the draw and of assignments."""

from collections.abc import Sequence
from dataclasses import dataclass

from contest.errors import N_, Refusal


class NothingToDraw(Refusal):
    """No eligible entry waits for a reader."""

    sentence = N_("Chưa có bài hợp lệ nào cần phân công. Xin sàng lọc trước khi bốc thăm.")


@dataclass(frozen=True, slots=True)
class Why:
    """One number that is too small, and what would mend it: marked sentences with what fills their places.

    entries  ids of some of the entries it speaks of
    """

    sentence: str
    values: dict[str, object]
    remedies: tuple[tuple[str, dict[str, object]], ...] = ()
    entries: tuple[int, ...] = ()


class NoDrawPossible(Refusal):
    """The rules cannot all be kept; each of ``reasons`` is a number that is too small."""

    sentence = N_("Chưa bốc thăm được: %(why)s")
    status = 422

    def __init__(self, reasons: Sequence[Why]) -> None:
        super().__init__(why=" ".join(reason.sentence % reason.values for reason in reasons))
        self.reasons = tuple(reasons)


class DrawOutdated(Refusal):
    """What is known now no longer fits a draw that waits; each of ``reasons`` is a rule it would break."""

    sentence = N_("Chưa công bố, vì từ lúc bốc thử đã có thay đổi: %(why)s Xin bốc thử lại.")

    def __init__(self, reasons: Sequence[Why]) -> None:
        super().__init__(why=" ".join(reason.sentence % reason.values for reason in reasons))
        self.reasons = tuple(reasons)


class AlreadyPublished(Refusal):
    """Judges see this draw; it changes only by a further draw."""

    sentence = N_("Kết quả bốc thăm đã công bố cho giám khảo nên không thay được. Có thể bốc bổ sung.")


class ConflictTooLate(Refusal):
    """The sheet is handed in; a conflict now is a matter for the organizers."""

    sentence = N_("Phiếu chấm bài này đã nộp. Xin rút phiếu lại trước khi báo không chấm được.")


class AheadClosed(Refusal):
    """The office has not opened the declaring ahead of the draw for this round, or the draw has closed it."""

    sentence = N_("Việc báo xung đột trước khi bốc thăm chưa mở, hoặc đã đóng vì vòng này đã bốc thăm.")


class LimitsUnfit(Refusal):
    """A judge's least number is above the most."""

    sentence = N_("Số bài ít nhất phải từ 0 và không lớn hơn số bài nhiều nhất.")
    status = 422


class DealingUnfit(Refusal):
    """A number or choice of the draw's settings means nothing."""

    sentence = N_("Thiết lập bốc thăm chưa hợp lệ: %(why)s")
    status = 422
    spoken = ("why",)


class PanelsApart(Refusal):
    """Closed panels share no judge and no entry, so nobody could compare them; only who insists gets that."""

    sentence = N_(
        "Các ban chấm tách hẳn nhau và không có bài chung, nên không so được độ nghiêm giữa các ban: trong mô "
        "phỏng chỉ tìm đúng 59 thay vì 68 trong 100 bài hay nhất. Xin chọn một người đọc chung, thêm bài neo, "
        "hoặc đánh dấu rằng vẫn muốn như vậy."
    )
    status = 422


class ProblemUnfit(Refusal):
    """A file that should hold a draw's problem does not."""

    sentence = N_("Tệp bài toán không dùng được: %(why)s.")
    status = 422
