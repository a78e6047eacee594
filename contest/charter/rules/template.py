"""The default charter: what a new contest starts from, every value editable.

Source: the published rules of real contests of districts and provinces; the
weights of the rubric are a proposal, its criteria and the 10 points of form
follow published ones.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One criterion of the default rubric; points on a scale of 100."""

    key: str
    name: str
    maximum: Decimal
    description: str


TITLE = "Những tấm gương điển hình học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"

THEME = (
    "Viết về một người thật, việc thật quanh ta: những tập thể, cá nhân điển hình trong học tập "
    "và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh."
)

ELIGIBILITY = (
    "Cán bộ, đảng viên, công chức, viên chức, đoàn viên, hội viên, lực lượng vũ trang, học sinh, sinh viên "
    "và mọi tầng lớp Nhân dân đang sống, học tập, làm việc trên địa bàn. "
    "Thành viên Ban Tổ chức, Ban Giám khảo và Tổ Thư ký không dự thi."
)

RULES_TEXT = """Tác phẩm là văn xuôi viết về người thật, việc thật, có địa chỉ cụ thể; không hư cấu, không nhận thơ.

Bài viết tay rõ ràng hoặc đánh máy trên khổ A4. Có thể gõ trực tiếp tại trang này, gửi tệp Word, PDF, ảnh chụp \
các trang viết tay, hoặc gửi bài giấy qua đơn vị, qua bưu điện.

Tác giả là cá nhân, nhóm tác giả (có người đại diện) hoặc tập thể, tự chịu trách nhiệm về nội dung bài viết. \
Bài phải do tác giả tự viết, chưa đăng báo, chưa dự thi nơi khác.

Bài được chấm kín: giám khảo không biết tên tác giả, đơn vị và mã hồ sơ. Họ tên chỉ được ghép lại sau khi khóa điểm.

Ban Tổ chức không trả lại bài, được quyền sử dụng các bài dự thi để tuyên truyền và thu hồi giải nếu phát hiện sao chép.

Khiếu nại gửi bằng văn bản trong vòng 10 ngày kể từ ngày công bố kết quả và trước lễ trao giải."""

CATEGORIES = (
    ("ghi-chep", "Ghi chép"),
    ("but-ky", "Bút ký"),
    ("phong-su", "Phóng sự"),
    ("ky-chan-dung", "Ký chân dung"),
    ("bai-phan-anh", "Bài phản ánh"),
)

RUBRIC = (
    CriterionLine(
        "chu-de", "Đúng chủ đề, định hướng, thể lệ", Decimal(15), "Bám sát chủ đề, đúng thể loại và quy định."
    ),
    CriterionLine(
        "chan-thuc",
        "Chân thực: người thật, việc thật, số liệu cụ thể",
        Decimal(20),
        "Nhân vật, địa chỉ, số liệu kiểm chứng được.",
    ),
    CriterionLine(
        "tieu-bieu",
        "Tính phát hiện, tiêu biểu; hiệu quả cụ thể",
        Decimal(25),
        "Gương mới, việc làm rõ, kết quả thấy được.",
    ),
    CriterionLine(
        "giao-duc",
        "Tính giáo dục, sức lan tỏa, khả năng nhân rộng",
        Decimal(15),
        "Người đọc muốn noi theo; nơi khác làm được.",
    ),
    CriterionLine(
        "ngon-ngu",
        "Bố cục, ngôn ngữ, cảm xúc",
        Decimal(15),
        "Mạch lạc, trong sáng, có cảm xúc, đúng thể loại.",
    ),
    CriterionLine("trinh-bay", "Trình bày, ảnh minh họa", Decimal(10), "Sạch đẹp, ít lỗi; ảnh có chú thích."),
)
STEP = Decimal("0.5")

TIE_BREAKS = (
    {"criteria": ["chan-thuc", "tieu-bieu"]},
    {"criteria": ["tieu-bieu"]},
    {"median": True},
    {"head": True},
)

BANDS = {"band_agree": Decimal(10), "band_minutes": Decimal(15), "band_panel": Decimal(25)}

STATEMENTS = (
    ("tu-viet", "Bài do tôi/chúng tôi tự viết, chưa đăng báo và chưa dự thi ở nơi khác."),
    (
        "nguoi-that",
        "Bài viết về người thật, việc thật; nhân vật (hoặc người đại diện) đã đồng ý cho tôi viết.",
    ),
    ("su-dung", "Tôi đồng ý để Ban Tổ chức sử dụng bài dự thi vào việc tuyên truyền, không trả nhuận bút."),
    (
        "du-lieu",
        (
            "Tôi đồng ý để Ban Tổ chức xử lý dữ liệu cá nhân tôi khai (họ tên, năm sinh, đơn vị, số điện thoại, "
            "thư điện tử) cho việc tổ chức cuộc thi này và cho việc gửi bài lên cuộc thi cấp trên khi bài được chọn. "
            "Khi công bố chỉ nêu họ tên, đơn vị, tên bài và giải thưởng; "
            "dữ liệu được ẩn danh sau 12 tháng kể từ ngày công bố. Tôi có quyền xem, sửa và rút lại sự đồng ý."
        ),
    ),
)

REJECTION_CODES = (
    ("QH", "Quá hạn"),
    ("DT", "Không đúng đối tượng"),
    ("CD", "Sai chủ đề"),
    ("TL", "Sai thể loại, hư cấu"),
    ("DD", "Sai dung lượng"),
    ("TT", "Thiếu thông tin"),
    ("PC", "Bài photocopy"),
    ("SC", "Sao chép, trùng lặp"),
    ("DĐ", "Đã đăng, đã dự thi nơi khác"),
    ("VB", "Vượt số bài cho phép"),
    ("LD", "Lộ danh tính"),
    ("PL", "Vi phạm pháp luật"),
)
