"""Refusals of levels, of packages upward and of packages from below; what is said of each arriving entry."""

from typing import Final

from contest.errors import N_, NotFound, Refusal
from contest.errors.authors import PROBLEMS, SubmissionIncomplete, TooManyEntries
from contest.errors.documents import REFUSALS
from contest.errors.entries import AlreadyWithdrawn
from contest.errors.packages import PACKAGES
from contest.errors.storage import DiskFull, TooBig


class LevelUnfit(Refusal):
    """A level's name or numbers cannot be."""

    sentence = N_(
        "Thiết lập về cấp chưa dùng được: tên cấp dài nhất 80 ký tự, thứ tự cấp và chỉ tiêu từ 0 trở lên."
    )
    status = 422


class NoUpperLevel(Refusal):
    """Nobody has said to which level works go up."""

    sentence = N_("Chưa ghi cấp trên nhận tác phẩm. Xin ghi ở Thiết lập, mục Cấp và chỉ tiêu, rồi lập gói.")


class NotReceiving(Refusal):
    """The contest takes nothing from below."""

    sentence = N_(
        "Cuộc thi này chưa đặt là nhận tác phẩm từ cấp dưới. Xin bật ở Thiết lập, mục Cấp và chỉ tiêu."
    )


class NamesSealed(Refusal):
    """The seal of the round is closed: no package names anybody."""

    sentence = N_("Chưa ghép phách vòng này nên chưa lập được gói: gói có họ tên tác giả.")


class ListNotFrozen(Refusal):
    """There is no frozen list to nominate from."""

    sentence = N_("Vòng này chưa chốt danh sách nên chưa có tác phẩm để gửi lên cấp trên.")


class NothingChosen(Refusal):
    """No work was chosen."""

    sentence = N_("Chưa chọn tác phẩm nào. Xin đánh dấu ít nhất một bài.")
    status = 422


class NotToBeSent(Refusal):
    """An entry that was withdrawn or rejected goes nowhere."""

    sentence = N_("Bài %(receipt)s đã rút hoặc bị loại nên không gửi lên cấp trên được.")


class PaperUnfit(Refusal):
    """A paper that was put in by hand is no PDF, or weighs too much."""

    sentence = N_(
        "“%(title)s” không kèm được: văn bản kèm theo phải là tệp PDF, nhiều nhất 50 MB. "
        "Chưa lập gói; các lựa chọn vẫn còn."
    )
    status = 422


class PaperTellsMarks(Refusal):
    """Marks stay at home, and this paper tells them."""

    sentence = N_(
        "“%(title)s” có điểm, trong khi gói không kèm điểm. Xin bỏ văn bản ấy hoặc kèm điểm. Chưa lập gói."
    )
    status = 422


class PackageOverfull(Refusal):
    """More entries, files or bytes than any level above opens."""

    sentence = N_(
        "Gói sẽ có %(entries)s bài và %(files)s tệp, quá mức một gói chứa được (%(most)s bài, 4.900 tệp, 2 GB). "
        "Xin bỏ phần gửi kèm hoặc chia làm nhiều gói. Chưa lập gói."
    )
    status = 422


class TooManyPapers(Refusal):
    """More papers than a package takes."""

    sentence = N_("Gói kèm được nhiều nhất %(limit)s văn bản. Chưa lập gói; các lựa chọn vẫn còn.")
    status = 422


class PackageUnknown(NotFound):
    """No such package in this contest."""


class ConsignmentUnknown(NotFound):
    """No such arriving package in this contest."""


class PackageMissing(Refusal):
    """No file came."""

    sentence = N_("Chưa chọn gói. Xin chọn tệp .guongsang mà cấp dưới đã gửi.")
    status = 422


class PackageKnown(Refusal):
    """The same package came before."""

    sentence = N_("Gói này đã nhận trước đây (gói đến số %(number)s). Không nhận lại lần nữa.")


