"""Refusals of papers, their formats, archives and long exports."""

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


class TooManyRows(Refusal):
    """A paper longer than this format can hold in good order."""

    sentence = N_(
        "Văn bản này có hơn %(most)s dòng, dài quá đối với dạng %(fmt)s. Xin xuất dạng Excel hoặc CSV: hai dạng "
        "đó không giới hạn số dòng."
    )


class ExportUnknown(NotFound):
    """No long export of that name, or options that make none."""

    sentence = N_("Không có cách xuất nào như vậy.")


class NothingToPack(Refusal):
    """An archive would be empty."""

    sentence = N_("Chưa có bài nào thuộc phần được chọn nên chưa có gì để đóng gói.")


class ScoresByCodeOnly(Refusal):
    """A table of marks goes by codes, so it never lies beside names."""

    sentence = N_("Bảng điểm ghi theo mã phách nên chỉ kèm được trong gói theo mã phách.")


class FileLost(Refusal):
    """A file that an entry names is not in the storage, or is not what it was."""

    sentence = N_(
        "Một tệp của bài %(entry)s không còn hoặc đã khác trong kho tệp nên chưa lập được gói. "
        "Xin báo người phụ trách máy chủ; không có gói dở dang nào được giữ lại."
    )
    status = 500


class TooManyRuns(Refusal):
    """So many files are being made already."""

    sentence = N_("Đang có %(count)s tệp chờ lập. Xin đợi bớt, hoặc dừng tệp không cần nữa rồi thử lại.")


class RunOver(Refusal):
    """The run has ended, so there is nothing to stop."""

    sentence = N_("Việc lập tệp này đã kết thúc nên không có gì để dừng.")


class ResultGone(Refusal):
    """There is no file to take: not yet, or not any more."""

    sentence = N_("Tệp này chưa lập xong, hoặc đã hết hạn giữ và được xóa. Bấm “Lập lại” để có tệp mới.")
    status = 409


class WorkerDied(Refusal):
    """The work was cut off again and again."""

    sentence = N_("Việc lập tệp bị ngắt giữa chừng nhiều lần. Bấm “Lập lại” để thử lần nữa.")
    status = 500


class WorkFailed(Refusal):
    """Something went wrong that no refusal speaks of."""

    sentence = N_("Máy chủ gặp trục trặc khi lập tệp. Bấm “Lập lại”; nếu vẫn vậy xin báo người phụ trách.")
    status = 500


class NoRoomForFile(Refusal):
    """The disk has no room for the file that is being made, or for what is written on the way."""

    sentence = N_(
        "Máy chủ không còn đủ chỗ trống để lập tệp. Xin báo người phụ trách dọn bớt, rồi bấm “Lập lại”."
    )
    status = 503


class MadeInBackground(Refusal):
    """A paper too long to be written while somebody waits."""

    sentence = N_("Văn bản này có %(rows)s dòng nên được lập ở nền, không tải thẳng được.")


class ReceivedByAuthorOnly(Refusal):
    """What no round reads has no code to go by."""

    sentence = N_(
        "Bài đã nhận mà chưa vào vòng chấm thì chưa có mã phách nên chỉ đóng gói được theo tác giả."
    )


class NotPublishedYet(Refusal):
    """The prizes are not public, so there is nothing to post."""

    sentence = N_("Kết quả chưa được công bố. Xin công bố giải trước khi lập thông báo.")


class SecretaryOnly(Refusal):
    """The paper names authors, whom only the secretary knows before the seal is opened."""

    sentence = N_("Văn bản này nêu họ tên tác giả nên chỉ Tổ Thư ký lập được.")


class TemplateRefused(Refusal):
    """An own template cannot be used; ours, or the one before, stays."""

    sentence = N_("Không dùng được mẫu này.")
    status = 422


class FieldUnknown(TemplateRefused):
    """A template asks for what the paper does not know."""

    sentence = N_(
        "Mẫu có ô “%(field)s” (%(where)s) mà văn bản này không có. Xin sửa tên ô theo danh sách trên trang này."
    )


class FieldBroken(TemplateRefused):
    """Braces that make no field."""

    sentence = N_("Ô “%(field)s” (%(where)s) viết chưa đúng. Mỗi ô viết là {{ten_o}}, trong cùng một đoạn.")


class FieldMisplaced(TemplateRefused):
    """A field where it cannot stand."""

    sentence = N_("Ô “%(field)s” (%(where)s): %(why)s.")
    spoken = ("why",)


class TemplateForbids(TemplateRefused):
    """A template holds what may run, fetch or hide."""

    sentence = N_("Mẫu không được có %(what)s (%(where)s). Xin bỏ đi, lưu lại rồi nạp lại.")
    spoken = ("what",)


class TemplateWithoutFields(TemplateRefused):
    """A template in which nothing would ever be filled in."""

    sentence = N_("Mẫu không có ô nào để điền. Xin tải mẫu có sẵn về, sửa rồi nạp lại.")


class TemplateUnknown(NotFound):
    """No such template of that paper."""

    sentence = N_("Không có mẫu này.")
