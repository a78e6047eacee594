"""Refusals of papers and their formats."""

from contest.errors import N_, NotFound, Refusal


class PaperUnknown(NotFound):
    """No paper of that name."""

    sentence = N_("Không có văn bản nào tên “%(key)s”.")


class FormatUnknown(NotFound):
    """No format of that name."""

    sentence = N_("Không xuất được dạng “%(fmt)s”. Các dạng có: %(known)s.")


class NumberTaken(Refusal):
    """Another paper that stands carries that number."""

    sentence = N_("Số “%(number)s” đã cấp cho văn bản khác. Xin chọn số khác; chưa lưu thay đổi nào.")
    status = 422


class NotIssued(Refusal):
    """The paper carries no number that could be taken back."""

    sentence = N_("Văn bản này chưa cấp số.")
