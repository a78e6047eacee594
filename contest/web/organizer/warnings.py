"""What each warning of the checklist is called where entries are filtered by it."""

from typing import Final

from contest.errors import N_

WARNINGS: Final = {
    "length": N_("Độ dài"),
    "late": N_("Gửi sau hạn"),
    "entries": N_("Quá số bài"),
    "barred": N_("Không được dự thi"),
    "language": N_("Không phải tiếng Việt"),
    "unmarked": N_("Gõ không dấu"),
    "garbled": N_("Phông chữ cũ"),
    "copies": N_("Giống bài khác"),
    "uncompared": N_("Chưa so với bài khác"),
    "names": N_("Có thể lộ danh tính"),
    "pages": N_("Trang ảnh cần xem"),
    "unread": N_("Tệp không đọc được"),
    "compare": N_("Cần đối chiếu bản gốc"),
    "twice": N_("Tệp đã gửi ở bài khác"),
    "photo": N_("Thiếu ảnh nhân vật"),
    "statement": N_("Thiếu bản xác nhận"),
    "lacking": N_("Thiếu giấy tờ"),
}
"""By the key of the check; a check that can warn and is missing here fails a test."""