class SenderUnknown(Refusal):
    """The unit is not among those that may send."""

    sentence = N_("Đơn vị này chưa có trong danh sách đơn vị gửi của cuộc thi.")
    status = 422


class SendingUnitUnknown(NotFound):
    """No such sending unit in this contest."""


class SenderMissing(Refusal):
    """Nobody has said from which unit the package is."""

    sentence = N_("Xin chọn gói này của đơn vị nào trước khi nhận.")


class SenderCodeTaken(Refusal):
    """Another unit has that code."""

    sentence = N_("Mã “%(code)s” đã là của đơn vị %(name)s. Xin dùng mã khác.")
    status = 422


class SenderFixed(Refusal):
    """Entries were taken as that unit's: it can't be another's any more."""

    sentence = N_("Gói này đã có bài vào sổ theo đơn vị gửi hiện tại nên không đổi đơn vị được nữa.")


class KeyUntrusted(Refusal):
    """Signed by a key that nobody has registered or accepted."""

    sentence = N_(
        "Gói ký bằng khóa chưa đăng ký. Chưa nhận bài nào. Xin gọi điện cho đơn vị gửi, đọc cho nhau dấu của khóa; "
        "đúng thì xác nhận khóa rồi nhận."
    )


class KeyOfAnother(Refusal):
    """The unit has a registered key, and this is another one."""

    sentence = N_(
        "Gói ký bằng khóa khác với khóa đã đăng ký của %(unit)s. Chưa nhận bài nào. Nếu đơn vị đã đổi máy, "
        "xin thu hồi khóa cũ và đăng ký khóa mới ở Thiết lập, mục Đơn vị gửi; nếu không, gói này không phải của họ."
    )


class KeyOfAnotherUnit(Refusal):
    """The key belongs to another sending unit, and this one has not read out its fingerprint."""

    sentence = N_(
        "Khóa này đã đăng ký cho %(unit)s. Chưa lưu gì. Nếu hai đơn vị dùng chung một máy chủ, xin gọi cho đơn vị "
        "đang đăng ký, nhờ đọc dấu của khóa và gõ vào ô bên dưới ô khóa; nếu không, đây là tờ in của đơn vị khác."
    )
    status = 422


class RegisteredFingerprintWrong(Refusal):
    """What was read over the telephone is not the fingerprint of the key that is to be registered."""

    sentence = N_(
        "Dấu vừa nhập không phải dấu của khóa vừa nhập. Chưa lưu gì. Xin đọc lại từng nhóm với đơn vị gửi."
    )
    status = 422


class FingerprintWrong(Refusal):
    """What was read over the telephone is not this key's."""

    sentence = N_(
        "Dấu vừa nhập không phải dấu của khóa đã ký gói này. Chưa nhận bài nào. Xin đọc lại từng nhóm với đơn vị gửi."
    )
    status = 422


class ConsignmentBusy(Refusal):
    """Its entries are being taken at this moment, or it is still being read."""

    sentence = N_("Gói này đang được đọc hoặc đang vào sổ. Xin chờ xong rồi làm tiếp.")


class ConsignmentRefused(Refusal):
    """It could not be opened: there is nothing to take."""

    sentence = N_("Gói này không mở được nên không có bài nào để nhận.")


class ConsignmentTaken(Refusal):
    """Something of it is in the register: it can't be thrown away any more."""

    sentence = N_(
        "Gói này đã có bài vào sổ nên không bỏ được nữa. Muốn rút một bài, xin mở trang của bài đó."
    )


class ConsignmentSwept(Refusal):
    """Its files were let go some weeks after it was taken."""

    sentence = N_("Gói này đã xong từ lâu, tệp của gói không còn giữ ở đây. Xin nhận lại gói từ đơn vị gửi.")


class QuotaExceeded(Refusal):
    """More than the sender may still send."""

    sentence = N_(
        "%(unit)s còn được gửi %(left)s tác phẩm, đang chọn %(chosen)s. Xin bỏ bớt, "
        "hoặc đặt lại chỉ tiêu của đơn vị ở Thiết lập, mục Đơn vị gửi."
    )
    status = 422


