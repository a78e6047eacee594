"""The rules of bundles: which column is which, which file is whose, which row is which, what a receipt vouches for."""

import hashlib

import pytest

from contest.authors.rules import (
    By,
    RowSaid,
    Wanted,
    changed_fields,
    code_of_bundle,
    digest_of_bundle,
    ends_list,
    fits,
    guess_columns,
    heading_under,
    headings_key,
    identity_of,
    is_blank,
    is_yes,
    marks_of,
    match_files,
    said_in_cells,
)
from contest.authors.rules.columns import guess_field
from contest.authors.rules.rows import day_of_serial
from contest.charter.rules import AuthorshipKind


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("TT", "number"),
        ("STT", "number"),
        ("Họ và tên tác giả *", "author_name"),
        ("HỌ TÊN NGƯỜI DỰ THI", "author_name"),
        ("Họ và tên anh/chị?", "author_name"),
        ("Ngày, tháng, năm sinh", "author_birth"),
        ("Năm sinh của nhân vật", "figure_birth"),
        ("Chức vụ, nghề nghiệp", "occupation"),
        ("Chức vụ của nhân vật", "figure_position"),
        ("Chức vụ, đơn vị công tác", "author_unit"),
        ("Chi bộ", "author_unit"),
        ("Lớp", "author_unit"),
        ("SĐT", "author_phone"),
        ("Điện thoại liên hệ", "author_phone"),
        ("Số điện thoại phụ huynh", "guardian_phone"),
        ("Họ tên phụ huynh", "guardian_name"),
        ("Số điện thoại nhân vật", "figure_phone"),
        ("Địa chỉ email", "author_email"),
        ("E-mail", "author_email"),
        ("Tên bài", "title"),
        ("Tên tác phẩm dự thi", "title"),
        ("Thể loại", "category"),
        ("Nhân vật", "figure_name"),
        ("Tấm gương được viết (họ tên)", "figure_name"),
        ("Đơn vị, địa chỉ nhân vật", "figure_unit"),
        ("Số trang", "pages"),
        ("Ảnh", "photo"),
        ("Ảnh nhân vật", "photo"),
        ("Tệp bài dự thi", "file"),
        ("Nội dung bài viết", "text"),
        ("Bài viết của anh/chị", "text"),
        ("Dấu thời gian", "at"),
        ("Completion time", "at"),
        ("Start time", ""),
        ("ID", "key"),
        ("Ngày gửi", "sent_on"),
        ("Hình thức gửi", "channel"),
        ("Hình thức", "kind"),
        ("Tôi cam kết bài viết do tôi tự viết, chưa đăng ở đâu", "consent"),
        ("Tôi đồng ý cho BTC liên hệ qua số điện thoại", "consent"),
        ("author_birth", "author_birth"),
        ("Dân tộc", ""),
        ("Ghi chú", ""),
    ],
)
def test_a_heading_tells_its_field(heading, field):
    assert guess_field(heading) == field


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (("Họ và đệm", "Tên", "Tên bài"), ("author_name", "author_name", "title")),
        (("Ngày", "Tháng", "Năm", "Tên bài"), ("author_birth", "author_birth", "author_birth", "title")),
        (("Họ và tên", "Tên", "Tên bài"), ("author_name", "", "title")),
        (("Ngày sinh", "Ngày", "Tên bài"), ("author_birth", "", "title")),
        (("Name", "Họ và tên"), ("", "author_name")),
        (("Name", "Tiêu đề"), ("author_name", "title")),
        (("Tệp 1", "Tệp 2"), ("file", "file")),
        (("Điện thoại", "Số điện thoại"), ("author_phone", "")),
    ],
)
def test_columns_share_a_field_only_when_each_holds_a_piece(headings, fields):
    assert tuple(guess_columns(headings).values()) == fields


def test_the_row_of_headings_is_found_below_a_letterhead():
    letterhead = ("ĐẢNG BỘ XÃ NHÂN LÝ", "", "", "")
    row = ("1", "Hoàng Thị Lanh", "Con đường của bản", "0912345678")
    headings = ("TT", "Họ và tên", "Tên bài", "SĐT")
    assert max((letterhead, row, headings), key=fits) == headings
    assert fits(("Nội dung bài viết " * 40,)) == 0


def test_the_same_headings_have_one_key_in_any_order():
    assert headings_key(("Họ tên", "Tên bài")) == headings_key(("TÊN BÀI", "", "họ  tên "))
    assert headings_key(("Họ tên",)) != headings_key(("Họ tên", "Lớp"))


