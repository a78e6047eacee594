"""Danh sách bài dự thi của đơn vị, to be filled in: choices to pick from, an example, a place for the cell's seal."""

from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from contest.charter.models import Contest
from contest.exports.formats.xlsx.styles import FONT, GRID, HEADING
from contest.exports.papers.heading import contest_line

LIST, HELP, CHOICES = "Danh sách", "Hướng dẫn", "Danh mục"
KINDS: Final = ("Cá nhân", "Nhóm tác giả", "Tập thể")
ROWS: Final = 15
EXAMPLE: Final = "Ví dụ"


@dataclass(frozen=True, slots=True)
class Blank:
    """One column: its heading, its width in characters, the example, and what is said when a cell is entered."""

    heading: str
    width: float
    example: str
    hint: str = ""


COLUMNS: Final = (
    Blank("TT", 6.5, EXAMPLE),
    Blank("Họ và tên tác giả *", 19, "Hoàng Thị Lanh", "Nhóm: mỗi người cách nhau dấu chấm phẩy."),
    Blank("Ngày sinh *", 11, "09/05/1978", "Ngày/tháng/năm, hoặc chỉ năm sinh."),
    Blank("Chức vụ, nghề nghiệp", 12, "Giáo viên"),
    Blank("Đơn vị *", 15, "Chi bộ Trường THCS xã Nhân Lý"),
    Blank("Số điện thoại *", 13, "0912 345 678"),
    Blank("Thư điện tử", 13, ""),
    Blank("Hình thức", 9, KINDS[0], "Chọn trong danh sách; bỏ trống là cá nhân."),
    Blank("Tên bài *", 22, "Con đường của bản"),
    Blank("Thể loại *", 10, "", "Chọn trong danh sách."),
    Blank("Nhân vật được viết *", 15, "Nông Văn Slao"),
    Blank("Đơn vị, địa chỉ nhân vật", 16, "Thôn Làng Giàng, xã Nhân Lý"),
    Blank("Số trang", 6.5, "4"),
    Blank("Tệp bài dự thi *", 15, "01 Con duong cua ban.docx", "Tên tệp gửi kèm; nhiều tệp cách nhau dấu ;"),
    Blank("Tệp ảnh nhân vật", 12, "01 anh Slao.jpg"),
)
KIND_AT, CATEGORY_AT = 7, 9

HELP_LINES: Final = (
    "Mỗi dòng là một bài dự thi. Cột có dấu * cần ghi đủ; thiếu thì bài vẫn có thể vào sổ nhưng phải bổ sung sau.",
    "Dòng “Ví dụ” chỉ để xem cách ghi, khi nhận sẽ được bỏ qua. Không cần xóa.",
    "Bài viết chung: ghi các tác giả trong một ô, cách nhau dấu chấm phẩy; người đầu tiên là người đại diện.",
    "Nhóm tác giả: ngày sinh, số điện thoại cũng cách nhau dấu chấm phẩy, theo thứ tự các tên.",
    "Bài của tập thể: chọn hình thức “Tập thể”, ghi tên tập thể vào cột họ và tên.",
    "Ngày sinh và số điện thoại là ô chữ: ghi thế nào giữ nguyên thế ấy, không mất số 0 ở đầu.",
    "Tên tệp nên bắt đầu bằng số thứ tự, ví dụ “01 Con duong cua ban.docx”. Ghi đúng tên tệp vào cột tệp.",
    "Bỏ trống cột tệp cũng được, nếu tên tệp bắt đầu bằng đúng số thứ tự của dòng.",
    "Bài viết tay: chụp hoặc quét từng trang, để ảnh của một bài trong một thư mục, ghi tên thư mục vào cột tệp.",
    "Cần thêm dòng thì chèn vào giữa bảng. Không đổi tên các cột.",
    "Gửi bảng này cùng các tệp bài, có thể nén chung thành một tệp ZIP.",
    "Bản in có ký, đóng dấu xác nhận thì gửi kèm hoặc gửi sau.",
)


def write(contest: Contest, unit_name: str, out: BinaryIO) -> None:
    """Write the blank of one contest; ``unit_name`` may be empty, then a line is left to write it on."""
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": dict(FONT),
    }
    with Workbook(out, options) as book:
        book.set_properties({"title": "Danh sách bài dự thi của đơn vị"})
        _List(book, contest, unit_name).write()
        _write_help(book)
        _write_choices(book, contest)


