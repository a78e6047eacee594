"""Beyond the full name: what people write for it, where they say who they are, and what only looks like it."""

import pytest

from contest.screening.rules import TITLE, Clue, ClueKind, find_identity

NAME = Clue(ClueKind.NAME, "Nông Thị Lường", person=True)
PEN = Clue(ClueKind.NAME, "Sông Quê")
SCHOOL = Clue(ClueKind.UNIT, "Trường Trung học cơ sở Vân Thủy")
WORK = Clue(ClueKind.WORK, "giáo viên|Trường THCS Vân Thủy")
TITLE_OF_WORK = Clue(ClueKind.WORK, "Bí thư Chi bộ thôn Lũng Cút")
ADDRESS = Clue(ClueKind.ADDRESS, "số 5, ngõ 12, khu Hòa Bình")
BODY = tuple(
    "Ông dậy từ lúc gà gáy, thắp ngọn đèn rồi đi một vòng quanh bản, xem nước về ruộng." for _ in range(8)
)


def shown(text, *clues, figure="Triệu Văn Khản", at="middle"):
    """What is found of a paragraph at the head, in the middle or at the foot of an essay."""
    place = {"head": 0, "middle": 4, "foot": 8}[at]
    body = [*BODY[:place], text, *BODY[place:]]
    found = find_identity([(TITLE, "Con đường"), *enumerate(body)], clues, spared=[figure])
    assert all(f.paragraph == place for f in found)
    return [(f.said, f.kind.value, f.certain) for f in found]


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("Chuyện của Lường Nông Thị ở bản.", "middle", [("Lường Nông Thị", "name", True)]),
        ("Chị Thị Lường ở bản bên.", "middle", [("Thị Lường", "part", False)]),
        ("một đoạn đường thị lường trước", "middle", []),
        ("Cô Lường dạy ở đây.", "foot", [("Lường", "part", False)]),
        ("Cô Lường dạy ở đây.", "middle", []),
        ("Lường", "foot", [("Lường", "part", False)]),
        ("Cô lương thấp", "foot", []),
        ("Em là Lường, năm nay học ở bản.", "middle", [("Lường", "part", False)]),
        ("N.T.L.", "foot", [("N.T.L", "part", False)]),
        ("Bài của N.T.L.", "middle", []),
        ("NTL", "foot", [("NTL", "part", False)]),
        ("Bài của NTL đây.", "middle", []),
        ("Cô N.T. Lường kể.", "middle", [("N.T. Lường", "part", False)]),
        ("Ng. T. Lường", "middle", [("Ng. T. Lường", "part", False)]),
        ("Nông Lường ở bản.", "middle", [("Nông Lường", "part", False)]),
        ("Em tên Lường.", "middle", [("Lường", "part", False)]),
        ("Ai cũng gọi tôi là cô Lường.", "middle", [("Lường", "part", False)]),
    ],
)
def test_a_persons_name_is_known_in_other_shapes(text, place, found):
    assert shown(text, NAME, at=place) == found


@pytest.mark.parametrize(
    "text",
    [
        "N Ô N G  T H Ị  L Ư Ờ N G",
        "NôngThịLường",
        "nong thiluong",
        "Nông Thị L\u200bường",
        "Nông Thị\nLường",
        "Ｎông Ｔhị Ｌường",
        "N\u043eng Th\u0456 Lu\u043eng",
    ],
)
def test_a_name_is_known_behind_spaces_breaks_and_letters_that_only_look_like_its_own(text):
    assert shown(f"Bài của {text} ở bản.", NAME) == [(text, "name", True)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Học tập tư tưởng Hồ Chí Minh.", "middle"),
        ("Học tập tư tưởng Hồ Chí Minh", "foot"),
        ("Ở Thành phố Hồ Chí Minh về.", "middle"),
        ("Rồi Trần Thị Chí Minh kể.", "middle"),
    ],
)
def test_a_part_of_the_name_behind_another_family_is_another_person(text, place):
    assert shown(text, Clue(ClueKind.NAME, "Nguyễn Chí Minh", person=True), at=place) == []


@pytest.mark.parametrize("text", ["Do Thị Lường kể.", "Cô Thị Lường kể.", "Xong. Thị Lường kể."])
def test_a_word_that_only_begins_a_sentence_is_no_family(text):
    assert shown(text, NAME) == [("Thị Lường", "part", False)]


def test_a_part_of_the_name_that_is_the_figures_too_stays():
    assert shown("Cô Lường, chị Thị Lường.", NAME, figure="Triệu Thị Lường", at="foot") == []
    assert shown("Triệu Thị Lường kể.", NAME, figure="Triệu Thị Lường") == []


