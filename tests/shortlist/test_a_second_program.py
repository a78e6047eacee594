"""The verifier that leaves with a list, written from docs/cut.md, agrees on a thousand random contests."""

import copy
import io
import json
import zipfile
from collections import Counter
from random import Random

import pytest

from contest.exports.verify.verify_shortlist import differences, main
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


def test_every_single_figure_that_is_altered_is_found_with_its_entry_also_where_it_decides_nothing() -> None:
    whole = random_proof(7)
    altered = 0
    for path in _leaves(whole):
        proof = copy.deepcopy(whole)
        node = proof
        for key in path[:-1]:
            node = node[key]
        node[path[-1]] = _another(node[path[-1]])
        code = whole["entries"][path[1]]["code"] if path[0] == "entries" else ""
        try:
            found = differences(proof)
        except (ArithmeticError, LookupError, TypeError, ValueError):
            continue
        assert found, path
        assert path[-1] == "code" or any(line.startswith(code) for line in found), path
        altered += 1
    assert altered > 100


def _leaves(node, path=()):
    """The way to every plain value."""
    if isinstance(node, dict | list):
        for key in list(node) if isinstance(node, dict) else range(len(node)):
            yield from _leaves(node[key], (*path, key))
    elif path not in {("format",), ("version",)}:
        yield path


def _another(value):
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return "7" if value is None else f"{value}1"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda proof: proof["result"]["places"].append(proof["result"]["places"][0]),
        lambda proof: proof["entries"].append(proof["entries"][0]),
        lambda proof: proof["entries"][0]["sheets"].pop(),
        lambda proof: proof["rules"]["cut"].update(top=0, percent=None, threshold=None, quotas={}),
        lambda proof: proof["rules"].update(decided=[[proof["result"]["places"][-1][0], "out"]]),
        lambda proof: proof["result"]["places"][0].__setitem__(1, "0.01"),
        lambda proof: proof["result"]["places"][0].__setitem__(2, 99),
        lambda proof: proof["result"].update(sheets_digest="0" * 64),
        lambda proof: proof["entries"][0]["sheets"][0].update(version=9),
    ],
    ids="place-twice entry-twice sheet-gone cut decided mark rank sheets-digest version".split(),
)
def test_each_kind_of_change_is_found(tmp_path, capsys, spoil) -> None:
    proof = next(found for found in map(random_proof, range(100)) if _taken(found) > 1 and _out(found))
    spoil(proof)
    assert _checked(tmp_path, json.dumps(proof).encode()) == 1
    assert "KHÁC / DIFFERENT" in capsys.readouterr().out


def _taken(proof):
    return sum(place[3] for place in proof["result"]["places"])


def _out(proof):
    return len(proof["result"]["places"]) - _taken(proof) and proof["result"]["places"][-1][3]


def _checked(tmp_path, content):
    file = tmp_path / "proof"
    file.write_bytes(content)
    return main([str(file)])


def _packed(content, **how):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", **how) as archive:
        archive.writestr("shortlist.json", content)
    return made.getvalue()


def _locked(content):
    """The same under a password, as far as its headers say."""
    made = bytearray(_packed(content))
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


WHOLE = json.dumps(random_proof(7)).encode()
PACKED = _packed(WHOLE, compression=zipfile.ZIP_DEFLATED)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b"{",
        b"[" * 100_000,
        json.dumps(random_proof(7) | {"version": 1}).encode(),
        json.dumps(random_proof(7) | {"format": "other"}).encode(),
        json.dumps(random_proof(7) | {"rules": {"method": "zscore", "charters_method": "mean"}}).encode(),
        json.dumps(random_proof(7) | {"rules": None}).encode(),
        WHOLE.replace(b'"total": "', b'"total": "1e99999'),
        PACKED[: len(PACKED) // 2],
        PACKED[:60] + bytes(20) + PACKED[80:],
        PACKED.replace(b"shortlist.json", b"shortlist.jsom"),
        _locked(WHOLE),
    ],
    ids=(
        "nothing no-text list null cut-short deep version format method rules number "
        "half-a-zip damaged-inside renamed locked"
    ).split(),
)
def test_what_is_no_proof_is_said_in_a_sentence(tmp_path, capsys, content) -> None:
    assert _checked(tmp_path, content) == 2
    assert "Tệp không dùng được / The file cannot be used: " in capsys.readouterr().out


def test_whatever_stands_where_something_else_should_it_never_falls_over(tmp_path, capsys) -> None:
    rng = Random(5)
    for seed in range(300):
        proof = json.loads(json.dumps(random_proof(seed)))
        _spoil_somewhere(rng, proof)
        assert _checked(tmp_path, json.dumps(proof).encode()) in (0, 1, 2), seed
    assert "Traceback" not in capsys.readouterr().out


def _spoil_somewhere(rng, node):
    """Put something else in one place of the tree."""
    while True:
        keys = sorted(node) if isinstance(node, dict) else range(len(node))
        if not keys:
            return
        key = rng.choice(list(keys))
        if isinstance(node[key], dict | list) and rng.random() < 0.8:
            node = node[key]
            continue
        node[key] = rng.choice([None, "x", "", -1, 0.5, 10**20, [], {}, [[]], True, "NaN", "1e400"])
        return
