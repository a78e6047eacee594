"""The log in plain words: what each verb did, what it did it to, and which of its details are told."""

from typing import Any, Final

from flask_babel import gettext

from contest.errors import N_
from contest.people.models import RoleKind
from contest.web.organizer.log_settings import SETTINGS
from contest.web.words import WORDS

VERBS: Final = {
    "contest": {
        "contest.created": N_("Lập cuộc thi từ thể lệ mẫu"),
        "contest.copied": N_("Lập cuộc thi, chép thể lệ của cuộc thi trước"),
        "contest.announced": N_("Công bố cuộc thi"),
        "contest.amended": N_("Sửa thể lệ hoặc thiết lập"),
        "contest.categories_set": N_("Sửa các thể loại"),
        "contest.codes_set": N_("Sửa các lý do loại bài"),
        "contest.barred": N_("Thêm vào danh sách không được dự thi"),
        "contest.bar_lifted": N_("Bỏ khỏi danh sách không được dự thi"),
        "statement.added": N_("Thêm lời cam kết"),
        "statement.reworded": N_("Sửa lời cam kết, thành bản mới"),
        "statement.retired": N_("Thôi hỏi một lời cam kết"),
        "round.added": N_("Thêm một vòng chấm"),
        "round.removed": N_("Bỏ một vòng chấm"),
        "rounds.ordered": N_("Đổi thứ tự các vòng chấm"),
        "round.quotas_set": N_("Đặt chỉ tiêu theo đơn vị, tác giả, nhân vật của vòng"),
        "round.set": N_("Sửa thiết lập của vòng"),
        "round.criteria_set": N_("Sửa phiếu chấm"),
        "round.rules_frozen": N_("Khóa phiếu chấm và cách tính vì giám khảo bắt đầu chấm"),
        "units.imported": N_("Nhận danh mục đơn vị"),
        "level.set": N_("Đặt cấp của cuộc thi và chỉ tiêu"),
        "sender.added": N_("Thêm đơn vị gửi"),
        "sender.quota_set": N_("Đặt chỉ tiêu của một đơn vị gửi"),
        "sender.ended": N_("Thôi nhận từ một đơn vị gửi"),
        "sender_key.registered": N_("Đăng ký khóa của một đơn vị gửi"),
        "sender_key.withdrawn": N_("Thu hồi khóa của một đơn vị gửi"),
    },
    "people": {
        "account.created": N_("Tạo tài khoản"),
        "account.signed_in": N_("Đăng nhập"),
        "account.signed_out": N_("Đăng xuất"),
        "account.password_changed": N_("Đổi mật khẩu"),
        "account.access_renewed": N_("Cấp lại mật khẩu cho một người"),
        "invitation.made": N_("Mời một người"),
        "invitations.made": N_("Mời cả danh sách"),
        "invitation.accepted": N_("Nhận lời mời"),
        "invitation.withdrawn": N_("Rút lời mời"),
        "role.given": N_("Giao vai trò"),
        "role.ended": N_("Kết thúc vai trò"),
    },
    "entries": {
        "draft.begun": N_("Bắt đầu một bản nháp"),
        "drafts.swept": N_("Dọn các bản nháp quá hạn"),
        "entry.handed_in": N_("Nộp bài"),
        "bundle.begun": N_("Lập một gói bài"),
        "bundle.taking": N_("Nhận cả gói"),
        "bundle.taken": N_("Nhận xong gói bài"),
        "bundle.discarded": N_("Bỏ một gói chưa nhận"),
        "bundle.exported": N_("Xuất biên nhận gói"),
        "bundles.swept": N_("Dọn tệp của các gói đã xong"),
        "consignment.received": N_("Nhận một gói từ cấp dưới"),
        "consignment.refused": N_("Không mở được một gói từ cấp dưới"),
        "consignment.sender_set": N_("Ghi đơn vị gửi của một gói"),
        "consignment.key_accepted": N_("Xác nhận khóa của một gói qua điện thoại"),
        "consignment.categories_set": N_("Ghép thể loại của một gói"),
        "consignment.taking": N_("Cho vào sổ các bài của một gói từ cấp dưới"),
        "consignment.taken": N_("Vào sổ xong một gói từ cấp dưới"),
        "consignment.discarded": N_("Bỏ một gói từ cấp dưới chưa vào sổ"),
        "consignment.exported": N_("Xuất phiếu trả lời đơn vị gửi"),
        "consignment.swept": N_("Dọn tệp của một gói từ cấp dưới đã xong"),
        "entry.corrected": N_("Sửa bài đã nộp"),
        "entry.withdrawn": N_("Rút bài"),
        "entry.screened": N_("Sàng lọc một bài"),
        "entry.screening_undone": N_("Bỏ quyết định sàng lọc"),
        "entries.accepted": N_("Nhận hợp lệ nhiều bài một lần"),
        "entries.screening_undone": N_("Bỏ quyết định sàng lọc của nhiều bài một lần"),
        "mask.made": N_("Che một chỗ lộ danh tính"),
        "masks.made": N_("Che các chỗ lộ danh tính"),
        "mask.lifted": N_("Bỏ che một chỗ"),
        "areas.drawn": N_("Che vùng trên trang ảnh"),
        "area.lifted": N_("Bỏ che một vùng trên trang ảnh"),
        "area.restored": N_("Che lại một vùng trên trang ảnh"),
        "corner.lifted": N_("Bỏ che góc danh tính của một trang"),
        "resemblances.asked": N_("Yêu cầu so lại toàn bộ bài"),
        "resemblances.compared": N_("So toàn bộ bài với nhau"),
        "resemblance.ruled_copied": N_("Kết luận các bài sao chép của nhau"),
        "resemblance.ruled_allowed": N_("Kết luận các bài giống nhau không phải sao chép"),
        "resemblance.ruling_undone": N_("Hoàn tác kết luận về bài giống nhau"),
        "references.loaded": N_("Thêm tài liệu đối chiếu"),
        "reference.removed": N_("Bỏ một tài liệu đối chiếu"),
        "original.opened": N_("Mở tệp gốc của một bài"),
        "cover_sheets.printed": N_("In tờ bìa quét"),
        "cover_sheet.laid": N_("Gắn một tờ bìa vào bài"),
        "scan_batch.received": N_("Nhận một mẻ quét"),
        "scan_batch.split": N_("Tách một mẻ quét theo tờ bìa"),
        "scan_file.opened": N_("Mở tệp gốc của một mẻ quét"),
        "scan_piece.attached": N_("Đưa các trang quét vào bài"),
        "scan_piece.laid_aside": N_("Bỏ riêng một tập trang quét"),
        "scan_piece.reopened": N_("Mở lại một tập trang quét"),
        "scan_piece.cut": N_("Cắt một tập trang quét"),
        "scan_page.turned": N_("Xoay một trang quét"),
        "blind_copies.released": N_("Làm bản chấm kín"),
    },
    "judging": {
        "draw.made": N_("Bốc thăm phân công"),
        "draw.published": N_("Công bố phân công cho giám khảo"),
        "draw.discarded": N_("Bỏ kết quả bốc thăm chưa công bố"),
        "dealing.set": N_("Đặt cách bốc thăm của vòng"),
        "reader_terms.set": N_("Đặt số bài, thể loại, ngôn ngữ của giám khảo"),
        "entry_languages.set": N_("Ghi ngôn ngữ của bài"),
        "conflict.declared": N_("Báo không chấm được bài"),
        "judges.reminded": N_("Gửi thư nhắc giám khảo"),
        "judges.told_of_cases": N_("Gửi thư mời giám khảo thống nhất điểm"),
        "assignment.put_aside": N_("Giám khảo để một bài lại chấm sau"),
        "suspicion.reported": N_("Báo nghi vấn về một bài"),
        "trial.drawn": N_("Bốc bài chấm chung"),
        "trial.opened": N_("Mở phần chấm chung cho giám khảo"),
        "trial.shown": N_("Cho Ban Giám khảo xem kết quả chấm chung"),
        "trial_sheet.handed_in": N_("Nộp phiếu chấm chung"),
        "score_sheet.saved": N_("Lưu nháp phiếu chấm"),
        "score_sheet.handed_in": N_("Nộp phiếu chấm"),
        "score_sheet.taken_back": N_("Rút lại phiếu chấm để sửa"),
        "score_sheets.printed": N_("In phiếu chấm"),
        "score_sheet.typed": N_("Nhập một phiếu giấy"),
        "score_sheet.confirmed": N_("Xác nhận một phiếu giấy hai người nhập"),
        "score_sheet.typing_dropped": N_("Bỏ bản nhập của một phiếu giấy"),
        "scores.taken_along": N_("Tải bảng điểm để điền"),
        "scores.sent": N_("Gửi một bảng điểm"),
        "scores.taken": N_("Nhận một bảng điểm"),
        "score_sheet.sent_back": N_("Trả phiếu chấm cho giám khảo sửa"),
        "score_sheet.imported": N_("Nhập phiếu chấm từ bảng tính"),
        "cases.opened": N_("Đưa các bài chênh lệch ra thống nhất điểm"),
        "cases.voided": N_("Khép các bài thống nhất vì phiếu đã khác"),
        "case.remarked": N_("Góp ý kiến thống nhất điểm"),
        "case.proposed": N_("Đề nghị điểm thống nhất"),
        "case.accepted": N_("Đồng ý điểm thống nhất"),
    },
    "result": {
        "nomination_package.made": N_("Lập gói gửi cấp trên"),
        "nomination_package.exported": N_("Tải gói gửi cấp trên"),
        "round.settled": N_("Tính điểm chung của vòng"),
        "mark.agreed": N_("Ghi điểm thống nhất"),
        "rechecks.drawn": N_("Rút bài chấm kiểm tra"),
        "recheck.noted": N_("Ghi kết quả chấm kiểm tra"),
        "minutes.exported": N_("Xuất biên bản thống nhất điểm của một bài"),
        "round.locked": N_("Khóa điểm của vòng"),
        "tie.decided": N_("Trưởng Ban Giám khảo phân hạng bài bằng điểm"),
        "member.decided": N_("Đưa một bài vào hoặc ra danh sách theo quyết định"),
        "shortlist.frozen": N_("Chốt danh sách"),
        "shortlist.published": N_("Công bố danh sách"),
        "seal.key_turned": N_("Một người xác nhận mở phách"),
        "seal.opened": N_("Mở phách: tên tác giả được ghép lại"),
        "meeting.opened": N_("Mở một cuộc họp"),
        "meeting.set": N_("Sửa thông tin cuộc họp"),
        "meeting.attended": N_("Ghi thành phần dự họp"),
        "meeting.presence_noted": N_("Ghi người có mặt ở cuộc họp"),
        "meeting.seat_removed": N_("Bỏ một người khỏi thành phần dự họp"),
        "meeting.closed": N_("Kết thúc cuộc họp"),
        "meeting.supplemented": N_("Ghi bổ sung vào biên bản họp"),
        "meeting.minutes_exported": N_("Xuất biên bản một cuộc họp"),
        "motion.put": N_("Đưa một nội dung ra biểu quyết"),
        "motion.voted": N_("Ghi kết quả biểu quyết"),
        "motion.withdrawn": N_("Rút một nội dung biểu quyết"),
        "dissent.noted": N_("Ghi một ý kiến khác về nội dung biểu quyết"),
        "dissent.removed": N_("Bỏ một ý kiến khác đã ghi"),
        "prizes.set": N_("Sửa cơ cấu giải thưởng"),
        "award_terms.set": N_("Sửa cách xét giải"),
        "awards.decided": N_("Ghi quyết định trao giải"),
        "award.revoked": N_("Thu hồi một giải"),
        "awards.published": N_("Công bố giải thưởng"),
        "figures.asked": N_("Ghi công văn hỏi địa phương về nhân vật"),
        "figures.answered": N_("Ghi trả lời của địa phương về nhân vật"),
    },
    "papers": {
        "paper.exported": N_("Xuất văn bản"),
        "paper.text_written": N_("Sửa lời văn của một văn bản"),
        "paper.issued": N_("Cấp số văn bản"),
        "paper.issue_withdrawn": N_("Rút số văn bản"),
        "paper.template_loaded": N_("Nạp mẫu Word của văn bản"),
        "paper.template_retired": N_("Trở lại mẫu có sẵn của văn bản"),
        "contest.letterhead_set": N_("Sửa tiêu đề văn bản"),
        "contest.signers_set": N_("Sửa người ký văn bản"),
        "contest.paper_form_set": N_("Sửa số và nơi nhận của văn bản"),
        "export.asked": N_("Yêu cầu lập một tệp lớn"),
        "export.made": N_("Lập xong một tệp lớn"),
        "export.failed": N_("Không lập được một tệp lớn"),
        "export.cancelled": N_("Dừng lập một tệp lớn"),
        "export.taken": N_("Tải một tệp lớn"),
        "exports.removed": N_("Xóa các tệp lớn đã hết hạn giữ"),
        "archive.exported": N_("Xuất gói bài"),
    },
}
"""Family -> verb -> what was done."""

