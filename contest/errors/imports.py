"""Refusals of single rows of a list that is imported."""

from contest.errors import N_, Refusal


class CategoryUnknown(Refusal):
    """The contest has no category of that key or name."""

    sentence = N_("Không có thể loại “%(said)s”. Các thể loại của cuộc thi: %(known)s.")
    status = 422


class ChannelUnknown(Refusal):
    """Not a way in which entries come."""

    sentence = N_("Không rõ hình thức gửi “%(said)s”. Xin ghi một trong: %(known)s.")
    status = 422


class SentDayUnclear(Refusal):
    """The day of sending cannot be read, or is no single day."""

    sentence = N_("Không đọc được ngày gửi “%(said)s”. Xin ghi như 25/11/2026.")
    status = 422


class FileNotNamed(Refusal):
    """The row names no file, and a list has no other place for an essay."""

    sentence = N_("Dòng này chưa ghi tệp bài dự thi.")
    status = 422


class FileOutside(Refusal):
    """The name leads out of the folder, or over a link; nothing was read."""

    sentence = N_(
        "Tệp “%(file)s” nằm ngoài thư mục bài dự thi nên không được đọc. Chỉ ghi tên tệp trong thư mục."
    )
    status = 422


class FileAbsent(Refusal):
    """The folder has no such file."""

    sentence = N_("Không thấy tệp “%(file)s” trong thư mục bài dự thi.")
    status = 422


class TooManyInRow(Refusal):
    """More files than one entry may have."""

    sentence = N_("Mỗi bài có tối đa %(limit)s tệp, dòng này ghi %(count)s.")
    status = 422


class VerdictUnknown(Refusal):
    """Not a verdict of screening."""

    sentence = N_("Không rõ kết luận “%(said)s”. Xin ghi eligible, rejected hoặc more_needed.")
    status = 422


class ReceiptUnknown(Refusal):
    """No entry of the contest carries that receipt."""

    sentence = N_("Cuộc thi không có bài nào mang mã hồ sơ “%(receipt)s”.")
    status = 422


class BlindCodeUnknown(Refusal):
    """No entry of the round carries that blind code."""

    sentence = N_("Vòng này không có bài nào mang mã phách “%(code)s”.")
    status = 422
