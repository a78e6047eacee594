"""Refusals of scoring: sheets, typing, the joint trial, letters to judges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contest.errors import N_, NotFound, Refusal

POINTS = {
    "missing": N_("Chưa có điểm."),
    "not-points": N_("Điểm là một con số, ví dụ 17,5."),
    "off-scale": N_("Điểm từ 0 đến %(most)s."),
    "off-step": N_("Điểm đi theo bước %(step)s."),
    "formula": N_("Ô này là công thức; xin gõ điểm thành số."),
    "day": N_("Bảng tính đã đổi điểm thành ngày tháng; xin đặt ô về dạng số rồi gõ lại."),
    "unknown": N_("Vòng này không có tiêu chí “%(name)s”."),
}
"""What each ``contest.scoring.rules.Fault`` says to the judge."""


@dataclass(frozen=True, slots=True)
class PointsFault:
    """One criterion's points that cannot stand: its key and name, the sentence and what fills it."""

    key: str
    name: str
    sentence: str
    values: Mapping[str, object]


class PointsUnfit(Refusal):
    """Points that are no number, off the scale, off the step, or for an unknown criterion."""

    sentence = N_("Chưa lưu được vì có điểm chưa đúng. %(why)s")
    status = 422

    def __init__(self, faults: Sequence[PointsFault]) -> None:
        said = " ".join(f"{fault.name}: {fault.sentence % fault.values}" for fault in faults)
        super().__init__(why=said)
        self.faults = tuple(faults)


class PointsIncomplete(PointsUnfit):
    """A sheet is handed in with every criterion's points."""

    sentence = N_("Chưa nộp được phiếu vì còn tiêu chí chưa có điểm. %(why)s")


class RemarkTooLong(Refusal):
    """A remark of more characters than anybody reads."""

    sentence = N_("Nhận xét dài quá %(most)s ký tự. Xin rút gọn rồi lưu lại.")
    status = 422


class RoundNotOpen(Refusal):
    """Judging has not begun."""

    sentence = N_("Vòng chấm mở lúc %(at)s nên chưa lưu được điểm.")


class RoundClosed(Refusal):
    """The round's time is over by the server's clock; organizers can extend it by an amendment."""

    sentence = N_(
        "Vòng chấm đã đóng lúc %(at)s. Những gì đã lưu vẫn còn; xin báo Ban Tổ chức nếu cần thêm thời gian."
    )


class RoundLocked(Refusal):
    """The round's scores are locked for good."""

    sentence = N_("Điểm của vòng này đã khóa nên không thay đổi được nữa. Các phiếu đã nộp vẫn nguyên.")


class AlreadyHandedIn(Refusal):
    """The sheet is handed in with other content; it has to be taken back first."""

    sentence = N_("Phiếu này đã nộp. Muốn sửa, xin rút phiếu lại và ghi lý do.")


class NotHandedIn(Refusal):
    """Only a sheet that is handed in can be taken back."""

    sentence = N_("Phiếu này chưa nộp nên không cần rút lại.")


class ReasonMissing(Refusal):
    """A sheet is taken back for a stated reason."""

    sentence = N_("Xin ghi lý do rút phiếu. Phiếu vẫn giữ như đã nộp.")
    status = 422


class SendBackReasonMissing(Refusal):
    """A sheet goes back to its judge for a stated reason."""

    sentence = N_("Xin ghi lý do để giám khảo biết cần sửa gì.")
    status = 422


class NoteMissing(Refusal):
    """A suspicion says what was noticed."""

    sentence = N_("Xin ghi vài chữ về điều nghi vấn để Ban Tổ chức kiểm tra.")
    status = 422


class SheetUnassigned(NotFound):
    """The judge was not dealt this entry in this round."""

    sentence = N_("Không có bài mã phách %(code)s được phân công cho giám khảo %(judge)s ở vòng này.")


class SheetChanged(Refusal):
    """What is sent back is the sheet that was looked at, not another handed in since."""

    sentence = N_(
        "Giám khảo đã nộp lại phiếu này sau khi Ông/Bà mở trang. Xin xem phiếu mới rồi hãy trả lại."
    )


class NobodyToRemind(Refusal):
    """None of the judges chosen has anything left to read."""

    sentence = N_("Chưa gửi thư nào: xin chọn ít nhất một giám khảo còn bài chưa nộp phiếu.")
    status = 422


class NoteTooLong(Refusal):
    """A reminder's own sentences stay short."""

    sentence = N_("Lời nhắn dài quá %(most)s ký tự. Xin rút gọn rồi gửi lại; chưa có thư nào được gửi.")
    status = 422


class TrialStands(Refusal):
    """A joint trial that judges see is not drawn anew."""

    sentence = N_("Bài chấm chung đã mở cho giám khảo nên không bốc lại được.")


class TooFewForTrial(Refusal):
    """Entries that the whole jury may read are too few."""

    sentence = N_(
        "Chỉ có %(have)s bài mà mọi giám khảo đều đọc được. Xin chọn từ 1 đến %(have)s bài, "
        "hoặc sàng lọc thêm bài trước."
    )
    status = 422


class TrialOver(Refusal):
    """The spread has been shown, so the trial's sheets are closed."""

    sentence = N_("Phần chấm chung đã kết thúc vì kết quả đã được cho xem. Điểm vừa nhập không được ghi.")


class NothingMarked(Refusal):
    """There is no spread before somebody has handed in a sheet of the trial."""

    sentence = N_("Chưa giám khảo nào nộp phiếu chấm chung nên chưa có gì để xem.")
