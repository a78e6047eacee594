"""Refusals of screening."""

from contest.errors import N_, Refusal


class CodeUnknown(Refusal):
    """The charter has no such reason for rejection."""

    sentence = N_("Thể lệ không có lý do loại mang mã “%(code)s”. Xin chọn trong danh sách.")
    status = 422


class ReasonMissing(Refusal):
    """A rejection, a request for more or a lifted mask is explained in words."""

    sentence = N_("Xin ghi rõ lý do để tác giả và Ban Tổ chức cùng hiểu.")
    status = 422


class EntryWithdrawn(Refusal):
    """The author took the entry back."""

    sentence = N_("Tác giả đã rút bài này nên không xét nữa.")


class NothingToUndo(Refusal):
    """No decision stands."""

    sentence = N_("Bài này chưa có quyết định nào để hoàn tác.")


class MaskUnfit(Refusal):
    """The stretch lies outside the text."""

    sentence = N_("Đoạn cần che nằm ngoài bài viết.")
    status = 422


class PhraseNotThere(Refusal):
    """The words to black out stand nowhere in the text."""

    sentence = N_("Không thấy “%(phrase)s” trong bài. Xin chép đúng cụm từ như trong bài.")
    status = 422


class TextChanged(Refusal):
    """The author sent a further version while the screener was reading."""

    sentence = N_("Tác giả vừa gửi bản mới của bài này. Chưa ghi gì; xin xem lại bản mới trên màn hình.")


class DecidedMeanwhile(Refusal):
    """Somebody decided on the entry, or took a decision back, while the screener was reading."""

    sentence = N_(
        "Trong lúc Ông/Bà đang xem, quyết định của bài này đã thay đổi. Chưa ghi gì; "
        "xin xem quyết định hiện có rồi bấm lại nếu vẫn cần."
    )


class AreaUnfit(Refusal):
    """What was drawn lies outside the picture, is too narrow to be seen, or is nothing at all."""

    sentence = N_(
        "Chưa có vùng nào được vẽ trong ảnh. Xin kéo một khung trên ảnh, đánh dấu các ô hoặc ghi số."
    )
    status = 422


class PicturesNotReady(Refusal):
    """A blind copy needs pictures with areas burned in that nobody has made yet."""

    sentence = N_("Ảnh trang đang được che thì có người sửa vùng che. Chưa ghi gì; xin bấm lại.")


class PageUnreadable(Refusal):
    """The picture of a page is not in the storage, or is damaged there."""

    sentence = N_("Không mở được ảnh trang trong kho nên chưa che được. Chưa ghi gì; xin báo người quản trị.")
    status = 503
