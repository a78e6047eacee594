"""Refusals about texts that resemble each other."""

from contest.errors import N_, NotFound, Refusal


class RulingUnknown(NotFound):
    """No such ruling in this contest."""


class ResemblanceUnknown(NotFound):
    """These two texts share nothing that was found, or are none of this contest's."""


class ReferenceUnknown(NotFound):
    """No such reference text in this contest."""


class ClusterChanged(Refusal):
    """Between showing and pressing, a text, a pair or a ruling changed."""

    sentence = N_(
        "Nhóm bài này vừa thay đổi: có bài mới, bản mới hoặc người khác vừa kết luận. Chưa ghi gì; "
        "xin xem lại rồi kết luận."
    )


class OriginalElsewhere(Refusal):
    """The entry named as the original is not among those judged."""

    sentence = N_("Bài được chọn làm bài gốc không nằm trong nhóm này. Chưa ghi gì; xin chọn lại.")
    status = 422


class RulingUndone(Refusal):
    """The ruling was taken back before."""

    sentence = N_("Kết luận này đã được hoàn tác từ trước.")


class ReferenceEmpty(Refusal):
    """A file without words cannot be compared with anything."""

    sentence = N_("Tệp “%(file)s” không có chữ để so (có thể là bản quét). Chưa nhận tệp này.")
    status = 422


class TooManyReferences(Refusal):
    """More files at once than are taken."""

    sentence = N_("Mỗi lần nhận được nhiều nhất %(limit)s tệp. Chưa nhận tệp nào; xin chia làm nhiều lần.")
    status = 422
