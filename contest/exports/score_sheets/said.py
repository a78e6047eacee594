"""What score sheets say, whoever writes them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from contest.exports.sheet import Letterhead, Margins

TITLE: Final = "PHIẾU CHẤM BÀI DỰ THI"
WORDS: Final = {
    "code": "Mã phách",
    "entry": "Tên bài",
    "category": "Thể loại",
    "judge": "Giám khảo",
    "total": "Tổng điểm (bằng số)",
    "in_words": "Bằng chữ:",
    "remark": "Nhận xét:",
    "optional": "(không bắt buộc)",
    "office": "Phần của Tổ Thư ký",
    "first": "Người nhập:",
    "second": "Người nhập lại:",
    "signature": "GIÁM KHẢO",
    "sign": "(ký, ghi rõ họ tên)",
    "qr": "Mã QR mở đúng phiếu này khi Tổ Thư ký nhập điểm. Mã viết bằng chữ:",
}
WEIGHT: Final = "Hệ số"
COLUMNS: Final = ("TT", "Tiêu chí", "Điểm tối đa", "Bước", WEIGHT, "Điểm chấm")
DRAFT: Final = "Bản lưu nháp, giám khảo chưa nộp phiếu này."
MARGINS: Final = Margins(top=15, bottom=14, left=25, right=15)


@dataclass(frozen=True, slots=True)
class CriterionSaid:
    """One line of the rubric, its numbers as they are written: most points, step, weight."""

    name: str
    about: str
    most: str
    step: str
    weight: str


@dataclass(frozen=True, slots=True)
class SheetSaid:
    """One reading's sheet.

    token    as it is printed for the eye; address: where the QR code leads
    points   one for each criterion, in order, as written; empty where nothing stands
    total    in figures and in words; empty where nothing stands
    draft    whether what stands on it was saved and not handed in
    """

    code: str
    title: str
    category: str
    judge: str
    token: str
    address: str
    points: tuple[str, ...]
    total: str = ""
    total_words: str = ""
    remark: str = ""
    draft: bool = False


@dataclass(frozen=True, slots=True)
class SheetsSaid:
    """The sheets of one printing, and what they all say alike.

    made_at  the moment that the file's properties name
    about    the contest and the round
    scale    the most points there can be, as written
    """

    made_at: datetime
    head: Letterhead
    about: str
    rubric: tuple[CriterionSaid, ...]
    scale: str
    sheets: tuple[SheetSaid, ...]

    @property
    def weighted(self) -> bool:
        """Whether any criterion counts more or less than once, which takes a column."""
        return any(one.weight != "1" for one in self.rubric)

    @property
    def headings(self) -> tuple[str, ...]:
        """The heads of the table's columns."""
        return tuple(name for name in COLUMNS if self.weighted or name != WEIGHT)
