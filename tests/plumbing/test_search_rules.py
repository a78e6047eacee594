"""Search in plain values: how words are read, what somebody meant, where it is lit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.plumbing.search import excerpt, lit, question_of
from contest.plumbing.search.words import folded, marked, tails_of, with_marks, words_of
from contest.plumbing.vietnamese import search_key

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
TEXTS = st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + " .,;-_!?()\n0123456789")


@given(TEXTS)
def test_words_are_those_of_the_search_key(text):
    assert folded(words_of(text)) == search_key(text).split()


@given(TEXTS)
def test_every_word_has_one_folded_and_one_marked_form(text):
    words = words_of(text)
    assert len(folded(words)) == len(marked(words)) == len(words)


@given(st.text())
def test_a_word_holds_letters_and_digits_alone_so_nothing_typed_is_an_operator(text):
    for term in question_of(text).terms:
        for word in (*term.words, *term.marked):
            assert word
            assert all(sign.isalnum() or sign.isalpha() or not sign.isascii() for sign in word)
            assert not set(word) & set("\"'*:()^{}-+&|!<>\\ ")


def test_both_places_of_a_tone_and_both_compositions_are_one_word():
    assert marked(words_of("hoà khoẻ thuỷ quý")) == ["hòa", "khỏe", "thủy", "quý"]
    assert marked(words_of("Đường")) == marked(words_of("Đường".encode().decode())) == ["đường"]
    assert with_marks(["nguyễn", "van", "nguyễn", "a"]) == ["nguyễn"]


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", []),
        ("  %,; ", []),
        ("Đường", [("duong",)]),
        ("con đường", [("con",), ("duong",)]),
        ('"con đường" bản', [("con", "duong"), ("ban",)]),
        ("“con đường” bản", [("con", "duong"), ("ban",)]),
        ('con "đường', [("con",), ("duong",)]),
        ("CL26-7KQ4-9", [("cl26", "7kq4", "9")]),
        ("NEAR(a b) OR body:x*", [("near", "a"), ("b",), ("or",), ("body", "x")]),
    ],
)
def test_what_was_typed_is_read_as_terms(typed, terms):
    assert [term.words for term in question_of(typed).terms] == terms


@pytest.mark.parametrize(
    ("typed", "prefix"),
    [("con duo", True), ("con duo ", False), ("con du", False), ('"con duo"', False), ("0912", True)],
)
def test_only_an_unfinished_last_word_of_three_letters_may_go_on(typed, prefix):
    assert question_of(typed).terms[-1].prefix is prefix


def test_a_flood_of_words_is_cut():
    assert len(question_of("mot " * 500).terms) == 12
    assert len(question_of('"' + "mot " * 500 + '"').terms[0].words) == 40


def test_a_telephone_is_found_by_its_last_digits():
    assert tails_of("0912 345 678") == ["0912345678", "345678", "45678", "5678", "678"]
    assert tails_of("113") == []


@pytest.mark.parametrize(
    ("typed", "text", "lit_words"),
    [
        ("duong", "Con Đường và dương liễu", ["Đường", "dương"]),
        ('"con duong"', "Con  đường; đường con", ["Con  đường"]),
        ("thu", "Thư viện và thuở ấy", ["Thư", "thuở"]),
        ("thu ", "Thư viện và thuở ấy", ["Thư"]),
        ("an", "lan an", ["an"]),
    ],
)
def test_what_was_found_is_lit_as_it_is_written(typed, text, lit_words):
    pieces = lit(text, question_of(typed))
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.lit] == lit_words


def test_an_excerpt_shows_where_most_of_it_stands():
    texts = ["Một buổi sớm ở bản. " * 20, "x " * 300 + "ông Slao hiến đất mở đường " + "y " * 300, "đất"]
    shown = excerpt(texts, question_of("hien dat"))
    said = "".join(piece.text for piece in shown)
    assert "hiến đất mở đường" in said
    assert len(said) < 300
    assert said.startswith("… ")
    assert excerpt(texts, question_of("khongco")) == ()
    assert excerpt(texts, None) == ()
