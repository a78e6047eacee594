"""The Refusal family: one meaning, three tongues (a page, JSON, an exit code).

A refusal is the house saying no to a person in words they understand: what
happened, what was kept, what to do now. Each room keeps its refusals in the
module of its own name beside this one. Sentences are Vietnamese and marked
with ``N_``; the doors translate them.
"""

import re
from typing import ClassVar


def N_(sentence: str) -> str:
    """Mark a sentence for the catalogue without translating it here."""
    return sentence


class Refusal(Exception):
    """The house says no, for a reason it can say.

    sentence  Vietnamese source text with ``%(name)s`` places for the values
    status    the HTTP status a door answers with
    values    what fills the places, as given by the one who raises
    spoken    names of the values that are marked sentences themselves, which the doors translate too: a
              sentence, or a pair of one and the values for its places
    """

    sentence: ClassVar[str] = N_("Không làm được việc này.")
    status: ClassVar[int] = 409
    spoken: ClassVar[tuple[str, ...]] = ()

    def __init__(self, **values: object) -> None:
        super().__init__(values)
        self.values = values

    @property
    def code(self) -> str:
        """The refusal's stable name for JSON and reports: ``RoundClosed`` is ``round_closed``."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()

    def __str__(self) -> str:
        if not self.values:
            return self.sentence
        plain = dict(self.values)
        for name in self.spoken:
            if isinstance(said := plain.get(name), tuple):
                plain[name] = said[0] % said[1]
        return self.sentence % plain


class NotFound(Refusal):
    """There is nothing here, or nothing for this person: the two look the same."""

    sentence = N_("Không tìm thấy trang hoặc hồ sơ này.")
    status = 404


class Forbidden(Refusal):
    """Known person, known thing, but not theirs to do."""

    sentence = N_("Tài khoản này không được làm việc đó.")
    status = 403


class Stale(Refusal):
    """Somebody, or another tab, saved a newer version first."""

    sentence = N_("Nội dung này vừa được lưu ở nơi khác. Phần Ông/Bà vừa nhập vẫn còn trên màn hình.")
    status = 409


class SavedMeanwhile(Stale):
    """What a page of settings was filled in over is not what stands any more."""

    sentence = N_(
        "Trong lúc Ông/Bà sửa, người khác đã lưu mục này. Phần vừa nhập vẫn còn trên màn hình. Xin mở mục này ở thẻ "
        "khác để xem điều vừa lưu; lưu ở đây lần nữa là lấy phần đang nhập thay cho điều ấy."
    )


class CameSecond(Refusal):
    """Two did it at the same moment, and the database let the other one through."""

    sentence = N_(
        "Cùng lúc đó có người khác vừa ghi, nên việc này chưa làm được. Xin xem lại trang rồi thử lần nữa."
    )
    status = 409
