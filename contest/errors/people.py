"""Refusals of accounts, roles and invitations."""

from contest.errors import N_, Refusal


class WrongSignIn(Refusal):
    """The address or the password is wrong; which of them is not said."""

    sentence = N_("Thư điện tử hoặc mật khẩu chưa đúng.")
    status = 422


class KeptForAnother(Refusal):
    """A form waits here that another account typed; it stays for that account."""

    sentence = N_(
        "Phần đang giữ do một tài khoản khác nhập nên không gửi bằng tài khoản này được; phần ấy vẫn còn. "
        "Xin đăng nhập bằng tài khoản đã nhập, hoặc chọn bỏ phần ấy."
    )


class InvitationLapsed(Refusal):
    """The link was used, withdrawn, or has run out; the three look the same."""

    sentence = N_("Đường dẫn mời không còn dùng được. Xin đề nghị Ban Tổ chức gửi lời mời mới.")
    status = 404


class PasswordTooWeak(Refusal):
    """Too short, or among those everybody guesses."""

    sentence = N_("Mật khẩu cần ít nhất %(least)s ký tự và không nằm trong số mật khẩu quá phổ biến.")
    status = 422


class AddressTaken(Refusal):
    """An account of that address exists; it gets the new role by signing in."""

    sentence = N_("Thư điện tử này đã có tài khoản. Xin đăng nhập để nhận vai trò mới.")


class AddressMissing(Refusal):
    """A line of a list of people that has no e-mail address."""

    sentence = N_("“%(name)s” chưa có thư điện tử. Xin ghi họ tên; thư điện tử; đơn vị.")
    status = 422


class AddressUnusable(Refusal):
    """Not an e-mail address."""

    sentence = N_("“%(email)s” không phải là địa chỉ thư điện tử dùng được.")
    status = 422


class LastOrganizer(Refusal):
    """A contest keeps at least one organizer."""

    sentence = N_("Cuộc thi phải còn ít nhất một người trong Ban Tổ chức. Vai trò này được giữ nguyên.")


class AccountUnknown(Refusal):
    """No account of that address in this contest."""

    sentence = N_("Không có tài khoản “%(email)s” trong cuộc thi này.")
    status = 404


class NameMissing(Refusal):
    """An invitation needs a name of at most 100 letters."""

    sentence = N_("Xin ghi họ tên của người được mời (%(email)s), nhiều nhất 100 ký tự.")
    status = 422


class RoleHeld(Refusal):
    """The person has that role in this contest already."""

    sentence = N_("%(name)s đã giữ vai trò này trong cuộc thi. Không gửi lời mời nữa.")


class RoleUnknown(Refusal):
    """No such role, or not in this contest."""

    sentence = N_("Không có vai trò này trong cuộc thi.")
    status = 404


class UnitUnknown(Refusal):
    """No single unit goes by that name or code."""

    sentence = N_("Không có đúng một đơn vị nào tên là “%(name)s”. Xin chọn trong danh sách đơn vị.")
    status = 422


class NotYoursToRenew(Refusal):
    """The account also means something in a contest this organizer does not run."""

    sentence = N_(
        "Tài khoản này còn vai trò ở cuộc thi khác nên không cấp lại được tại đây. "
        "Xin nhờ người phụ trách hệ thống."
    )
    status = 403
