"""Refusals of accounts, roles and invitations."""

from contest.errors import N_, Refusal


class WrongSignIn(Refusal):
    """The address or the password is wrong; which of them is not said."""

    sentence = N_("Thư điện tử hoặc mật khẩu chưa đúng.")
    status = 422


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