NOTES: Final[dict[str, str]] = {
    **PROBLEMS,
    **{refused().code: refused.sentence for refused in (AlreadyWithdrawn, TooManyEntries, TooBig, DiskFull)},
    SubmissionIncomplete().code: N_("Chưa nhận được: %(reasons)s"),
    QuotaExceeded().code: N_("Hết chỉ tiêu của đơn vị gửi khi đến lượt bài này."),
    "known": N_("Đã nhận từ gói trước, mã hồ sơ %(receipt)s. Không nhận thêm lần nữa."),
    "changed": N_("Đã nhận từ gói trước, mã hồ sơ %(receipt)s, nay khác ở: %(parts)s."),
    "older": N_(
        "Đã nhận từ gói lập sau gói này, mã hồ sơ %(receipt)s; bản ở đây cũ hơn nên giữ bản đã nhận."
    ),
    "result-changed": N_("Kết quả ở nơi gửi nay khác: trước là %(before)s, nay là %(now)s."),
    "withdrawn": N_("Bài này đã nhận rồi rút, mã hồ sơ %(receipt)s."),
    "rest": N_("Gửi kèm, ngoài số được đề cử."),
    "over-quota": N_("Quá chỉ tiêu: đơn vị này được gửi %(quota)s tác phẩm, trước gói này đã nhận %(used)s."),
    "category-unknown": N_("Thể loại “%(said)s” không có ở cuộc thi này. Xin chọn thể loại tương ứng."),
    "same-text": N_("Trùng nguyên văn với bài %(receipt)s đã có trong sổ%(whence)s."),
    "like": N_("Giống %(percent)s%% với bài %(receipt)s đã có trong sổ%(whence)s."),
    "like-inside": N_("Giống %(percent)s%% với bài %(receipt)s trong chính gói này."),
    "like-waiting": N_(
        "Giống %(percent)s%% với bài %(receipt)s của %(sender)s, gói đến số %(number)s đang chờ nhận."
    ),
    "like-reference": N_("Giống %(percent)s%% với một tài liệu đối chiếu."),
    "same-file": N_("Có tệp trùng với tệp của bài %(receipt)s đã có trong sổ%(whence)s."),
    "file-refused": N_("Một tệp của bài không đọc được: %(why)s"),
    "contacts-held-back": N_(
        "Tác giả chưa đồng ý xử lý dữ liệu ở cấp dưới nên không có điện thoại, địa chỉ."
    ),
    "contacts-left-out": N_("Nơi gửi không gửi kèm điện thoại."),
    "consents-missing": N_("Chưa có đồng ý với các cam kết của cuộc thi này; bài vào sổ và được đánh dấu."),
    "forgiven": N_("Còn thiếu: %(what)s. Bài vẫn vào sổ, bổ sung sau."),
    "unverified": N_("Nhân vật chưa được địa phương xác nhận."),
    "denied": N_("Địa phương không xác nhận nhân vật."),
}
"""What each code of a note on an arriving entry says."""

PARTS: Final = {
    "title": N_("tên bài"),
    "category": N_("thể loại"),
    "text": N_("nội dung"),
    "files": N_("tệp"),
    "figure": N_("nhân vật"),
    "authors": N_("tác giả"),
    "birth-missing": N_("ngày sinh"),
    "phone-missing": N_("số điện thoại"),
    "guardian-missing": N_("người giám hộ"),
    "place-missing": N_("địa chỉ nhân vật"),
    "unit-missing": N_("đơn vị"),
}
"""Parts of an entry by their keys, for notes that list them."""

FILES: Final[dict[str, str]] = {**REFUSALS, TooBig().code: N_("Tệp lớn hơn mức một tệp được nhận.")}
"""Why a file of an arriving package was refused."""

WHY_NOT: Final[dict[str, str]] = {name: refused.sentence for name, refused in PACKAGES.items()}
"""Why an arriving package was not opened, by the kind of refusal that is kept with it."""