def test_cells_of_one_field_are_joined_and_silence_is_filled():
    columns = {0: "author_name", 1: "author_name", 2: "author_birth", 3: "author_birth", 4: "category"}
    said = said_in_cells(("Hoàng Thị", "Lanh", "9", "1978", ""), columns, {"category": "Bút ký"})
    assert said == {"author_name": "Hoàng Thị Lanh", "author_birth": "9/1978", "category": "Bút ký"}
    assert (
        said_in_cells(("", "", "", "", "Ghi chép"), columns, {"category": "Bút ký"})["category"] == "Ghi chép"
    )


@pytest.mark.parametrize(
    ("said", "blank"),
    [({"number": "7"}, True), ({"number": "7", "category": "x"}, True), ({"title": "x"}, False), ({}, True)],
)
def test_a_row_that_only_counts_is_blank(said, blank):
    assert is_blank(said, {"category": "x"}) is blank


@pytest.mark.parametrize(
    ("cells", "ends"),
    [
        (("", "XÁC NHẬN CỦA CẤP ỦY", "", ""), True),
        (("Danh sách này có 6 bài dự thi.", ""), True),
        (("Tổng cộng: 6 bài",), True),
        (("T/M CHI ỦY",), True),
        (("1", "Hoàng Thị Lanh", "1978", "Nhân Lý", "Bài"), False),
        (("", ""), False),
    ],
)
def test_a_list_ends_where_people_sign(cells, ends):
    assert ends_list(cells) is ends


@pytest.mark.parametrize(
    ("said", "yes"),
    [
        ("Có", True),
        ("x", True),
        ("TRUE", True),
        ("Tôi đồng ý", True),
        ("Tôi cam kết bài viết chưa đăng ở đâu, không sao chép", True),
        ("Đã đọc và đồng ý", True),
        ("Không", False),
        ("Tôi không đồng ý", False),
        ("Chưa", False),
        ("", False),
        ("Có lẽ", True),
    ],
)
def test_an_answer_agrees(said, yes):
    assert is_yes(said) is yes


FILES = (
    "goi/Bài dự thi số 1.docx",
    "goi/02_anh trang 10.jpg",
    "goi/02_anh trang 2.jpg",
    "goi/3. Lo Thi Mai/trang1.jpg",
    "goi/3. Lo Thi Mai/trang2.jpg",
    "goi/Nguoi giu lua - Hoang Thi Lanh.pdf",
    "goi/thua.pdf",
    "BAI_5.doc",
    "x/bai 5.pdf",
)


@pytest.mark.parametrize(
    ("wanted", "files", "by", "missing", "doubtful"),
    [
        (Wanted(("Bài dự thi số 1.docx",)), (0,), By.NAME, (), ()),
        (Wanted(("bai du thi so 1",)), (0,), By.NAME, (), ()),
        (Wanted(("BAI DU THI SO 1.DOCX",)), (0,), By.NAME, (), ()),
        (Wanted((), "2"), (2, 1), By.NUMBER, (), ()),
        (Wanted((), "02"), (2, 1), By.NUMBER, (), ()),
        (Wanted(("3. Lò Thị Mai",)), (3, 4), By.NAME, (), ()),
        (Wanted((), "3"), (3, 4), By.NUMBER, (), ()),
        (Wanted((), "", ("Hoàng Thị Lanh", "Người giữ lửa")), (5,), By.WORDS, (), ()),
        (Wanted(("bài 5",)), (), By.NAME, (), ("bài 5",)),
        (Wanted(("bài 5.pdf",)), (8,), By.NAME, (), ()),
        (Wanted(("goi/thua.pdf", "khong co.docx")), (6,), By.NAME, ("khong co.docx",), ()),
        (Wanted((), "9"), (), By.NAME, (), ()),
        (Wanted((), "", ("An", "Bà")), (), By.NAME, (), ()),
    ],
)
def test_a_row_finds_its_files(wanted, files, by, missing, doubtful):
    (found,) = match_files([wanted], FILES).rows
    assert (found.files, found.by, found.missing, found.doubtful) == (files, by, missing, doubtful)


def test_a_guess_never_takes_a_file_that_another_row_names_and_the_rest_is_left_over():
    matched = match_files([Wanted(("02_anh trang 2.jpg",), "1"), Wanted((), "2")], FILES)
    assert [row.files for row in matched.rows] == [(2,), (1,)]
    assert matched.left == (0, 3, 4, 5, 6, 7, 8)


@pytest.mark.parametrize("number", ["9" * 5000, "²", "٣", "12345"])
def test_what_no_list_counts_to_finds_nothing(number):
    assert match_files([Wanted((), number)], ["3.docx", "9" * 5000 + ".docx"]).rows[0].files == ()


def test_two_rows_of_one_number_guess_nothing():
    assert [row.files for row in match_files([Wanted((), "3"), Wanted((), "3")], FILES).rows] == [(), ()]


