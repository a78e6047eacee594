"""The next steps of a contest, as the desk says them: what to do, why, and where."""

from dataclasses import dataclass
from typing import Final

from flask_babel import gettext

from contest.charter.models import Contest, Round
from contest.errors import N_
from contest.overview.rules import Step
from contest.web.organizer.places import address


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits for a person: an icon, a sentence, what to do about it, and where."""

    mark: str
    title: str
    detail: str
    url: str | None


SAID: Final = {
    Step.INVITE_JUDGES: (
        "people",
        N_("Mời giám khảo"),
        N_("Mỗi bài cần %(k)s giám khảo; người được mời đặt mật khẩu qua đường dẫn."),
        "team",
    ),
    Step.INVITE_KEEPERS: (
        "key",
        N_("Mời thêm người của Tổ Thư ký hoặc Ban Tổ chức"),
        N_("Ghép phách cần hai người, mỗi người dùng mật khẩu của mình."),
        "team",
    ),
    Step.ANNOUNCE: (
        "send",
        N_("Cuộc thi chưa công bố"),
        N_("Xem lại thể lệ, lịch, phiếu chấm, tiêu đề văn bản ở Thiết lập, rồi công bố để nhận bài."),
        "settings",
    ),
    Step.SETTLE: (
        "clipboard-check",
        N_("Các phiếu đã đủ: tính điểm kết luận"),
        N_("Bài nào lệch nhiều sẽ được đưa ra thống nhất hoặc mời giám khảo thứ ba."),
        "discrepancies",
    ),
    Step.LOCK: (
        "lock",
        N_("Mọi bài đã có điểm: khóa điểm"),
        N_("Chấm kiểm tra và đọc thêm quanh vạch, nếu thể lệ có, thì làm trước khi khóa."),
        "discrepancies",
    ),
    Step.FREEZE: (
        "list",
        N_("Điểm đã khóa: chốt danh sách"),
        N_("Xem xếp hạng, vạch chọn và độ chắc chắn rồi chốt."),
        "ranking",
    ),
    Step.DRAW_NEXT: (
        "shuffle",
        N_("Bốc thăm %(after)s"),
        N_(
            "Danh sách đã chốt là các bài của vòng này. Không mở vòng này thì ghép phách ở danh sách đã chốt."
        ),
        "draw",
    ),
    Step.UNSEAL: (
        "key",
        N_("Ghép phách"),
        N_("Danh sách đã chốt; hai người cùng xác nhận thì họ tên tác giả hiện ra."),
        "seal",
    ),
    Step.DECIDE_AWARDS: (
        "trophy",
        N_("Xét giải"),
        N_("Giải được đề xuất từ danh sách đã chốt; cuộc họp xét giải quyết định."),
        "awards",
    ),
    Step.PUBLISH_AWARDS: (
        "send",
        N_("Công bố giải"),
        N_("Đã quyết định trao giải; công bố thì mọi người xem được ở trang Kết quả."),
        "awards_publication",
    ),
}
"""Step -> icon, what to do, why or how, and the page where it is done."""
OF_A_ROUND: Final = frozenset({"discrepancies", "ranking", "seal"})


def need_of(step: Step, contest: Contest, round_: Round, after: Round | None) -> Need:
    """One step as the desk shows it; ``after`` is the round that this one's list feeds."""
    mark, title, detail, page = SAID[step]
    values = {"k": round_.readers, "after": after.name if after else ""}
    where = {"number": round_.number} if page in OF_A_ROUND else {}
    if page == "draw" and after:
        where = {"number": after.number}
    return Need(
        mark,
        gettext(title, **values),
        gettext(detail, **values),
        address(f"organizer.{page}", contest, **where),
    )
