"""Side by side: the passages two texts share stand where they are said to stand, in both texts as written."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.plumbing.vietnamese import search_key
from contest.screening.rules.resemblance import Index, align, print_of
from tests.screening.resemblance.texts import (
    ARTICLE_WORDS,
    QUOTATION,
    article,
    cut,
    decomposed,
    essay,
    exchanged,
    stripped,
)


def said(paragraphs, places):
    return " ".join(paragraphs[place.paragraph][place.start : place.stop] for place in places)


@pytest.mark.parametrize("altered", [tuple, stripped, exchanged, decomposed])
def test_a_whole_copy_is_one_passage_of_all_words(altered):
    found = align(article(), altered(article()))
    assert (found.shared, found.share_of_a, found.share_of_b, found.longest) == (
        ARTICLE_WORDS,
        1.0,
        1.0,
        ARTICLE_WORDS,
    )
    assert len(found.passages) == 1
    assert search_key(said(altered(article()), found.passages[0].b)) == search_key(" ".join(article()))


def test_places_hold_the_words_with_their_marks():
    source = article()
    paragraph = cut(source, 40, start=200)
    mine = ("Mở đầu của riêng tôi, chưa ai viết.", f"Bà con kể: {paragraph.upper()} – xong.", "Kết.")
    (passage,) = align(mine, source).passages
    assert said(mine, passage.a) == paragraph.upper().rstrip(".,")
    assert search_key(said(source, passage.b)) == search_key(paragraph)
    assert {place.paragraph for place in passage.a} == {1}


def test_small_edits_stay_within_a_passage_and_are_not_counted():
    words = cut(article(), 80, start=100).split()
    edited = [*words[:20], "Hứa", "Thị", "Sen", *words[22:50], *words[52:]]
    (passage,) = align([" ".join(edited)], article()).passages
    assert passage.words == 76
    assert "Hứa Thị Sen" in said([" ".join(edited)], passage.a)
    assert "Hứa" not in said([" ".join(edited)], passage.equal_a)


def test_shares_are_told_in_each_direction():
    short, long = (cut(article(), 300),), article()
    found = align(short, long)
    assert (found.share_of_a, found.shared) == (1.0, 298)
    assert found.share_of_b == pytest.approx(298 / ARTICLE_WORDS)
    assert align(long, short).share_of_b == 1.0


def test_paragraphs_in_another_order_are_found_each():
    found = align(article(), tuple(reversed(article())))
    assert found.share_of_a > 0.95
    assert [one.number for one in found.passages] == list(range(1, len(found.passages) + 1))
    assert [one.a[0].paragraph for one in found.passages] == sorted(
        one.a[0].paragraph for one in found.passages
    )


def test_no_word_is_in_two_passages():
    twice = (*article(), *article())
    found = align(article(), twice)
    assert found.shared == ARTICLE_WORDS
    assert found.share_of_b == pytest.approx(0.5)


def test_a_quotation_of_many_is_shown_but_does_not_count():
    texts = [(*essay(seed)[:3], QUOTATION, *essay(seed)[3:]) for seed in range(8)]
    common = Index.build((n, print_of(text)) for n, text in enumerate(texts)).common()
    mine = ("Hôm ấy trời mưa to, chẳng ai ra đồng.", QUOTATION)
    other = ("Mùa na năm nay được giá lắm.", QUOTATION, "Thế là vui.")
    (passage,) = align(mine, other, common=common).passages
    assert passage.common
    assert said(mine, passage.a) + "." == QUOTATION
    assert align(mine, other, common=common).shared == 0
    assert align(mine, other).shared == passage.words


def test_texts_without_words_share_nothing():
    found = align((), ("…",))
    assert (found.passages, found.share_of_a, found.share_of_b) == ((), 0.0, 0.0)


def test_two_long_essays_take_a_moment():
    a = (*essay(1), *essay(2))
    b = (*essay(3), cut(essay(1), 400), *essay(4))
    align(a, b)
    since = time.process_time()
    align(a, b)
    assert time.process_time() - since < 0.25


WORDS = st.sampled_from("ban lang nho que huong Bản LÀNG Quê hương đường ruộng na lúa chín vàng ơn".split())
TEXT = st.lists(st.lists(WORDS, max_size=60).map(" ".join), max_size=4)


@settings(deadline=None)
@given(TEXT, TEXT)
def test_equal_places_hold_equal_words_and_none_is_told_twice(a, b):
    found = align(a, b)
    for side, text in (("equal_a", a), ("equal_b", b)):
        words = sum(len(search_key(said(text, getattr(one, side))).split()) for one in found.passages)
        assert words == sum(one.words for one in found.passages) <= len(search_key(" ".join(text)).split())
    for one in found.passages:
        assert search_key(said(a, one.equal_a)) == search_key(said(b, one.equal_b))
    assert 0 <= found.share_of_a <= 1
    assert 0 <= found.share_of_b <= 1
