"""Refusals of entries, and the sentences for what a screener is warned of."""

from contest.errors import N_, NotFound, Refusal

FLAGS = {
    "late": N_("Gửi sau hạn nhận bài."),
    "over-cap": N_("Tác giả đã có đủ số bài được phép."),
    "too-long": N_("Dài hơn mức cho phép."),
    "too-short": N_("Ngắn hơn mức cho phép."),
    "guardian-missing": N_("Tác giả có thể dưới 16 tuổi mà chưa ghi người giám hộ."),
    "consent-missing": N_("Chưa có đủ cam kết và sự đồng ý; cần bản giấy có chữ ký."),
    "not-scanned": N_("Bài trên giấy, chưa quét trang nào."),
}
"""What each ``contest.entries.rules.Flag`` says to the screener."""


class EntryUnknown(NotFound):
    """No such entry in this contest."""

    sentence = N_("Không tìm thấy bài dự thi này.")


class AlreadyWithdrawn(Refusal):
    """The entry was taken back before."""

    sentence = N_("Bài này đã được rút trước đó. Hồ sơ vẫn được giữ ở trạng thái đã rút.")


class ReasonMissing(Refusal):
    """An office that withdraws an entry says why."""

    sentence = N_("Xin ghi lý do rút bài, ví dụ số và ngày của văn bản xin rút.")
    status = 422