def test_a_name_that_the_figures_holds_is_left_inside_it():
    author = Clue(ClueKind.NAME, "Văn Khản", person=True)
    assert shown("Triệu Văn Khản kể, Văn Khản viết.", author) == [("Văn Khản", "name", True)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sông Quê viết.", [("Sông Quê", "name", True)]),
        ("bên dòng sông quê", [("sông quê", "name", False)]),
    ],
)
def test_two_small_words_are_not_surely_a_pen_name(text, found):
    assert shown(text, PEN) == found


@pytest.mark.parametrize(
    "text",
    [
        "0912,345,678",
        "0912_345_678",
        "０９１２３４５６７８",
        "0912 34\n56 78",
        "0912–345–678",
        "(0912) 345 678",
        "+84 (0) 912 345 678",
        "0912/345/678",
        "0 9 1 2 3 4 5 6 7 8",
    ],
)
def test_a_telephone_is_found_however_it_is_spaced(text):
    phone = Clue(ClueKind.PHONE, "0912345678")
    assert [certain for _, _, certain in shown(f"Gọi {text} nhé", phone)] == [True]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ai cần xin gọi 0987 654 321.", "phone"),
        ("Thư gửi lan.trieu@thu.example.vn nhé.", "email"),
        ("Trang facebook.com/nguoi.viet.na của tôi.", "email"),
    ],
)
def test_numbers_and_addresses_nobody_told_of_are_shown(text, kind):
    assert [(k, certain) for _, k, certain in shown(text)] == [(kind, False)]


@pytest.mark.parametrize(
    "text",
    [
        "le.hoa @ thu.example.vn",
        "le.hoa (at) thu.example.vn",
        "le.hoa@thu.\nexample.vn",
        "le.hoa a còng thu.example.vn",
        "LE.HOA＠thu.example.vn",
    ],
)
def test_an_address_is_found_however_it_is_spelt(text):
    address = Clue(ClueKind.EMAIL, "le.hoa@thu.example.vn")
    assert shown(f"Thư gửi {text} nhé", address) == [(text, "email", True)]


@pytest.mark.parametrize("text", ["Thu về 0,912 345 678 đồng", "năm 1987, 654 hộ", "3.500.000.000 đồng"])
def test_sums_are_no_telephones(text):
    assert shown(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Trường Trung học cơ sở Vân Thủy",
        "trường THCS Vân Thủy",
        "THCS Vân Thuỷ",
        "TRUNG HỌC CƠ SỞ VÂN THỦY",
        "Trường T.H.C.S Vân Thủy",
        "trường cấp 2 Vân Thủy",
    ],
)
def test_a_school_is_found_by_its_letters_and_without_the_word_school(text):
    assert [(kind, certain) for _, kind, certain in shown(f"Năm ấy {text} mới dựng.", SCHOOL)] == [
        ("unit", False)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Trường THCS Chi Lăng mới dựng.", True),
        ("THCS TT. Chi Lăng mới dựng.", True),
        ("Ở thị trấn Chi Lăng có chợ.", False),
        ("Trường Tiểu học Chi Lăng mới dựng.", False),
    ],
)
def test_a_school_is_found_without_the_rank_of_its_place(text, found):
    school = Clue(ClueKind.UNIT, "Trường THCS thị trấn Chi Lăng")
    assert [kind for _, kind, _ in shown(text, school)] == ["unit"] * found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cô giáo viên của Trường THCS Vân Thủy ấy.", True),
        ("Giáo viên trường trung học cơ sở Vân Thủy.", True),
        ("Một giáo viên miền xuôi lên.", False),
    ],
)
def test_an_occupation_tells_beside_its_place(text, found):
    assert ("work" in [kind for _, kind, _ in shown(text, WORK)]) is found


def test_a_long_title_tells_alone():
    assert shown("Là bí thư chi bộ thôn Lũng Cút, người ấy kể.", TITLE_OF_WORK) == [
        ("bí thư chi bộ thôn Lũng Cút", "work", False)
    ]


