"""Refusals of sheets that people upload or import."""

from contest.errors import N_, Refusal


class SheetRefused(Refusal):
    """No row of the sheet was taken; each kind below says why."""

    sentence = N_("Không đọc được bảng này nên chưa nhận dòng nào.")
    status = 422


class NotASheet(SheetRefused):
    """Neither a workbook nor separated text, or a damaged one."""

    sentence = N_(
        "Tệp này không phải bảng tính, hoặc đã hỏng, nên chưa nhận dòng nào. "
        "Xin mở bằng Excel hay LibreOffice, lưu lại dạng .xlsx hoặc .csv rồi gửi lại."
    )
    status = 415


class OldOrLockedSheet(SheetRefused):
    """A workbook of Excel 97–2003, or one under a password: the outside looks the same."""

    sentence = N_(
        "Bảng tính này thuộc kiểu cũ (.xls) hoặc đang đặt mật khẩu nên chưa nhận dòng nào. "
        "Xin mở ra, bỏ mật khẩu, lưu lại dạng .xlsx rồi gửi lại."
    )
    status = 415


class SheetTooBig(SheetRefused):
    """More bytes or cells than a list of people would ever need."""

    sentence = N_(
        "Bảng tính quá lớn nên chưa nhận dòng nào. "
        "Xin chép riêng phần danh sách sang một tệp mới, không kèm ảnh, rồi gửi lại."
    )
    status = 413


class TooManyRows(SheetRefused):
    """More rows than this import takes at once."""

    sentence = N_("Bảng có hơn %(limit)s dòng nên chưa nhận dòng nào. Xin chia thành nhiều tệp rồi gửi lại.")
    status = 413


class NoSuchSheet(SheetRefused):
    """The workbook has no sheet of that name."""

    sentence = N_("Tệp không có trang tính “%(sheet)s”. Các trang tính đang có: %(sheets)s.")


class NoHeadings(SheetRefused):
    """Nothing is written in the sheet."""

    sentence = N_("Bảng không có dữ liệu nên chưa nhận dòng nào. Dòng đầu của bảng phải là tên các cột.")


class ColumnsMissing(SheetRefused):
    """Columns that the import cannot do without."""

    sentence = N_("Bảng thiếu cột: %(columns)s. Chưa nhận dòng nào; xin thêm cột còn thiếu rồi gửi lại.")


class HeadingTwice(SheetRefused):
    """Two columns under one heading: nobody can say which is meant."""

    sentence = N_("Bảng có hai cột cùng tên “%(heading)s”. Chưa nhận dòng nào; xin đổi tên hoặc xóa một cột.")
