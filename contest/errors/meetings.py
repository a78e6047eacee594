"""Refusals of meetings: what is missing before something is put to the vote, counted or closed."""

from contest.errors import N_, Refusal


class MeetingUnfit(Refusal):
    """A meeting has a chair, a secretary and a beginning before its end."""

    sentence = N_("Xin xem lại cuộc họp: %(why)s")
    status = 422
    spoken = ("why",)


class MeetingClosed(Refusal):
    """What was said at a closed meeting stands; only a supplement can be written."""

    sentence = N_("Cuộc họp đã kết thúc nên không sửa được nữa. Có thể ghi bổ sung vào biên bản, kèm lý do.")


class MeetingOpen(Refusal):
    """Minutes are supplemented once they are closed; until then they are written."""

    sentence = N_("Cuộc họp chưa kết thúc nên chưa cần ghi bổ sung: xin sửa thẳng trong cuộc họp.")


class MotionsOpen(Refusal):
    """A meeting is closed when everything put to it has been voted on or withdrawn."""

    sentence = N_(
        "Còn %(count)s nội dung chưa biểu quyết. Xin ghi kết quả hoặc rút nội dung đó, rồi kết thúc."
    )


class MotionTextMissing(Refusal):
    """What is put to the vote is written out."""

    sentence = N_("Xin ghi nội dung cần biểu quyết.")
    status = 422


class DissentMissing(Refusal):
    """An opinion is written out, in no more words than minutes have room for."""

    sentence = N_("Xin ghi ý kiến, nhiều nhất 2000 ký tự.")
    status = 422


class MotionDecided(Refusal):
    """A motion that has been withdrawn is not voted on."""

    sentence = N_("Nội dung này đã rút nên không biểu quyết nữa.")


class CodeUnknown(Refusal):
    """No ranked entry of the round has that code."""

    sentence = N_("Vòng này không có bài nào mã phách %(code)s trong bảng xếp hạng.")
    status = 422


class VotesUnfit(Refusal):
    """The counts are not those of the people at the meeting."""

    sentence = N_(
        "Tổng số phiếu là %(total)s, nhưng có mặt %(present)s người được biểu quyết. "
        "Xin đếm lại, hoặc sửa người có mặt."
    )
    status = 422


class VotesUnfitAbsent(VotesUnfit):
    """The same where absent members may vote in writing."""

    sentence = N_(
        "Tổng số phiếu là %(total)s; kể cả phiếu gửi trước thì phải từ %(present)s đến %(entitled)s phiếu. "
        "Xin đếm lại, hoặc sửa người có mặt."
    )


class NobodyVotes(Refusal):
    """Nobody present may vote."""

    sentence = N_("Chưa ghi ai có mặt và được biểu quyết. Xin ghi thành phần dự họp trước.")
    status = 422


class ChairMustRule(Refusal):
    """Equal votes: the chair's word decides."""

    sentence = N_("Số phiếu ngang nhau. Xin ghi chủ trì quyết định thế nào.")
    status = 422


class ReasonOwed(Refusal):
    """What is decided about an entry, ruled by the chair, withdrawn or added later has a reason."""

    sentence = N_("Xin ghi lý do để đưa vào biên bản.")
    status = 422


class NoMeetingClosed(Refusal):
    """No minutes before a meeting has ended."""

    sentence = N_("Vòng này chưa có cuộc họp nào kết thúc, ngoài họp xét giải, nên chưa có biên bản.")
