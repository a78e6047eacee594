"""Refusals where one round feeds the next."""

from contest.errors import N_, Refusal


class ListOwed(Refusal):
    """A later round reads what the round before it has listed."""

    sentence = N_("%(round)s chưa chốt danh sách nên vòng này chưa có bài nào để bốc thăm.")


class ListMoved(Refusal):
    """The list that feeds the round changed after the round was drawn."""

    sentence = N_(
        "Danh sách của %(round)s đã chốt lại: %(entering)s bài mới vào chưa có giám khảo, %(leaving)s bài không còn "
        "trong danh sách. Xin bốc thăm bổ sung vòng này trước khi khóa điểm."
    )


class NextRoundLocked(Refusal):
    """The next round's scores rest on this list."""

    sentence = N_("%(round)s đã khóa điểm dựa trên danh sách này nên không chốt lại được nữa.")


class NamesOutAlready(Refusal):
    """The names of an earlier round are known, so that a later one could not be judged blind."""

    sentence = N_(
        "%(round)s đã ghép phách nên vòng này không chấm kín được nữa. Thể lệ chỉ cho như vậy khi thiết lập của vòng "
        "ấy ghi là mở tên sớm."
    )


class LaterRoundOpen(Refusal):
    """Names stay sealed while a later round is being judged."""

    sentence = N_("%(round)s đang chấm kín và chưa khóa điểm, nên chưa ghép phách và chưa công bố tên được.")


class MarksVeiled(Refusal):
    """Who reads in a later round does not look at the marks of an earlier one."""

    sentence = N_(
        "Ông/Bà đang chấm %(round)s nên điểm và thứ hạng của vòng trước chỉ hiện ra sau khi vòng ấy khóa điểm."
    )


class NamesVeiled(Refusal):
    """Who judges a round under way is told no author, though the charter lets names out early."""

    sentence = N_(
        "Ông/Bà đang chấm %(round)s nên tên tác giả chỉ hiện ra với Ông/Bà sau khi vòng ấy khóa điểm. "
        "Trang này có tên; xin nhờ người khác trong Ban Tổ chức."
    )