def test_an_address_is_found_whatever_its_commas():
    assert [kind for _, kind, _ in shown("Nhà ở số 5 ngõ 12 khu Hoà Bình.", ADDRESS)] == ["address"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Tôi là Hứa Văn Páo, giáo viên trường Bắc Thủy.", "Tôi là Hứa Văn Páo, giáo viên trường Bắc Thủy"),
        ("Em tên là Vi Thị Mỷ.", "Em tên là Vi Thị Mỷ"),
        ("Tôi hiện là Trưởng trạm Y tế xã Vân An.", "Tôi hiện là Trưởng trạm Y tế xã Vân An"),
        ("Tôi công tác tại Trường Tiểu học Bắc Thủy từ lâu.", None),
        ("Em đang học lớp 9A2 dưới phố.", None),
        ("Trường em là Trường Bắc Thủy.", None),
        ("Tôi, Hoàng Thị Mỷ, xin kể.", "Tôi, Hoàng Thị Mỷ,"),
        ("Người viết: Vi Thị B", "Người viết: Vi Thị B"),
        ("Lớp: 9A2", "9A2"),
        ("Trường: THCS Vân Thủy", "THCS Vân Thủy"),
        ("SĐT: hỏi thầy chủ nhiệm", "hỏi thầy chủ nhiệm"),
        ("Lớp: 7B; Trường: Bắc Thủy", "7B"),
        ("Thưa ban giám khảo\nTrường: Bắc Thủy", "Bắc Thủy"),
        ("Người dự thi: Vi Thị B", "Người dự thi: Vi Thị B"),
        ("Số ĐT: hỏi thầy chủ nhiệm", "hỏi thầy chủ nhiệm"),
        ("Nơi ở hiện nay: bản Nà", "bản Nà"),
        ("Tôi tên Hứa Văn Páo.", "Tôi tên Hứa Văn Páo"),
        ("Tôi (Hứa Văn Páo) xin kể.", "Tôi (Hứa Văn Páo)"),
        ("Tôi – Hứa Văn Páo – xin kể.", "Tôi – Hứa Văn Páo –"),
        ("Là giáo viên Trường Bắc Thủy, tôi biết ông.", "giáo viên Trường Bắc Thủy"),
        ("Với tư cách là Bí thư Chi bộ thôn Bắc Thủy, tôi kể.", "Bí thư Chi bộ thôn Bắc Thủy"),
        ("Ở lớp 9A2 chúng em ai cũng biết ông.", "lớp 9A2"),
    ],
)
def test_who_tells_who_he_is_is_shown(text, said):
    found = shown(text)
    assert found
    assert {certain for _, _, certain in found} == {False}
    assert said is None or said in [said for said, _, _ in found]


@pytest.mark.parametrize(
    "text",
    [
        "Tôi là một người lính.",
        "Tôi là Triệu Văn Khản, các anh cứ gọi thế.",
        "“Tôi là Hứa Văn Páo”, ông đáp.",
        "– Tôi là Hứa Văn Páo đây!",
        "Cháu nội ông học lớp 9A2 ở phố.",
        "Ông dặn: làm người phải thật.",
        "Tôi học ở ông nhiều điều.",
        "Tôi học ở Bác Hồ nhiều điều.",
        "Em là thế hệ trẻ thời đại Hồ Chí Minh.",
        "Tôi là đảng viên Đảng Cộng sản Việt Nam.",
        "Là giáo viên, tôi hiểu điều ấy.",
        "“Là Bí thư Chi bộ thôn Bắc Thủy, tôi phải đi trước”, ông đáp.",
        "Họ và tên: Triệu Văn Khản",
    ],
)
def test_who_speaks_of_others_or_is_spoken_is_not(text):
    assert shown(text) == []


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("Hoàng Thị Mỷ", "foot", "Hoàng Thị Mỷ"),
        ("HOÀNG THỊ MỶ", "foot", "HOÀNG THỊ MỶ"),
        ("Chi Lăng, ngày 20 tháng 11, Hoàng Thị Mỷ", "foot", "Hoàng Thị Mỷ"),
        ("Hoàng Thị Mỷ - lớp 9A", "head", "Hoàng Thị Mỷ"),
        ("Người viết\nHoàng Thị Mỷ", "foot", "Hoàng Thị Mỷ"),
        ("Tác giả Hoàng Thị Mỷ", "foot", "Hoàng Thị Mỷ"),
        ("Học sinh: Hoàng Thị Mỷ", "foot", "Hoàng Thị Mỷ"),
        ("Bài dự thi của em Hoàng Thị Mỷ", "head", "Hoàng Thị Mỷ"),
        ("Chi Lăng, 20/11/2025. Hoàng Thị Mỷ", "foot", "Hoàng Thị Mỷ"),
        ("Hoàng Thị Mỷ viết", "foot", "Hoàng Thị Mỷ"),
        ("Học tập và làm theo Chủ tịch Hồ Chí Minh", "head", None),
        ("(Hồ Chí Minh)", "foot", None),
        ("Hoàng Thị Mỷ", "middle", None),
        ("Triệu Văn Khản", "foot", None),
        ("Mùa na chín ở Chi Lăng", "foot", None),
    ],
)
def test_a_line_that_is_only_a_name_signs_an_essay_at_its_ends(text, place, said):
    found = [found for found, _, _ in shown(text, at=place)]
    assert (said in found) if said else (found == [])


def test_a_unit_inside_a_longer_one_is_shown_once():
    short = Clue(ClueKind.UNIT, "THCS Vân Thủy")
    assert len(shown("Ở Trường THCS Vân Thủy ấy.", SCHOOL, short)) == 1
