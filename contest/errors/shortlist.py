"""Refusals of the ranking, the frozen list, the seal and the publication."""

from contest.errors import N_, NotFound, Refusal


class RoundNotLocked(Refusal):
    """Totals and ranks are shown, frozen and printed only when no sheet can change any more."""

    sentence = N_(
        "Điểm của vòng này chưa khóa. Xin khóa điểm khi mọi bài đã chấm xong, rồi làm lại việc này."
    )


class FiguresNotReady(Refusal):
    """The figures of a large round are computed in the background, and are not there yet."""

    sentence = N_(
        "Số liệu của vòng này chưa tính xong. Xin mở trang Độ chắc chắn để tính, rồi làm lại việc này."
    )


class NothingRanked(Refusal):
    """No entry of the round has a mark."""

    sentence = N_("Vòng này chưa có bài nào có điểm kết luận nên chưa chốt được danh sách.")


class MethodUnfit(Refusal):
    """The charter's method cannot make marks of this round's sheets, and no other takes its place unasked."""

    sentence = N_("Điểm của vòng này theo thể lệ tính theo cách “%(method)s”, nhưng chưa tính được. %(why)s")
    spoken = ("method", "why")


class MethodNotCharters(Refusal):
    """A list is made by the charter's method wherever that can be used; the others are second opinions."""

    sentence = N_(
        "Danh sách được chốt theo cách tính điểm của thể lệ. Cách khác chỉ để tham khảo, trừ khi cách của thể lệ "
        "không tính được trên các phiếu của vòng."
    )
    status = 422


class CutUnfit(Refusal):
    """The cut contradicts itself."""

    sentence = N_(
        "Vạch chọn chưa dùng được: xin xem lại số bài, điểm sàn và chỉ tiêu thể loại "
        "(tổng chỉ tiêu ít nhất không vượt số bài, ít nhất không lớn hơn nhiều nhất)."
    )
    status = 422


class ReasonMissing(Refusal):
    """A list that takes another's place, and a tie broken by a person, are explained in words."""

    sentence = N_("Xin ghi lý do. Danh sách và thứ hạng hiện có vẫn giữ nguyên.")
    status = 422


class NoHeadDecision(Refusal):
    """The charter does not let the head of the jury break ties in this round."""

    sentence = N_("Thể lệ vòng này không giao Trưởng Ban Giám khảo phân hạng các bài bằng điểm.")


class NotTied(Refusal):
    """The entry is not equal to another in everything the charter compares."""

    sentence = N_("Bài này không còn bằng điểm với bài nào nên không cần phân hạng.")


class AlreadyPublished(Refusal):
    """What everybody has read is not changed by a decision on one member."""

    sentence = N_("Danh sách của vòng này đã công bố nên không đưa thêm bài vào hay ra được nữa.")


class CodeUnknown(NotFound):
    """No entry of the round has that blind code."""

    sentence = N_("Vòng này không có bài nào mang mã phách “%(code)s”. Xin xem lại mã trong bảng.")


class NothingDecided(Refusal):
    """There is no decision to take back."""

    sentence = N_("Bài này đang theo vạch chọn, không có quyết định nào để bỏ.")


class NamesAlreadyKnown(Refusal):
    """Who breaks a tie must not know whom it favours."""

    sentence = N_("Vòng này đã ghép phách nên không phân hạng bài bằng điểm được nữa. Thứ hạng giữ nguyên.")


class NotFrozen(Refusal):
    """There is no frozen list yet."""

    sentence = N_("Vòng này chưa chốt danh sách. Xin chốt danh sách trước.")


class SealClosed(Refusal):
    """Names are asked for before both keys are turned."""

    sentence = N_("Phách của vòng này chưa ghép: cần hai người xác nhận trước khi thấy họ tên tác giả.")


class Superseded(Refusal):
    """A newer list took this one's place."""

    sentence = N_("Danh sách này đã được thay bằng lần chốt mới hơn. Xin mở danh sách mới nhất.")


class ListUnknown(NotFound):
    """The round has no frozen list of that number."""

    sentence = N_("Không có danh sách chốt lần này.")


class SheetsUnfit(Refusal):
    """A file that should hold score sheets does not."""

    sentence = N_("Tệp phiếu điểm không dùng được: %(why)s.")
    status = 422
