"""Refusals of the draw and of assignments."""

from collections.abc import Sequence

from contest.errors import N_, Refusal


class NothingToDraw(Refusal):
    """No eligible entry waits for a reader."""

    sentence = N_("Chưa có bài hợp lệ nào cần phân công. Xin sàng lọc trước khi bốc thăm.")


class NoDrawPossible(Refusal):
    """The rules cannot all be kept; ``reasons`` are (sentence, values), one for each number that is too small."""

    sentence = N_("Chưa bốc thăm được: %(why)s")
    status = 422

    def __init__(self, reasons: Sequence[tuple[str, dict[str, object]]]) -> None:
        super().__init__(why=" ".join(sentence % values for sentence, values in reasons))
        self.reasons = tuple(reasons)


class AlreadyPublished(Refusal):
    """Judges see this draw; it changes only by a further draw."""

    sentence = N_("Kết quả bốc thăm đã công bố cho giám khảo nên không thay được. Có thể bốc bổ sung.")


class ConflictTooLate(Refusal):
    """The sheet is handed in; a conflict now is a matter for the organizers."""

    sentence = N_("Phiếu chấm bài này đã nộp. Xin rút phiếu lại trước khi báo không chấm được.")


class LimitsUnfit(Refusal):
    """A judge's least number is above the most."""

    sentence = N_("Số bài ít nhất phải từ 0 và không lớn hơn số bài nhiều nhất.")
    status = 422
