"""A text's words are the same numbers whatever was done to marks, case and punctuation, and know their places."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.plumbing.vietnamese import search_key
from contest.screening.rules.resemblance.words import words_of

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyfjwzáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
VIETNAMESE = st.text(
    st.sampled_from(LETTERS + LETTERS.upper() + "0123456789  \n\t.,;:!?-–“”…_/()"), max_size=400
)


def signs(text):
    return words_of(text).signs.tolist()


@given(VIETNAMESE)
def test_the_words_are_those_of_the_search_key(text):
    assert signs(text) == signs(search_key(text))
    assert len(signs(text)) == len(search_key(text).split())


@given(VIETNAMESE)
def test_decomposed_text_gives_the_same_words(text):
    assert signs(unicodedata.normalize("NFD", text)) == signs(text)


@given(VIETNAMESE)
def test_each_word_stands_where_it_says(text):
    words = words_of(text)
    said = [text[start:stop] for start, stop in zip(words.starts, words.stops, strict=True)]
    assert [search_key(one) for one in said] == search_key(text).split()


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Hòa thuận", "HOÀ THUẬN"),
        ("đường", "DUONG"),
        ("người tốt", "nguoi-tot"),
        ("Kế hoạch", "Kê\u0301 hoa\u0323ch"),
        ("Kế hoạch", "Ke\u0301\u0302 hoa\u0323ch"),
        ("quê hương", "quê\u200b hương"),
        ("quê hương", "q\u00aduê hương"),
        ("quê\u00a0hương", "quê hương"),
        ("xao", "хао"),  # Cyrillic letters that look Latin
        ("nhan dan", "ｎｈａｎ dan"),
        ("nhan dan", "𝐧𝐡𝐚𝐧 𝑑𝑎𝑛"),
        ("lúa 🌾 chín", "lúa chín"),
    ],
)
def test_what_looks_the_same_is_the_same(text, same):
    assert signs(text) == signs(same)


@pytest.mark.parametrize(
    ("text", "other"), [("ban", "bàng"), ("an ba", "anba"), ("ab ba", "ba ab"), ("5 tháng", "6 tháng")]
)
def test_other_words_are_other_numbers(text, other):
    assert signs(text) != signs(other)


def test_long_words_are_told_apart_by_their_first_letters():
    assert signs("a" * 8 + "b") != signs("a" * 8 + "c") != signs("a" * 8)
    assert signs("a" * 64 + "b") == signs("a" * 64 + "c")


@pytest.mark.parametrize("text", ["", "   \n", "… – !", "\u0301", "🌾"])
def test_a_text_without_words_has_none(text):
    assert signs(text) == []


def test_the_numbers_are_the_same_on_every_machine():
    assert signs("Gương sáng quê hương") == [3926761894, 1001016654, 1473859799, 4039678051]
    assert words_of("a").signs.dtype == np.uint32


def test_a_text_of_a_million_letters_is_read():
    assert signs("bản làng " * 120_000)[-2:] == signs("bản làng")
