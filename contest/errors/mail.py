"""Refusals of the mail."""

from contest.errors import N_, Refusal


class AddressNotValid(Refusal):
    """No letter can reach an address of this form."""

    sentence = N_(
        "Địa chỉ thư điện tử %(address)s chưa đúng nên chưa gửi được thư. Xin kiểm tra lại địa chỉ."
    )
    status = 422