FAMILIES: Final = {
    "contest": N_("Thể lệ"),
    "people": N_("Nhân sự"),
    "entries": N_("Bài dự thi"),
    "judging": N_("Chấm"),
    "result": N_("Kết quả"),
    "papers": N_("Văn bản"),
}
SAID: Final = {verb: words for family in VERBS.values() for verb, words in family.items()}

SUBJECTS: Final = {
    "entry": N_("bài thứ %(id)s"),
    "draw": N_("lần bốc thăm %(id)s"),
    "score_sheet": N_("phiếu chấm %(id)s"),
    "assignment": N_("lượt chấm %(id)s"),
    "shortlist": N_("danh sách %(id)s"),
    "invitation": N_("lời mời %(id)s"),
    "scan_batch": N_("mẻ quét %(id)s"),
    "scan_piece": N_("tập trang %(id)s"),
    "statement": N_("cam kết %(id)s"),
    "recheck": N_("lượt kiểm tra %(id)s"),
    "settling_case": N_("bài thống nhất thứ %(id)s"),
    "bundle": N_("gói bài %(id)s"),
    "consignment": N_("gói đến thứ %(id)s"),
    "nomination_package": N_("gói gửi đi thứ %(id)s"),
    "meeting": N_("cuộc họp %(id)s"),
    "award": N_("giải %(id)s"),
    "export_run": N_("lần lập tệp %(id)s"),
}
"""Table -> how one row of it is named; others are not named."""

