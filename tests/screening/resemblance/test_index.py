"""Copies among many texts are found, in whole or a paragraph; a theme or a quotation alone is not flagged."""

import os

import numpy as np
import pytest

from contest.screening.rules.resemblance import Index, OtherVersion, Print, align, print_of
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

OTHERS = 40


def contest(*more, of=OTHERS):
    """Prints of essays of their own, and after them those given."""
    return list(enumerate(print_of(text) for text in (*map(essay, range(of)), *more)))


def found(*more, of=OTHERS):
    index = Index.build(contest(*more, of=of))
    return index.pairs(common=index.common())


@pytest.mark.parametrize("altered", [tuple, stripped, exchanged, decomposed])
def test_a_whole_copy_is_found_whatever_was_done_to_its_marks(altered):
    (pair,) = found(altered(essay(5)))
    assert (pair.a, pair.b, pair.share_of_a, pair.share_of_b) == (5, OTHERS, 1.0, 1.0)


@pytest.mark.parametrize("words", [80, 100])
@pytest.mark.parametrize("altered", [tuple, stripped])
def test_one_copied_paragraph_is_found(altered, words):
    host = essay(77)
    (pair,) = found(article(), (*host[:3], *altered([cut(article(), words, start=350)]), *host[3:]))
    assert (pair.a, pair.b, pair.longest) == (OTHERS, OTHERS + 1, words)


def test_one_copied_paragraph_is_told_with_its_length():
    index = Index.build([(1, print_of(article())), (2, print_of((*essay(7), cut(article(), 85, start=350))))])
    (pair,) = index.pairs()
    assert (pair.a, pair.b, pair.shared, pair.longest) == (1, 2, 85, 85)
    assert pair.share_of_a == pytest.approx(85 / ARTICLE_WORDS)


@pytest.mark.parametrize(("every", "least"), [(20, 0.9), (12, 0.85), (8, 0.7)])
def test_a_copy_with_words_exchanged_throughout_is_found(every, least):
    words = " ".join(article()).split()
    altered = " ".join("khác" if n % every == 0 else word for n, word in enumerate(words))
    (pair,) = found(article(), [altered])
    assert (pair.a, pair.b) == (OTHERS, OTHERS + 1)
    assert pair.share_of_a > least


@pytest.mark.parametrize("start", range(0, 1000, 150))
def test_a_copied_paragraph_with_a_name_exchanged_is_found(start):
    words = cut(article(), 83, start=start).split()
    altered = " ".join([*words[:40], "Hứa", "Thị", "Sen", *words[43:]])
    (pair,) = Index.build([(1, print_of(article())), (2, print_of((*essay(7), altered)))]).pairs()
    assert 75 <= pair.longest <= 83


def test_scattered_sentences_are_found_by_their_share():
    taken = [cut(article(), 25, start=start) for start in range(0, 1100, 60)]
    mixed = [part for n, sentence in enumerate(taken) for part in (sentence, cut(essay(9), 30, start=30 * n))]
    index = Index.build([(1, print_of(article())), (2, print_of(mixed))])
    (pair,) = index.pairs()
    assert pair.longest < 40
    assert pair.share_of_a == pytest.approx(25 * len(taken) / ARTICLE_WORDS, abs=0.02)


def test_essays_on_one_theme_are_not_flagged():
    assert found() == []


def test_a_short_copied_sentence_is_not_flagged():
    index = Index.build([(1, print_of(article())), (2, print_of((*essay(7), cut(article(), 35, start=350))))])
    assert index.pairs() == []


def test_a_quotation_that_many_have_is_not_flagged():
    quoting = [(*essay(seed)[:2], QUOTATION, QUOTATION.upper(), *essay(seed)[2:]) for seed in range(100, 110)]
    assert found(*quoting) == []


def test_a_copy_with_its_quotations_is_still_a_whole_copy():
    quoting = [(*essay(seed)[:2], QUOTATION, *essay(seed)[2:]) for seed in range(100, 110)]
    (pair,) = found(*quoting, stripped(quoting[0]))
    assert (pair.a, pair.b) == (OTHERS, OTHERS + 10)
    assert pair.share_of_a == pair.share_of_b > 0.99


def test_many_copies_of_one_essay_are_copies_not_a_quotation():
    pairs = found(*[article()] * 12, of=20)
    assert len(pairs) == 12 * 11 / 2
    assert {pair.share_of_a for pair in pairs} == {1.0}


def test_a_short_text_in_a_long_one_is_told_in_each_direction():
    index = Index.build([(4, print_of(article())), (2, print_of([cut(article(), 300)]))])
    (pair,) = index.pairs()
    assert (pair.a, pair.b, pair.share_of_a) == (2, 4, 1.0)
    assert pair.share_of_b == pytest.approx(298 / ARTICLE_WORDS)


