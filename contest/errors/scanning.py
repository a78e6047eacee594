"""Refusals of cover sheets and scan batches, and the sentence for each reason why a person has to look."""

from contest.errors import N_, NotFound, Refusal

TROUBLES = {
    "no-cover": N_("Không có tờ bìa đứng trước các trang này."),
    "unreadable": N_("Tờ bìa không đọc được mã."),
    "unknown": N_("Mã trên tờ bìa không có trong hệ thống."),
    "other-contest": N_("Tờ bìa là của một cuộc thi khác."),
    "unbound": N_("Tờ bìa in sẵn, chưa gắn với bài nào."),
    "withdrawn": N_("Bài đã được rút."),
    "accepted": N_("Bài đã được nhận hợp lệ, giám khảo có thể đang đọc."),
    "rejected": N_("Bài đã bị loại."),
    "repeated": N_("Cùng một bài có hai tập trang trong mẻ này."),
    "has-pages": N_("Bài đã có ảnh trang từ trước."),
    "count-differs": N_("Số trang quét được khác số trang đã ghi sổ."),
    "no-pages": N_("Sau tờ bìa không có trang nào."),
    "page-unread": N_("Có trang không đọc được."),
    "turned": N_("Tờ bìa nằm khác chiều các tờ còn lại; xin xem các trang có ngược không."),
    "cut": N_("Được cắt ra từ một tập khác."),
    "reopened": N_("Được mở lại để xếp lại."),
}
"""What each ``contest.scanning.rules.Trouble`` says to the secretary."""


class NoSheetsWanted(Refusal):
    """Nothing fits what was asked for."""

    sentence = N_("Không có bài nào khớp điều kiện nên chưa in tờ bìa nào. Xin bỏ bớt điều kiện.")
    status = 422


class TooManySheets(Refusal):
    """More sheets than one file of them may have."""

    sentence = N_("Mỗi lần in tối đa %(limit)s tờ bìa, lần này là %(count)s. Xin in từng phần theo số.")
    status = 422


class SheetUnknown(Refusal):
    """The contest has no sheet of that number."""

    sentence = N_("Không có tờ bìa số %(number)s trong cuộc thi này. Xin xem lại số in trên tờ bìa.")
    status = 422


class SheetTaken(Refusal):
    """The sheet lies on another entry already."""

    sentence = N_("Tờ bìa số %(number)s đã gắn với bài số %(entry)s nên giữ nguyên. Xin dùng tờ khác.")


class BatchUnknown(NotFound):
    """No such batch, piece or page in this contest."""

    sentence = N_("Không tìm thấy mẻ quét này.")


class NothingScanned(Refusal):
    """No file came."""

    sentence = N_("Chưa chọn tệp nào. Xin chọn một tệp PDF, các ảnh quét, hoặc tệp ZIP gồm các ảnh.")
    status = 422


class BatchTooBig(Refusal):
    """The files weigh more than one batch may."""

    sentence = N_(
        "Mẻ quét lớn hơn %(limit)s MB nên chưa được nhận. Xin chia làm nhiều mẻ, mỗi mẻ bắt đầu bằng một tờ bìa."
    )
    status = 413


class TooManyScans(Refusal):
    """More files than a batch may have pages."""

    sentence = N_(
        "Mẻ quét có hơn %(limit)s trang nên chưa được nhận. Xin chia làm nhiều mẻ, mỗi mẻ bắt đầu bằng một tờ bìa."
    )
    status = 413


class NotAScan(Refusal):
    """A file that a scanner does not make."""

    sentence = N_(
        "Tệp “%(file)s” không phải PDF hay ảnh nên cả mẻ chưa được nhận. Xin bỏ tệp này ra rồi gửi lại."
    )
    status = 415


class PieceSettled(Refusal):
    """Somebody else was quicker."""

    sentence = N_("Tập trang này vừa được xử lý ở nơi khác. Chưa ghi gì thêm; xin xem lại trên màn hình.")


class NoPagesChosen(Refusal):
    """All pages are left out."""

    sentence = N_("Chưa chọn trang nào để đưa vào bài. Xin chọn ít nhất một trang, hoặc bỏ cả tập.")
    status = 422


class EntryNotChosen(Refusal):
    """What was typed names no entry, or several."""

    sentence = N_("Chưa rõ là bài nào. Xin ghi số vào sổ hoặc mã hồ sơ, hoặc chọn một bài trong kết quả tìm.")
    status = 422


class SureMissing(Refusal):
    """The entry has been decided on, or has pages: a person has to say that it is meant."""

    sentence = N_("%(reason)s Chưa ghi gì; nếu đúng ý, xin đánh dấu xác nhận rồi bấm lại.")
    status = 422
    spoken = ("reason",)


class WhyMissing(Refusal):
    """Pages that go nowhere need a reason."""

    sentence = N_("Xin ghi vì sao bỏ các trang này, ví dụ: quét thử, quét trùng, không phải bài dự thi.")
    status = 422


class CutUnfit(Refusal):
    """There is nothing before the cut, or the piece is settled."""

    sentence = N_("Không cắt được ở trang này: phía trước nó không có trang nào.")
    status = 422


class PageUnreadable(Refusal):
    """The picture is gone or was never made."""

    sentence = N_("Không mở được ảnh của trang này.")
    status = 404