class _List:
    """The sheet to be filled in."""

    def __init__(self, book: Workbook, contest: Contest, unit_name: str) -> None:
        self._book, self._contest, self._unit = book, contest, unit_name
        self._sheet: Worksheet = book.add_worksheet(LIST)
        self._last = len(COLUMNS) - 1

    def write(self) -> None:
        """Head, table, ending, and how it prints."""
        self._head()
        self._table(5)
        self._ending(8 + ROWS)
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer("&C&P/&N")
        sheet.center_horizontally()
        sheet.repeat_rows(5)
        sheet.print_area(0, 0, 8 + ROWS + 7, self._last)
        sheet.freeze_panes(6, 2)
        sheet.hide_gridlines(2)

    def _line(self, **said: Any) -> Any:
        return self._book.add_format(FONT | {"text_wrap": True} | said)

    def _head(self) -> None:
        sheet, last = self._sheet, self._last
        for index, column in enumerate(COLUMNS):
            sheet.set_column(index, index, column.width)
        unit = self._unit or "……………………………………………"
        sheet.merge_range(0, 0, 0, 6, "", self._line(bold=True))
        sheet.write_string(0, 0, f"Đơn vị gửi: {unit}", self._line(bold=True))
        sheet.merge_range(1, 0, 1, last, "", self._line())
        title = self._line(bold=True, font_size=15, align="center", valign="vcenter")
        sheet.write_string(1, 0, "DANH SÁCH BÀI DỰ THI CỦA ĐƠN VỊ", title)
        sheet.set_row(1, 26)
        sheet.merge_range(2, 0, 2, last, "", self._line())
        sheet.write_string(2, 0, contest_line(self._contest), self._line(bold=True, align="center"))
        contact = "Người lập: ………………………………  Số điện thoại: ……………………  Ngày gửi: ……/……/………"
        sheet.merge_range(3, 0, 3, last, "", self._line())
        sheet.write_string(3, 0, contact, self._line(align="center"))
        sheet.set_row(4, 8)

    def _table(self, top: int) -> None:
        sheet, book = self._sheet, self._book
        heading = book.add_format(FONT | HEADING)
        example = book.add_format(
            FONT
            | GRID
            | {
                "num_format": "@",
                "italic": True,
                "font_color": "#595959",
                "bg_color": "#F2F2F2",
                "text_wrap": True,
                "valign": "vcenter",
            }
        )
        cell = book.add_format(FONT | GRID | {"num_format": "@", "text_wrap": True, "valign": "vcenter"})
        number = book.add_format(FONT | GRID | {"align": "center", "valign": "vcenter"})
        sheet.set_row(top, 36)
        sheet.set_row(top + 1, 48)
        first, last = top + 2, top + 1 + ROWS
        for index, column in enumerate(COLUMNS):
            sheet.write_string(top, index, column.heading, heading)
            said = self._contest.categories[0].name if index == CATEGORY_AT else column.example
            sheet.write_string(top + 1, index, said, example)
            for row in range(first, last + 1):
                if index == 0:
                    sheet.write_number(row, index, row - first + 1, number)
                else:
                    sheet.write_blank(row, index, None, cell)
            if column.hint and index not in (KIND_AT, CATEGORY_AT):
                hint = {
                    "validate": "any",
                    "input_title": column.heading.rstrip(" *"),
                    "input_message": column.hint,
                }
                sheet.data_validation(first, index, last, index, hint)
        for row in range(first, last + 1):
            sheet.set_row(row, 32)
        categories = max(1, len(self._contest.categories))
        self._choose(first, last, KIND_AT, f"'{CHOICES}'!$B$2:$B${1 + len(KINDS)}")
        self._choose(first, last, CATEGORY_AT, f"'{CHOICES}'!$A$2:$A${1 + categories}")
        sheet.ignore_errors({"number_stored_as_text": f"A{first}:O{last + 1}"})

    def _choose(self, first: int, last: int, column: int, among: str) -> None:
        name = COLUMNS[column].heading.rstrip(" *")
        self._sheet.data_validation(
            first,
            column,
            last,
            column,
            {
                "validate": "list",
                "source": f"={among}",
                "input_title": name,
                "input_message": COLUMNS[column].hint,
                "error_title": name,
                "error_message": f"Xin chọn trong danh sách (trang “{CHOICES}”).",
            },
        )

    def _ending(self, row: int) -> None:
        """How many, and where to sign: the list ends where this begins."""
        sheet, last = self._sheet, self._last
        sheet.merge_range(row, 0, row, last, "", self._line(italic=True))
        sheet.write_string(row, 0, "Danh sách này có ………… bài dự thi.", self._line(italic=True))
        bold = self._line(bold=True, align="center")
        italic = self._line(italic=True, align="center")
        day = f"………………, ngày …… tháng …… năm {self._contest.year}"
        for at, first, end, text, style in (
            (row + 1, 8, last, day, italic),
            (row + 2, 0, 5, "NGƯỜI LẬP DANH SÁCH", bold),
            (row + 2, 8, last, "XÁC NHẬN CỦA CẤP ỦY", bold),
            (row + 3, 0, 5, "(ký, ghi rõ họ tên)", italic),
            (row + 3, 8, last, "(ký, đóng dấu)", italic),
        ):
            sheet.merge_range(at, first, at, end, "", style)
            sheet.write_string(at, first, text, style)


def _write_help(book: Workbook) -> None:
    sheet = book.add_worksheet(HELP)
    sheet.set_column(0, 0, 4)
    sheet.set_column(1, 1, 104)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, "Cách ghi danh sách", book.add_format(FONT | {"bold": True, "font_size": 14}))
    words = book.add_format(FONT | {"text_wrap": True, "valign": "top"})
    for number, line in enumerate(HELP_LINES, start=1):
        sheet.write_string(number + 1, 0, f"{number}.", words)
        sheet.write_string(number + 1, 1, line, words)
        sheet.set_row(number + 1, 20)


def _write_choices(book: Workbook, contest: Contest) -> None:
    sheet = book.add_worksheet(CHOICES)
    head = book.add_format(FONT | {"bold": True, "bottom": 1})
    sheet.set_column(0, 1, 28)
    sheet.write_row(0, 0, ("Thể loại", "Hình thức"), head)
    for column, values in enumerate(([category.name for category in contest.categories], KINDS)):
        for row, value in enumerate(values, start=1):
            sheet.write_string(row, column, value)
