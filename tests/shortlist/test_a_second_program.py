"""The verifier that leaves with a list, written from docs/cut.md, agrees on a thousand random contests."""

import copy
from collections import Counter

import pytest

from contest.exports.verify.verify_shortlist import differences
from tests.shortlist.random_proofs import random_proof

CONTESTS = 1_000


def test_a_second_program_makes_the_same_list_of_a_thousand_random_contests() -> None:
    seen = Counter()
    for seed in range(CONTESTS):
        proof = random_proof(seed)
        assert differences(proof) == [], seed
        seen.update(_features(proof))
    wanted = "ties third agreed least most percent threshold decided author several shorter longer".split()
    assert all(seen[feature] > CONTESTS // 50 for feature in wanted), seen


def _features(proof):
    """What a contest puts to the test."""
    rules, places = proof["rules"], proof["result"]["places"]
    limits = [limit for of in rules["cut"]["quotas"].values() for limit in of.values()]
    taken, top = sum(place[3] for place in places), rules["cut"]["top"]
    found = {
        "ties": len({place[2] for place in places}) < len(places),
        "third": any(sheet["third"] for entry in proof["entries"] for sheet in entry["sheets"]),
        "agreed": any(entry["agreed"] for entry in proof["entries"]),
        "least": any(least for least, _ in limits),
        "most": any(most is not None for _, most in limits),
        "percent": rules["cut"]["percent"] is not None,
        "threshold": rules["cut"]["threshold"] is not None,
        "decided": bool(rules["decided"]),
        "author": "author" in rules["cut"]["quotas"],
        "several": len(rules["cut"]["quotas"]) > 2,
        "shorter": top is not None and taken < min(top, len(places)),
        "longer": top is not None and taken > top,
    }
    return [name for name, there in found.items() if there]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda proof: proof["entries"][0]["sheets"][0].update(total="1"),
        lambda proof: proof["entries"][0].update(settled="1.00"),
        lambda proof: proof["result"]["places"][0].__setitem__(3, not proof["result"]["places"][0][3]),
        lambda proof: proof["result"].update(digest="0" * 64),
        lambda proof: proof["entries"].pop(),
    ],
)
def test_whatever_is_changed_is_found(spoil) -> None:
    proof = copy.deepcopy(random_proof(7))
    spoil(proof)
    assert differences(proof)
