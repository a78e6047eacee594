"""Settling, check-marking and the lock: what keeps an entry from its mark."""

from contest.errors import N_, Refusal


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
