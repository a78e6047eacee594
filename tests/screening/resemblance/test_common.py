"""What more than one essay in twenty says is common; in a small contest five must say it; copies have no say."""

import pytest

from contest.screening.rules.resemblance import NOTHING_COMMON, Common, Index, OtherVersion, print_of
from contest.screening.rules.resemblance.common import limit_of
from tests.screening.resemblance.texts import QUOTATION, article, cut, essay


def words(number):
    """A text of words found nowhere else."""
    return " ".join(f"w{number}x{n}" for n in range(100))


def index_of(texts, quoting, quotation=QUOTATION):
    return Index.build(
        (n, print_of([words(n), quotation if n < quoting else "", words(n + 1000)])) for n in range(texts)
    )


@pytest.mark.parametrize(
    ("entries", "limit"),
    [(1, 5), (20, 5), (60, 5), (99, 5), (100, 6), (119, 6), (120, 7), (10_000, 501), (100_000, 5001)],
)
def test_from_how_many_entries_on_a_phrase_is_common(entries, limit):
    assert limit_of(entries, share=0.05, least=5) == limit


@pytest.mark.parametrize(
    ("texts", "quoting", "common"), [(20, 4, False), (20, 5, True), (200, 10, False), (200, 11, True)]
)
def test_a_quotation_is_common_in_more_than_a_twentieth_and_in_five(texts, quoting, common):
    found = index_of(texts, quoting).common()
    assert bool(found.covers(print_of([QUOTATION]).signs).all()) is common
    assert bool(len(found)) is common


def test_share_and_least_can_be_given():
    assert len(index_of(20, 3).common(least=3))
    assert not len(index_of(20, 8).common(share=0.5))


def test_only_the_named_are_counted():
    index = index_of(40, 10)
    assert not len(index.common(of=range(10, 40)))
    assert len(index.common(of=range(20)))
    assert not len(index.common(of=[]))


def test_exactly_the_words_of_the_quotation_are_covered():
    found = index_of(40, 10).common()
    covered = found.covers(print_of(["Bác dạy rằng:", QUOTATION, "Lời ấy ai cũng nhớ."]).signs)
    assert covered.tolist() == [False] * 3 + [True] * print_of([QUOTATION]).words + [False] * 5


def test_copies_of_one_essay_do_not_make_it_common():
    copies = [(n, print_of(article())) for n in range(30)]
    others = [(n, print_of(essay(n))) for n in range(100, 170)]
    without = Index.build(others).common(least=6)
    assert Index.build(copies + others).common().to_bytes() == without.to_bytes()
    assert without.covers(print_of(article()).signs).mean() < 0.1


def test_what_others_quote_stays_common_when_copies_quote_it_too():
    copies = [(n, print_of((*article(), QUOTATION))) for n in range(10)]
    quoting = [(n, print_of((*essay(n), QUOTATION))) for n in range(100, 110)]
    others = [(n, print_of(essay(n))) for n in range(200, 240)]
    found = Index.build(copies + quoting + others).common()
    assert found.covers(print_of([QUOTATION]).signs).all()
    assert not found.covers(print_of(article()).signs).all()


def from_one_kiln(texts, copiers, words):
    """Texts of their own words, the first of which have so many words of the article among them, in two pieces."""
    whole = cut(article(), words)
    half = len(whole) // 2
    return Index.build(
        (
            n,
            print_of(
                [
                    filler(n),
                    whole[:half] if n < copiers else "",
                    filler(n + 500),
                    whole[half:] * (n < copiers),
                ]
            ),
        )
        for n in range(texts)
    )


def filler(number):
    return " ".join(words(1_000 * number + part) for part in range(4))


@pytest.mark.parametrize(("texts", "copiers"), [(60, 6), (120, 12), (200, 40)])
def test_what_a_whole_school_took_from_one_essay_is_no_quotation(texts, copiers):
    index = from_one_kiln(texts, copiers, 450)
    found = index.common()
    assert not found.covers(print_of([cut(article(), 450)]).signs).any()
    pairs = index.pairs(common=found)
    assert {one for pair in pairs for one in (pair.a, pair.b)} == set(range(copiers))


def test_a_paragraph_that_many_have_is_a_quotation_though_they_be_of_one_school():
    index = from_one_kiln(120, 12, 150)
    assert index.pairs(common=index.common()) == []


def test_who_only_quotes_a_paragraph_of_it_has_his_say():
    kiln = [(n, print_of([filler(n), cut(article(), 450)])) for n in range(12)]
    quoting = [(n, print_of([filler(n), cut(article(), 80), QUOTATION])) for n in range(12, 24)]
    others = [(n, print_of([filler(n)])) for n in range(24, 120)]
    found = Index.build(kiln + quoting + others).common()
    assert found.covers(print_of([QUOTATION]).signs).all()
    assert found.covers(print_of([cut(article(), 80)]).signs).all()
    assert found.covers(print_of([cut(article(), 300, start=100)]).signs).mean() < 0.1


def test_what_nearly_everybody_quotes_together_is_no_kiln():
    texts = [(n, print_of([filler(n), cut(article(), 300) if n < 50 else ""])) for n in range(100)]
    assert Index.build(texts).common().covers(print_of([cut(article(), 300)]).signs).all()


def test_bytes_give_it_back():
    index = index_of(40, 10)
    kept = Common.from_bytes(index.common().to_bytes())
    assert kept.to_bytes() == index.common().to_bytes()
    assert index.pairs(common=kept) == index.pairs(common=index.common())
    assert Common.from_bytes(NOTHING_COMMON.to_bytes()).to_bytes() == NOTHING_COMMON.to_bytes()


@pytest.mark.parametrize("kept", [b"", b"123", b"\xff" * 16])
def test_other_bytes_are_refused(kept):
    with pytest.raises(OtherVersion):
        Common.from_bytes(kept)


def test_without_anything_common_every_word_counts():
    assert not NOTHING_COMMON.covers(print_of(article()).signs).any()
