"""Refusals of the prizes, their giving and taking back, and of the localities' word."""

from contest.errors import N_, NotFound, Refusal


class PrizeUnfit(Refusal):
    """A prize or one of the terms cannot be used."""

    sentence = N_("“%(field)s” không dùng được: %(why)s. Chưa lưu thay đổi nào.")
    status = 422
    spoken = ("field", "why")


class PrizeInUse(Refusal):
    """A decision speaks of the prize, so it stays."""

    sentence = N_(
        "“%(name)s” đã có trong một quyết định trao giải nên không bỏ hay đổi loại được; "
        "có thể để số giải bằng 0. Chưa lưu thay đổi nào."
    )


class NoPrizes(Refusal):
    """The contest has no prizes of that kind."""

    sentence = N_("Cuộc thi chưa có cơ cấu giải thưởng. Xin đặt cơ cấu giải thưởng trước.")


class RoundStillOpen(Refusal):
    """A later round has begun and has no frozen list: prizes wait for it."""

    sentence = N_(
        "%(round)s đã phân công chấm mà chưa chốt danh sách. Xin chốt danh sách của vòng ấy rồi mới xét giải."
    )


class AwardReasonMissing(Refusal):
    """What departs from the proposal, takes another's place or is taken back is explained in words."""

    sentence = N_("Xin ghi lý do: %(what)s. Chưa lưu quyết định nào.")
    status = 422
    spoken = ("what",)


class EntryNotOnList(Refusal):
    """A prize for an entry or a unit that is not among those one can choose."""

    sentence = N_("Có bài hoặc đơn vị không thuộc danh sách xét giải. Xin mở lại trang xét giải rồi làm lại.")
    status = 422


class TwoPrizes(Refusal):
    """One entry, or one unit, is named twice."""

    sentence = N_("Mỗi bài, mỗi đơn vị chỉ nhận một giải; có bài hoặc đơn vị đang được ghi hai giải.")
    status = 422


class EntryBarred(Refusal):
    """An entry that was withdrawn or rejected cannot win."""

    sentence = N_("Bài “%(title)s” đã rút hoặc đã bị loại nên không trao giải được.")
    status = 422


class AuthorOverLimit(Refusal):
    """An author would have more personal prizes than the charter allows."""

    sentence = N_(
        "Tác giả của bài “%(title)s” sẽ nhận quá %(limit)s giải, là mức thể lệ cho phép. Chưa lưu quyết định nào."
    )
    status = 422


class FigureUnconfirmed(Refusal):
    """The charter gives prizes only where the locality has confirmed the figure."""

    sentence = N_(
        "Thể lệ chỉ trao giải khi địa phương đã xác nhận nhân vật; bài “%(title)s” chưa được xác nhận. "
        "Chưa lưu quyết định nào."
    )
    status = 422


class NotDecided(Refusal):
    """There is no decision on these prizes yet."""

    sentence = N_("Chưa có quyết định trao giải. Xin xét giải cá nhân trước.")


class DecisionSuperseded(Refusal):
    """A newer decision took this one's place."""

    sentence = N_("Quyết định này đã được thay bằng quyết định mới hơn. Xin mở lại trang rồi làm lại.")


class AwardGone(Refusal):
    """The award has been revoked, or a newer decision took its place."""

    sentence = N_("Giải này không còn hiệu lực: đã thu hồi, hoặc đã có quyết định mới hơn.")


class AwardUnknown(NotFound):
    """No such award in this contest."""

    sentence = N_("Không có giải này trong cuộc thi.")


class PrizeUnknown(Refusal):
    """No such prize in this contest."""

    sentence = N_("Cuộc thi không có giải này. Xin mở lại trang rồi làm lại.")
    status = 422


class LetterUnfit(Refusal):
    """A letter has no number, no day, nobody it goes to, or names no entry."""

    sentence = N_("Xin ghi đủ số công văn, nơi gửi hoặc nơi nhận, và chọn ít nhất một bài. Chưa lưu gì.")
    status = 422


class ScanUnfit(Refusal):
    """A scan is neither a picture nor a PDF."""

    sentence = N_("Bản quét cần là tệp PDF hoặc ảnh (JPEG, PNG, TIFF, WebP, HEIC). Chưa lưu gì.")
    status = 415
