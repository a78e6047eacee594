"""Refusals of signed packages: whatever is wrong with one, nothing of it is taken."""

from contest.errors import N_, Refusal


class PackageRefused(Refusal):
    """Nothing of the package was taken; each kind below says why."""

    sentence = N_("Không mở được gói này nên chưa nhận bài nào trong đó.")
    status = 422


class NotAPackage(PackageRefused):
    """It is another kind of file."""

    sentence = N_(
        "Tệp này không phải gói tác phẩm do Gương Sáng lập (đuôi .guongsang). Chưa nhận bài nào. "
        "Xin chọn đúng tệp mà cấp dưới đã tải về."
    )


class PackageCut(PackageRefused):
    """Its end is missing."""

    sentence = N_(
        "Gói này chưa được gửi trọn vẹn. Chưa nhận bài nào. Xin tải lại gói từ nơi gửi rồi thử lại."
    )


class PackageAltered(PackageRefused):
    """A member, its name or its place is not what the manifest says, or the archive was packed anew."""

    sentence = N_(
        "Gói này đã bị thay đổi sau khi lập (chỗ khác: %(place)s). Chưa nhận bài nào. "
        "Xin lấy lại đúng tệp gốc từ đơn vị gửi; không mở ra nén lại."
    )


class SignatureWrong(PackageRefused):
    """The signature does not fit the manifest."""

    sentence = N_(
        "Chữ ký của gói không khớp với nội dung nên không biết gói do ai lập. Chưa nhận bài nào. "
        "Xin gọi cho đơn vị gửi và lấy lại gói."
    )


class PackageNewer(PackageRefused):
    """Written by a newer version of the format."""

    sentence = N_(
        "Gói lập theo định dạng phiên bản %(version)s, mới hơn phiên bản %(known)s mà máy này đọc được. "
        "Chưa nhận bài nào. Xin cập nhật Gương Sáng ở đây rồi nhận lại."
    )


class PackageOutdated(PackageRefused):
    """Written by a version of the format that nobody reads any more."""

    sentence = N_(
        "Gói lập theo định dạng phiên bản %(version)s đã thôi dùng. Chưa nhận bài nào. "
        "Xin đơn vị gửi cập nhật Gương Sáng rồi lập lại gói."
    )


class PackageTooBig(PackageRefused):
    """More files or bytes than a package may hold."""

    sentence = N_(
        "Gói có quá nhiều tệp hoặc quá nặng nên chưa mở. Chưa nhận bài nào. Xin đơn vị gửi chia thành nhiều gói."
    )
    status = 413


class PackageCompressed(PackageRefused):
    """A member is compressed, or locked: no package of ours is, and a bomb would be."""

    sentence = N_(
        "Gói có phần bị nén hoặc đặt mật khẩu, gói do Gương Sáng lập không như vậy. Chưa nhận bài nào. "
        "Xin lấy lại đúng tệp gốc từ đơn vị gửi."
    )


class PackageUnfit(PackageRefused):
    """Signed and whole, but what it says of its entries cannot be."""

    sentence = N_(
        "Gói ghi không đúng định dạng ở dòng %(line)s, mục “%(field)s”. Chưa nhận bài nào. "
        "Xin báo đơn vị gửi lập lại gói."
    )


class SigningKeyExposed(Refusal):
    """Others than the owner may read the signing key."""

    sentence = N_(
        "Khóa ký của máy này (%(path)s) đang để người khác đọc được nên không dùng. "
        "Xin đặt lại quyền của tệp: chỉ chủ tệp được đọc (chmod 600)."
    )


class SigningKeyUnfit(Refusal):
    """The file of the signing key holds something else."""

    sentence = N_("Tệp khóa ký của máy này (%(path)s) bị hỏng. Xin khôi phục từ bản sao lưu.")


class PublicKeyUnfit(Refusal):
    """What was typed is no public key."""

    sentence = N_("Đây không phải khóa công khai: cần đúng 64 chữ số và chữ cái từ a đến f, như trên bản in.")
    status = 422


PACKAGES = {
    refused.__name__: refused
    for refused in (
        PackageRefused,
        NotAPackage,
        PackageCut,
        PackageAltered,
        SignatureWrong,
        PackageNewer,
        PackageOutdated,
        PackageTooBig,
        PackageCompressed,
        PackageUnfit,
    )
}
"""Every refusal of a package by its name, as the process that opens packages tells it."""
