"""What the interface calls each kind and state. One word per thing, the same on every page."""

from enum import StrEnum

from flask import Flask
from flask_babel import gettext

from contest.assignment.models import DrawKind
from contest.awards.queries import StepKind
from contest.awards.rules import Lack, PassedBy, PrizeKind, Verification
from contest.charter.rules import (
    AuthorshipKind,
    CornerPages,
    CutKind,
    LateRule,
    LetterheadStyle,
    Window,
)
from contest.entries.models import Channel, FigureKind
from contest.errors import N_
from contest.overview.queries import State
from contest.overview.rules import Pace
from contest.people.models import RoleKind
from contest.scoring.models import SheetState, SuspicionKind
from contest.scoring.rules import CaseKind, Outcome, RecheckReason
from contest.screening.models import VerdictKind
from contest.screening.queries import Standing
from contest.shortlist.rules.voting import Majority, MeetingKind, MotionKind, MotionOutcome, Part

_PAIRS: tuple[tuple[StrEnum, str], ...] = (
    (RoleKind.ORGANIZER, N_("Ban Tổ chức")),
    (RoleKind.SECRETARY, N_("Tổ Thư ký")),
    (RoleKind.JUDGE, N_("Giám khảo")),
    (RoleKind.HEAD_JUDGE, N_("Trưởng Ban Giám khảo")),
    (RoleKind.OBSERVER, N_("Quan sát viên")),
    (Channel.WEB, N_("Trang web")),
    (Channel.HAND, N_("Nộp trực tiếp")),
    (Channel.POST, N_("Bưu điện")),
    (Channel.EMAIL, N_("Thư điện tử")),
    (Channel.UNIT, N_("Qua đơn vị")),
    (FigureKind.PERSON, N_("Một người")),
    (FigureKind.COLLECTIVE, N_("Một tập thể")),
    (AuthorshipKind.PERSON, N_("Cá nhân")),
    (AuthorshipKind.GROUP, N_("Nhóm tác giả")),
    (AuthorshipKind.COLLECTIVE, N_("Tập thể")),
    (VerdictKind.ELIGIBLE, N_("Hợp lệ")),
    (VerdictKind.REJECTED, N_("Bị loại")),
    (VerdictKind.MORE_NEEDED, N_("Cần bổ sung")),
    (State.UNDECIDED, N_("Chờ xét")),
    (State.CORRECTED, N_("Tác giả đã sửa, chờ xét lại")),
    (State.ELIGIBLE, N_("Hợp lệ")),
    (State.MORE_NEEDED, N_("Cần bổ sung")),
    (State.REJECTED, N_("Bị loại")),
    (State.WITHDRAWN, N_("Đã rút")),
    (State.SUSPECTED, N_("Giám khảo báo nghi vấn")),
    (Standing.OPEN, N_("chờ xét")),
    (Standing.CHANGED, N_("có bản mới, xét lại")),
    (Standing.COPIED, N_("sao chép")),
    (Standing.ALLOWED, N_("không sao chép")),
    (DrawKind.MAIN, N_("Bốc thăm chính")),
    (DrawKind.TOP_UP, N_("Bốc bổ sung")),
    (DrawKind.THIRD, N_("Giám khảo thứ ba")),
    (DrawKind.REPLACEMENT, N_("Thay giám khảo")),
    (DrawKind.JOINING, N_("Thêm giám khảo")),
    (DrawKind.MORE_READERS, N_("Thêm người đọc")),
    (DrawKind.FEWER_READERS, N_("Bớt người đọc")),
    (DrawKind.SECOND_LOOK, N_("Đọc thêm bài chọn lọc")),
    (DrawKind.LINE_LOOK, N_("Đọc thêm quanh vạch")),
    (DrawKind.MOVE, N_("Chuyển một bài")),
    (Pace.DONE, N_("đã xong")),
    (Pace.ON_TIME, N_("đúng tiến độ")),
    (Pace.BEHIND, N_("chậm %(days)s ngày")),
    (Pace.QUIET, N_("im lặng %(days)s ngày")),
    (Pace.OVERDUE, N_("quá hạn %(days)s ngày")),
    (SheetState.SAVED, N_("Đã lưu nháp")),
    (SheetState.HANDED_IN, N_("Đã nộp phiếu")),
    (SheetState.TAKEN_BACK, N_("Đã rút lại để sửa")),
    (SheetState.SENT_BACK, N_("Trả lại để sửa")),
    (CaseKind.MINUTES, N_("Hai giám khảo thống nhất")),
    (CaseKind.PANEL, N_("Hội đồng thống nhất")),
    (CaseKind.RECHECK, N_("Thống nhất sau chấm kiểm tra")),
    (RecheckReason.RANDOM, N_("Bốc ngẫu nhiên")),
    (RecheckReason.TOP, N_("Nhóm điểm cao")),
    (Outcome.WAITING, N_("Chờ đủ phiếu")),
    (Outcome.SETTLED, N_("Đã có điểm")),
    (Outcome.MINUTES, N_("Cần thống nhất bằng biên bản")),
    (Outcome.THIRD, N_("Cần giám khảo thứ ba")),
    (Outcome.PANEL, N_("Cần hội đồng thống nhất")),
    (SuspicionKind.COPIED, N_("Có dấu hiệu sao chép")),
    (SuspicionKind.NAMED, N_("Lộ danh tính tác giả")),
    (SuspicionKind.OFF_RULES, N_("Không đúng thể lệ")),
    (MeetingKind.LIST, N_("Chọn bài vào danh sách")),
    (MeetingKind.AWARDS, N_("Xét giải")),
    (MeetingKind.OTHER, N_("Việc khác")),
    (Part.CHAIR, N_("chủ trì")),
    (Part.SECRETARY, N_("thư ký")),
    (Part.MEMBER, N_("thành viên")),
    (Part.GUEST, N_("khách mời")),
    (Majority.PRESENT, N_("quá nửa số người được biểu quyết tán thành")),
    (Majority.CAST, N_("số tán thành nhiều hơn số không tán thành")),
    (Majority.TWO_THIRDS, N_("từ hai phần ba số người được biểu quyết tán thành")),
    (MotionKind.TAKE_IN, N_("Đưa bài vào danh sách")),
    (MotionKind.LEAVE_OUT, N_("Đưa bài ra khỏi danh sách")),
    (MotionKind.TIE, N_("Xếp thứ tự bài bằng điểm")),
    (MotionKind.AWARD, N_("Giải thưởng")),
    (MotionKind.OTHER, N_("Nội dung khác")),
    (MotionOutcome.CARRIED, N_("Thông qua")),
    (MotionOutcome.LOST, N_("Không thông qua")),
    (MotionOutcome.WITHDRAWN, N_("Đã rút")),
    (LateRule.SENT, N_("Ngày gửi")),
    (LateRule.RECEIVED, N_("Ngày nhận")),
    (CornerPages.NONE, N_("Không dùng")),
    (CornerPages.FIRST, N_("Trang đầu của mỗi bài")),
    (CornerPages.EVERY, N_("Mọi trang")),
    (LetterheadStyle.PARTY, N_("Văn bản của Đảng")),
    (LetterheadStyle.STATE, N_("Văn bản hành chính")),
    (LetterheadStyle.YOUTH, N_("Văn bản của Đoàn")),
    (LetterheadStyle.NONE, N_("Không có tiêu đề")),
    (CutKind.TOP, N_("Số bài đứng đầu")),
    (CutKind.THRESHOLD, N_("Điểm sàn")),
    (CutKind.PERCENT, N_("Phần trăm số bài")),
    (PrizeKind.PERSONAL, N_("Theo thứ hạng")),
    (PrizeKind.SPECIAL, N_("Giải riêng, do họp xét")),
    (PrizeKind.COLLECTIVE, N_("Tập thể")),
    (PassedBy.AUTHOR_LIMIT, N_("Tác giả đã đủ số giải thể lệ cho phép")),
    (PassedBy.WITHDRAWN, N_("Bài đã rút")),
    (PassedBy.REJECTED, N_("Bài đã bị loại")),
    (PassedBy.REVOKED, N_("Đã bị thu hồi giải")),
    (Lack.NO_HEADCOUNT, N_("Chưa ghi số người của đơn vị nên không tính được tỷ lệ")),
    (Lack.TOO_FEW_FINALISTS, N_("Chưa đủ số bài vào vòng cuối")),
    (Lack.TOO_FEW_WINNERS, N_("Chưa đủ số giải cá nhân")),
    (Verification.UNVERIFIED, N_("Chưa xác minh")),
    (Verification.ASKED, N_("Đã gửi công văn")),
    (Verification.CONFIRMED, N_("Đã xác nhận")),
    (Verification.DENIED, N_("Không xác nhận")),
    (StepKind.DECIDED, N_("Quyết định trao giải")),
    (StepKind.REVOKED, N_("Thu hồi giải")),
    (StepKind.PUBLISHED, N_("Công bố giải thưởng")),
    (Window.BEFORE, N_("Chưa mở")),
    (Window.OPEN, N_("Đang nhận bài")),
    (Window.CLOSED, N_("Đã hết hạn")),
)
WORDS = {(type(kind), kind.value): said for kind, said in _PAIRS}


def word(kind: StrEnum) -> str:
    """The interface's word for one kind or state, in the visitor's language."""
    said: str = gettext(WORDS[type(kind), kind.value])
    return said


def init_app(app: Flask) -> None:
    """Give templates the filter ``word``."""
    app.jinja_env.filters["word"] = word
