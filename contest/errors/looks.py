"""Refusals of further readings near the cut line."""

from contest.errors import N_, Refusal


class LookNotAnnounced(Refusal):
    """The charter does not speak of further readings near the line."""

    sentence = N_(
        "Thể lệ vòng này không nói đến đọc thêm quanh vạch, nên không đọc thêm được. "
        "Muốn có, xin ghi vào thiết lập vòng trước khi giám khảo bắt đầu chấm."
    )


class NamesKnownAlready(Refusal):
    """Whoever spreads readings must not know whom they favour."""

    sentence = N_(
        "Vòng này đã ghép phách hoặc đã công bố, nên không đọc thêm được nữa. Danh sách giữ nguyên."
    )


class LookTooEarly(Refusal):
    """The look is planned from all marks, so all must be there."""

    sentence = N_(
        "Còn %(count)s bài chưa có điểm kết luận. Xin chờ đủ phiếu, thống nhất các bài chênh lệch và tính điểm "
        "kết luận, rồi mới xem đọc thêm."
    )


class LookOfSums(Refusal):
    """Sums of unequally many sheets cannot be compared."""

    sentence = N_(
        "Vòng này cộng điểm các giám khảo, nên mọi bài phải có số phiếu như nhau: không đọc thêm được."
    )


class LookUncomparable(Refusal):
    """Without common entries, or without two readings, nobody can say where the line lies."""

    sentence = N_(
        "Các phiếu chưa đủ để biết bài nào ở sát vạch: giám khảo không có bài chung nối với nhau, "
        "không bài nào có hai người đọc, hoặc mọi phiếu cùng một điểm."
    )


class LookOfNoList(Refusal):
    """There is no line: all entries are on the list, or none."""

    sentence = N_("Danh sách lấy mọi bài hoặc không bài nào, nên không có vạch để đọc thêm quanh đó.")


class LookSpent(Refusal):
    """The charter's share was used up."""

    sentence = N_("Đã dùng hết số lượt đọc thêm mà thể lệ cho phép.")


class LookUseless(Refusal):
    """So little would change that nobody is asked to read."""

    sentence = N_("Không đáng đọc thêm: dự kiến danh sách thay đổi ít hơn mức ghi trong thể lệ.")


class LookTooLarge(Refusal):
    """More readings were asked for than the charter leaves."""

    sentence = N_("Thể lệ chỉ còn cho phép %(left)s lượt đọc thêm.")
    status = 422
