"""What is said of files: why one was refused, and what to know about one that was read.

The codes are those of contest.plumbing.documents (Why and Note).
"""

from typing import ClassVar, Final

from contest.errors import N_, Refusal


class FileRefused(Refusal):
    """A file can't be taken; nothing of it was kept.

    reason  the stable code that a Reading gives, the key of REFUSALS
    values  file: what the sender calls the file
    """

    sentence = N_("Không nhận được tệp này.")
    status = 422
    reason: ClassVar[str]

    def __init__(self, *, file: str = "") -> None:
        super().__init__(file=file)

    @staticmethod
    def because(reason: str, *, file: str) -> "FileRefused":
        """The refusal for a Reading's code; a code of tomorrow counts as unreadable."""
        return _BY_REASON.get(reason, FileUnreadable)(file=file)


class FileEmpty(FileRefused):
    """It holds nothing."""

    sentence = N_(
        "Tệp này trống, không có nội dung nào. Xin mở tệp trên máy để kiểm tra, lưu lại rồi gửi tệp"
        " đã có nội dung."
    )
    reason = "empty"


class FileDamaged(FileRefused):
    """It is broken, or arrived only in part."""

    sentence = N_(
        "Tệp này bị hỏng hoặc chưa được gửi trọn vẹn nên không mở được. Xin mở tệp gốc trên máy, lưu"
        " lại thành tệp mới rồi gửi lại."
    )
    reason = "damaged"


class FileEncrypted(FileRefused):
    """It asks for a password."""

    sentence = N_("Tệp này được đặt mật khẩu nên không đọc được. Xin bỏ mật khẩu, lưu lại rồi gửi lại.")
    reason = "encrypted"


class FileTooBig(FileRefused):
    """It is too large, packed or unpacked."""

    sentence = N_(
        "Tệp này quá lớn, hoặc khi mở ra thì quá lớn. Xin giảm cỡ ảnh hoặc chia thành nhiều tệp nhỏ"
        " hơn rồi gửi lại."
    )
    status = 413
    reason = "too-big"


class FileHasTooManyPages(FileRefused):
    """It has more pages than an essay."""

    sentence = N_("Tệp này có quá nhiều trang. Xin chỉ gửi các trang của bài dự thi.")
    status = 413
    reason = "too-many-pages"


class FileTypeNotAccepted(FileRefused):
    """Its kind is not taken."""

    sentence = N_(
        "Loại tệp này không được nhận. Xin gửi bài dưới dạng DOCX, DOC, ODT, RTF, PDF, TXT hoặc ảnh"
        " chụp JPEG, PNG, TIFF, WebP, HEIC."
    )
    status = 415
    reason = "type-not-accepted"


class FileNameDiffers(FileRefused):
    """Its name promises another kind than its bytes are."""

    sentence = N_(
        "Đuôi tên tệp không đúng với nội dung bên trong, ví dụ tệp ảnh được đổi tên thành tệp Word."
        " Xin chọn đúng tệp bài dự thi, hoặc sửa lại đuôi tên tệp cho đúng loại."
    )
    status = 415
    reason = "name-differs"


class FileTookTooLong(FileRefused):
    """Reading it took longer than one file may."""

    sentence = N_(
        "Máy chủ đọc tệp này quá lâu nên đã dừng lại. Xin lưu lại thành PDF hoặc DOCX đơn giản hơn"
        " rồi gửi lại."
    )
    reason = "took-too-long"


class FileUnreadable(FileRefused):
    """No reader could make anything of it."""

    sentence = N_(
        "Không đọc được nội dung tệp này. Xin mở tệp trên máy, lưu lại thành DOCX hoặc PDF rồi gửi lại."
    )
    reason = "unreadable"


_BY_REASON: Final[dict[str, type[FileRefused]]] = {
    refused.reason: refused
    for refused in (
        FileEmpty,
        FileDamaged,
        FileEncrypted,
        FileTooBig,
        FileHasTooManyPages,
        FileTypeNotAccepted,
        FileNameDiffers,
        FileTookTooLong,
        FileUnreadable,
    )
}

REFUSALS: Final[dict[str, str]] = {reason: refused.sentence for reason, refused in _BY_REASON.items()}
"""Why a file was refused, and what the entrant can do now."""

WARNINGS: Final[dict[str, str]] = {
    "no-text": N_(
        "Tệp chỉ có ảnh, không có chữ máy đọc được: không đếm được số từ và không so trùng lặp được."
    ),
    "some-pages-without-text": N_(
        "Một số trang chỉ là ảnh; các trang đó không được đếm từ và không so trùng lặp."
    ),
    "macros-left-out": N_("Tệp có macro. Chỉ phần chữ được đọc, macro đã bị bỏ."),
    "pictures-left-out": N_("Tệp có hình ảnh hoặc hình vẽ; chỉ phần chữ được đọc."),
    "text-boxes-left-out": N_(
        "Tệp có khung chữ rời; chữ trong khung không tính vào bài, xin xem lại tệp gốc."
    ),
    "hidden-text-left-out": N_("Tệp có chữ bị ẩn; phần chữ ẩn không tính vào bài."),
    "tracked-changes-left-out": N_("Tệp còn dấu vết sửa chữa; phần đã xóa không tính vào bài."),
    "old-font-converted": N_(
        "Bài dùng phông chữ cũ (TCVN3, VNI hoặc VISCII) và đã được chuyển sang Unicode. Xin đối chiếu với tệp gốc."
    ),
    "old-font-unsure": N_(
        "Bài ghi phông chữ cũ nhưng không chắc bảng mã nào, nên chữ được giữ nguyên. Xin đối chiếu với tệp gốc."
    ),
    "encoding-guessed": N_(
        "Tệp văn bản thuần không ghi bảng mã; đã đọc theo Windows-1258. Xin xem chữ có đúng không."
    ),
    "converter-missing": N_("Chưa đọc được chữ của loại tệp Word cũ này. Tệp gốc vẫn được giữ nguyên."),
}
"""What a person should know about a file that was read."""
