"""Text that arrives in many forms is kept in one, and found in all."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.plumbing.vietnamese import (
    clean,
    count_words,
    fold,
    one_tone_place,
    search_key,
)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Nguyễn", "Nguyễn"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Đặng"), "Nguyễn Thị Đặng"),
        ("Nguyê\u0303n", "Nguyễn"),  # Windows-1258: ê as one letter, the tone after it
        ("Nguye\u0303\u0302n", "Nguyễn"),  # the tone typed before the circumflex
        ("nga\u0301\u0306n", "ngắn"),
        ("tư\u200bơng\u200c lai\u200d", "tương lai"),
        ("tư\u2060ơng\u200e lai\u061c", "tương lai"),
        ("\ufeffBài dự thi", "Bài dự thi"),
        ("xã\u00a0Vạn\u202fLinh", "xã Vạn Linh"),
        ("nh©n d\u00adn", "nh©n d\u00adn"),  # TCVN3's ư looks like a soft hyphen
        ("Trang một\x0cTrang hai\r\n", "Trang một\nTrang hai\r\n"),
        ("không\x00 gì", "không gì"),
        ("tên\u202etxt.exe", "têntxt.exe"),
        ("nửa \ud83d", "nửa "),
        ("", ""),
    ],
)
def test_clean_keeps_one_form(text, kept):
    assert clean(text) == kept


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Thị Hòa", "dang thi hoa"),
        ("  Đường\n về   QUÊ hương ", "duong ve que huong"),
        ("Ðường", "duong"),  # the Icelandic letter that old pages used
        ("ĂÂÊÔƠƯ ẩ ữ ợ", "aaeoou a u o"),
        ("63,5 điểm", "63,5 diem"),
    ],
)
def test_fold_drops_marks_and_capitals(form, text, folded):
    assert fold(unicodedata.normalize(form, text)) == folded


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Hòa, Hoà!", "hoa hoa"),
        ("Lê-Văn (Tám)", "le van tam"),
        ("số_12/KH", "so 12 kh"),
        ("…", ""),
    ],
)
def test_search_key_is_words_alone(text, key):
    assert search_key(text) == key


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ("hoà", "hòa"),
        ("khoẻ", "khỏe"),
        ("thuỷ", "thủy"),
        ("UỶ BAN", "ỦY BAN"),
        ("Hoà bình, thuỷ lợi", "Hòa bình, thủy lợi"),
        ("quý", "quý"),
        ("QUỲ", "QUỲ"),
        ("quả", "quả"),
        ("hoàn", "hoàn"),
        ("loạt", "loạt"),
        ("huỳnh", "huỳnh"),
        ("ngoậy", "ngoậy"),
        ("hoậ", "hoậ"),
        ("hòa", "hòa"),
    ],
)
def test_one_tone_place(newer, older):
    assert one_tone_place(newer) == older


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Hai nghìn năm trăm chữ", 5),
        ("Bác Hồ - người thầy – của  chúng\nta …", 7),
        ("Năm 2018 , * có 55 chi bộ.", 6),
        ("điển-hình tiên tiến", 3),
        ("một\u00a0hai", 2),
        ("một\u200bhai", 1),
        (unicodedata.normalize("NFD", "Những tấm gương"), 3),
    ],
)
def test_words_are_tokens_with_a_letter_or_digit(text, words):
    assert count_words(text) == words
