"""Refusals of the hand-in, its drafts and the seal, and the sentence for each problem."""

from contest.errors import N_, NotFound, Refusal

PROBLEMS = {
    "title-missing": N_("Xin ghi tên bài."),
    "category-missing": N_("Xin chọn thể loại."),
    "essay-missing": N_("Chưa có bài viết. Xin gõ bài vào ô, hoặc thêm tệp hay ảnh các trang."),
    "essay-too-long": N_("Bài dài quá mức hệ thống nhận được. Xin gửi bằng tệp hoặc rút gọn."),
    "figure-name-missing": N_("Xin ghi tên nhân vật được viết."),
    "place-missing": N_("Xin ghi đơn vị hoặc địa chỉ của nhân vật, để Ban Tổ chức xác minh được."),
    "birth-year-impossible": N_("Năm sinh có bốn chữ số, ví dụ 1957."),
    "phone-malformed": N_("Số điện thoại chưa đúng, ví dụ 0912 345 678."),
    "author-missing": N_("Xin ghi tác giả của bài."),
    "one-author-only": N_("Bài của cá nhân chỉ có một tác giả. Nếu viết chung, xin chọn nhóm tác giả."),
    "group-of-one": N_("Nhóm tác giả cần từ hai người trở lên."),
    "group-too-large": N_("Nhóm có nhiều người hơn thể lệ cho phép."),
    "leader-missing": N_("Xin chọn một người đại diện cho nhóm."),
    "collective-name-missing": N_("Xin ghi tên tập thể."),
    "unit-missing": N_("Xin ghi đơn vị gửi bài; nếu không thuộc đơn vị nào, ghi “Tự do”."),
    "name-missing": N_("Xin ghi họ và tên."),
    "birth-missing": N_("Xin ghi ngày sinh hoặc năm sinh."),
    "birth-malformed": N_("Ngày sinh chưa đọc được. Xin ghi như 09/05/1978, hoặc chỉ năm 1978."),
    "birth-impossible": N_("Ngày sinh này không thể đúng. Xin xem lại."),
    "guardian-missing": N_("Tác giả dưới 16 tuổi cần họ tên và số điện thoại của người giám hộ."),
    "phone-missing": N_("Xin ghi số điện thoại để Ban Tổ chức liên hệ."),
    "email-malformed": N_("Địa chỉ thư điện tử chưa đúng."),
    "consent-missing": N_("Xin đọc và đánh dấu vào từng ô nếu đồng ý; thiếu một ô thì chưa nộp bài được."),
    "too-long": N_("Phần này dài quá. Xin viết gọn lại."),
}
"""What each code of ``contest.authors.rules.Problem`` says to the one who fills in the form."""


class SubmissionIncomplete(Refusal):
    """Something is missing or impossible; ``problems`` names the fields, nothing was entered."""

    sentence = N_("Chưa nộp được: %(reasons)s Phần đã nhập vẫn được giữ.")
    status = 422


class NotYetOpen(Refusal):
    """Before the opening."""

    sentence = N_("Cuộc thi chưa mở nhận bài. Bản nháp vẫn được giữ; xin trở lại khi cuộc thi mở.")


class HandInClosed(Refusal):
    """After the closing, by the server's clock."""

    sentence = N_(
        "Đã hết hạn nhận bài theo giờ máy chủ. Bản nháp vẫn được giữ; xin liên hệ Ban Tổ chức nếu gửi giấy."
    )


class TooManyEntries(Refusal):
    """The author has as many entries in the contest as one may have."""

    sentence = N_(
        "Tác giả %(name)s đã có %(limit)s bài trong cuộc thi, đúng mức tối đa. Bài này chưa được nộp; "
        "bản nháp vẫn được giữ. Có thể rút một bài cũ rồi nộp bài này."
    )


class WithdrawalClosed(Refusal):
    """After the closing only the office withdraws an entry, by written notice."""

    sentence = N_("Đã hết hạn tự rút bài. Bài vẫn được giữ; muốn rút, xin gửi văn bản đến Ban Tổ chức.")


class DraftUnknown(NotFound):
    """No such draft, or not with this link."""

    sentence = N_("Không mở được bản nháp này. Đường dẫn riêng có thể đã quá hạn hoặc bị gõ thiếu.")


class DraftHandedIn(Refusal):
    """The draft has become an entry and is closed."""

    sentence = N_("Bản nháp này đã được nộp. Muốn sửa bài, xin mở mục Tra cứu.")


class TooManyFiles(Refusal):
    """The draft has as many files as one may have."""

    sentence = N_("Mỗi bài có tối đa %(limit)s tệp. Tệp này chưa được nhận; các tệp trước vẫn còn.")
    status = 413


class TooMuchTogether(Refusal):
    """The files of a draft weigh too much together."""

    sentence = N_("Các tệp cộng lại vượt %(limit)s MB. Tệp này chưa được nhận; các tệp trước vẫn còn.")
    status = 413


class WrongCode(Refusal):
    """No such receipt, or not that secret; which of them is never said."""

    sentence = N_("Mã hồ sơ hoặc mã tra cứu chưa đúng. Xin xem lại biên nhận rồi nhập lại cả hai mã.")
    status = 422


class SameHand(Refusal):
    """The second key of a seal needs a second person."""

    sentence = N_("Chìa khóa thứ hai phải do người khác xác nhận. Tên tác giả vẫn được niêm phong.")


class AlreadyTurned(Refusal):
    """Both keys have been turned; the names are known."""

    sentence = N_("Vòng này đã ghép phách: đủ hai người xác nhận.")
