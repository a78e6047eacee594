"""Refusals of scoring: sheets, settling, the lock."""

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


class NothingToAgree(Refusal):
    """The entry's sheets do not call for a mark by minutes."""

    sentence = N_("Bài này không ở diện thống nhất điểm bằng biên bản.")


class MinutesMissing(Refusal):
    """A mark agreed upon comes with minutes."""

    sentence = N_("Xin ghi biên bản thống nhất: ai dự, vì sao lấy điểm này.")
    status = 422


class MarkUnfit(Refusal):
    """The agreed mark is not on the round's scale."""

    sentence = N_("Điểm thống nhất là một số từ 0 đến %(most)s, nhiều nhất hai chữ số thập phân.")
    status = 422


class NothingSettledYet(Refusal):
    """No minutes before anything was settled."""

    sentence = N_("Chưa có bài nào thống nhất điểm xong nên chưa có biên bản.")


class OwnCase(Refusal):
    """Who read an entry, was taken off it or must be kept apart from it does not decide its mark."""

    sentence = N_(
        "Ông/Bà chấm hoặc từng được giao chấm bài này, hoặc có liên quan đến bài, "
        "nên người khác trong Ban Giám khảo hoặc Ban Tổ chức quyết định điểm."
    )


class OwnEntry(Refusal):
    """Who reads an entry does not look into the others' sheets of it."""

    sentence = N_("Ông/Bà là giám khảo của bài này nên không xem phiếu của giám khảo khác ở đây.")


class CaseOpened(Refusal):
    """The judge has seen the others' sheets, so that the own one no longer changes."""

    sentence = N_(
        "Bài này đã đưa ra thống nhất điểm, các giám khảo đã xem phiếu của nhau, nên phiếu giữ nguyên như đã nộp."
    )


class SheetChanged(Refusal):
    """What is sent back is the sheet that was looked at, not another handed in since."""

    sentence = N_(
        "Giám khảo đã nộp lại phiếu này sau khi Ông/Bà mở trang. Xin xem phiếu mới rồi hãy trả lại."
    )


class LookOwed(Refusal):
    """Before the second look that an entry was drawn for, its mark is not shown to those who may take the look."""

    sentence = N_("Bài này đã rút chấm kiểm tra. Điểm và biên bản hiện ra sau khi chấm kiểm tra xong.")


class NoCase(Refusal):
    """There is nothing to settle with the other judges, or not yet."""

    sentence = N_("Bài này không ở diện thống nhất điểm giữa các giám khảo.")


class CaseClosed(Refusal):
    """The case has its mark."""

    sentence = N_("Bài này đã có điểm thống nhất nên không ghi thêm ý kiến được nữa.")


class CaseRemarkMissing(Refusal):
    """A remark says something."""

    sentence = N_("Xin ghi ý kiến rồi gửi.")
    status = 422


class CaseRemarkTooLong(Refusal):
    """A remark or reason of more characters than anybody reads."""

    sentence = N_("Xin viết ngắn hơn %(most)s ký tự.")
    status = 422


class ProposalReplaced(Refusal):
    """What is accepted is the proposal that stands."""

    sentence = N_("Đã có đề nghị điểm khác. Xin xem đề nghị mới rồi trả lời.")


class StillOpen(Refusal):
    """Something keeps the round from being locked."""

    sentence = N_(
        "Chưa khóa được điểm: %(waiting)s bài còn chờ phiếu, %(open)s bài chênh lệch chưa thống nhất. "
        "Xin hoàn tất rồi khóa lại."
    )


class NothingToRecheck(Refusal):
    """No entry is to be drawn for a second look."""

    sentence = N_("Chưa có bài nào để rút thêm: chưa bài nào có điểm, hoặc đã rút đủ theo thể lệ.")


class OwnRecheck(Refusal):
    """Who read an entry, settled it, was taken off it or must be kept apart from it does not look at it again."""

    sentence = N_(
        "Ông/Bà đã chấm, từng được giao chấm hoặc đã tham gia thống nhất điểm bài này, hoặc có liên quan đến bài, "
        "nên người khác chấm kiểm tra."
    )


class RecheckTooEarly(Refusal):
    """The entry has no mark to compare with."""

    sentence = N_("Bài này đang chờ điểm kết luận. Xin chấm kiểm tra sau khi bài có điểm.")


class AlreadyRechecked(Refusal):
    """A second look is taken once."""

    sentence = N_("Bài này đã chấm kiểm tra rồi; kết quả giữ như đã ghi.")


class Rechecked(Refusal):
    """After the second look a sheet no longer changes."""

    sentence = N_("Bài này đã được chấm kiểm tra nên phiếu giữ nguyên như đã nộp.")


class RechecksOpen(Refusal):
    """Second looks that were drawn are taken before the lock."""

    sentence = N_("Chưa khóa được điểm: %(count)s bài đã rút chấm kiểm tra mà chưa chấm.")


class NothingToLock(Refusal):
    """The round has no entry to judge."""

    sentence = N_("Vòng này chưa có bài nào để chấm nên chưa khóa điểm.")


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