def test_the_figures_are_those_of_the_two_side_by_side():
    texts = [*map(essay, range(OTHERS)), (*essay(3)[:5], *essay(90)[:6])]
    index = Index.build(enumerate(map(print_of, texts)))
    common = index.common()
    for pair in index.pairs(common=common):
        beside = align(texts[pair.a], texts[pair.b], common=common)
        assert (beside.shared, beside.share_of_a, beside.share_of_b, beside.longest) == (
            pair.shared,
            pair.share_of_a,
            pair.share_of_b,
            pair.longest,
        )


def test_only_pairs_of_the_named_are_told():
    index = Index.build(contest(essay(1), essay(2)))
    common = index.common()
    assert [(p.a, p.b) for p in index.pairs(common=common, of=[1])] == [(1, OTHERS)]
    assert [(p.a, p.b) for p in index.pairs(common=common, of=[OTHERS + 1])] == [(2, OTHERS + 1)]
    assert index.pairs(common=common, of=[]) == []


def test_a_new_text_is_compared_with_the_index_and_with_what_came_since():
    index, since = Index.build(contest(article())), Index.build([(900, print_of(stripped(article())))])
    common = index.common()
    hits = index.near(print_of(decomposed(article())), common=common, also=since)
    assert [(hit.id, hit.share_of_print, hit.share_of_other) for hit in hits] == [
        (OTHERS, 1.0, 1.0),
        (900, 1.0, 1.0),
    ]
    assert [hit.id for hit in index.near(print_of(article()), common=common, but=[OTHERS])] == []
    assert index.near(print_of(essay(500)), common=common) == []


def test_a_text_that_came_anew_counts_as_it_is_now():
    index, since = Index.build(contest(article())), Index.build([(OTHERS, print_of(essay(501)))])
    assert index.near(print_of(article()), common=index.common(), also=since) == []


def test_the_order_of_building_does_not_matter():
    prints = contest(essay(1), stripped(essay(2)))
    one, other = Index.build(prints), Index.build(reversed(prints))
    assert one.pairs(common=one.common()) == other.pairs(common=other.common())
    assert np.array_equal(one.postings.hashes, other.postings.hashes)
    assert np.array_equal(one.ids, other.ids)


def test_one_id_stands_for_one_text():
    with pytest.raises(ValueError, match="one id"):
        Index.build([(1, print_of(article())), (1, print_of(essay(1)))])


@pytest.mark.parametrize(
    "prints", [[], [(3, print_of(()))], [(1, print_of(())), (2, print_of(["Bốn từ thôi mà."]))]]
)
def test_an_index_of_nothing_finds_nothing(prints, tmp_path):
    index = Index.build(prints)
    index.save(tmp_path / "index")
    for one in (index, Index.open(tmp_path / "index")):
        common = one.common()
        assert one.pairs(common=common) == []
        assert one.near(print_of(article()), common=common) == []
        assert len(one) == len(prints)


def test_a_saved_index_finds_what_the_fresh_one_finds(tmp_path):
    fresh = Index.build(contest(article(), stripped(article()), (*essay(2), cut(article(), 90))))
    fresh.save(tmp_path / "index")
    opened = Index.open(tmp_path / "index")
    assert opened.common().to_bytes() == fresh.common().to_bytes()
    assert opened.pairs(common=opened.common()) == fresh.pairs(common=fresh.common()) != []
    assert opened.near(print_of(article())) == fresh.near(print_of(article())) != []
    assert opened.print_of(OTHERS) == print_of(article())
    assert OTHERS in opened
    assert 999 not in opened


def test_saving_replaces_the_file_at_once_and_leaves_no_other(tmp_path):
    path = tmp_path / "index"
    Index.build(contest(of=3)).save(path)
    Index.build(contest(of=2)).save(path)
    assert len(Index.open(path)) == 2
    assert os.listdir(tmp_path) == ["index"]  # noqa: PTH208


@pytest.mark.parametrize(
    "spoil",
    [
        lambda kept: b"",
        lambda kept: b"\0" * 400,
        lambda kept: kept[: len(kept) // 2],
        lambda kept: kept[:70] + b"X" + kept[71:],
    ],
    ids=["empty", "zeros", "cut short", "another head"],
)
def test_a_spoilt_file_is_refused(spoil, tmp_path):
    path = tmp_path / "index"
    Index.build(contest(of=3)).save(path)
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(OtherVersion):
        Index.open(path)


def test_prints_come_back_from_an_index():
    index = Index.build([(9, print_of(essay(1))), (4, print_of(article()))])
    assert isinstance(index.print_of(9), Print)
    assert index.print_of(4) == print_of(article())
    with pytest.raises(KeyError):
        index.print_of(5)
