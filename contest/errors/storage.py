"""Refusals of the storage."""

from contest.errors import N_, Refusal


class TooBig(Refusal):
    """A file is larger than the contest allows."""

    sentence = N_(
        "Tệp lớn hơn %(limit)s MB nên chưa được nhận. Xin giảm cỡ ảnh hoặc chia nhỏ tệp rồi gửi lại."
    )
    status = 413


class DiskFull(Refusal):
    """The disk could not keep it; nothing was half-kept."""

    sentence = N_(
        "Máy chủ tạm thời không còn chỗ chứa tệp mới. Bài chưa được nhận; bản nháp vẫn còn, xin thử lại sau."
    )
    status = 503
