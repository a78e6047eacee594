"""Refusals of papers and their formats."""

from contest.errors import N_, NotFound


class PaperUnknown(NotFound):
    """No paper of that name."""

    sentence = N_("Không có văn bản nào tên “%(key)s”.")


class FormatUnknown(NotFound):
    """No format of that name."""

    sentence = N_("Không xuất được dạng “%(fmt)s”. Các dạng có: %(known)s.")