SAID = {"title": "Bài", "author_name": "Hoàng Thị Lanh", "author_birth": "9/5/1978", "author_unit": "Nhân Lý"}


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"author_birth": "09/05/1978"}, True),
        ({"title": "BÀI."}, True),
        ({"author_phone": "0912345678"}, True),
        ({"file": "khac.docx"}, True),
        ({"title": "Bài khác"}, False),
        ({"author_name": "Hoàng Văn Lanh"}, False),
        ({"author_birth": "1979"}, False),
        ({"author_unit": "Vạn Linh"}, False),
        ({"co_authors": "Nông Văn Hai"}, False),
    ],
)
def test_an_essay_is_known_again_by_title_and_authors(changes, same):
    one, other = RowSaid.of(SAID), RowSaid.of({**SAID, **changes})
    assert (identity_of(1, one, survey=False) == identity_of(1, other, survey=False)) is same
    assert identity_of(1, one, survey=False) != identity_of(2, one, survey=False)


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"at": "2026/10/27 2:05:33 CH GMT+7"}, True),
        ({"at": "10/27/2026 14:05:33"}, True),
        ({"title": "Bài khác", "text": "khác"}, True),
        ({"at": "27/10/2026 14:05:34"}, False),
        ({"author_name": "Nông Văn Hai"}, False),
        ({"key": "8"}, False),
    ],
)
def test_a_forms_row_is_known_again_by_its_moment_and_author(changes, same):
    said = {**SAID, "at": "27/10/2026 14:05:33"}
    one, other = (identity_of(1, RowSaid.of(row), survey=True) for row in (said, {**said, **changes}))
    assert (one == other) is same


def test_marks_tell_what_changed_and_files_only_when_some_came():
    before = marks_of({**SAID, "author_phone": "0912 345 678", "number": "1"}, ["a"])
    now = marks_of({**SAID, "author_phone": "+84 912 345 678", "number": "2"}, ["a"])
    assert changed_fields(before, now) == ()
    assert changed_fields(before, marks_of({**SAID, "author_phone": "0987654321"}, ["b"])) == (
        "author_phone",
        "file",
    )
    assert changed_fields(before, marks_of(SAID, [])) == ("author_phone",)


@pytest.mark.parametrize(
    ("said", "kind", "names"),
    [
        ({"author_name": "A B"}, AuthorshipKind.PERSON, ("A B",)),
        ({"author_name": "A B; C D"}, AuthorshipKind.GROUP, ("A B", "C D")),
        ({"author_name": "A B", "co_authors": "C D\nE F"}, AuthorshipKind.GROUP, ("A B", "C D", "E F")),
        ({"author_name": "Chi bộ 1", "kind": "Tập thể"}, AuthorshipKind.COLLECTIVE, ("Chi bộ 1",)),
        ({"collective_name": "Chi bộ 1"}, AuthorshipKind.COLLECTIVE, ()),
    ],
)
def test_who_signs_a_row(said, kind, names):
    row = RowSaid.of(said)
    assert (row.authorship, row.names) == (kind, names)


def test_a_bundles_digest_hangs_on_each_receipt_and_essay_and_on_no_order():
    entries = [("CL26-B", "b" * 64), ("CL26-A", "a" * 64)]
    text = f"CL26-A {'a' * 64}\nCL26-B {'b' * 64}\n"
    assert digest_of_bundle(entries) == hashlib.sha256(text.encode()).hexdigest()
    assert (
        digest_of_bundle(entries[::-1])
        == digest_of_bundle([*entries, entries[0]])
        == digest_of_bundle(entries)
    )
    assert code_of_bundle("CL26", 7) == "CL26-G007"


@pytest.mark.parametrize(
    ("above", "heading", "field"),
    [
        ("Tác giả", "Họ và tên", "author_name"),
        ("Tác giả", "Đơn vị", "author_unit"),
        ("Bài dự thi", "Thể loại", "category"),
        ("Nhân vật được viết", "Họ và tên", "figure_name"),
        ("Nhân vật được viết", "Năm sinh", "figure_birth"),
        ("Nhân vật", "Đơn vị, địa chỉ", "figure_unit"),
        ("Người giám hộ", "Điện thoại", "guardian_phone"),
    ],
)
def test_a_heading_under_another_tells_its_field_by_both(above, heading, field):
    assert guess_field(heading_under(above, heading)) == field


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("28619", "09/05/1978"),
        ("46346.5", "20/11/2026 12:00:00"),
        ("1978", "1978"),
        ("09/05/1978", "09/05/1978"),
        ("0912345678", "0912345678"),
        ("912345678", "912345678"),
        ("", ""),
    ],
)
def test_a_day_told_as_a_sheets_bare_number_is_that_day(said, day):
    assert day_of_serial(said) == day
