"""Refusals of the charter."""

from contest.errors import N_, Refusal


class SlugTaken(Refusal):
    """Another contest already has that address."""

    sentence = N_("Địa chỉ “%(slug)s” đã có cuộc thi khác dùng. Xin chọn địa chỉ khác.")
    status = 422


class CalendarBackwards(Refusal):
    """A closing moment lies before its opening."""

    sentence = N_("Hạn kết thúc phải sau lúc bắt đầu. Chưa lưu thay đổi nào.")
    status = 422


class NoticeMissing(Refusal):
    """An announced charter changes only with a notice that everybody may read."""

    sentence = N_(
        "Cuộc thi đã phát động nên mỗi thay đổi cần một lời thông báo. Xin viết vài chữ rồi lưu lại."
    )
    status = 422


class RulesFrozen(Refusal):
    """Judging of this round has begun; its rubric and bands no longer change."""

    sentence = N_("Vòng này đã bắt đầu chấm nên tiêu chí và cách tính không đổi được nữa.")


class ValueUnfit(Refusal):
    """A setting's value cannot be used."""

    sentence = N_("Giá trị của “%(field)s” không dùng được: %(why)s.")
    status = 422
    spoken = ("field", "why")


class QuotasUnfit(Refusal):
    """Quotas contradict each other or the number of places."""

    sentence = N_("Các chỉ tiêu này không cùng giữ được: %(why)s. Chưa lưu thay đổi nào.")
    status = 422
    spoken = ("why",)


class QuotasFrozen(Refusal):
    """Limits on units and authors are fixed before judging, so that nobody learns from them who wrote what."""

    sentence = N_(
        "Vòng này đã bắt đầu chấm nên chỉ tiêu theo đơn vị và tác giả giữ nguyên: đổi rồi xem ai vào, ai ra "
        "sẽ lộ bài của ai."
    )


class RoundBegun(Refusal):
    """Something stands in the round: it keeps its place, and so does all that comes before it."""

    sentence = N_(
        "%(round)s đã bắt đầu (đã bốc thăm, chấm thử, họp hoặc làm văn bản) nên vòng ấy và các vòng trước giữ nguyên "
        "chỗ; chỉ thêm, đổi chỗ, bỏ được các vòng sau. Chưa lưu thay đổi nào."
    )


class OnlyRound(Refusal):
    """A contest without a round could judge nothing."""

    sentence = N_("Cuộc thi cần ít nhất một vòng chấm nên không bỏ được vòng duy nhất này.")


class ContestUnknown(Refusal):
    """No contest of that address."""

    sentence = N_("Không có cuộc thi nào mang địa chỉ “%(slug)s”.")
    status = 404


class RoundUnknown(Refusal):
    """The contest has no round of that number."""

    sentence = N_("Cuộc thi không có vòng số %(number)s.")
    status = 404


class CategoryInUse(Refusal):
    """Entries have been handed in to that category."""

    sentence = N_(
        "Đã có bài nộp vào thể loại “%(name)s” nên không bỏ được; có thể đổi tên. Chưa lưu thay đổi nào."
    )


class CodeKept(Refusal):
    """A reason that may have been given to authors keeps its code."""

    sentence = N_(
        "Cuộc thi đã phát động nên mã “%(code)s” có thể đã dùng và không bỏ được; chỉ đổi lời được. "
        "Chưa lưu thay đổi nào."
    )


class StatementRetired(Refusal):
    """The statement has been reworded or retired by somebody else."""

    sentence = N_("Cam kết này vừa được sửa ở nơi khác. Xin mở lại trang rồi sửa tiếp.")
