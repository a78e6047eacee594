"""What tells the author is found whatever its marks; other words with the same letters are not taken for a name."""

import pytest

from contest.screening.rules import TITLE, Clue, ClueKind, Stretch, find_identity, masked, places_of

NAME = Clue(ClueKind.NAME, "Lê Văn Hóa")
PHONE = Clue(ClueKind.PHONE, "0912345678")
EMAIL = Clue(ClueKind.EMAIL, "le.hoa@Thu-Nghiem.example.vn")
UNIT = Clue(ClueKind.UNIT, "Xã Nhân Lý")


def found(text: str, *clues: Clue, spared: tuple[str, ...] = ()) -> list[tuple[str, bool]]:
    return [(f.said, f.certain) for f in find_identity([(0, text)], clues, spared=spared)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ông Lê Văn Hóa kể.", "Lê Văn Hóa"),
        ("Ông LÊ VĂN HOÁ kể.", "LÊ VĂN HOÁ"),
        ("Ông Lê  Văn\tHoá kể.", "Lê  Văn\tHoá"),
        ("nguoi viet la le van hoa", "le van hoa"),
        ("anh lê văn hoá kể", "lê văn hoá"),
        ("Lê-Văn-Hóa", "Lê-Văn-Hóa"),
        ("L\u00adê Văn Hóa", "L\u00adê Văn Hóa"),
        ("Le\u0302 Va\u0306n Ho\u0301a kể", "Le\u0302 Va\u0306n Ho\u0301a"),
        ("(Lê Văn Hóa)", "Lê Văn Hóa"),
    ],
)
def test_a_name_is_found_and_sure(text, said):
    assert (said, True) in found(text, NAME)


@pytest.mark.parametrize("text", ["một lễ văn hóa ở bản", "Lễ văn hóa ở bản", "nếp sống lẽ vẫn hòa"])
def test_the_same_letters_in_other_words_are_shown_but_not_sure(text):
    assert [sure for _, sure in found(text, NAME)] == [False]


@pytest.mark.parametrize("text", ["Lê Văn Hoài", "Bé Lê Văn", "Phạm Lê Văn-hóaxyz", "lê văn"])
def test_a_part_of_a_name_is_no_name(text):
    assert found(f"Chuyện của {text} ở bản trên.", NAME) == []


@pytest.mark.parametrize(
    "text",
    ["0912345678", "0912 345 678", "0912.345.678", "+84 912 345 678", "84912345678", "(+84)912-345-678"],
)
def test_a_telephone_is_found_in_each_writing(text):
    assert [sure for _, sure in found(f"Gọi {text} nhé", PHONE)] == [True]


@pytest.mark.parametrize("text", ["09123456789", "1912345678", "091234567"])
def test_another_number_is_not_the_telephone(text):
    assert found(text, PHONE) == []


def test_an_address_is_found_whatever_its_capitals():
    assert found("Thư: LE.HOA@thu-nghiem.example.VN.", EMAIL) == [("LE.HOA@thu-nghiem.example.VN", True)]


def test_a_unit_is_sure_only_beside_something_that_is():
    assert found("Ở xã Nhân Lý có đường.", UNIT, NAME) == [("xã Nhân Lý", False)]
    assert found("Lê Văn Hóa, xã Nhân Lý.", UNIT, NAME) == [("Lê Văn Hóa", True), ("xã Nhân Lý", True)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Tôi là Hoàng Thị Lanh, ở bản.", "Tôi là Hoàng Thị Lanh"),
        ("Em tên là Lô Văn Páo.", "Em tên là Lô Văn Páo"),
        ("Người viết: Vi Thị B", "Người viết: Vi Thị B"),
        ("Họ và tên: Vi Thị B", "Họ và tên: Vi Thị B"),
    ],
)
def test_who_speaks_of_himself_by_name_is_shown(text, said):
    assert found(text) == [(said, False)]


def test_a_name_found_for_sure_is_not_told_twice():
    assert found("Tôi là Lê Văn Hóa.", NAME) == [("Lê Văn Hóa", True)]


@pytest.mark.parametrize("text", ["Tôi là một người lính.", "Mình là người bản này.", "Em là Đảng viên trẻ"])
def test_who_speaks_of_himself_without_a_name_is_not(text):
    assert found(text) == []


def test_the_figures_own_name_stays():
    assert found("Lê Văn Hóa hiến đất", NAME, spared=("Lê Văn Hoá",)) == []


def test_findings_come_in_reading_order_with_their_places():
    texts = [(TITLE, "Lê Văn Hóa"), (0, "không"), (1, "và Lê Văn Hóa")]
    assert [(f.paragraph, f.start, f.stop) for f in find_identity(texts, [NAME])] == [
        (TITLE, 0, 10),
        (1, 3, 13),
    ]


def test_places_of_a_phrase_need_no_marks_and_no_part_words():
    texts = [(0, "Nhà văn hóa và NHÀ VĂN HÓA, nhà văn hóaa")]
    assert places_of(texts, " nha  van hoa ") == ((0, 0, 11), (0, 15, 26))
    assert places_of(texts, "…") == ()


@pytest.mark.parametrize(
    ("stretches", "left"),
    [
        ([], "abcdefgh"),
        ([(0, 3)], "█████defgh"),
        ([(0, 3), (2, 5)], "█████fgh"),
        ([(0, 2), (2, 4)], "█████efgh"),
        ([(0, 1), (7, 8)], "█████bcdefg█████"),
        ([(5, 99)], "abcde█████"),
        ([(9, 12)], "abcdefgh"),
        ([(-3, 2)], "█████cdefgh"),
    ],
)
def test_masks_melt_and_are_always_as_long(stretches, left):
    assert masked("abcdefgh", [Stretch(0, *stretch) for stretch in stretches]) == left
