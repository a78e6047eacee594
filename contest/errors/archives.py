"""Refusals of ZIP archives that hold the files of a bundle."""

from contest.errors import N_, Refusal


class ArchiveRefused(Refusal):
    """Nothing of the archive was taken; each kind below says why."""

    sentence = N_("Không mở được tệp nén này nên chưa nhận tệp nào trong đó.")
    status = 422


class ArchiveDamaged(ArchiveRefused):
    """It is cut off, or lies about what it holds."""

    sentence = N_(
        "Tệp nén bị hỏng hoặc chưa được gửi trọn vẹn nên chưa nhận tệp nào trong đó. Xin nén lại dạng ZIP rồi gửi lại."
    )


class ArchiveLocked(ArchiveRefused):
    """It asks for a password."""

    sentence = N_(
        "Tệp nén đang đặt mật khẩu nên chưa nhận tệp nào trong đó. Xin bỏ mật khẩu, nén lại rồi gửi lại."
    )


class ArchiveTooBig(ArchiveRefused):
    """It holds too many files, or too much when unpacked."""

    sentence = N_(
        "Tệp nén có quá nhiều tệp, hoặc khi mở ra thì quá lớn, nên chưa nhận tệp nào trong đó. "
        "Xin chia thành nhiều tệp ZIP nhỏ hơn, chỉ gồm bài dự thi, rồi gửi lại."
    )
    status = 413


class ArchiveOfAnotherKind(ArchiveRefused):
    """RAR, 7z and others, for which there is no reader."""

    sentence = N_("Chỉ mở được tệp nén dạng ZIP. Xin giải nén rồi nén lại dạng ZIP, hoặc gửi từng tệp.")
    status = 415


ARCHIVES = {
    refused().code: refused.sentence
    for refused in (ArchiveRefused, ArchiveDamaged, ArchiveLocked, ArchiveTooBig, ArchiveOfAnotherKind)
}
"""Why an archive was not opened, by the code that is kept beside it."""
