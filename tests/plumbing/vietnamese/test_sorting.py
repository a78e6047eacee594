"""Lists stand in the order of the Vietnamese alphabet, people by their tên."""

import random

import pytest

from contest.plumbing.vietnamese import name_sort_key, sort_key

# Each line is sorted as ICU's collation "vi" sorts it.
ORDERS = [
    "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z",
    "ma mà mả mã má mạ mă mằ mẳ mẵ mắ mặ mâ mầ mẩ mẫ mấ mậ",
    "An Anh Ánh Ân Ấn",  # a comes before â whatever the tone
    "Danh Dương Dưỡng Đặng Đông Đường",  # đ is a letter after d
    "hoa hòa hóa hoan hoàn hô hồ hơ",
    "lan Lan làng lạng Lạng-Sơn",
    "1 2 a ă",
]


def shuffled(words):
    mixed = list(words)
    random.Random(5).shuffle(mixed)
    return mixed


@pytest.mark.parametrize("line", ORDERS)
def test_words_sort_as_icu_sorts_them(line):
    words = line.split()
    assert [w.lower() for w in sorted(shuffled(words), key=sort_key)] == [w.lower() for w in words]


def test_letters_weigh_more_than_tones_anywhere_in_the_text():
    assert sorted(["Hoa Cường", "Hòa Bình"], key=sort_key) == ["Hòa Bình", "Hoa Cường"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("HÒA", "hòa"), ("hoà", "hòa"), ("Thuý  Nga", "thúy nga"), ("e\u0302\u0301", "ế")],
)
def test_spelling_of_the_same_word_makes_no_difference(one, other):
    assert sort_key(one) == sort_key(other)


@pytest.mark.parametrize("text", ["", "Nguyễn Thị Bưởi", "漢字 ß ñ", "số 12/KH-HU (2018)", "\u0301"])
def test_a_key_is_digits_alone_so_every_database_sorts_it_alike(text):
    assert sort_key(text).isascii()
    assert sort_key(text).isdecimal()


def test_shorter_comes_first_then_punctuation_digits_letters_and_other_scripts():
    texts = ["Lan", "Lan Anh", "Lan-Anh", "Lan2", "Lana", "Lan漢"]
    assert sorted(shuffled(texts), key=sort_key) == texts


def test_people_go_by_ten_then_ho_then_dem():
    people = [
        "Triệu Văn An",
        "HOÀNG THỊ ÁNH",
        "Lương Ân",
        "Hoàng Văn Bình",
        "Lô Thị Bình",
        "Nông Bình",
        "Nông Thị Bình",
        "Nông Văn Bình",
        "Hứa Dương",
        "Vi Thị Đặng",
    ]
    assert sorted(shuffled(people), key=name_sort_key) == people
