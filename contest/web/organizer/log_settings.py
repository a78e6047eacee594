"""What the log calls each setting that a change names."""

from typing import Final

from contest.awards.rules import NAMES as AWARD_NAMES
from contest.charter.rules.fitness import NAMES
from contest.charter.rules.letterheads import NAMES as LETTERHEAD
from contest.errors import N_

SETTINGS: Final = {
    **NAMES,
    **AWARD_NAMES,
    "theme": N_("Chủ đề"),
    "eligibility": N_("Ai được dự thi"),
    "rules_text": N_("Thể lệ"),
    "contact": N_("Liên hệ"),
    "opens_at": N_("Bắt đầu"),
    "closes_at": N_("Hạn"),
    "late_rule": N_("Cách tính quá hạn"),
    **LETTERHEAD,
    "categories": N_("Thể loại"),
    "rounds": N_("Các vòng chấm"),
    "criteria": N_("Tiêu chí"),
    "name": N_("Tên"),
    "readers": N_("Số giám khảo mỗi bài"),
    "band_agree": N_("Mức lấy trung bình"),
    "band_minutes": N_("Mức thống nhất"),
    "band_panel": N_("Mức họp chấm chung"),
    "method": N_("Cách tính điểm chung"),
    "cut_kind": N_("Cách chọn"),
    "cut_top": N_("Số bài được chọn"),
    "cut_threshold": N_("Điểm sàn"),
    "cut_percent": N_("Phần trăm số bài"),
    "quotas": N_("Chỉ tiêu và giới hạn"),
    "names_early": N_("Ghép phách trước khi vòng sau chấm xong"),
    "judges_named": N_("Giám khảo thấy tên nhau khi thống nhất điểm"),
    "recheck_percent": N_("Phần bài chấm kiểm tra"),
    "recheck_top": N_("Số bài đứng đầu chấm kiểm tra"),
    "look_percent": N_("Đọc thêm quanh vạch"),
    "look_most": N_("Số người đọc thêm mỗi bài"),
    "look_stop": N_("Mức ngừng đọc thêm"),
    "ties_in": N_("Bài bằng điểm cũng chọn"),
    "tie_breaks": N_("Phân định đồng hạng"),
}
