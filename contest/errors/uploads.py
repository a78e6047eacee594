"""Refusals of files on their way, and of files for another use than they are fit for."""

from contest.errors import N_, NotFound, Refusal


class UploadUnknown(NotFound):
    """No such upload in this draft, or it was given up."""

    sentence = N_("Phần tệp gửi dở không còn trên máy chủ. Xin chọn lại tệp; các tệp khác vẫn còn.")


class UploadExpired(Refusal):
    """Nobody went on with it for a day."""

    sentence = N_("Tệp gửi dở đã để quá một ngày nên bị bỏ. Xin chọn lại tệp; các tệp khác vẫn còn.")
    status = 410


class WrongOffset(Refusal):
    """The sender goes on from another byte than the last one acknowledged."""

    sentence = N_("Phần vừa gửi không nối liền với phần đã nhận. Phần đã nhận vẫn còn; xin gửi tiếp.")
    status = 409


class UploadBusy(Refusal):
    """Another request is writing to the same upload."""

    sentence = N_("Tệp này đang được gửi ở một trang khác. Xin đợi một lát.")
    status = 423


class MoreThanSaid(Refusal):
    """More bytes came than were announced."""

    sentence = N_("Tệp dài hơn đã báo nên phần vừa gửi chưa được nhận. Xin chọn lại tệp.")
    status = 413


class TooManyUploads(Refusal):
    """The draft has as many unfinished uploads as one may have."""

    sentence = N_("Đang có %(limit)s tệp gửi dở. Xin đợi các tệp ấy gửi xong, hoặc bỏ bớt, rồi gửi tiếp.")
    status = 429


class UploadMisspoken(Refusal):
    """The request does not say what the protocol asks for."""

    sentence = N_("Yêu cầu gửi tệp không đúng cách. Xin tải lại trang rồi gửi lại.")
    status = 400


class TooManyPhotos(Refusal):
    """The draft has as many photos of the figure as the contest takes."""

    sentence = N_(
        "Cuộc thi nhận tối đa %(limit)s ảnh nhân vật. Ảnh này chưa được nhận; các ảnh trước vẫn còn."
    )
    status = 413


class TooManyStatements(Refusal):
    """The draft has as many files of signed statements as one may have."""

    sentence = N_("Bản xác nhận gửi tối đa %(limit)s tệp. Tệp này chưa được nhận; các tệp trước vẫn còn.")
    status = 413


class NotAPhoto(Refusal):
    """A photo of the figure has to be a picture."""

    sentence = N_(
        "Ảnh nhân vật cần là tệp ảnh: JPEG, PNG, WebP, TIFF hoặc HEIC. Tệp khác xin gửi ở mục bài viết"
        " hoặc bản xác nhận."
    )
    status = 415
