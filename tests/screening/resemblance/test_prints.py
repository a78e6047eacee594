"""A print is kept as bytes, is the same alone or among others, and knows its version."""

import numpy as np
import pytest

from contest.screening.rules.resemblance import Index, OtherVersion, Print, print_of
from contest.screening.rules.resemblance.shingles import (
    NO_SHINGLE,
    WINDOW,
    shingles,
    winnow,
)
from tests.screening.resemblance.texts import ARTICLE_WORDS, article, decomposed, essay, exchanged, stripped


@pytest.mark.parametrize("altered", [stripped, exchanged, decomposed])
def test_altered_marks_leave_the_print_as_it_is(altered):
    assert print_of(altered(article())) == print_of(article())


def test_the_division_into_paragraphs_does_not_matter():
    assert print_of([" ".join(article())]) == print_of(article())


def test_another_text_has_another_print():
    assert print_of(essay(1)) != print_of(essay(2))


def test_a_print_counts_the_words():
    assert print_of(article()).words == ARTICLE_WORDS


@pytest.mark.parametrize("paragraphs", [article(), ("Một hai ba.",), ()])
def test_bytes_give_the_print_back(paragraphs):
    kept = print_of(paragraphs)
    assert Print.from_bytes(kept.to_bytes()) == kept


@pytest.mark.parametrize(
    "spoil",
    [
        lambda kept: b"",
        lambda kept: kept[:-1],
        lambda kept: b"XX" + kept[2:],
        lambda kept: kept[:2] + b"\xff\xff" + kept[4:],
    ],
    ids=["empty", "cut short", "no print", "another version"],
)
def test_other_bytes_are_refused(spoil):
    with pytest.raises(OtherVersion):
        Print.from_bytes(spoil(print_of(article()).to_bytes()))


def test_fingerprints_are_the_same_alone_or_in_an_index_of_many():
    texts = [print_of(essay(seed)) for seed in range(12)] + [print_of(["Chỉ có năm từ."]), print_of([])]
    index = Index.build(enumerate(texts))
    for place, text in enumerate(texts):
        mine = index.postings.entries == place
        hashes, places = text.fingerprints
        assert np.array_equal(index.postings.hashes[mine], hashes)
        assert np.array_equal(index.postings.places[mine], places)


def test_every_window_keeps_one_shingle():
    hashes = shingles(print_of(article()).signs)
    kept = np.flatnonzero(winnow(hashes))
    assert np.diff(kept).max() <= WINDOW
    assert kept[0] < WINDOW


def test_what_is_no_shingle_is_never_kept():
    hashes = np.full(40, NO_SHINGLE)
    hashes[20] = 5
    assert np.flatnonzero(winnow(hashes)).tolist() == [20]
