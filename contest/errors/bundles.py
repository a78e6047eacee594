"""Refusals of bundles, and what is said of each row of their lists and of each of their files."""

from typing import Final

from contest.errors import N_, NotFound, Refusal
from contest.errors.archives import ARCHIVES
from contest.errors.authors import PROBLEMS, HandInClosed, SubmissionIncomplete
from contest.errors.documents import REFUSALS
from contest.errors.entries import AlreadyWithdrawn
from contest.errors.imports import CategoryUnknown, ChannelUnknown, SentDayUnclear
from contest.errors.storage import DiskFull, TooBig


class BundleUnknown(NotFound):
    """No such bundle in this contest."""


class BundleBusy(Refusal):
    """Its rows are being taken in at this moment."""

    sentence = N_("Gói này đang được nhận vào sổ. Xin chờ nhận xong rồi làm tiếp.")


class BundleNotReady(Refusal):
    """Its files are still being read, or it has no list yet."""

    sentence = N_("Gói này chưa đọc xong nên chưa nhận được. Xin chờ một lát rồi bấm lại.")


class BundleEmpty(Refusal):
    """No row of it can be taken."""

    sentence = N_("Gói này không có dòng nào nhận được. Xin sửa danh sách rồi gửi lại.")
    status = 422


class BundleTaken(Refusal):
    """Something of it is in the register: it can't be thrown away any more."""

    sentence = N_(
        "Gói này đã có bài vào sổ nên không bỏ được nữa. Muốn rút một bài, xin mở trang của bài đó."
    )


class BundleSwept(Refusal):
    """Its files were let go some weeks after it was taken in."""

    sentence = N_("Gói này đã xong từ lâu, tệp và danh sách không còn giữ ở đây. Xin lập gói mới.")


class ListMissing(Refusal):
    """No list came, neither by itself nor in a ZIP."""

    sentence = N_("Chưa có danh sách. Xin chọn danh sách của đơn vị, hoặc tệp ZIP có danh sách trong đó.")
    status = 422


class TooManyInBundle(Refusal):
    """More files than one bundle takes."""

    sentence = N_("Mỗi gói nhận tối đa %(limit)s tệp. Xin chia thành nhiều gói; các tệp đã gửi vẫn còn.")
    status = 413


class BundleTooHeavy(Refusal):
    """The files of a bundle weigh too much together."""

    sentence = N_(
        "Các tệp của gói cộng lại vượt %(limit)s MB. Xin chia thành nhiều gói; các tệp đã gửi vẫn còn."
    )
    status = 413


class ColumnsUnfit(Refusal):
    """Columns are not chosen so that rows could be read."""

    sentence = N_("Chưa ghép đủ cột: cần ít nhất cột tên bài và cột họ tên tác giả (hoặc tên tập thể).")
    status = 422


class FieldTwice(Refusal):
    """Two columns stand for a field that only one can fill."""

    sentence = N_("Hai cột cùng được ghép vào “%(field)s”. Xin để một cột, cột kia chọn “Bỏ qua”.")
    status = 422
    spoken = ("field",)


NOTES: Final[dict[str, str]] = {
    **PROBLEMS,
    **{
        refused().code: refused.sentence
        for refused in (
            CategoryUnknown,
            ChannelUnknown,
            SentDayUnclear,
            AlreadyWithdrawn,
            HandInClosed,
            TooBig,
            DiskFull,
        )
    },
    SubmissionIncomplete().code: N_("Chưa nhận được: %(reasons)s"),
    "category-missing": N_("Thiếu thể loại. Xin ghi thể loại, hoặc chọn một thể loại cho mọi dòng."),
    "essay-missing": N_("Chưa có bài: không có tệp nào của dòng này và cũng không có nội dung."),
    "file-missing": N_("Không thấy tệp “%(file)s” trong các tệp đã gửi."),
    "photo-missing": N_("Không thấy ảnh “%(file)s” trong các tệp đã gửi."),
    "file-doubtful": N_("Có nhiều tệp cùng tên “%(file)s”. Xin ghi rõ tên tệp, cả thư mục nếu có."),
    "file-refused": N_("Tệp “%(file)s”: %(why)s"),
    "file-elsewhere": N_("Tệp nằm trên mạng, không tải được từ đây. Xin tải về rồi gửi kèm vào gói này."),
    "file-shared": N_("Tệp “%(file)s” cũng được ghi ở dòng %(row)s."),
    "file-by-number": N_("Tìm tệp theo số thứ tự ở đầu tên: %(file)s. Xin kiểm tra."),
    "file-by-words": N_("Tìm tệp theo tên tác giả hoặc tên bài: %(file)s. Xin kiểm tra."),
    "too-many-files": N_("Mỗi bài có tối đa %(limit)s tệp, dòng này có %(count)s."),
    "too-many-photos": N_("Mỗi bài có tối đa %(limit)s ảnh nhân vật, dòng này có %(count)s."),
    "not_a_photo": N_("“%(file)s” không phải tệp ảnh nên không dùng làm ảnh nhân vật được."),
    "row-twice": N_("Dòng này cùng tác giả, cùng tên bài với dòng %(row)s. Xin sửa hoặc bỏ một dòng."),
    "row-same": N_("Dòng này lặp lại nguyên dòng %(row)s; chỉ nhận một lần."),
    "row-known": N_("Đã nhận trước đây, mã hồ sơ %(receipt)s. Không nhận thêm lần nữa."),
    "row-changed": N_("Đã nhận trước đây, mã hồ sơ %(receipt)s, nay khác ở: %(fields)s."),
    "row-resembles": N_(
        "Bài này giống hệt bài đã nhận, mã hồ sơ %(receipt)s, nhưng tên bài hoặc tác giả khác."
    ),
    "entry-withdrawn": N_("Bài này đã được rút, mã hồ sơ %(receipt)s."),
    "late": N_("Gửi ngày %(day)s, quá hạn nhận bài. Bài vẫn vào sổ và được đánh dấu nộp muộn."),
    "over-cap": N_(
        "%(name)s đã có đủ %(limit)s bài theo thể lệ. Bài vẫn vào sổ và được đánh dấu quá số bài."
    ),
    "sent-after-received": N_("Ngày gửi %(day)s sau ngày nhận. Xin xem lại."),
    "moment-unclear": N_("Không đọc được thời điểm gửi “%(said)s”; lấy ngày gửi của cả gói."),
    "unit-not-listed": N_("Không thấy “%(said)s” trong danh mục đơn vị; giữ nguyên như đã ghi."),
    "text-cut": N_("Nội dung dài đúng %(count)s ký tự, mức bảng tính cắt bớt. Xin đối chiếu với bài gốc."),
    "consent-unsaid": N_("Chưa có đồng ý với các cam kết bắt buộc; bài vào sổ và được đánh dấu."),
    "forgiven": N_("Còn thiếu: %(what)s. Bài vẫn vào sổ, bổ sung sau."),
}
"""What each code of ``contest.authors.rules.RowNote`` says."""

SPOKEN: Final = frozenset({"why", "fields", "what"})
"""Values that are marked sentences or names of fields, which the doors translate too."""

FILES: Final[dict[str, str]] = {
    **REFUSALS,
    **ARCHIVES,
    TooBig().code: N_("Tệp lớn hơn mức một tệp được nhận. Xin giảm cỡ rồi gửi lại."),
}
"""Why a file of a bundle was refused, by the code kept beside it."""
