"""Clusters hang together by strong pairs; one borrowed paragraph does not make one crowd of two."""

from random import Random

import pytest

from contest.screening.rules.resemblance import Pair, clusters


def pair(a, b, share):
    return Pair(a, b, int(1000 * share), share, share / 2, 80)


STRONG = [pair(1, 2, 0.9), pair(2, 3, 0.8), pair(4, 5, 0.95), pair(5, 6, 0.7)]


@pytest.mark.parametrize(
    ("pairs", "groups"),
    [
        ([], []),
        ([pair(1, 2, 0.1)], [(1, 2)]),
        (STRONG, [(4, 5, 6), (1, 2, 3)]),
        ([*STRONG, pair(3, 4, 0.1)], [(4, 5, 6), (1, 2, 3)]),
        ([*STRONG, pair(3, 4, 0.6)], [(1, 2, 3, 4, 5, 6)]),
        ([*STRONG, pair(3, 4, 0.1), pair(2, 4, 0.1), pair(1, 6, 0.1)], [(1, 2, 3, 4, 5, 6)]),
        ([*STRONG, pair(3, 7, 0.1)], [(4, 5, 6), (1, 2, 3, 7)]),
        ([pair(1, 2, 0.1), pair(2, 3, 0.1), pair(1, 3, 0.1)], [(1, 2, 3)]),
        ([pair(1, 2, 0.2), pair(3, 4, 0.15), pair(2, 3, 0.1)], [(1, 2), (3, 4)]),
    ],
)
def test_groups(pairs, groups):
    assert [one.ids for one in clusters(pairs)] == groups


def test_a_weak_link_is_told_by_both_groups():
    weak = pair(3, 4, 0.1)
    assert [one.links for one in clusters([*STRONG, weak])] == [(weak,), (weak,)]


def test_pairs_are_told_strongest_first():
    (_, second) = clusters(STRONG)
    assert [one.share_of_a for one in second.pairs] == [0.9, 0.8]
    assert second.strength == 0.9


def test_the_order_of_pairs_does_not_matter():
    rng = Random(3)
    pairs = [pair(a, b, rng.random()) for a in range(40) for b in range(a + 1, 40) if rng.random() < 0.06]
    wanted = clusters(pairs)
    for _ in range(5):
        rng.shuffle(pairs)
        assert clusters(pairs) == wanted
    assert sorted(one for group in wanted for one in group.ids) == sorted(
        {n for p in pairs for n in (p.a, p.b)}
    )


def test_every_pair_is_told():
    rng = Random(4)
    pairs = {pair(a, b, rng.random() / 2) for a in range(30) for b in range(a + 1, 30) if rng.random() < 0.08}
    assert {one for group in clusters(pairs) for one in (*group.pairs, *group.links)} == pairs
