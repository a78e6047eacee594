"""Refusals of score sheets on paper."""

from contest.errors import N_, Refusal


class NothingToPrint(Refusal):
    """No reading fits what was asked for."""

    sentence = N_(
        "Không có phiếu nào khớp lựa chọn nên chưa in phiếu nào. Xin chọn giám khảo khác hoặc bỏ bớt điều kiện."
    )
    status = 422


class TooManyToPrint(Refusal):
    """More sheets than one file of them may have."""

    sentence = N_("Mỗi lần in tối đa %(limit)s phiếu, lần này là %(count)s. Xin in theo từng giám khảo.")
    status = 422


class PaperCodeUnknown(Refusal):
    """Neither the token of a sheet nor a blind code of the round."""

    sentence = N_(
        "Không có phiếu nào mang mã “%(said)s” ở vòng này. Xin quét lại mã QR, hoặc gõ mã phách in trên phiếu."
    )
    status = 422


class ReadingOver(Refusal):
    """The assignment was ended, or its entry is no longer judged."""

    sentence = N_(
        "Lượt chấm này đã kết thúc: giám khảo thôi chấm bài, hoặc bài không còn dự thi. "
        "Phiếu giấy không được tính; phần đã nhập vẫn còn, xin báo Ban Tổ chức."
    )


class OwnTyping(Refusal):
    """Who typed a sheet first cannot be the one who confirms it."""

    sentence = N_(
        "Ông/Bà là người nhập phiếu này lần đầu nên không tự xác nhận được. "
        "Bản đã nhập vẫn giữ; xin một người khác nhập lại."
    )


class TypistReads(Refusal):
    """A judge of the entry whose own sheet may change must not meet another judge's points for it."""

    sentence = N_(
        "Ông/Bà cũng chấm bài này nên không xem và không nhập phiếu của giám khảo khác. Xin người khác nhập."
    )


class CorrectionReasonMissing(Refusal):
    """A sheet that is handed in changes for a stated reason."""

    sentence = N_("Xin ghi lý do lấy bản giấy thay phiếu đã nộp. Phiếu đã nộp vẫn như cũ, bản nhập vẫn còn.")
    status = 422


class ListEmpty(Refusal):
    """A list without a single row that names a sheet."""

    sentence = N_(
        "Bảng không có dòng nào mang mã phách nên chưa nhận gì. Xin điền vào bảng mẫu của vòng rồi gửi lại."
    )
    status = 422


class ListNotChosen(Refusal):
    """The form came without a file."""

    sentence = N_("Xin chọn tệp bảng điểm (.xlsx, .ods hoặc .csv) rồi gửi.")
    status = 422


class ListTaken(Refusal):
    """The list was taken before; a corrected one is sent anew."""

    sentence = N_(
        "Bảng này đã nhận rồi. Muốn sửa tiếp, xin gửi bảng mới: dòng giữ nguyên không đổi gì, dòng khác thành bản sửa."
    )


class NotYourRow(Refusal):
    """A judge's list names another judge."""

    sentence = N_("Dòng này ghi giám khảo %(judge)s; Ông/Bà chỉ gửi được phiếu của mình.")
    status = 403


class RowTwice(Refusal):
    """Two rows of one list say something of the same sheet."""

    sentence = N_("Phiếu này đã có ở dòng %(row)s của bảng. Xin giữ một dòng.")
    status = 422


class SheetUnseen(Refusal):
    """A row would take the place of a hand-in that came after its list was made."""

    sentence = N_(
        "Phiếu này đã nộp hoặc sửa sau khi lập bảng (nay là bản %(version)s) nên giữ nguyên. "
        "Muốn lấy bảng thay phiếu ấy, xin ghi lý do khi nhận."
    )


class JudgeNotNamed(Refusal):
    """The office's list does not say whose sheet a row is."""

    sentence = N_("Dòng này chưa ghi giám khảo.")
    status = 422
