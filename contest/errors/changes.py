"""Refusals of changes in mid-round."""

from contest.errors import N_, Refusal


class NothingToChange(Refusal):
    """What was asked for moves nothing."""

    sentence = N_("Không có gì để thay đổi: mọi phiếu liên quan đã nộp, hoặc số người đọc vẫn như cũ.")
    status = 422


class NotReading(Refusal):
    """The judge does not have the entry that is to move."""

    sentence = N_("%(name)s không đang giữ bài này. Xin xem lại mã phách và tên giám khảo.")
    status = 422


class WorkFinished(Refusal):
    """The sheet is handed in; a finished reading never moves."""

    sentence = N_("%(name)s đã nộp phiếu chấm bài này nên không chuyển cho người khác được.")


class MoveForbidden(Refusal):
    """A rule keeps the judge from the entry."""

    sentence = N_("Không chuyển bài này cho %(name)s được: %(why)s")
    status = 422
    spoken = ("why",)


class WorkSince(Refusal):
    """Judges wrote on sheets that the draw would take back, after it was previewed."""

    sentence = N_(
        "Chưa công bố: sau lúc bốc thử, giám khảo đã chấm %(count)s bài mà lần này định thu lại. Xin bốc thử lại."
    )