DETAILS: Final = {
    "reason": N_("lý do: %(value)s"),
    "number": N_("số: %(value)s"),
    "typed_by": N_("người nhập: %(value)s"),
    "confirmed_by": N_("người nhập lại: %(value)s"),
    "count": N_("số lượng: %(value)s"),
    "added": N_("thêm: %(value)s"),
    "corrected": N_("sửa: %(value)s"),
    "already": N_("đã có: %(value)s"),
    "refused": N_("từ chối: %(value)s"),
    "seed": N_("số gieo: %(value)s"),
    "assignments": N_("lượt chấm: %(value)s"),
    "settled": N_("bài đã có điểm: %(value)s"),
    "waiting": N_("bài còn chờ: %(value)s"),
    "taken": N_("bài được chọn: %(value)s"),
    "minimum": N_("ít nhất: %(value)s"),
    "maximum": N_("nhiều nhất: %(value)s"),
    "earlier": N_("từ: %(value)s"),
    "prize": N_("giải: %(value)s"),
    "letter": N_("công văn: %(value)s"),
}
"""Details that may be told; whatever is not named here stays in the database."""


def deed(verb: str) -> str:
    """What a verb did, in words."""
    said: str = gettext(SAID.get(verb, N_("Thao tác khác")))
    return said


def named(subject: str) -> str:
    """What it was done to: ``entry:12`` is “bài thứ 12”; nothing for what has no name of its own."""
    table, _, number = subject.partition(":")
    return gettext(SUBJECTS[table]) % {"id": number} if table in SUBJECTS and number else ""


def told(details: dict[str, Any]) -> str:
    """The details that may be told, in one line."""
    parts = [
        gettext(DETAILS[key]) % {"value": value} for key, value in details.items() if key in DETAILS and value
    ]
    if "role" in details:
        parts.append(gettext(WORDS[RoleKind, details["role"]]))
    changed = [gettext(SETTINGS[key]) for key in details.get("changes", {}) if key in SETTINGS]
    return "; ".join(parts + changed)
